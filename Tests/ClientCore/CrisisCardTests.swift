import ClientCore
import Testing
import Wire

@Suite("§19.6 The crisis card that a client has of its own")
struct CrisisCardTests {
    @Test("§19.6 it can be shown as it is, row by row", arguments: CrisisCard.Reach.allCases)
    func rows(_ reach: CrisisCard.Reach) {
        let rows = CrisisCard.rows(reach)
        #expect(rows.allSatisfy { !$0.isEmpty && TextRules.allows([UInt8]($0.utf8)) })
        #expect(rows.last == CrisisCard.whoKnows(reach))
        #expect(rows.joined(separator: "\n").utf8.count <= 1_000)
    }

    @Test("§19.6 it says first what this is not, then whom to call") func order() {
        let rows = CrisisCard.rows(.asked)
        #expect(rows[0].contains("not a crisis service"))
        for number in ["112", "911", "999", "000"] { #expect(rows[1].contains(number)) }
    }

    @Test("§19.6 only the answer of the relay makes it say that the facilitators know")
    func promises() {
        let promising = CrisisCard.Reach.allCases.filter {
            CrisisCard.whoKnows($0).contains("have been told")
        }
        #expect(promising == [.told])
        #expect(
            Set(CrisisCard.Reach.allCases.map(CrisisCard.whoKnows)).count
                == CrisisCard.Reach.allCases.count
        )
    }
}
