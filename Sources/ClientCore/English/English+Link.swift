import Etiquette
import Wire

// The link, lost and found, and what should never happen.

extension English {
    func link(_ what: Shown.What) -> String? {
        switch what {
        case .lostLink: return "The link is lost. Your seat is kept; trying to come back."
        case .back(let back): return self.back(back)
        case .gap(let first, let last):
            let count = last - first + 1
            return count == 1
                ? "One thing that happened is no longer there to be shown."
                : "\(count) things that happened are no longer there to be shown."
        case .relayLeaves(0): return "The meeting begins anew. Back in a moment."
        case .relayLeaves(let milliseconds):
            return
                "The relay restarts. Back in about \(Self.duration(max(1, milliseconds / 1_000)))."
        case .setBack(let seconds):
            return
                "Something sent from here stopped the relay, so it asks for a pause. What was not"
                + " answered is a draft now; trying again in \(Self.duration(seconds))."
        case .alarm(let alarm): return "ALARM: " + self.alarm(alarm)
        default: return nil
        }
    }

    /// How long it was, then what became of the reader's place and of what was said.
    private func back(_ back: Back) -> String {
        let time = "Back after \(Self.duration(max(1, back.seconds)))"
        if back.isNewMeeting { return time + "; it is a new meeting." }
        var parts: [String] = []
        if let place = place(since: back) { parts.append(place) }
        if back.caughtUp > 0 {
            parts.append(
                back.caughtUp == 1
                    ? "the line said meanwhile is above"
                    : "the \(back.caughtUp) lines said meanwhile are above"
            )
        }
        if back.lost > 0 {
            parts.append(back.lost == 1 ? "1 line was lost" : "\(back.lost) lines were lost")
        }
        if back.missed > 0 {
            let things = back.missed == 1 ? "1 thing was" : "\(back.missed) things were"
            parts.append("\(things) missed")
        }
        if back.lost == 0, back.missed == 0 { parts.append("nothing was missed") }
        let what = parts.joined(separator: "; ")
        let restart = back.wasRestarted ? "; the relay was restarted" : ""
        return "\(time)\(restart). \(what.prefix(1).uppercased())\(what.dropFirst())."
    }

    /// Whether the stick or the place in the line is still the reader's.
    private func place(since back: Back) -> String? {
        if back.holdsStick { return back.heldStick ? "you still have the stick" : nil }
        if back.heldStick { return "you no longer have the stick" }
        guard let place = back.place.map(Self.ordinal) else {
            return back.placeBefore == nil ? nil : "you are no longer in line"
        }
        return back.place == back.placeBefore
            ? "you kept your place (\(place))" : "you are \(place) in line now"
    }

    private func alarm(_ alarm: Alarm) -> String {
        switch alarm {
        case .keyChanged(let person):
            "the seat \(tag(person)) came with another key. Do not trust what it says, and tell your"
                + " facilitator by another way."
        case .notMine:
            "words appeared under your own seat that you never wrote. They are not shown. Tell your"
                + " facilitator by another way."
        case .plainInSealed(let person):
            "a line of \(tag(person)) came unsealed into this sealed circle. It is not shown. Tell"
                + " your facilitator by another way."
        case .broken: "the relay does not keep to the protocol, or this client is too old."
        case .idsUsedUp: "the relay leaves no room for more acts in this meeting."
        }
    }

    /// Why the session is over, as a sentence with what to do.
    public func sentence(for farewell: Farewell) -> String {
        switch farewell {
        case .left: "You have left the circle."
        case .replaced:
            "This seat is in use on another connection, so this one ends. Join again to come back"
                + " here."
        case .removed: Refusals.sentence(for: .removed)
        case .closed: "This circle has been closed."
        case .refused(let refused): Refusals.sentence(for: refused)
        case .oldLog:
            "The relay shows an older meeting than you have seen before. Ask the person who runs it;"
                + " do not go on."
        case .oldEpoch:
            "The relay has lost a part of this meeting that you have seen. Ask the person who runs"
                + " it; do not go on."
        case .farLog:
            "The relay names a meeting that your key does not reach. Ask whoever invited you for a new"
                + " invitation."
        case .modeChanged:
            "The relay says that this circle is sealed otherwise than before. Do not go on; ask your"
                + " facilitator by another way."
        case .unsealed: "Your name could not be sealed. Try a shorter one with --name."
        case .ended:
            "The meeting has ended. Thank you for being here. Nothing that was said stays at the"
                + " relay. What remains is what people remember or have copied, and the slips they"
                + " asked for. The circle goes on, with its roles and keys."
        case .broken:
            "The relay and this client do not understand each other. An update of `circle` may help."
        }
    }
}
