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
    /// The name of somebody who may be searching for words, and over whom one may ring the bell.
    public var searcher: String?
    /// Whether the stick is at home.
    public var isHome = false
    /// Whether somebody has the stick, or is offered it.
    public var isStickOut = false
    /// Whether no part of the meeting follows the one that is on, as far as one knows.
    public var isInLastPart = false
    /// Whether a line of one's own would be heard now.
    public var hasWords = false
    /// Whether one may signal the time.
    public var keepsTime = false
    /// Whether one sees who is at the door.
    public var keepsDoor = false
    /// Whether everybody is asked to agree.
    public var isAgreeing = false
    /// Whether the agreements have to be accepted before one comes in.
    public var isComingIn = false
    /// Whether the circle has agreements.
    public var hasAgreements = false
    /// Whether one has accepted them.
    public var hasAgreed = false
    /// Whether one's own share may be answered if one wishes it.
    public var mayWelcome = false
    /// Whether one may end the answers to a share.
    public var mayEndResponses = false
    /// Whether a reading is being said.
    public var isReading = false
    /// Whether the client waits for a yes or a no.
    public var isAsked = false
    /// The facilitator in whose side room one is.
    public var sideHost: UInt16?
    /// Whether one is in a side room whose facilitator hears it no more.
    public var isAloneInSideRoom = false
    /// Who is in a side room with one, if one facilitates.
    public var sideGuests: [UInt16] = []
    /// One's buddies.
    public var buddies: [UInt16] = []
    /// While one waits at the door, who keeps it.
    public var doorkeepers: [UInt16] = []

    /// A member who waits.
    public init() {}

    /// Whether this is a moment for such words.
    func allows(_ occasion: Occasion) -> Bool {
        switch occasion {
        case .facilitating: facilitates
        case .keepingTime: keepsTime
        case .keepingDoor: keepsDoor
        case .agreeing: isAgreeing || isComingIn
        case .comingIn: isComingIn && !isAsked
        case .welcoming: mayWelcome
        case .endingResponses: mayEndResponses
        case .withoutWords: !hasWords
        case .reading: isReading
        case .asked: isAsked
        }
    }

    /// Whether one may whisper to this seat alone.
    func mayWhisper(to seat: UInt16, atDoor: Bool) -> Bool {
        facilitates || sideHost == seat || buddies.contains(seat) || doorkeepers.contains(seat)
            || (atDoor && keepsDoor)
    }
}

/// When a word alone on its line is a wish; at any other time it is words.
enum Occasion {
    case facilitating, keepingTime, keepingDoor, agreeing, welcoming, endingResponses, withoutWords
    case reading, asked, comingIn
}

/// Who can be meant by a name.
public protocol NameBook {
    /// The numbers of the seats that these words may mean.
    func seats(called words: String) -> [UInt16]
    /// The same among those who wait at the door.
    func waiting(called words: String) -> [UInt16]
}
