import RelayHost
import Sealing
import Testing

@Suite("§21.4 The relay signs slips")
struct SlipsTests {
    private let day = CalendarDay(secondsSince1970: 1_795_478_400)

    @Test("§21.4 a slip is signed by the relay, and no two have one number") func signing() throws {
        let identity = try SigningKey.fresh()
        let first = try Slips.sign(minutes: 47, on: day, by: identity)
        let second = try Slips.sign(minutes: 47, on: day, by: identity)
        #expect(first.isSigned)
        #expect(first.pin == Pin(of: identity.publicKey))
        #expect(first.slip.minutes == 47)
        #expect(first.slip.day.text == "2026-11-24")
        #expect(first.slip.number != second.slip.number)
    }

    @Test("§21.4 a slip is good for those who know the relay, and for nobody else")
    func verdicts() throws {
        let identity = try SigningKey.fresh()
        let stranger = try SigningKey.fresh()
        let signed = try Slips.sign(minutes: 1, on: day, by: identity)
        let pin = Pin(of: identity.publicKey)
        let good = SlipVerdict(on: signed.file, known: pin)
        #expect(good.outcome == .good)
        #expect(good.lines.joined().contains(" 1 minute on 2026-11-24 (UTC)"))
        #expect(SlipVerdict(on: signed.file, known: nil).outcome == .unknownRelay)
        let other = SlipVerdict(on: signed.file, known: Pin(of: stranger.publicKey))
        #expect(other.outcome == .bad)
        #expect(other.lines.joined().contains("not a slip of that relay"))
        let longer = AttendanceSlip(day: day, minutes: 90, number: signed.slip.number)
        let forged = longer.text + signed.file.dropFirst(signed.slip.text.count)
        let verdict = SlipVerdict(on: forged, known: pin)
        #expect(verdict.outcome == .bad)
        #expect(verdict.lines.joined().contains("Something of it was changed"))
        #expect(SlipVerdict(on: [], known: pin).outcome == .bad)
    }
}
