import Calendar
import Etiquette
import Formats
import Sealing
import Wire

/// F8: whatever stands in a file or a line, reading it ends, and what was read is written and read
/// again as the same. (SPEC §3.10, §14.1, §20.1, §20.3, §21.4)
///
/// The first byte says what is read.
enum Parsers {
    static func run(_ input: [UInt8]) {
        var choices = Choices(input)
        switch choices.byte() & 7 {
        case 0: checkPlan(choices.rest())
        case 1: checkFormat(choices.rest())
        case 2: checkFormat(shipped(&choices))
        case 3: checkSlip(slip(&choices))
        case 4: Schedules.check(&choices)
        case 5: Schedules.checkZone(&choices)
        case 6: checkLines(choices.rest())
        default: checkPage(choices.rest())
        }
    }

    // MARK: Plans and formats

    private static func checkPlan(_ text: [UInt8]) {
        guard let plan = CirclePlan(text: text) else { return }
        check(plan)
    }

    private static func check(_ plan: CirclePlan) {
        fuzz.check(CirclePlan(text: plan.text) == plan, "read otherwise: \(fuzz.text(plan.text))")
        guard let meeting = plan.plan else { return }
        fuzz.check((1...Plan.phasesMax).contains(meeting.phases.count), "too many phases")
        fuzz.check(meeting.phases.allSatisfy(\.kind.isPlanned), "a phase that no plan may hold")
        fuzz.check(meeting.options.door != .locked, "a door that is locked from the beginning")
        let line = Array(RelayLine(.plan(plan)).line.dropLast(2))
        fuzz.check(line.count < LineReader.lineBytesMax - 2, "a plan of \(line.count) bytes")
        fuzz.check(RelayLine(reading: line.span)?.body == .plan(plan), "another plan")
    }

    private static func checkFormat(_ file: [UInt8]) {
        do throws(FormatFailure) {
            check(try Format(toml: file, file: "file"))
        } catch {
            fuzz.check((1...FormatFailure.faultsMax).contains(error.faults.count), "no fault")
            for fault in error.faults {
                fuzz.check(fault.line > 0 && fault.column > 0, "a fault nowhere: \(fault)")
                let isShown = TextRules.allows([UInt8](fault.advice.utf8))
                fuzz.check(isShown, "advice that is not to be shown: \(fault)")
            }
        }
    }

    private static func check(_ format: Format) {
        check(CirclePlan(plan: format.plan))
        for page in format.pages {
            fuzz.check(page.text.fits, "a text that no page may hold")
            fuzz.check(PageText(reading: page.text.bytes) == page.text, "another text")
            fuzz.check(
                PageText.Subject(number: page.subject.number) == page.subject,
                "another page"
            )
        }
        for part in format.parts {
            fuzz.check(PageText.Card(part.card.page) == part.card, "another card: \(part.card)")
        }
        for row in FormatSheet(format).rows {
            fuzz.check(row.count <= FormatSheet.columnsMax, "\(row.count) letters: \(row)")
        }
    }

    /// A shipped format with edits.
    private static func shipped(_ choices: inout Choices) -> [UInt8] {
        let all = ShippedFormat.all
        return edited([UInt8](all[choices.below(all.count)].toml.utf8), &choices)
    }

    /// Bytes with some of them left out, replaced or said twice.
    private static func edited(_ bytes: [UInt8], _ choices: inout Choices) -> [UInt8] {
        var bytes = bytes
        while !choices.isEmpty {
            let kind = choices.byte() & 3
            let place = (choices.below(256) << 8 + choices.below(256)) % (bytes.count + 1)
            let end = min(bytes.count, place + choices.below(64))
            switch kind {
            case 0: bytes.removeSubrange(place..<end)
            case 1: bytes.insert(contentsOf: bytes[place..<end], at: place)
            case 2: bytes.insert(contentsOf: choices.take(end - place), at: place)
            default: bytes.replaceSubrange(place..<end, with: choices.take(end - place))
            }
        }
        return bytes
    }

    // MARK: Slips

    private static func slip(_ choices: inout Choices) -> [UInt8] {
        let key = fuzz.text(Base64URL.encode(RelayWorld.key(98).bytes))
        let signature = fuzz.text(Base64URL.encode([UInt8](repeating: 5, count: 64)))
        let rows = [
            "circle/1 attendance", "2026-11-24", "93", "AgICAgICAgICAgICAgICAg",
            "\(key) \(signature)", "",
        ]
        return edited([UInt8](rows.joined(separator: "\n").utf8), &choices)
    }

    private static func checkSlip(_ file: [UInt8]) {
        if let slip = try? AttendanceSlip(reading: file) {
            fuzz.check(slip.text == file, "a slip that is spelled otherwise")
        }
        guard let signed = try? SignedSlip(file: file) else { return }
        fuzz.check((try? SignedSlip(file: signed.file)) == signed, "another slip")
        let travelled = try? SignedSlip(text: signed.slip.text, proof: signed.proof)
        fuzz.check(travelled == signed, "another slip on its way")
        fuzz.check(
            !signed.isSigned || signed.signature != [UInt8](repeating: 5, count: 64),
            "forged"
        )
    }

    // MARK: Lines and pages

    private static func checkLines(_ line: [UInt8]) {
        if let request = try? Request(reading: line.span) {
            let again = try? Request(reading: request.unended.span)
            fuzz.check(again == request, "read otherwise: \(fuzz.text(request.unended))")
        }
        guard let answer = RelayLine(reading: line.span), answer.body != .unknown else { return }
        let bytes = Array(answer.line.dropLast(2))
        fuzz.check(RelayLine(reading: bytes.span) == answer, "read otherwise: \(fuzz.text(bytes))")
    }

    private static func checkPage(_ bytes: [UInt8]) {
        let text = PageText(reading: bytes)
        fuzz.check(
            text.rows.allSatisfy { $0.isEmpty || TextRules.allows([UInt8]($0.utf8)) },
            "a row that is not to be shown"
        )
        let card = PageText.Card(text)
        fuzz.check(PageText.Card(card.page) == card, "another card: \(card)")
        guard let payload = PagePayload(bytes) else { return }
        if payload.fault(isSealed: false) == nil {
            fuzz.check(text.bytes == bytes, "an allowed page that is shown otherwise")
        }
        let request = Request(id: 1, .page(3, payload))
        let again = try? Request(reading: request.unended.span)
        fuzz.check(again == request, "another page")
        guard let crisis = Card(locale: "de-AT", text: bytes) else { return }
        let told = Array(RelayLine(.card(crisis)).line.dropLast(2))
        fuzz.check(RelayLine(reading: told.span)?.body == .card(crisis), "another crisis card")
    }
}
