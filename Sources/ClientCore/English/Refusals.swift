public import Wire

/// What each refusal means to a person, and what to do: one sentence or two for every code.
/// (SPEC §6.2)
public enum Refusals {
    /// The sentence for a refusal with its details.
    public static func sentence(for refused: Refused) -> String {
        guard let code = refused.code else { return "That was not possible." }
        switch code {
        case .slowDown:
            guard let wait = refused.details.first.flatMap(UInt64.init) else { break }
            let seconds = English.duration(max(1, wait / 1_000))
            return "That was a little fast. Wait \(seconds), then try again."
        case .notYourTurn:
            guard let place = refused.details.first.flatMap({ Int($0) }), place > 0 else { break }
            return "It is not your turn yet; you are \(English.ordinal(place)) in line."
        case .setBack:
            guard let pause = refused.details.first.flatMap(UInt64.init) else { break }
            return "Something sent from here stopped the relay, so it asks for a pause. Try again"
                + " in \(English.duration(max(1, pause)))."
        case .inMeeting where refused.verb == .rules:
            return "The rules can be changed only when no meeting is open."
        case .inMeeting where refused.verb == .plan:
            return "The plan can be changed only when no meeting is open."
        case .handsUp:
            guard let count = refused.details.first.flatMap({ Int($0) }), count > 0 else { break }
            let people = count == 1 ? "1 person still waits" : "\(count) people still wait"
            return "\(people) for a turn. `phase next!` goes on all the same."
        case .listening where refused.verb == .call || refused.verb == .give:
            return "That person only listens. `who` shows who takes part."
        default: break
        }
        return inPlace(refused, code) ?? sentence(for: code)
    }

    /// The sentence for a code alone.
    public static func sentence(for code: RefusalCode) -> String {
        switch code {
        case .proof, .notAdmitted, .closed, .removed, .alreadyFounded, .invitationUsed,
            .invitationExpired, .invitationRevoked, .full, .replaced, .setBack:
            comingIn(code)
        case .form, .unknownVerb, .notNow, .size, .text, .name, .log, .duplicate, .mismatch,
            .slowDown, .limit, .idle, .unavailable:
            line(code)
        case .notYourTurn, .stale, .spaceHeld, .listening, .notOffered, .notHolding, .stickOut,
            .floorOpen, .role, .noSuchSeat, .notHere, .noHands, .firstHands, .handsClosed,
            .urgentUsed, .inMeeting, .noSuchInvitation:
            floor(code)
        case .plan, .stalePhase, .handsUp, .notInPhase, .noWords, .quieted, .locked, .setAside,
            .out, .ended, .agreements, .noSuchPage:
            meeting(code)
        }
    }

    private static func meeting(_ code: RefusalCode) -> String {
        switch code {
        case .plan: "The relay does not know a part of this plan. Nothing was changed."
        case .stalePhase: "The meeting has gone on to another part already. `phase` shows which."
        case .handsUp: "Some people still wait for a turn. `phase next!` goes on all the same."
        case .notInPhase:
            "That has no place in this part of the meeting. `phase` shows which it is."
        case .noWords:
            "This part of the meeting is held without text. `w …` still reaches the facilitators."
        case .quieted: "A facilitator asks you to pause in this part. `w …` reaches them."
        case .locked:
            "The meeting has begun, and nobody new comes in now. You are welcome next time."
        case .setAside:
            "A facilitator has set you aside for now. `w …` reaches the facilitators, who can bring"
                + " you back."
        case .out: "You are out of the circle for now. `step in` brings you back."
        case .ended: "The meeting has ended. Thank you for being here."
        case .agreements:
            "This group has agreements that you have not accepted yet. Read them, then come in."
        default: "That text is not here yet. A facilitator can bring it."
        }
    }

    private static func comingIn(_ code: RefusalCode) -> String {
        switch code {
        case .proof: "The relay did not accept the proof of your key. Try again."
        case .notAdmitted:
            "This relay does not know this invitation or this key. Ask whoever invited you for a new"
                + " invitation."
        case .closed: "This circle has been closed."
        case .removed:
            "You were removed from this circle, or from this meeting. A facilitator can tell you"
                + " why."
        case .alreadyFounded:
            "This circle has been founded already. If it was not you, tell the person who runs the"
                + " relay."
        case .invitationUsed:
            "This invitation has been used up. Ask whoever sent it to you for a new one."
        case .invitationExpired:
            "This invitation has expired. Ask whoever sent it to you for a new one."
        case .invitationRevoked:
            "This invitation was taken back. Ask whoever sent it to you for a new one."
        case .setBack:
            "Something sent from here stopped the relay, so it asks for a pause. Try again in two"
                + " minutes."
        case .full: "Every seat is taken just now. Try again a little later."
        default: "This seat is in use on another connection."
        }
    }

    private static func line(_ code: RefusalCode) -> String {
        switch code {
        case .form: "The relay could not read that. An update of `circle` may help."
        case .unknownVerb: "This relay is too old for that."
        case .notNow: "That cannot be done at this point. Try again in a moment."
        case .size: "That is too long for one line. Send it in parts."
        case .text: "There are characters in it that may not be sent."
        case .name: "That name is taken or not possible. Choose another one with --name."
        case .log: "A new meeting has just begun. Try again."
        case .duplicate: "That had been refused before the link was lost."
        case .mismatch: "Those were not the words of that line."
        case .slowDown: "That was a little fast. Wait a moment, then try again."
        case .unavailable: "The relay could not keep that just now. Try again in a moment."
        case .limit: "A limit has been reached. Wait a minute, then try again."
        default: "Nothing was heard from here for too long, so the link was closed."
        }
    }

    private static func floor(_ code: RefusalCode) -> String {
        switch code {
        case .notYourTurn: "The stick is not with you. `hand` raises your hand."
        case .stale: "The stick had moved on before that arrived, so nothing was done."
        case .spaceHeld: "A silence is held. Wait until it is over."
        case .listening: "You only listen in this circle. `w …` reaches the facilitators."
        case .notOffered: "The stick is not offered to you now."
        case .notHolding: "Only who has the stick can do that."
        case .stickOut: "The stick is not at home yet. `home` asks the holder to come to a close."
        case .floorOpen: "The floor is open now. `crosstalk off` closes it."
        case .role: "Only a facilitator can do that."
        case .noSuchSeat: "There is nobody in that seat. `who` shows who is here."
        case .notHere: "That person is not with you just now. Try again when they are back."
        case .noHands: "No hand is up. `call NAME` offers the stick to somebody by name."
        case .firstHands: "Somebody has not spoken yet, and in this circle everybody speaks first."
        case .handsClosed: "Hands are closed now. `w …` reaches the facilitators."
        case .noSuchInvitation: "There is no such invitation. `circle invite list` shows them."
        case .urgentUsed: "You have used `urgent` in this meeting. `w …` reaches the facilitators."
        default: "That can be done only when no meeting is open."
        }
    }
}
