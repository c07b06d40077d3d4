/// Numbers that follow from their seed and look random: SplitMix64.
///
/// Written out, since an order that was drawn must be drawn again by a later build. (SPEC §15.1)
struct Drawing {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    /// The seed of one phase, from that of the circle.
    static func seed(_ seed: UInt64, ofPhase number: UInt32) -> UInt64 {
        var drawing = Drawing(seed: seed ^ UInt64(number) &* 0xD1B5_4A32_D192_ED03)
        return drawing.next()
    }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    /// The seats in an order of which each is as likely as any other.
    mutating func order(_ seats: [Seat]) -> [Seat] {
        var order = seats
        for last in order.indices.dropFirst().reversed() {
            let other = next().multipliedFullWidth(by: UInt64(last + 1)).high
            order.swapAt(last, Int(other))
        }
        return order
    }
}
