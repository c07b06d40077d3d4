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
    case crosstalk(Bool)
    case remove(seat: UInt16)
    case role(seat: UInt16, String)
    case invite(role: String?)

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

/// What a word would do to somebody who has the stick.
public enum Consequence: Hashable, Sendable {
    case leaves, endsShare, lowersHand, opensSilence, asksSilence
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
}

/// What a line's meaning depends on.
public struct Situation: Hashable, Sendable {
    /// Whether one has the stick.
    public var holdsStick = false
    /// Whether the stick is offered to one.
    public var isOffered = false
    /// Whether one facilitates.
    public var facilitates = false
    /// Whether one has the right of the bell.
    public var keepsBell = false
    /// Whether the stick is at home.
    public var isHome = false

    /// A member who waits.
    public init() {}
}

/// Who can be meant by a name.
public protocol NameBook {
    /// The numbers of the seats that these words may mean.
    func seats(called words: String) -> [UInt16]
}
