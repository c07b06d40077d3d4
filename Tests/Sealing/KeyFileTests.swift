import Sealing
import Testing

/// A file that carries a seat to another device; `Protocol/vectors/key-file.tsv` has its bytes.
@Suite("§3.3 The key file")
struct KeyFileTests {
    private let body: [UInt8]
    private let passphrase: [UInt8]
    private let file: [UInt8]

    init() throws {
        body = try Self.bytes("body")
        passphrase = [UInt8](try Self.value("passphrase").utf8)
        file = try Self.bytes("file")
    }

    @Test("a key file comes out as another program wrote it, and is read again") func vector()
        throws
    {
        let salt = try Self.bytes("salt")
        let made = try KeyFile.seal(body, passphrase: passphrase, salt: salt)
        #expect(made == file)
        #expect(try KeyFile.open(file, passphrase: passphrase) == body)
    }

    @Test("two files of one seat have nothing in common behind their head") func salts() throws {
        let one = try KeyFile.seal(body, passphrase: passphrase)
        let other = try KeyFile.seal(body, passphrase: passphrase)
        #expect(zip(one, other).dropFirst(11).filter { $0 == $1 }.count < 20)
        #expect(try KeyFile.open(one, passphrase: passphrase) == body)
    }

    @Test("another passphrase opens nothing and is told from damage") func passphrases() {
        #expect(throws: KeyFileFlaw.wrongPassphrase) {
            try KeyFile.open(file, passphrase: passphrase + [0x20])
        }
        #expect(throws: KeyFileFlaw.wrongPassphrase) { try KeyFile.open(file, passphrase: []) }
    }

    @Test("one changed bit anywhere is damage, or no key file") func damage() {
        for bit in 0..<file.count * 8 {
            let flaw: KeyFileFlaw = bit < 80 ? .notAKeyFile : .damaged
            #expect(throws: flaw) { try KeyFile.inspect(file.flipping(bit: bit)) }
        }
    }

    @Test("a file that was cut is damage, or no key file") func cuts() {
        for count in 0..<file.count {
            let flaw: KeyFileFlaw = count < 10 ? .notAKeyFile : .damaged
            #expect(throws: flaw) { try KeyFile.inspect(Array(file.prefix(count))) }
        }
        #expect(throws: KeyFileFlaw.damaged) { try KeyFile.inspect(file + [0]) }
    }

    @Test("a whole file of a later version asks for a newer client") func versions() throws {
        let newer = try Self.bytes("file, version 2")
        #expect(throws: KeyFileFlaw.newerClientNeeded) {
            try KeyFile.open(newer, passphrase: passphrase)
        }
    }

    @Test("a file that is too large is not read as one") func size() throws {
        let long = [UInt8](repeating: 7, count: KeyFile.bytesMax)
        let file = try KeyFile.seal(long, passphrase: passphrase)
        #expect(throws: KeyFileFlaw.damaged) { try KeyFile.inspect(file) }
    }

    @Test("every flaw has a sentence of its own") func advice() {
        let sentences = KeyFileFlaw.allCases.map(\.advice)
        #expect(Set(sentences).count == sentences.count)
        #expect(sentences.allSatisfy { $0.hasSuffix(".") })
    }

    private static func value(_ name: String) throws -> String {
        let row = try Vectors.rows("key-file.tsv").first { $0.first == name }
        return try #require(row?.last)
    }

    private static func bytes(_ name: String) throws -> [UInt8] {
        try Vectors.bytes(ofHexadecimal: value(name))
    }
}
