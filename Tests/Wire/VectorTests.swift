import Testing
import Wire

@Suite("§2 Vectors in Protocol/vectors")
struct VectorTests {
    @Test("§2.3 lines-good.tsv: every line is understood and written again as told") func good()
        throws
    {
        let rows = try table("vectors/lines-good.tsv", columns: 3)
        #expect(rows.count >= 60)
        for row in rows {
            let line = unescaped(row[1])
            let canonical = unescaped(row[2])
            #expect(throughReader(line) == line)
            #expect(rewritten(line, from: row[0]) == canonical, "\(row[1])")
            #expect(rewritten(canonical, from: row[0]) == canonical, "\(row[2])")
        }
    }

    @Test("§2.3 lines-bad.tsv: every line is refused as told") func bad() throws {
        let rows = try table("vectors/lines-bad.tsv", columns: 3)
        #expect(rows.count >= 60)
        for row in rows {
            #expect(answer(to: unescaped(row[1]), from: row[0]) == row[2], "\(row[1])")
        }
    }

    /// The line after it travelled with its end, or nothing.
    private func throughReader(_ line: [UInt8]) -> [UInt8]? {
        let (read, outcome) = lines(in: [line + [13, 10]])
        return outcome == .allTaken && read.count == 1 ? read[0] : nil
    }

    private func rewritten(_ line: [UInt8], from sender: String) -> [UInt8]? {
        if sender == "client" { return (try? read(line).get()).map { withoutEnd($0.line) } }
        guard let heard = RelayLine(reading: line.span) else { return nil }
        guard case .fail = heard.body else { return withoutEnd(heard.line) }
        let written = String(decoding: withoutEnd(heard.line), as: UTF8.self)
        return [UInt8](
            written[..<(written.firstRange(of: " :")?.lowerBound ?? written.endIndex)].utf8
        )
    }

    private func answer(to line: [UInt8], from sender: String) -> String? {
        guard let line = throughReader(line) else { return "FAIL * form" }
        if sender == "relay" { return RelayLine(reading: line.span) == nil ? "form" : nil }
        guard case .failure(let malformed) = read(line) else { return nil }
        let id = malformed.id.map { "@id=\($0) " } ?? ""
        return "\(id)FAIL \(malformed.verb?.rawValue ?? "*") \(malformed.code.rawValue)"
    }

    private func unescaped(_ text: String) -> [UInt8] {
        var bytes: [UInt8] = []
        var rest = Substring(text)
        while let character = rest.popFirst() {
            guard character == "\\" else {
                bytes += Array(String(character).utf8)
                continue
            }
            switch rest.popFirst() {
            case "x":
                bytes.append(UInt8(rest.prefix(2), radix: 16) ?? 0)
                rest = rest.dropFirst(2)
            case "{":
                let end = rest.firstIndex(of: "}") ?? rest.endIndex
                let parts = rest[..<end].split(separator: "*")
                let byte = UInt8(parts[0], radix: 16) ?? 0
                bytes += [UInt8](repeating: byte, count: Int(parts[1]) ?? 0)
                rest = rest[end...].dropFirst()
            default: bytes.append(UInt8(ascii: "\\"))
            }
        }
        return bytes
    }
}
