package import Sealing

/// What somebody is told who was shown a slip. (SPEC §21.4)
package struct SlipVerdict: Equatable {
    /// What a script goes by.
    package enum Outcome: Int32 {
        case good = 0
        /// Not a slip, changed, or of another relay.
        case bad = 1
        /// Signed well, by a relay that nobody named.
        case unknownRelay = 3
    }

    package let outcome: Outcome
    /// Sentences for a person.
    package let lines: [String]

    /// Judges the bytes of a slip's file; `known` is the pin of the relay it should come from.
    package init(on file: [UInt8], known: Pin?) {
        do throws(SlipFlaw) {
            self.init(on: try SignedSlip(file: file), known: known)
        } catch {
            self.init(.bad, ["This is not a good slip: " + Self.sentence(for: error)])
        }
    }

    private init(_ outcome: Outcome, _ lines: [String]) {
        self.outcome = outcome
        self.lines = lines
    }

    private init(on signed: SignedSlip, known: Pin?) {
        guard signed.isSigned else {
            self.init(
                .bad,
                [
                    "This is not a good slip: the signature does not fit what it says. Something "
                        + "of it was changed."
                ]
            )
            return
        }
        let content = [
            "It says: somebody had been in a meeting for \(Self.duration(signed.slip.minutes)) on "
                + "\(signed.slip.day.text) (UTC).",
            "It does not say who, or in which circle. Its number is \(signed.slip.numberText); a "
                + "copy has the same number.",
        ]
        guard let known else {
            self.init(
                .unknownRelay,
                [
                    "The signature is good, but whose it is, is not known: anybody can make such a "
                        + "key.",
                    "It is of the relay with the pin \(signed.pin.text). Compare that with the pin "
                        + "of the relay you trust, or give that with --pin or --data.",
                ] + content
            )
            return
        }
        guard signed.pin == known else {
            self.init(
                .bad,
                [
                    "This is not a slip of that relay. It is of one with the pin "
                        + "\(signed.pin.text), not \(known.text)."
                ]
            )
            return
        }
        self.init(
            .good,
            ["This slip is good. It was signed by the relay with the pin \(known.text)."] + content
        )
    }

    private static func duration(_ minutes: UInt32) -> String {
        minutes == 1 ? "1 minute" : "\(minutes) minutes"
    }

    private static func sentence(for flaw: SlipFlaw) -> String {
        switch flaw {
        case .notASlip: "it does not begin with \"circle/1 attendance\"."
        case .newer: "a newer version made it. Update circle-relay and try again."
        case .rows: "it has not the five rows of a slip. Maybe a part was lost on the way."
        case .day: "the second row is not a day such as 2026-11-24."
        case .minutes: "the third row is not a number of minutes."
        case .number: "the fourth row is not the number of a slip."
        case .signature:
            "the fifth row is not a key and a signature. Maybe it was broken in two on the way."
        }
    }
}
