public import Etiquette

/// What is told of the chair, the door, and who is out. (SPEC §17 to §19)
public enum HostingShown: Hashable, Sendable {
    case chair(ChairShown)
    case door(Door, DoorReason, Person?)
    /// The door and who waits, because it was asked for.
    case atDoor(Door?, [WaitingShown])
    /// Nobody was let in, since the reader held back all who wait. (SPEC §18.3)
    case onlyHeldBack
    case knock(Person, Role)
    /// Somebody waits at the door no more.
    case leftDoor(Person)
    /// The reader waits, and for what. (SPEC §18.2)
    case vestibule(VestibuleReason)
    /// What the reader wanted has no place in the vestibule.
    case notInVestibule
    case out(Person, Bool)
    /// Why somebody is out; the facilitator of a side room. (SPEC §19.1)
    case apart(Person, Apart, Person?)
    /// The reader is in the circle again.
    case backIn
    case buddy(asker: Person, other: Person, BuddyMove)
}

/// Somebody who waits at the door. (SPEC §18.3)
public struct WaitingShown: Hashable, Sendable {
    /// Who.
    public var person: Person
    /// Whether the reader held them back.
    public var isHeldBack: Bool
    /// Whether they were set aside before they left. (SPEC §19.2)
    public var isSetAside: Bool
}

/// Who leads. (SPEC §17.2)
public struct ChairShown: Hashable, Sendable {
    /// Who has the chair; nil for nobody.
    public var person: Person?
    /// Who had it.
    public var before: Person?
    /// Why it changed.
    public var reason: ChairReason
    /// Whether the circle went on by itself until now. (SPEC §17.5)
    public var wasKept: Bool
}

/// What is told of help and of words to the facilitators. (SPEC §19.6)
public enum SafetyShown: Hashable, Sendable {
    /// Somebody asks for help, perhaps at the door; `again` when nobody has turned to them yet.
    case help(Person, isAtDoor: Bool, again: Bool)
    /// What became of the reader's call for help.
    case helpReached(CrisisCard.Reach)
    /// A flag is ready to be sent; its rows were told before.
    case flagAsked(Person, facilitates: Bool)
    /// Nobody has said anything that could be quoted.
    case nothingToFlag
    /// What was asked about is dropped.
    case nothingSent
    /// A yes or a no to nothing.
    case nothingAsked
}
