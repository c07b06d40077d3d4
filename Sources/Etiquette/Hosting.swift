/// Who leads a meeting, how its door stands, and who is whose buddy. (SPEC §17 to §19)
public struct Hosting: Hashable, Sendable {
    /// Who has the chair. (SPEC §17.2)
    public internal(set) var chair: Seat?
    /// How the door stands. (SPEC §18.1)
    public internal(set) var door = Door.open
    /// Nobody who could have the chair is here: the circle goes on by itself. (SPEC §17.5)
    public internal(set) var isKept = false
    /// The time to come is over; the door was locked for that once. (SPEC §18.4)
    public internal(set) var entryIsOver = false
    /// Who asked whom to be buddies, and what became of it, in that order. (SPEC §19.5)
    public internal(set) var buddies: [BuddyPair] = []

    /// When everybody is told that kept mode ends, and when it does. (SPEC §17.6)
    var keptCloses: Moment?
    var keptEnds: Moment?
    /// When the door is locked for newcomers. (SPEC §18.4)
    var entryEnds: Moment?
    /// When newcomers came of late. (SPEC §18.5)
    var newcomers: [Moment] = []

    init() {}

    init(_ plan: Plan?) { door = plan?.options.door ?? .open }

    /// As it was; what is left of kept mode begins anew. (SPEC §5.13)
    init(_ image: CircleImage, _ rules: Rules, at now: Moment) {
        chair = image.chair
        isKept = image.isKept
        door = image.door ?? rules.plan?.options.door ?? .open
        entryIsOver = image.entryIsOver
        buddies = image.buddies
        if isKept { keptCloses = now.after(rules.keptMilliseconds) }
    }
}

/// Two people, and what became of the wish to be buddies. (SPEC §19.5)
public struct BuddyPair: Hashable, Sendable {
    /// Who asked, or who said no.
    public var asker: Seat
    /// The other.
    public var other: Seat
    /// What holds between them.
    public var move: BuddyMove

    /// A pair as it is from now on.
    public init(asker: Seat, other: Seat, move: BuddyMove) {
        self.asker = asker
        self.other = other
        self.move = move
    }

    func isOf(_ one: Seat, _ two: Seat) -> Bool {
        (asker, other) == (one, two) || (asker, other) == (two, one)
    }
}
