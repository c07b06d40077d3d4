import Sealing
import Testing
import Wire

@Suite("§21.4 Attendance slips")
struct SlipTests {
    @Test(
        "§21.4 every slip of the vectors is judged as written",
        arguments: (try? Vectors.rows("slips.tsv")) ?? []
    )
    func vectors(row: [String]) throws {
        #expect(try verdict(on: row[3], reader: row[1]) == row[2], "\(row[0])")
    }

    @Test("§21.4 there are vectors of every kind") func present() throws {
        let rows = try Vectors.rows("slips.tsv")
        #expect(rows.allSatisfy { $0.count == 4 })
        #expect(Set(rows.map { $0[1] }) == ["wire", "file"])
        #expect(
            Set(rows.map { $0[2] }) == ["good", "proof", "form", "not-a-slip", "newer-client"]
        )
    }

    @Test("§21.4 a slip is signed and written as in the vectors") func written() throws {
        let rows = try Vectors.rows("slips.tsv")
        let signed = try SignedSlip(plain, by: Scene().relay)
        #expect("\(signed.slip.text.base64) \(signed.proof.string)" == rows[0][3])
        let file = try #require(rows.first { $0[1] == "file" })
        #expect(signed.file.base64 == file[3])
        #expect(signed.isSigned)
        #expect(try signed.pin.text == Vectors.text("pin"))
        #expect(try SignedSlip(text: signed.slip.text, proof: signed.proof) == signed)
        #expect(try SignedSlip(file: signed.file) == signed)
    }

    @Test("§21.4 one bit anywhere in text, key or signature makes it no good slip") func bits()
        throws
    {
        let signed = try SignedSlip(plain, by: Scene().relay)
        var readable = 0
        for bit in 0..<signed.file.count * 8 {
            guard let other = try? SignedSlip(file: signed.file.flipping(bit: bit)) else {
                continue
            }
            readable += 1
            #expect(!other.isSigned)
        }
        #expect(readable > 300)
    }

    private let plain = AttendanceSlip(
        day: CalendarDay(secondsSince1970: 1_795_478_400),
        minutes: 47,
        number: [UInt8](0x30..<0x40)
    )

    private func verdict(on value: String, reader: String) throws -> String {
        do {
            let signed: SignedSlip
            if reader == "file" {
                signed = try SignedSlip(
                    file: try #require(Base64URL.decode([UInt8](value.utf8)))
                )
            } else {
                let words = value.split(separator: " ", omittingEmptySubsequences: false)
                signed = try SignedSlip(
                    text: try #require(Base64URL.decode([UInt8](words[0].utf8))),
                    proof: words[1].utf8
                )
            }
            return signed.isSigned ? "good" : "proof"
        } catch let flaw as SlipFlaw {
            switch flaw {
            case .notASlip: return "not-a-slip"
            case .newer: return "newer-client"
            case .rows, .day, .minutes, .number, .signature: return "form"
            }
        }
    }
}

@Suite("§21.4 The day on a slip")
struct CalendarDayTests {
    @Test(
        "§21.4 a moment has the day that it has in UTC",
        arguments: [
            (0, "1970-01-01"), (86_399, "1970-01-01"), (86_400, "1970-01-02"),
            (951_782_400, "2000-02-29"), (951_868_800, "2000-03-01"),
            (1_795_478_399, "2026-11-23"), (1_795_478_400, "2026-11-24"),
            (1_798_761_599, "2026-12-31"), (1_798_761_600, "2027-01-01"),
            (4_107_456_000, "2100-02-28"), (4_107_542_400, "2100-03-01"),
            (253_402_300_799, "9999-12-31"), (253_402_300_800, "9999-12-31"),
            (UInt64.max, "9999-12-31"),
        ] as [(UInt64, String)]
    )
    func days(_ seconds: UInt64, _ text: String) {
        #expect(CalendarDay(secondsSince1970: seconds).text == text)
    }

    @Test("§21.4 a day follows every day, and is written as it is read") func everyDay() throws {
        var before = ""
        for number in UInt64(0)..<60_000 {
            let day = CalendarDay(secondsSince1970: number * 86_400)
            #expect(day.text > before && day.text.utf8.count == 10)
            before = day.text
            let slip = AttendanceSlip(
                day: day,
                minutes: 1,
                number: [UInt8](repeating: 0, count: 16)
            )
            #expect(try AttendanceSlip(reading: slip.text) == slip)
        }
    }
}
