public import Etiquette
public import Wire

/// What a person wants.
public enum Wish: Hashable, Sendable {
    /// Words for all.
    case say(String)
    /// Words for some.
    case whisper(Addressee, String)
    /// An act; the turn is put on it here.
    case act(Request.Ask)
    /// Silence: the bell by right, else a request for it. (SPEC §8.10)
    case pause
    /// The silence may end. (SPEC §8.10)
    case endPause
    /// What waits as drafts.
    case drafts
    /// Send the oldest draft, or all.
    case sendDraft(all: Bool)
    /// Throw away the oldest draft, or all.
    case dropDraft(all: Bool)
    case who, queue, time, rules
    /// Farewell.
    case leave
}

/// What happens to a member's session.
public enum ClientInput: Hashable, Sendable {
    /// The relay is the right one and has let this key in.
    case welcomed(Welcome)
    /// One line of the relay, without its end.
    case received([UInt8])
    /// The connection ended, or could not be made.
    case lost
    /// The relay lets this key in again only after so many seconds. (SPEC §11.8)
    case setBack(seconds: UInt64)
    /// The deadline may have come.
    case timePassed
    /// The person wants something.
    case wished(Wish)
    /// An ask that is none of the circle's manners: invitations, rules. (SPEC §6.1)
    case asked(Request.Ask)
}
