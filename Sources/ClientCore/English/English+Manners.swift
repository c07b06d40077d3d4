import Etiquette
import Wire

// Hands, calls, notes and clocks. (SPEC §8, §10)

extension English {
    func manners(_ what: Shown.What) -> String? {
        switch what {
        case .queue(let people, let place):
            return people.isEmpty
                ? "No hand is up." : "In line: \(list(people.map(name))).\(self.place(place))"
        case .ownHand(let move, let place): return ownHand(move, place)
        case .hands(let open):
            return open
                ? "Hands may go up again."
                : "Hands are closed now. Hands that are up keep their place."
        case .urgent(let person):
            return person.isMe
                ? "The facilitators see that it is urgent."
                : "\(tag(person)) has something urgent. Only facilitators see this."
        case .noted(let noted): return note(noted)
        case .time(let time): return self.time(time)
        case .rules(let rules): return self.rules(rules)
        default: return nil
        }
    }

    private func ownHand(_ move: HandMove, _ place: Int?) -> String {
        switch move {
        case .up: "Your hand is up.\(self.place(place))"
        case .down: "Your hand is down."
        case .later: "You let others go first.\(self.place(place))"
        }
    }

    private func note(_ noted: Noted) -> String? {
        let isMe = noted.person?.isMe == true
        let who = noted.person.map(name) ?? "Somebody"
        switch noted.note {
        case .nudge:
            let enter = noted.isByVoice ? "Press Enter" : "Write or press Enter"
            return "The stick still waits for you. \(enter) to take it; `pass` or `later` are all"
                + " right."
        case .time(let percent, let seconds): return timeNote(percent, seconds, isMe, who)
        case .quiet:
            return isMe
                ? "Take your time: the stick stays with you. `done` when you have finished."
                : "\(who) has been silent for a while. The stick stays there."
        case .homeAsked(let seconds):
            return isMe
                ? "A facilitator asks you to come to a close within \(Self.duration(seconds))."
                : "\(who) was asked to come to a close."
        case .homeDue: return "The time for closing is over. `home!` brings the stick home."
        case .window(let count, let seconds):
            let people = count == 1 ? "1 person has" : "\(count) people have"
            return
                "\(people) not spoken yet. There is room for a first hand: \(Self.duration(seconds))."
        case .waiting(let seconds):
            return "Not yet: the stick is offered by itself, in \(Self.duration(seconds)) at the"
                + " earliest."
        case .callDropped:
            return "The stick cannot be offered to \(noted.person.map(name) ?? "them") now."
        case .pauseAsked: return "\(who) asks for a silence. `bell` opens one."
        case .extended(let seconds):
            return isMe
                ? "You have \(Self.duration(seconds)) more."
                : "\(who) has \(Self.duration(seconds)) more."
        case .phaseTime(let percent, let seconds): return phaseTime(percent, seconds, noted.wayOn)
        case .closing(let seconds):
            return isMe
                ? "The meeting is ending. You have \(Self.duration(seconds)) for your last words."
                : "No facilitator has come back. The meeting ends in \(Self.duration(seconds))."
        case .fewFacilitators(let count):
            let here = count == 1 ? "1 facilitator is" : "\(count) facilitators are"
            return "\(here) here, fewer than this meeting is planned for."
        case .quorum(let count):
            let here = count == 1 ? "1 person is" : "\(count) people are"
            return "\(here) here, fewer than this meeting is planned for. It goes on."
        case .unkept:
            return
                "The relay cannot keep the circle's place just now. Speaking goes on; if the relay"
                + " restarts, the meeting begins anew."
        case .kept: return "The relay keeps the circle's place again."
        case .anew:
            return
                "The relay was restarted and its record is lost, so the meeting begins anew. Hands"
                + " are down and the stick is at home."
        // The vestibule tells of itself.
        case .vestibule, .unknown: return nil
        }
    }

    /// The clock of a phase tells and ends nothing. (SPEC §14.5)
    private func phaseTime(
        _ percent: UInt64,
        _ seconds: UInt64,
        _ wayOn: Noted.WayOn?
    ) -> String {
        let goesOn =
            switch wayOn {
            case .next: " `phase next` goes on."
            case .end: " It is the last one; `end meeting` ends the meeting."
            case nil: ""
            }
        if percent >= 150 {
            return "This part has taken half as long again as planned.\(goesOn)"
        }
        if percent >= 100 { return "The time of this part is over.\(goesOn)" }
        return "About \(Self.duration(seconds)) of this part is left."
    }

    private func timeNote(
        _ percent: UInt64,
        _ seconds: UInt64,
        _ isMe: Bool,
        _ who: String
    ) -> String {
        // Only whoever keeps the time can say so. (SPEC §14.7)
        if percent == 0, seconds == 0 {
            return "A sign from whoever keeps the time. This share has no limit."
        }
        if percent >= 150, !isMe {
            return "\(who)'s share has taken half as long again as agreed."
        }
        if percent >= 100 {
            return isMe
                ? "Your time has passed. Nobody cuts you off; finish when you can."
                : "\(who)'s time is over."
        }
        return isMe
            ? "About \(Self.duration(seconds)) of your time is left."
            : "\(who) has about \(Self.duration(seconds)) left."
    }

    private func time(_ time: TimeShown) -> String {
        guard let person = time.person else { return "Nobody has the stick." }
        let whose = person.isMe ? "Your share" : "\(name(person))'s share"
        guard time.isExact else {
            return time.limitSeconds == 0
                ? "\(whose) has no limit."
                : "\(whose) has \(Self.duration(time.limitSeconds)) in all; it began before you came."
        }
        let used = "\(whose) has lasted \(Self.duration(time.usedSeconds))"
        guard time.limitSeconds > 0 else { return used + "; there is no limit." }
        return "\(used) of \(Self.duration(time.limitSeconds))."
    }

    private func rules(_ rules: CircleRules) -> String {
        let queue =
            switch rules.queue {
            case .fair: "Who has spoken less goes first."
            case .strict: "Second shares wait until everybody here has spoken or passed."
            case .fifo: "Hands are called in the order they went up."
            }
        let passing =
            switch rules.passing {
            case .called: "A facilitator calls."
            case .auto: "The stick goes on by itself."
            case .popcorn: "Who has finished names who is next: `give NAME`."
            }
        let share =
            rules.shareSeconds == 0
            ? "Shares have no limit."
            : "A share has \(Self.duration(rules.shareSeconds))."
        let silence =
            rules.boundarySeconds == 0
            ? "" : " After each comes a silence of \(Self.duration(rules.boundarySeconds))."
        return "\(queue) \(passing) \(share)\(silence)"
    }
}
