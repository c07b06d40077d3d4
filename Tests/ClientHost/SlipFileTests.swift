import ClientHost
import EventLoop
import Foundation
import Sealing
import Testing
import Wire

@Suite("§21.4 The file of a slip")
struct SlipFileTests {
    private let relay: SigningKey
    private let slip: Slip

    init() throws {
        relay = try SigningKey.fresh()
        slip = try Self.slip(by: relay)
    }

    private static func slip(by key: SigningKey) throws -> Slip {
        let attendance = AttendanceSlip(
            day: CalendarDay(secondsSince1970: 1_795_478_400),
            minutes: 61,
            number: [UInt8](repeating: 7, count: AttendanceSlip.numberCount)
        )
        let signed = try SignedSlip(attendance, by: key)
        let publicKey = try #require(PublicKey(signed.key))
        return try #require(
            Slip(text: attendance.text, key: publicKey, signature: signed.signature)
        )
    }

    private func folder() throws -> String {
        let folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("slip-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        return folder
    }

    @Test("§21.4 it is what a checker reads, and says its day in its name") func file() throws {
        let file = try #require(SlipFile(slip, pins: [Pin(of: relay.publicKey)]))
        let signed = try SignedSlip(file: file.bytes)
        #expect(signed.isSigned)
        #expect(signed.pin == Pin(of: relay.publicKey))
        #expect(signed.slip.text == slip.text)
        #expect(file.name == "attendance-2026-11-24")
    }

    @Test("§21.4 a slip of another relay, and a changed one, are not kept") func foreign() throws {
        let other = try SigningKey.fresh()
        #expect(SlipFile(slip, pins: [Pin(of: other.publicKey)]) == nil)
        #expect(SlipFile(slip, pins: []) == nil)
        let text = [UInt8](
            String(decoding: slip.text, as: UTF8.self).replacing("61", with: "62").utf8
        )
        let changed = try #require(Slip(text: text, key: slip.key, signature: slip.signature))
        #expect(SlipFile(changed, pins: [Pin(of: relay.publicKey)]) == nil)
        let none = try #require(
            Slip(text: [UInt8]("hello".utf8), key: slip.key, signature: slip.signature)
        )
        #expect(SlipFile(none, pins: [Pin(of: relay.publicKey)]) == nil)
    }

    @Test("§21.4 it can be shown to anybody, and no file is written over") func written() throws {
        let folder = try folder()
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let file = try #require(SlipFile(slip, pins: [Pin(of: relay.publicKey)]))
        let path = folder + "/mine.slip"
        #expect(try file.write(to: path))
        #expect(FileManager.default.contents(atPath: path) == Data(file.bytes))
        let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
        #expect(mode == 0o644)
        try Data("other".utf8).write(to: URL(fileURLWithPath: path))
        #expect(try !file.write(to: path))
        #expect(FileManager.default.contents(atPath: path) == Data("other".utf8))
    }

    @Test("§21.4 several slips of a day lie beside each other") func several() throws {
        let folder = try folder()
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let file = try #require(SlipFile(slip, pins: [Pin(of: relay.publicKey)]))
        let names = try (0..<3).map { _ in try file.write(in: folder) }
        #expect(
            names
                == [
                    "attendance-2026-11-24.slip", "attendance-2026-11-24-2.slip",
                    "attendance-2026-11-24-3.slip",
                ].map { folder + "/" + $0 }
        )
    }
}
