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

    // The parts of a meeting. (SPEC §14 to §16)
    case phase, plan
    /// On to the next part, or the end; the number is that of the part it was typed in.
    case phaseNext(now: Bool)
    case endMeeting(now: Bool)
    /// Says the reading of this part, row by row. (SPEC §20.3)
    case read
    /// The rest of a reading is not said.
    case stopReading
    /// The agreements, the orientation, what the meeting is.
    case text(PageText.Subject)
    /// A content note. (SPEC §16.5)
    case caution(String)
    /// One of several sticks comes home. (SPEC §16.6)
    case home(Seat, now: Bool)

    // The door, and oneself. (SPEC §18 to §21)
    case door
    /// The door as the plan has it when a meeting begins. (SPEC §18.1)
    case unlock
    case name(String)
    case balance, slip, card
    /// A word to the facilitators that quotes so many of somebody's last lines; nil for the last
    /// who spoke, and for the number that is usual.
    case flag(Seat?, lines: Int?, reason: String)
    /// A kind word that is ready.
    case nudge(Seat)
    /// The answer to what was asked.
    case yes, no
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
    /// The person was shown the agreements of this hash and accepted them. (SPEC §20.2)
    case agreed([UInt8])
    /// The texts that this facilitator can bring, for a circle that lacks them. (SPEC §20.1)
    case brought([BroughtPage])
    /// An ask that is none of the circle's manners: invitations, rules. (SPEC §6.1)
    case asked(Request.Ask)
}

/// A text of the circle's plan, as a facilitator's client has it. (SPEC §20.1)
public struct BroughtPage: Hashable, Sendable {
    /// What it is about.
    public var subject: PageText.Subject
    /// The text.
    public var text: PageText

    /// A text to be brought.
    public init(subject: PageText.Subject, text: PageText) {
        self.subject = subject
        self.text = text
    }
}
