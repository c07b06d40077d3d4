import Etiquette
import Wire

// The chair, the door, and who is out of the circle. (SPEC §17 to §19)

extension English {
    func hosting(_ what: HostingShown) -> String? {
        switch what {
        case .chair(let chair): return self.chair(chair)
        case .door(let door, let reason, let person): return self.door(door, reason, person)
        case .atDoor(let door, let people): return atDoor(door, people)
        case .onlyHeldBack: return "Those who wait were held back: `admit NAME` lets one in."
        case .knock(let person, let role):
            let what = role == .member ? "" : " as \(Self.title(role))"
            let seat = person.seat.number
            return "\(tag(person)) waits at the door\(what). `admit \(seat)` lets them in,"
                + " `hold \(seat)` lets them wait, `w @\(seat) …` whispers to them."
        case .leftDoor(let person): return "\(tag(person)) waits at the door no more."
        case .vestibule(let reason): return vestibule(reason)
        case .notInVestibule:
            return "You are still at the door, so that has to wait. Here you can use `w …`,"
                + " `help me`, `plan`, `agreements` and `leave`."
        case .out(let person, let on):
            return on ? "\(name(person)) has stepped out for now." : "\(name(person)) is back."
        case .apart(let person, let apart, let host): return self.apart(person, apart, host)
        case .backIn:
            return "You are in the circle again. What was said meanwhile is not shown."
        case .buddy(let asker, let other, let move): return buddy(asker, other, move)
        }
    }

    private func chair(_ chair: ChairShown) -> String {
        guard let person = chair.person else {
            return chair.reason == .kept
                ? "No facilitator is here just now. The circle goes on by itself: the stick goes to"
                    + " the next hand, and nobody new comes in. `help me` still shows where to find"
                    + " help."
                : "Nobody has the chair."
        }
        let leads = person.isMe ? "You lead" : "\(name(person)) leads"
        switch chair.reason {
        case .came:
            return chair.wasKept
                ? "A facilitator is here again. \(leads) the circle." : "\(leads) the circle."
        case .took, .kept: return "\(leads) the circle now."
        case .given:
            guard let before = chair.before else { return "\(leads) the circle now." }
            let giver = before.isMe ? "You hand" : "\(name(before)) hands"
            return "\(giver) the chair to \(person.isMe ? "you" : name(person))."
        case .lost:
            guard let before = chair.before else { return "\(leads) the circle now." }
            return "\(leads) the circle now, in \(name(before))'s place."
        }
    }

    private func door(_ door: Door, _ reason: DoorReason, _ person: Person?) -> String {
        switch (door, reason) {
        case (_, .raid):
            return "Many new people came at once, so newcomers wait at the door now. `door` shows"
                + " who; a facilitator's `door open` opens it again."
        case (_, .entry):
            return "The time for coming in is over: the door is locked. A facilitator's `unlock`"
                + " unlocks it."
        default: break
        }
        let by = person.map { $0.isMe ? " You did that." : " \(name($0)) did that." } ?? ""
        return self.state(of: door) + by
    }

    private func state(of door: Door) -> String {
        switch door {
        case .open: "The door is open: newcomers come in."
        case .knock: "Newcomers wait at the door until they are let in."
        case .locked: "The door is locked: nobody new comes in."
        }
    }

    private func waiting(_ waiting: WaitingShown) -> String {
        var notes: [String] = []
        if waiting.isHeldBack { notes.append("held back") }
        if waiting.isSetAside { notes.append("set aside") }
        return tag(waiting.person) + (notes.isEmpty ? "" : " (\(notes.joined(separator: ", ")))")
    }

    private func atDoor(_ door: Door?, _ people: [WaitingShown]) -> String {
        let state = door.map { self.state(of: $0) + " " } ?? ""
        guard !people.isEmpty else { return state + "Nobody waits." }
        return
            "\(state)Waiting: \(list(people.map(waiting))). `admit NAME` or `admit all` lets people in,"
            + " `hold NAME` lets somebody wait."
    }

    private func vestibule(_ reason: VestibuleReason) -> String {
        let meanwhile =
            " `w …` reaches the facilitators who are here, and `help me` works here too."
        switch reason {
        case .boundary:
            return "You are at the door. Somebody has the stick; you come in by yourself when they"
                + " have finished." + meanwhile
        case .door:
            return "You are at the door. A facilitator lets you in when one is here and can."
                + meanwhile
        case .kept:
            return "You are at the door. No facilitator is here just now who could let you in; you"
                + " can wait, or come again later. `help me` shows where to find help."
        case .held:
            return "The facilitators ask you to wait at the door a little longer." + meanwhile
        }
    }

    /// Why somebody is out, told to them and to the facilitators only. (SPEC §19.1)
    private func apart(_ person: Person, _ apart: Apart, _ host: Person?) -> String? {
        if person.isMe { return ownApart(apart, host) }
        let seat = person.seat.number
        let who = name(person)
        switch apart {
        case .within: return nil
        case .step: return "For facilitators: \(who) chose to step out of this share."
        case .aside:
            return
                "For facilitators: \(who) is set aside. `take back \(seat)` brings \(who) in again."
        case .side:
            guard let host, !host.isMe else {
                return "You and \(who) are in a side room: `w @\(seat) …` reaches \(who) alone."
                    + " `side off` ends it."
            }
            return "For facilitators: \(who) is in a side room with \(name(host))."
        }
    }

    private func ownApart(_ apart: Apart, _ host: Person?) -> String? {
        switch apart {
        case .within: return nil
        case .step:
            return "You are out for one share. You come back by yourself when it is over, or with"
                + " `step in`."
        case .aside:
            return
                "A facilitator has set you aside for now, and you see nothing of the circle until"
                + " you are taken back. `w …` reaches the facilitators."
        case .side:
            let who = host.map(name) ?? "a facilitator"
            return "You are in a side room with \(who): `w …` reaches \(who) and nobody else."
                + " `step in` brings you back to the circle."
        }
    }

    private func buddy(_ asker: Person, _ other: Person, _ move: BuddyMove) -> String {
        let friend = asker.isMe ? other : asker
        let who = name(friend)
        let seat = friend.seat.number
        switch move {
        case .asked:
            return asker.isMe
                ? "You asked \(who) to be your buddy. It begins when \(who) says yes."
                : "\(who) asks to be your buddy: you two could whisper between shares."
                    + " `buddy \(seat)` says yes; you need not answer."
        case .on:
            return
                "You and \(who) are buddies: `w @\(seat) …` whispers to \(who) while nobody has the"
                + " stick. `buddy off` ends it."
        case .off: return "You and \(who) are not buddies any more."
        }
    }
}

// Help, and words to the facilitators. (SPEC §19.6)
extension English {
    /// What a facilitator says in private to somebody who has not spoken yet.
    static let nudge =
        "No hurry. If you would like to say something, the circle would be glad to hear you: `hand`"
        + " raises your hand. Just being here is all right too."

    /// The line for it, with its own beginning.
    func line(for what: SafetyShown) -> String? {
        switch what {
        case .help(let person, let isAtDoor, let isAgain):
            let seat = person.seat.number
            let what = isAgain ? "still waits for an answer" : "asks for help now"
            let way =
                isAtDoor
                ? "`admit \(seat)` lets them in" : "`side \(seat)` opens a side room with them"
            // No name can hold such a beginning. (SPEC §2.7)
            return "HELP! HELP! \(tag(person)) \(what). Only facilitators see this. \(way),"
                + " `w @\(seat) …` whispers to them."
        case .helpReached(let reach): return Self.mark + CrisisCard.whoKnows(reach)
        case .flagAsked(let person, let facilitates):
            let too = facilitates ? " \(name(person)) facilitates and would read it too." : ""
            return Self.mark
                + "This would go to the facilitators and to nobody else.\(too) `y` sends"
                + " it; anything else drops it."
        case .nothingToFlag:
            return Self.mark
                + "Nobody else has said anything yet. `flag NAME` and then why tells the"
                + " facilitators about somebody."
        case .nothingSent: return Self.mark + "Nothing was sent."
        case .nothingAsked: return Self.mark + "Nothing was asked just now."
        }
    }

    /// A word to the facilitators about somebody, with what they said, as one line.
    func flag(_ person: Person, reason: String, lines: [String]) -> String {
        let why = reason.isEmpty ? "" : " Why: \(isolated(TextRules.shown([UInt8](reason.utf8))))"
        let quotes = lines.map { "\u{201c}\(isolated($0))\u{201d}" }.joined(separator: " ")
        let said = lines.isEmpty ? "" : " Said: \(quotes)"
        let text = "About \(tag(person)).\(why)\(said)"
        guard text.utf8.count > Content.textBytesMax else { return text }
        var cut = TextRules.shown([UInt8](text.utf8)).replacing("\u{2068}", with: "")
            .replacing("\u{2069}", with: "")
        while cut.utf8.count > Content.textBytesMax - 4 { cut.removeLast() }
        return cut + "\u{2026}"
    }
}
