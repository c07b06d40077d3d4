import EventLoop
import RelayHost
import Testing

@Suite("Deadlines of connections")
struct DeadlinesTests {
    @Test("they come when they are due, also those that were set late") func order() {
        var deadlines = Deadlines()
        for number in 1...3 {
            deadlines.add(Token(reserved: UInt32(number)), at: UInt64(number * 10))
        }
        deadlines.add(Token(reserved: 9), at: 15)
        deadlines.add(Token(reserved: 8), at: 10)
        #expect(deadlines.first == 10)
        var come: [UInt32] = []
        for now: UInt64 in [9, 10, 14, 15, 30] {
            while let token = deadlines.next(at: now) { come.append(token.slot) }
        }
        #expect(come == [1, 8, 9, 2, 3])
        #expect(deadlines.first == nil)
    }

    @Test("thousands come and go in order") func many() {
        var deadlines = Deadlines()
        var come = 0
        for now in 0..<10_000 {
            deadlines.add(Token(reserved: UInt32(now)), at: UInt64(now) + 20)
            while let token = deadlines.next(at: UInt64(now)) {
                #expect(token.slot == UInt32(come))
                come += 1
            }
        }
        #expect(come == 10_000 - 20)
    }
}
