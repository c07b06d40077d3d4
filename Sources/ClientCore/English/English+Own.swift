import Etiquette
import Wire

// The person's own words, drafts and wishes.

extension English {
    func own(_ what: Shown.What) -> String? {
        switch what {
        case .draftKept(let text, .lost(_, let isWhisper)):
            return isWhisper
                ? "Your whisper \(quoted(text)) may not have arrived: the relay was restarted. It is"
                    + " kept as a draft."
                : "Your line \(quoted(text)) did not reach everybody: the relay was restarted. It is"
                    + " kept as a draft."
        case .draftKept(let text, let reason):
            return "\(why(reason)) Kept as a draft: \(quoted(text))"
        case .draftOffered(let first, let count):
            return count == 1
                ? "You have a draft: \(quoted(first)) `draft send` sends it, `draft drop` discards it."
                : "You have \(count) drafts. The first: \(quoted(first)) `draft send` sends it,"
                    + " `draft send all` sends all, `draft drop` discards it."
        case .drafts(let texts): return drafts(texts)
        case .draftsDropped(let count):
            return count == 0
                ? "You have no draft."
                : count == 1 ? "The draft is gone." : "\(count) drafts are gone."
        case .draftNotNow(let reason): return "\(why(reason)) The draft is kept."
        case .tooLong(let bytes): return why(.tooLong(bytes: bytes))
        case .waiting(let lines, let isLinkLost):
            guard !isLinkLost else {
                let kept =
                    lines == 0
                    ? "What you asked for" : lines == 1 ? "Your line" : "Your \(lines) lines"
                let verb = lines > 1 ? "are kept and go" : "is kept and goes"
                return "The link is not there yet. \(kept) \(verb) out when it is back."
            }
            return lines == 1
                ? "1 line waits a moment; it goes out by itself."
                : "\(lines) lines wait a moment; they go out by themselves, in order."
        case .unsure(let text):
            return "A new meeting has begun. Not everybody may have seen this line of yours:"
                + " \(quoted(text))"
        case .accepted(let ask, let changed): return accepted(ask, changed)
        case .refused(let refused): return Refusals.sentence(for: refused)
        default: return nil
        }
    }

    /// Words between quotation marks, which are the person's own.
    private func quoted(_ text: String) -> String {
        "\u{201c}\(isolated(TextRules.shown([UInt8](text.utf8))))\u{201d}"
    }

    private func drafts(_ texts: [String]) -> String {
        guard !texts.isEmpty else { return "You have no draft." }
        let rows = texts.enumerated().map { "\($0.offset + 1). \(quoted($0.element))" }
        return "Drafts, oldest first: \(rows.joined(separator: " "))"
            + " `draft send` sends the oldest, `draft drop` discards it."
    }

    private func accepted(_ ask: Request.Ask, _ changed: Bool) -> String {
        guard changed else {
            return switch ask {
            case .hand: "Your hand was like that already."
            case .agree: "You have agreed already."
            case .home: "Nobody has the stick just now."
            case .extend: "That share has no limit, so it needs no more time."
            case .admit(.some):
                "They come in by themselves when the stick is home and their link is there."
            case .phase(.end):
                "The meeting ends when whoever has the stick has finished, in a minute at the"
                    + " latest."
            default: "Nothing had to change."
            }
        }
        return switch ask {
        case .bell: "The facilitators and guardians know that you would like a silence."
        case .home: "Whoever has the stick was asked to come to a close."
        case .mark: "Noted. Whoever shares will see it."
        case .response(true): "Others may answer your share when it is over. `no more` ends that."
        case .response(false): "Then nobody is asked for an answer."
        case .signal: "Whoever has the stick was told the time."
        case .hold: "Noted: they go on waiting at the door."
        default: "Done."
        }
    }

    /// Why words are a draft.
    func why(_ reason: DraftReason) -> String {
        switch reason {
        case .notYourTurn(let place):
            place.map { "It is not your turn yet; you are \(Self.ordinal($0)) in line." }
                ?? "The stick is not with you. `hand` raises your hand."
        case .spaceHeld: "A silence is held; no words go out."
        case .listening: "You only listen. `hand` ends that."
        case .listener: Refusals.sentence(for: .listening)
        case .notReady: "The circle is not there yet."
        case .agreeing: "You are not in yet; the agreements come first."
        case .vestibule: "You are still at the door, so nobody in the circle would hear it."
        case .out(.side): "You are in a side room: begin with `w ` and it stays between you two."
        case .out(.aside):
            "A facilitator has set you aside for now. `w …` reaches the facilitators."
        case .out: "You are out of the circle for now. `step in` brings you back."
        case .noWords: "This part of the meeting is held without text."
        case .quieted: "A facilitator asks you to pause in this part. `w …` reaches them."
        case .notHolding: "A content note is for whoever has the stick."
        case .ended: "The meeting has ended."
        case .tooLong(let bytes):
            "That is too long: \(bytes) bytes, and a line has room for \(Content.textBytesMax)."
                + " Send it in parts."
        case .text: "There are characters in it that may not be sent."
        case .answer:
            "You had been asked about a flag, so nobody heard what you typed. `draft send` says it."
        case .turnOver: "The turn you typed it in is over."
        case .newMeeting: "A new meeting has begun."
        case .lost: "The relay was restarted before everybody had it."
        case .setBack: "It was not answered before the relay stopped."
        case .unsealed: "It could not be sealed."
        case .refused(let refused): Refusals.sentence(for: refused)
        }
    }
}
