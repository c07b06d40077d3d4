import ClientCore
import Etiquette
import Terminal
import Wire

// What a typed command asks of the member's machine.

extension Session {
    /// The wish of a command; nil for what the program does by itself.
    static func wish(for command: Command) -> Wish? {
        if let act = act(for: command) ?? hostingAct(for: command) { return .act(act) }
        return switch command {
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
        default: meetingWish(for: command)
        }
    }

    private static func meetingWish(for command: Command) -> Wish? {
        switch command {
        case .phase: .phase
        case .plan: .plan
        case .read: .read
        case .stopReading: .stopReading
        case .agreements: .text(.agreements)
        case .orientation: .text(.orientation)
        case .phaseNext(let now): .phaseNext(now: now)
        case .endMeeting(let now): .endMeeting(now: now)
        case .caution(let text): .caution(text)
        case .homeOf(let seat, let now): .home(Seat(seat), now: now)
        case .atDoor: .door
        case .unlock: .unlock
        case .name(let name): .name(name)
        case .balance: .balance
        case .slip: .slip
        case .card: .card
        case .flag(let seat, let lines, let reason):
            .flag(seat.map { Seat($0) }, lines: lines, reason: reason)
        case .nudge(let seat): .nudge(Seat(seat))
        case .yes: .yes
        case .no: .no
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
        case .bell(let seconds): .bell(.on(seconds: seconds))
        case .helpMe: .help
        case .listen(let on): .listen(on)
        case .here: .presence(.here)
        case .away: .presence(.away)
        case .agree: .agree
        case .responses(let on): .response(on)
        case .mark(let mark): Mark(rawValue: mark).map { .mark($0) }
        case .step(let out): .step(out: out)
        case .buddy(let seat, let on): .buddy(Seat(seat), on)
        default: nil
        }
    }

    private static func hostingAct(for command: Command) -> Request.Ask? {
        switch command {
        case .remove(let seat): .remove(Seat(seat), meeting: true)
        case .ban(let seat): .remove(Seat(seat), meeting: false)
        case .role(let seat, let role): Role(rawValue: role).map { .role(Seat(seat), $0) }
        case .takeBreak(let seconds): .bell(.pause(seconds: seconds))
        case .signal: .signal
        case .quiet(let seat, let on): .quiet(Seat(seat), on)
        case .chair(let seat): .chair(seat.map { Seat($0) })
        case .door(let door): Etiquette.Door(rawValue: door).map { .door($0) }
        case .admit(let seat): .admit(seat.map { Seat($0) })
        case .hold(let seat): .hold(Seat(seat))
        case .aside(let seat, let on): .aside(Seat(seat), on)
        case .side(let seat, let on): .side(Seat(seat), on)
        default: nil
        }
    }
}
