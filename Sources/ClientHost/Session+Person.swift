import ClientCore
import Etiquette
import Glibc
import Practice
import Sealing
import Terminal
import Wire

// The person's side of a session: what is typed, and what it means.

extension Session {
    mutating func takeKeyboard(at now: Moment) {
        for event in keyboard.read(through: &console) {
            guard farewell == nil else { return }
            switch event {
            case .line(let line):
                wasInterrupted = false
                take(line)
            case .interrupt, .end:
                if isatty(STDIN_FILENO) == 1 {
                    interrupt()
                } else {
                    drainUntil = now.after(Self.drainMilliseconds)
                }
            case .paste(let outcome): tell(outcome)
            }
        }
    }

    /// Whoever has the stick is asked once.
    private mutating func interrupt() {
        guard member.room.holdsStick, !wasInterrupted, !keyboard.isAtEnd else {
            return apply(.wished(.leave))
        }
        wasInterrupted = true
        console.say("You have the stick. Once more, and you leave the circle.")
    }

    private mutating func tell(_ outcome: Editor.Outcome) {
        switch outcome {
        case .pasted(let lines):
            console.say("\(lines) lines pasted; `y` sends them one by one, Enter drops them.")
        case .pasteDropped: console.say("The pasted lines are dropped.")
        case .pasteTooLarge: console.say("That is too much to paste at once.")
        case .line, .interrupt, .end: break
        }
    }

    private mutating func take(_ line: String) {
        guard practice?.typed(line, at: Self.now) != true else { return }
        let book = RoomBook(room: member.room)
        switch words.read(line, in: situation, knowing: book) {
        case .command(let command): obey(command)
        case .confirm(let word, let consequence):
            console.say(Replies.sentence(for: consequence, word: word))
        case .unclear(let unclear): console.say(Replies.sentence(for: unclear))
        }
    }

    private var situation: Situation {
        var situation = Situation()
        let role = member.room.mine?.role ?? seat.role
        situation.holdsStick = member.room.holdsStick
        situation.isOffered = member.room.isOffered
        situation.facilitates = role.facilitates
        situation.keepsBell = role.keepsBell
        situation.isHome = member.room.floor?.state == .home
        return situation
    }

    private mutating func obey(_ command: Command) {
        switch command {
        case .nothing: break
        case .help(let page):
            console.show(page.rows)
            practice?.readHelp(at: Self.now)
        case .again: console.again()
        case .invite(let role): invite(role)
        case .handTo(let text):
            wish(.act(.hand(.up)))
            wish(.whisper(.facilitators, text))
        case .say, .whisper, .whisperTo, .drafts, .sendDraft, .dropDraft, .who, .queue, .time,
            .rules, .leave, .pause, .bellOff:
            if let wish = Self.wish(for: command) { self.wish(wish) }
        case .hand, .lower, .later, .urgent, .accept, .done, .pass, .give, .callNext, .extend,
            .call, .home, .hands, .crosstalk, .remove, .role, .bell, .helpMe, .listen, .here,
            .away:
            if let act = Self.act(for: command) { wish(.act(act)) }
        }
    }

    private mutating func wish(_ wish: Wish) { apply(.wished(wish)) }

    private static func wish(for command: Command) -> Wish? {
        switch command {
        case .say(let text): .say(text)
        case .whisper(let text): .whisper(.facilitators, text)
        case .whisperTo(let seat, let text): .whisper(.seat(Seat(seat)), text)
        case .drafts: .drafts
        case .sendDraft(let all): .sendDraft(all: all)
        case .dropDraft(let all): .dropDraft(all: all)
        case .who: .who
        case .queue: .queue
        case .time: .time
        case .rules: .rules
        case .leave: .leave
        case .pause: .pause
        case .bellOff: .endPause
        default: nil
        }
    }

    private static func act(for command: Command) -> Request.Ask? {
        switch command {
        case .hand: .hand(.up)
        case .lower: .hand(.down)
        case .later: .hand(.later)
        case .urgent: .urgent
        case .accept: .accept
        case .done: .done
        case .pass: .pass
        case .give(let seat): .give(Seat(seat))
        case .callNext: .call(nil)
        case .call(let seat): .call(Seat(seat))
        case .extend: .extend
        case .home(let now): .home(now: now)
        case .hands(let open): .hands(open: open)
        case .crosstalk(let on): .crosstalk(on)
        case .remove(let seat): .remove(Seat(seat))
        case .role(let seat, let role): Role(rawValue: role).map { .role(Seat(seat), $0) }
        case .bell(let seconds): .bell(.on(seconds: seconds))
        case .helpMe: .help
        case .listen(let on): .listen(on)
        case .here: .presence(.here)
        case .away: .presence(.away)
        default: nil
        }
    }

    /// Makes an invitation without leaving the circle.
    private mutating func invite(_ word: String?) {
        guard practice == nil else { return console.say(PracticeEnglish.invitesNobody) }
        let role = word.flatMap(Role.init(rawValue:)) ?? .member
        do throws(Trouble) {
            let order = InvitationDesk.Order(role)
            let draft = try InvitationDesk.draft(order, by: seat, log: member.log)
            invitations.append(draft)
            apply(.asked(draft.ask))
        } catch { console.say(error.description) }
    }

    /// The relay has taken an invitation, or not.
    mutating func invited(_ answer: AskAnswer) {
        guard !invitations.isEmpty else { return }
        let draft = invitations.removeFirst()
        switch answer {
        case .ok:
            do throws(Trouble) {
                try folder?.remember(ticket: draft.ticket, role: draft.role.rawValue, of: seat)
            } catch { console.say(error.description) }
            console.say("Send this link by a private way; it is an invitation for a \(draft.role):")
            console.link(draft.link.text)
        case .refused(let refused): console.say(Refusals.sentence(for: refused))
        case .unknown: console.say("The invitation was not made: the link is not there.")
        }
    }
}

/// The people of a room, by what they may be called.
private struct RoomBook: NameBook {
    let room: Room

    func seats(called words: String) -> [UInt16] { room.seats(called: words).map(\.number) }
}
