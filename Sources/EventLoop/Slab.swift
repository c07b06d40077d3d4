/// Elements with stable slots and tokens that go stale when the element leaves.
///
/// Holds noncopyable elements, which an array cannot. Grows by doubling and never shrinks; a freed
/// slot is the first to be let again.
///
/// Safe because an element's memory is initialised exactly while its slot's generation is odd, and
/// nothing outside sees a pointer.
@safe
public struct Slab<Element: ~Copyable>: ~Copyable {
    /// How many elements live here.
    public private(set) var count = 0

    private var elements: UnsafeMutablePointer<Element>
    private var capacity: Int
    /// One per slot that was ever let: odd while it is, even while it is free.
    private var generations: [UInt32] = []
    private var free: [UInt32] = []

    /// An empty slab with room for `capacity` elements before it first grows.
    public init(capacity: Int = 16) {
        self.capacity = max(capacity, 1)
        unsafe elements = .allocate(capacity: self.capacity)
    }

    deinit {
        for slot in generations.indices where generations[slot] & 1 == 1 {
            unsafe (elements + slot).deinitialize(count: 1)
        }
        unsafe elements.deallocate()
    }

    /// Takes an element in and names it.
    public mutating func insert(_ element: consuming Element) -> Token {
        let slot = freeSlot()
        generations[slot] &+= 1
        unsafe (elements + slot).initialize(to: element)
        count += 1
        return Token(slot: UInt32(slot), generation: generations[slot])
    }

    /// Gives the element back to the caller, or nil when it has already left.
    public mutating func remove(_ token: Token) -> Element? {
        guard let slot = slot(of: token) else { return nil }
        generations[slot] &+= 1
        free.append(token.slot)
        count -= 1
        return unsafe (elements + slot).move()
    }

    /// Lends the element to `body`, or answers nil when it has already left.
    public mutating func update<R>(_ token: Token, _ body: (inout Element) -> R) -> R? {
        guard let slot = slot(of: token) else { return nil }
        return unsafe body(&elements[slot])
    }

    /// Whether the element is still here.
    public func contains(_ token: Token) -> Bool { slot(of: token) != nil }

    private func slot(of token: Token) -> Int? {
        let slot = Int(token.slot)
        guard slot < generations.count, token.generation & 1 == 1,
            generations[slot] == token.generation
        else { return nil }
        return slot
    }

    private mutating func freeSlot() -> Int {
        if let slot = free.popLast() { return Int(slot) }
        if generations.count == capacity { grow() }
        generations.append(0)
        return generations.count - 1
    }

    /// Called only when every slot is let.
    private mutating func grow() {
        let larger = UnsafeMutablePointer<Element>.allocate(capacity: capacity * 2)
        unsafe larger.moveInitialize(from: elements, count: capacity)
        unsafe elements.deallocate()
        unsafe elements = larger
        capacity *= 2
    }
}
