import Etiquette
import Wire

// Whole meetings, as objects. (SPEC §14 to §21)

extension JSONObject {
    mutating func meeting(_ what: MeetingShown) {
        switch what {
        case .phase(let phase): self.phase(phase)
        case .phaseTitle(let title):
            event("phase-title")
            set("title", title)
        case .noPlan: event("no-plan")
        case .planRow(let row): planRow(row)
        case .row(let mark, let row):
            event("text")
            set("of", mark.rawValue)
            set("text", row)
        case .prompt(let text):
            event("prompt")
            set("text", text)
        case .texts, .noText, .unreadableText, .notRead, .readingStopped, .agreementsMissing:
            texts(what)
        case .agreed(let person): event("agreed", person)
        case .mark(let person, let mark):
            event("mark", person)
            set("mark", mark.rawValue)
        case .marks(let person, let counts):
            event("marks", person)
            set("heard", UInt64(counts.heard))
            set("with-you", UInt64(counts.withYou))
            set("thank-you", UInt64(counts.thankYou))
            set("hug", UInt64(counts.hug))
        case .cautioned(let person, let text):
            event("content-note", person)
            set("text", text)
        case .quieted(let person, let on):
            event("quiet", person)
            set("on", on)
        case .whichStick: event("which-stick")
        case .balance(let person, let shares, let seconds):
            event("balance", person)
            set("shares", UInt64(shares))
            set("seconds", seconds)
        case .waitsForAgreement: event("waits-for-agreement")
        case .notThere: event("not-there")
        case .ended(let facilitates):
            event("meeting-ended")
            set("stays", facilitates)
        }
    }

    private mutating func texts(_ what: MeetingShown) {
        switch what {
        case .texts(let subjects):
            event("texts")
            set("pages", subjects.map { UInt64($0.number) })
        case .noText(let subject):
            event("no-text")
            set("page", UInt64(subject.number))
        case .unreadableText(let subject):
            event("unreadable-text")
            set("page", UInt64(subject.number))
        case .notRead(let reason):
            event("not-read")
            set("why", English().why(reason))
        case .readingStopped: event("reading-stopped")
        case .agreementsMissing: event("agreements-missing")
        default: break
        }
    }

    private mutating func phase(_ phase: PhaseShown) {
        event("phase")
        set("phase", UInt64(phase.line.number))
        set("place", UInt64(phase.line.place))
        set("of", UInt64(phase.count))
        set("kind", phase.line.kind.rawValue)
        set("seconds", phase.line.seconds)
        set("why", phase.line.reason.rawValue)
        set("new", phase.isNew)
        if let title = phase.title { set("title", title) }
        if let used = phase.usedSeconds { set("used", used) }
        if let sharer = phase.sharer { set("sharer", UInt64(sharer.seat.number)) }
    }

    private mutating func planRow(_ row: PlanRow) {
        event("plan")
        set("place", UInt64(row.place))
        set("kind", row.phase.kind.rawValue)
        set("seconds", UInt64(row.phase.seconds))
        if let title = row.title { set("title", title) }
        set("now", row.isNow)
    }
}

extension JSONObject {
    mutating func hosting(_ what: HostingShown) {
        switch what {
        case .chair(let chair):
            event("chair", chair.person)
            set("why", chair.reason.rawValue)
        case .door(let door, let reason, let person):
            event("door", person)
            set("door", door.rawValue)
            set("why", reason.rawValue)
        case .atDoor(let door, let people):
            event("at-door")
            if let door { set("door", door.rawValue) }
            set("seats", people.map { UInt64($0.person.seat.number) })
            let held = people.filter(\.isHeldBack)
            if !held.isEmpty { set("held", held.map { UInt64($0.person.seat.number) }) }
            let aside = people.filter(\.isSetAside)
            if !aside.isEmpty { set("aside", aside.map { UInt64($0.person.seat.number) }) }
        case .onlyHeldBack: event("only-held")
        case .knock(let person, let role):
            event("knock", person)
            set("role", role.rawValue)
        case .leftDoor(let person): event("left-door", person)
        case .vestibule(let reason):
            event("vestibule")
            set("why", reason.rawValue)
        case .notInVestibule: event("not-in-vestibule")
        case .out(let person, let on):
            event("out", person)
            set("on", on)
        case .apart(let person, let apart, let host): self.apart(person, apart, host)
        case .backIn: event("back-in")
        case .buddy(let asker, let other, let move):
            event("buddy", asker.isMe ? other : asker)
            set("asked-by-me", asker.isMe)
            set("buddy", move.rawValue)
        }
    }

    private mutating func apart(_ person: Person, _ apart: Apart, _ host: Person?) {
        event("apart", person)
        switch apart {
        case .within: set("apart", "in")
        case .step: set("apart", "step")
        case .aside: set("apart", "aside")
        case .side: set("apart", "side")
        }
        if let host { set("host", UInt64(host.seat.number)) }
    }

    mutating func safety(_ what: SafetyShown) {
        switch what {
        case .help(let person, let isAtDoor, let isAgain):
            event("help", person)
            if isAtDoor { set("at-door", true) }
            if isAgain { set("again", true) }
        case .helpReached(let reach):
            event("help-reached")
            set("text", CrisisCard.whoKnows(reach))
        case .flagAsked(let person, let facilitates):
            event("flag-asked", person)
            set("facilitates", facilitates)
        case .nothingToFlag: event("nothing-to-flag")
        case .nothingSent: event("nothing-sent")
        case .nothingAsked: event("nothing-asked")
        }
    }
}
