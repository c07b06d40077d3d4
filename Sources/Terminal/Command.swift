/// What a typed line means.
public enum Command: Hashable, Sendable {
    /// Words for everybody.
    case say(String)
    /// Nothing was typed.
    case nothing

    // One's own hand and share.
    case hand, lower, later, urgent, accept, done, pass
    /// A hand with a whisper to the facilitators.
    case handTo(String)
    case give(seat: UInt16)

    // Facilitating.
    case callNext, extend
    case call(seat: UInt16)
    case home(now: Bool)
    case hands(open: Bool)
    /// Brings home one of several sticks.
    case homeOf(seat: UInt16, now: Bool)
    case crosstalk(Bool)
    /// From this meeting.
    case remove(seat: UInt16)
    /// For ever.
    case ban(seat: UInt16)
    case role(seat: UInt16, String)
    case invite(role: String?)

    // The parts of a meeting.
    case phase, plan, agree, read, stopReading, agreements, orientation
    case phaseNext(now: Bool)
    case endMeeting(now: Bool)
    /// Whether others may answer one's share.
    case responses(Bool)
    /// A wordless answer: `heard`, `with-you`, `thank-you` or `hug`.
    case mark(String)
    /// A content note.
    case caution(String)
    case takeBreak(seconds: UInt64)
    case signal, balance
    case quiet(seat: UInt16, Bool)

    // The chair, the door, and who is out.
    /// Takes the chair, or hands it to somebody.
    case chair(seat: UInt16?)
    /// How the door is to be: `open`, `knock` or `locked`.
    case door(String)
    /// The door as it is planned.
    case unlock
    /// Who waits at the door.
    case atDoor
    /// Lets somebody in, or everybody.
    case admit(seat: UInt16?)
    case hold(seat: UInt16)
    case step(out: Bool)
    case aside(seat: UInt16, Bool)
    case side(seat: UInt16, Bool)
    case buddy(seat: UInt16, Bool)

    // For oneself.
    case name(String)
    case slip, card
    /// A word to the facilitators that quotes so many of somebody's last lines.
    case flag(seat: UInt16?, lines: Int?, reason: String)
    case nudge(seat: UInt16)
    /// The answer to something that was asked.
    case yes, no

    // Silence and help.
    case bell(seconds: UInt64?)
    case bellOff, pause, helpMe
    case whisper(String)
    case whisperTo(seat: UInt16, String)

    // Presence.
    case listen(Bool)
    case here, away, leave

    // Asking the client.
    case who, queue, time, rules, again
    case help(HelpPage)
    case drafts
    case sendDraft(all: Bool)
    case dropDraft(all: Bool)
}

/// What came of reading a typed line.
public enum Reading: Hashable, Sendable {
    /// It is this.
    case command(Command)
    /// It may be meant, but it cannot be taken back: typed again, it is done.
    case confirm(word: String, Consequence)
    /// It cannot be told what is meant; nothing was sent.
    case unclear(Unclear)
}

/// What a word would do that is asked about once.
public enum Consequence: Hashable, Sendable {
    // To somebody who has the stick.
    case leaves, endsShare, lowersHand, opensSilence, asksSilence
    // To anybody.
    case endsMeeting, bans, renames
    /// With a minute for whoever has the stick. (SPEC §21.2)
    case endsMeetingAfterShare
    /// Over somebody of this name who has the stick and has said nothing yet.
    case rings(String)
}

/// Why a line is not understood.
public enum Unclear: Hashable, Sendable {
    /// Several people may be meant, with these numbers.
    case several(String, [UInt16])
    /// Nobody is called that.
    case nobody(String)
    /// A person is missing.
    case whom(String)
    /// A word after a slash that nobody knows.
    case unknown(String)
    /// `ga` without a stick to give or to end.
    case goAhead
    /// A facilitator may mean one person or the other facilitators.
    case whisperTo(String)
    /// Members whisper to facilitators only.
    case whisperToMember
    /// A whisper without words.
    case emptyWhisper
    /// A number that is out of range.
    case bellSeconds
    /// A role that there is not.
    case role(String)
    /// A break without a length, or one that is out of range.
    case breakSeconds
    /// There is no buddy, and no side room, that could be ended.
    case noBuddy, noSideRoom, emptySideRoom
    /// The agreements are accepted already, or nobody is asked to agree now.
    case agreedAlready, nothingToAgree
    /// Nobody at the door is called that.
    case nobodyAtDoor(String)
}
