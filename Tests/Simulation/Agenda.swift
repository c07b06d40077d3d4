/// What will happen and when; of two at the same time the one that was entered first.
struct Agenda {
    enum Item {
        case up(link: Int)
        case down(link: Int)
        case endsAtRelay(link: Int)
        case endsAtPerson(link: Int)
        case dial(person: Int, run: Int)
        case accept(link: Int)
        case prove(link: Int)
        case giveUp(link: Int)
        case commit(upTo: UInt64, run: UInt64)
        case store(index: Int, run: UInt64)
        case relayStarts
        case somethingHappens
    }

    private var heap: [(time: UInt64, place: UInt64, item: Item)] = []
    private var next: UInt64 = 0

    var first: UInt64? { heap.first?.time }

    mutating func add(_ item: Item, at time: UInt64) {
        heap.append((time, next, item))
        next += 1
        var child = heap.count - 1
        while child > 0, precedes(child, (child - 1) / 2) {
            heap.swapAt(child, (child - 1) / 2)
            child = (child - 1) / 2
        }
    }

    mutating func takeFirst() -> Item? {
        guard let first = heap.first else { return nil }
        heap[0] = heap[heap.count - 1]
        heap.removeLast()
        var parent = 0
        while true {
            var least = parent
            for child in [2 * parent + 1, 2 * parent + 2]
            where child < heap.count && precedes(child, least) { least = child }
            guard least != parent else { return first.item }
            heap.swapAt(parent, least)
            parent = least
        }
    }

    private func precedes(_ left: Int, _ right: Int) -> Bool {
        (heap[left].time, heap[left].place) < (heap[right].time, heap[right].place)
    }
}
