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
                console.took(line)
                take(line)
            case .interrupt, .end:
                if !hasTerminal {
                    drainUntil = now.after(Self.drainMilliseconds)
                } else if isatty(STDIN_FILENO) == 1 {
                    interrupt()
                } else {
                    hangUp()
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
        let room = member.room
        let role = room.mine?.role ?? seat.role
        var situation = Situation()
        situation.holdsStick = room.holdsStick
        situation.isOffered = room.isOffered
        situation.facilitates = role.facilitates
        situation.keepsBell = role.keepsBell
        situation.searcher = member.searcher(at: Self.now).map { English().name($0) }
        situation.isHome = room.floor?.state == .home
        situation.isStickOut = room.isStickOut
        situation.isInLastPart = room.mayBeInLastPart
        situation.hasWords = member.hasWords
        situation.keepsTime = role.keepsTime
        situation.keepsDoor = role.keepsDoor
        situation.isAgreeing = room.isAgreeing
        situation.isComingIn = member.isBeforeAgreements || (asked != nil && !member.isReady)
        let agreements = room.meeting.plan?.agreements ?? (member.isReady ? nil : member.agreed)
        situation.hasAgreements = agreements != nil
        situation.hasAgreed = member.isReady && agreements == member.agreed
        situation.mayWelcome = room.mayWelcome
        situation.mayEndResponses = room.mayEndResponses
        situation.isReading = member.isReading
        situation.isAsked = member.isAsked
        situation.sideHost = room.sideHost?.number
        situation.isAloneInSideRoom = room.isAloneInSideRoom
        situation.sideGuests = room.sideGuests.map(\.number)
        situation.buddies = room.meeting.buddies.map(\.number)
        situation.doorkeepers = room.doorkeepers.map(\.number)
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
        case .agree where asked != nil: agree()
        case .handTo(let text):
            wish(.act(.hand(.up)))
            wish(.whisper(.facilitators, text))
        default: if let wish = Self.wish(for: command) { self.wish(wish) }
        }
    }

    private mutating func wish(_ wish: Wish) { apply(.wished(wish)) }

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

    func waiting(called words: String) -> [UInt16] { room.waiting(called: words).map(\.number) }
}
