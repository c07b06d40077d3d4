import Wire

// The person's own words and the link, as objects.

extension JSONObject {
    mutating func own(_ what: Shown.What) {
        switch what {
        case .draftKept(let text, let reason):
            event("draft-kept")
            set("text", text)
            set("why", English().why(reason))
            if case .refused(let refused) = reason { refusal(refused) }
            if case .lost(let number, let isWhisper) = reason {
                set("lost", number)
                set("whisper", isWhisper)
            }
        case .draftOffered(let first, let count):
            event("draft-offered")
            set("text", first)
            set("count", UInt64(count))
        case .drafts(let texts):
            event("drafts")
            set("texts", texts)
        case .draftsDropped(let count):
            event("drafts-dropped")
            set("count", UInt64(count))
        case .draftNotNow(let reason):
            event("draft-not-now")
            set("why", English().why(reason))
        case .tooLong(let bytes):
            event("too-long")
            set("bytes", UInt64(bytes))
        case .waiting(let lines, let isLinkLost):
            event("waiting")
            set("lines", UInt64(lines))
            set("link-lost", isLinkLost)
        case .unsure(let text):
            event("unsure")
            set("text", text)
        case .accepted(let ask, let changed):
            event("accepted")
            set("verb", Request(ask).verb.rawValue)
            set("changed", changed)
        case .refused(let refused):
            event("refused")
            refusal(refused)
        default: break
        }
    }

    private mutating func refusal(_ refused: Refused) {
        if let verb = refused.verb { set("verb", verb.rawValue) }
        set("code", refused.code?.rawValue ?? "unknown")
        if !refused.details.isEmpty { set("details", refused.details) }
    }

    mutating func link(_ what: Shown.What) {
        switch what {
        case .lostLink: event("lost")
        case .back(let back):
            event("back")
            set("seconds", back.seconds)
            if let place = back.place { set("place", UInt64(place)) }
            set("holds", back.holdsStick)
            set("held", back.heldStick)
            set("missed", back.missed)
            set("lost", UInt64(back.lost))
            set("restarted", back.wasRestarted)
            set("new-meeting", back.isNewMeeting)
            set("lines", UInt64(back.caughtUp))
        case .gap(let first, let last):
            event("gap")
            set("first", first)
            set("last", last)
        case .relayLeaves(let milliseconds):
            event("relay-leaves")
            set("milliseconds", milliseconds)
        case .setBack(let seconds):
            event("set-back")
            set("seconds", seconds)
        case .alarm(let alarm): self.alarm(alarm)
        default: break
        }
    }

    private mutating func alarm(_ alarm: Alarm) {
        switch alarm {
        case .keyChanged(let person):
            event("alarm", person)
            set("alarm", "key-changed")
        case .plainInSealed(let person):
            event("alarm", person)
            set("alarm", "plain-in-sealed")
        case .notMine:
            event("alarm")
            set("alarm", "not-mine")
        case .broken:
            event("alarm")
            set("alarm", "broken")
        case .idsUsedUp:
            event("alarm")
            set("alarm", "ids-used-up")
        }
    }
}
