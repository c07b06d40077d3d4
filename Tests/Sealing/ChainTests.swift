import Sealing
import Testing

@Suite("§3.3 The chain")
struct ChainTests {
    @Test("§3.3 many small steps lead where one long one leads") func steps() throws {
        let start = try Chain.fresh()
        #expect(start.index == 0)
        var walked = start
        for log in UInt64(1)...20 { walked = try walked.stepped(to: log) }
        #expect(try start.stepped(to: 20) == walked)
        #expect(try start.stepped(to: 0) == start)
        #expect(walked.key != start.key)
    }

    @Test("§3.3 there is no way back") func backwards() throws {
        let chain = try Chain.fresh().stepped(to: 5)
        #expect(throws: ChainFlaw.backwards) { try chain.stepped(to: 4) }
        #expect(throws: ChainFlaw.backwards) { try chain.stepped(to: 0) }
    }

    @Test("§3.3 a log far ahead is not believed") func tooFar() throws {
        let chain = Chain(index: 7, key: try .fresh())
        #expect(throws: ChainFlaw.tooFar) { try chain.stepped(to: 100_008) }
        #expect(throws: ChainFlaw.tooFar) { try chain.stepped(to: .max) }
        #expect(try chain.stepped(to: 100_007).index == 100_007)
    }

    @Test("§3.3 a chain near the highest number does not overflow") func highest() throws {
        let chain = Chain(index: .max - 1, key: try .fresh())
        #expect(try chain.stepped(to: .max).index == .max)
    }

    @Test("§3.3 each log has its words key, which is not the chain's") func wordsKeys() throws {
        let one = try Chain.fresh()
        let other = try one.stepped(to: 1)
        #expect(one.wordsKey != other.wordsKey)
        #expect(one.wordsKey != one.key)
        #expect(one.wordsKey != other.key)
    }
}
