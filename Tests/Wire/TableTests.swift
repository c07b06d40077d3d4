import Foundation
import Testing
import Wire

@Suite("§2.9 The tables in Protocol")
struct TableTests {
    private static let clientKinds = ["act", "ask", "plain"]
    private static let relayKinds = ["answer", "event", "state", "plain"]

    @Test("§6.1 verbs.tsv tells every verb of a client, its kind and its turn") func requests()
        throws
    {
        let rows = try table("verbs.tsv", columns: 7).filter { $0[0] == "client" }
        #expect(rows.map { $0[1] }.sorted() == Verb.allCases.map(\.rawValue).sorted())
        for row in rows {
            let verb = try #require(Verb(rawValue: row[1]))
            #expect(row[2] == verb.kind.rawValue)
            #expect(Self.clientKinds.contains(row[2]))
            let tags = row[3].split(separator: " ")
            #expect(tags.contains("turn") == verb.needsTurn, "\(row[1])")
            #expect(tags.contains("id") == (verb.kind != .plain), "\(row[1])")
        }
    }

    @Test("§2.9 verbs.tsv tells every verb of a relay, and which of them are events")
    func relayLines() throws {
        let rows = try table("verbs.tsv", columns: 7).filter { $0[0] == "relay" }
        // The greeting has a reader of its own, and UNKNOWN is no verb.
        let names = Set(Samples.relayLines.map(\.body.name)).subtracting(["UNKNOWN"])
        #expect(rows.map { $0[1] }.sorted() == names.union(["HELLO"]).sorted())
        #expect(rows.allSatisfy { Self.relayKinds.contains($0[2]) })
        let events = Set(Samples.events.map(\.name))
        #expect(rows.filter { $0[2] == "event" }.map { $0[1] }.sorted() == events.sorted())
    }

    @Test("§2.9 refusals.tsv tells every code once, with what the person is told") func refusals()
        throws
    {
        let rows = try table("refusals.tsv", columns: 4)
        #expect(rows.map { $0[0] }.sorted() == RefusalCode.allCases.map(\.rawValue).sorted())
        for row in rows {
            #expect(row[1].count > 10, "\(row[0])")
            // One sentence says what happened, another what can be done.
            #expect(row[2].count { ".;".contains($0) } >= 2 && row[2].hasSuffix("."), "\(row[0])")
        }
    }

    @Test("§2.9 every section the tables name stands in SPEC.md") func sections() throws {
        let spec = try specification()
        let rows = try table("verbs.tsv", columns: 7) + table("refusals.tsv", columns: 4)
        for row in rows { #expect(spec.contains("**\(row.last ?? "")**"), "\(row)") }
    }

    @Test("§2.9 SPEC.md and the relay know the same refusals") func codes() throws {
        let spec = try specification()
        let known = Set(RefusalCode.allCases.map(\.rawValue))
        let told = Set(codeSpans(in: spec).flatMap { $0.split(separator: " ").map(String.init) })
        #expect(known.subtracting(told).sorted() == [])
        let refused = Set(codeSpans(in: spec).compactMap(codeAfterFail))
        #expect(refused.subtracting(known).sorted() == [])
    }

    private func specification() throws -> String {
        let file = URL(filePath: #filePath).appending(path: "../../../Protocol/SPEC.md")
        return try String(contentsOf: file.standardizedFileURL, encoding: .utf8)
    }

    private func codeSpans(in text: String) -> [String] {
        text.split(separator: "`", omittingEmptySubsequences: false).enumerated()
            .filter { $0.offset % 2 == 1 }.map { String($0.element) }
    }

    /// The code in `FAIL VERB code`.
    private func codeAfterFail(_ span: String) -> String? {
        let words = span.split(separator: " ").drop { $0 != "FAIL" }.map(String.init)
        guard words.count > 2, words[2] != "code" else { return nil }
        return words[2]
    }
}
