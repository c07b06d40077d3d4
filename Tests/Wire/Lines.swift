import Etiquette
import Foundation
import Wire

/// What reading a client's line came to.
func read(_ line: [UInt8]) -> Result<Request, Malformed> {
    do throws(Malformed) {
        return .success(try Request(reading: line.span))
    } catch {
        return .failure(error)
    }
}

/// What reading a client's line came to.
func read(_ line: String) -> Result<Request, Malformed> { read([UInt8](line.utf8)) }

/// The code a client's line is refused with; nil when it is understood.
func refusal(_ line: String) -> RefusalCode? {
    if case .failure(let malformed) = read(line) { malformed.code } else { nil }
}

/// A relay's line, if it is understood.
func hear(_ line: String) -> RelayLine? { RelayLine(reading: [UInt8](line.utf8).span) }

/// The lines in the pieces of a stream, read one after the other, and what it came to.
func lines(in pieces: [[UInt8]], limit: Int = 8_192) -> ([[UInt8]], LineReader.Outcome) {
    var reader = LineReader(limit: limit)
    var lines: [[UInt8]] = []
    var outcome = LineReader.Outcome.allTaken
    for piece in pieces {
        outcome = reader.read(piece.span) { line in
            lines.append(line.indices.map { line[$0] })
            return true
        }
    }
    return (lines, outcome)
}

/// Bytes without the line end they must have.
func withoutEnd(_ line: [UInt8]) -> [UInt8] {
    precondition(line.suffix(2) == [13, 10])
    return line.dropLast(2)
}

/// A key whose bytes are all different.
func key(_ first: UInt8) -> PublicKey {
    guard let key = PublicKey((0..<32).map { first &+ $0 }) else { fatalError("32 bytes") }
    return key
}

/// The blind used all over.
let someBlind = Blind(bytes: [UInt8](0..<16))

/// Random numbers that are the same in every run with the same seed.
struct SeededNumbers: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var mixed = state
        mixed = (mixed ^ mixed >> 30) &* 0xbf58_476d_1ce4_e5b9
        mixed = (mixed ^ mixed >> 27) &* 0x94d0_49bb_1331_11eb
        return mixed ^ mixed >> 31
    }
}

/// Rows of a table in `Protocol`, without its comments, each cut at its tabs.
func table(_ path: String, columns: Int) throws -> [[String]] {
    let folder = URL(filePath: #filePath).appending(path: "../../../Protocol").standardizedFileURL
    let text = try String(contentsOf: folder.appending(path: path), encoding: .utf8)
    let rows = text.split(separator: "\n").filter { !$0.hasPrefix("#") }
        .map { $0.split(separator: "\t", omittingEmptySubsequences: false).map(String.init) }
    precondition(rows.allSatisfy { $0.count == columns }, "\(path) has a crooked row")
    return rows
}
