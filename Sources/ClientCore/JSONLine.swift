import Etiquette
import Wire

/// Everything that can be told as one JSON object a line, for programs.
public enum JSONLine {
    /// The object for this, without a line's end.
    public static func line(for shown: Shown) -> String {
        var object = JSONObject()
        if let number = shown.number { object.set("n", number) }
        write(shown.what, to: &object)
        return object.text
    }

    /// The object for a sentence of the client itself.
    public static func told(_ sentence: String) -> String {
        var object = JSONObject()
        object.set("event", "told")
        object.set("text", sentence)
        return object.text
    }

    /// The last object of a session, with the code of its end.
    public static func ended(_ farewell: Farewell) -> String {
        var object = JSONObject()
        object.set("event", "ended")
        object.set("why", farewell.word)
        return object.text
    }

    private static func write(_ what: Shown.What, to object: inout JSONObject) {
        switch what {
        case .said(let person, let text):
            object.event("said", person)
            object.set("text", text)
        case .whispered(let person, let ear, let text):
            object.event("whispered", person)
            switch ear {
            case .facilitators: object.set("to", "facilitators")
            case .person(let to): object.set("to", UInt64(to.seat.number))
            }
            object.set("text", text)
        case .unreadable(let person, let isWhisper):
            object.event("unreadable", person)
            object.set("whisper", isWhisper)
        case .lost(let lost):
            object.event("lost-words", lost.person)
            object.set("number", lost.number)
            object.set("whisper", lost.isWhisper)
            object.set("shown", lost.wereShown)
        case .seated, .who, .joined, .left, .renamed, .presence, .listening, .role:
            object.people(what)
        case .floor(let floor): object.floor(floor)
        case .queue, .ownHand, .hands, .urgent, .noted, .time, .rules: object.manners(what)
        case .draftKept, .draftOffered, .drafts, .draftsDropped, .draftNotNow, .tooLong, .waiting,
            .unsure, .accepted, .refused:
            object.own(what)
        case .lostLink, .back, .gap, .relayLeaves, .setBack, .alarm: object.link(what)
        case .meeting(let what): object.meeting(what)
        case .hosting(let what): object.hosting(what)
        case .safety(let what): object.safety(what)
        }
    }
}

extension JSONObject {
    mutating func person(_ person: Person) {
        set("seat", UInt64(person.seat.number))
        if let name = person.name { set("name", name) }
        if person.isMe { set("me", true) }
    }

    mutating func event(_ name: String, _ person: Person? = nil) {
        set("event", name)
        if let person { self.person(person) }
    }

    fileprivate mutating func people(_ what: Shown.What) {
        switch what {
        case .seated(let person, let role, let isSealed):
            event("seated", person)
            set("role", role.rawValue)
            set("sealed", isSealed)
        case .who(let rows):
            event("who")
            set(
                "here",
                rows.map { row in
                    var object = JSONObject()
                    object.person(row.person)
                    object.set("role", row.role.rawValue)
                    object.set("presence", row.presence.rawValue)
                    object.set("listening", row.isListening)
                    object.set("shares", UInt64(row.shares))
                    if row.isOut { object.set("out", true) }
                    if row.hasChair { object.set("chair", true) }
                    return object
                }
            )
        case .joined(let person, let role):
            event("joined", person)
            set("role", role.rawValue)
        case .left(let person, let departure, _):
            event("left", person)
            set("why", departure.rawValue)
        case .renamed(let person, let before):
            event("renamed", person)
            if let before { set("before", before) }
        case .presence(let person, let presence):
            event("presence", person)
            set("presence", presence.rawValue)
        case .listening(let person, let on):
            event("listening", person)
            set("on", on)
        case .role(let person, let role):
            event("role", person)
            set("role", role.rawValue)
        default: break
        }
    }

    fileprivate mutating func floor(_ floor: FloorShown) {
        event("floor", floor.person)
        set("state", floor.state.rawValue)
        set("turn", UInt64(floor.turn))
        if let reason = floor.reason { set("why", reason.rawValue) }
        if let before = floor.before { set("before", UInt64(before.seat.number)) }
        set("limit", floor.limitSeconds)
        if let place = floor.place { set("place", UInt64(place)) }
        if floor.state == .few { set("holders", floor.holders.map { UInt64($0.seat.number) }) }
    }

    fileprivate mutating func manners(_ what: Shown.What) {
        switch what {
        case .queue(let people, let place):
            event("queue")
            set("seats", people.map { UInt64($0.seat.number) })
            if let place { set("place", UInt64(place)) }
        case .ownHand(let move, let place):
            event("hand")
            set("hand", move.rawValue)
            if let place { set("place", UInt64(place)) }
        case .hands(let open):
            event("hands")
            set("open", open)
        case .urgent(let person): event("urgent", person)
        case .noted(let noted): note(noted)
        case .time(let time):
            event("time", time.person)
            set("used", time.usedSeconds)
            set("limit", time.limitSeconds)
            set("exact", time.isExact)
        case .rules(let rules):
            event("rules")
            set("queue", rules.queue.rawValue)
            set("passing", rules.passing.rawValue)
            set("boundary", rules.boundarySeconds)
            set("share", rules.shareSeconds)
        default: break
        }
    }

    private mutating func note(_ noted: Noted) {
        event("note", noted.person)
        switch noted.note {
        case .nudge: set("note", "nudge")
        case .time(let percent, let seconds):
            set("note", "time")
            set("percent", percent)
            set("seconds", seconds)
        case .quiet: set("note", "quiet")
        case .homeAsked(let seconds):
            set("note", "home-asked")
            set("seconds", seconds)
        case .homeDue: set("note", "home-due")
        case .window(let count, let seconds):
            set("note", "window")
            set("count", count)
            set("seconds", seconds)
        case .waiting(let seconds):
            set("note", "waiting")
            set("seconds", seconds)
        case .callDropped: set("note", "call-dropped")
        case .pauseAsked: set("note", "pause-asked")
        case .extended(let seconds):
            set("note", "extended")
            set("seconds", seconds)
        case .phaseTime(let percent, let seconds):
            set("note", "phase-time")
            set("percent", percent)
            set("seconds", seconds)
        case .closing(let seconds):
            set("note", "closing")
            set("seconds", seconds)
        case .fewFacilitators(let count):
            set("note", "few-facilitators")
            set("count", count)
        case .quorum(let count):
            set("note", "quorum")
            set("count", count)
        case .vestibule(let reason):
            set("note", "vestibule")
            set("why", reason.rawValue)
        case .unkept: set("note", "unkept")
        case .kept: set("note", "kept")
        case .anew: set("note", "anew")
        case .unknown: set("note", "unknown")
        }
    }
}
