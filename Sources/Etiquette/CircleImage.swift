/// All that a circle is but its clocks: what outlives a restart. (SPEC §5.13)
public struct CircleImage: Hashable, Sendable {
    /// The number of the floor.
    public var turn: UInt32 = 1
    /// Where the stick is, beneath any space.
    public var stick = Stick.home
    /// The number of the space that lies over it, 0 for none.
    public var space: UInt32 = 0
    /// What that space has in all.
    public var spaceMilliseconds: UInt64 = 0
    /// Lines that facilitators still have in it.
    public var spaceLinesLeft: UInt32 = 0
    /// Spaces and raises so far.
    public var spaces: UInt32 = 0
    /// See `spaces`.
    public var raises: UInt64 = 0
    /// Whether new hands may go up.
    public var handsAreOpen = true
    /// What the present share has in all, 0 for no limit.
    public var shareMilliseconds: UInt64 = 0
    /// Lines said in it.
    public var shareLines: UInt32 = 0
    /// Lines that facilitators still have during an offer.
    public var callLinesLeft: UInt32 = 0
    /// Whether this boundary had its window for a first hand.
    public var hadWindow = false
    /// Whether the boundary after a share is not over. (SPEC §8.6)
    public var isInBoundary = false
    /// Who has the chair. (SPEC §17.2)
    public var chair: Seat?
    /// Whether nobody is here who could have it. (SPEC §17.5)
    public var isKept = false
    /// How the door stands; nil for as the plan says. (SPEC §18.1)
    public var door: Door?
    /// Whether the door was locked because the time to come is over. (SPEC §18.4)
    public var entryIsOver = false
    /// Who asked whom to be buddies, and what became of it. (SPEC §19.5)
    public var buddies: [BuddyPair] = []
    /// Where the meeting is in its plan.
    public var meeting = MeetingImage()
    /// Every seat there ever was, in the order of first coming.
    public var seats: [SeatImage] = []

    /// A circle in which nothing has happened.
    public init() {}

    /// One seat without its clocks.
    public struct SeatImage: Hashable, Sendable {
        /// The seat.
        public var seat: Seat
        /// What its key may do.
        public var role: Role
        /// Whether somebody is there.
        public var presence = Presence.here
        /// Listens by choice.
        public var listensByChoice = false
        /// Shares in this meeting.
        public var shares: UInt32 = 0
        /// When the hand went up, in the circle's own count; 0 without a hand.
        public var raise: UInt64 = 0
        /// When it last made no share of an offer, in the same count.
        public var yields: UInt64 = 0
        /// Declined an offer and has not shared.
        public var hasPassed = false
        /// Put its last offer off.
        public var rests = false
        /// The urgent hand was used.
        public var usedUrgent = false
        /// Offers that lapsed since the hand went up.
        public var lapses: UInt32 = 0
        /// What an owed turn has, 0 when none is owed.
        public var owedMilliseconds: UInt64 = 0
        /// The order of owed turns, the one owed longest first.
        public var owedPlace: UInt32 = 0
        /// Is out of the circle. (SPEC §19.1)
        public var isOut = false
        /// Where it is when it is out, and where it is when it comes again. (SPEC §19.2, §19.3)
        public var apart = Apart.within
        /// What it waits for in the vestibule, held back or not; nil outside. (SPEC §18.2)
        public var vestibule: VestibuleReason?
        /// Was in the circle and did not say farewell. (SPEC §18.1)
        public var mayComeBack = true
        /// Was removed from this meeting. (SPEC §19.4)
        public var isBarred = false
        /// What it did in this phase.
        public var part = PhasePart()
        /// What it answered to the share that is said or has just ended. (SPEC §16.4)
        public var mark: Mark?

        /// A seat in which nothing has happened.
        public init(seat: Seat, role: Role) {
            self.seat = seat
            self.role = role
        }
    }
}

extension Circle {
    /// The circle without its clocks.
    public var image: CircleImage {
        var image = CircleImage()
        image.turn = turn
        image.stick = stick
        image.space = space?.number ?? 0
        image.spaceMilliseconds = space?.milliseconds ?? 0
        image.spaceLinesLeft = UInt32(clamping: space?.linesLeft ?? 0)
        image.spaces = spaces
        image.raises = raises
        image.handsAreOpen = handsAreOpen
        image.shareMilliseconds = share.limit
        image.shareLines = UInt32(clamping: share.lines)
        image.callLinesLeft = UInt32(clamping: offer.callLinesLeft)
        image.hadWindow = hadWindow
        image.isInBoundary = boundaryEnds != nil
        image.chair = hosting.chair
        image.isKept = hosting.isKept
        image.door = hosting.door
        image.entryIsOver = hosting.entryIsOver
        image.buddies = hosting.buddies
        image.meeting = meetingImage
        image.seats = seats.map(\.image)
        let owed = seats.indices.filter { seats[$0].owedUntil != nil }
            .sorted { precedes(seats[$0], seats[$1]) }
        for (place, index) in owed.enumerated() { image.seats[index].owedPlace = UInt32(place) }
        return image
    }

    /// A circle that goes on at `now` where its image was taken; all clocks begin anew.
    public init(rules: Rules, image: CircleImage, seed: UInt64 = 0, at now: Moment) {
        self.init(rules: rules, seed: seed)
        turn = image.turn
        stick = image.stick
        spaces = image.spaces
        raises = image.raises
        handsAreOpen = image.handsAreOpen
        hadWindow = image.hadWindow
        hosting = Hosting(image, rules, at: now)
        seats = image.seats.map { SeatRecord($0, owedFor: rules.owedMilliseconds, at: now) }
        offer = Offer(
            nudge: now.after(rules.offerNudgeMilliseconds),
            lapses: now.after(rules.offerLapseMilliseconds),
            callLinesLeft: Int(image.callLinesLeft)
        )
        share = Share(limit: image.shareMilliseconds, at: now)
        share.lines = Int(image.shareLines)
        if case .held = stick, image.space == 0 {} else { share.stop(at: now) }
        meeting = Meeting(image.meeting, at: now)
        if image.isInBoundary { boundaryEnds = now.after(customBoundary) }
        startMeeting(image, at: now)
        guard image.space > 0 else { return }
        space = Space(
            number: image.space,
            ends: now.after(image.spaceMilliseconds),
            began: now,
            linesLeft: Int(image.spaceLinesLeft),
            milliseconds: image.spaceMilliseconds,
            stopsPhase: image.meeting.spaceStopsPhase
        )
    }
}

extension SeatRecord {
    var image: CircleImage.SeatImage {
        var image = CircleImage.SeatImage(seat: seat, role: role)
        image.presence = presence
        image.listensByChoice = listensByChoice
        image.shares = shares
        image.raise = raise ?? 0
        image.yields = yields
        image.hasPassed = hasPassed
        image.rests = rests
        image.usedUrgent = usedUrgent
        image.lapses = UInt32(clamping: lapses)
        image.owedMilliseconds = owedUntil == nil ? 0 : max(1, owedMilliseconds)
        image.isOut = isOut
        image.apart = apart
        image.vestibule = vestibule
        image.mayComeBack = mayComeBack
        image.isBarred = isBarred
        image.part = part
        image.mark = mark
        return image
    }

    init(_ image: CircleImage.SeatImage, owedFor: UInt64, at now: Moment) {
        self.init(seat: image.seat, role: image.role)
        presence = image.presence
        isOut = image.isOut
        apart = image.apart
        vestibule = image.vestibule
        mayComeBack = image.mayComeBack
        isBarred = image.isBarred
        driftedSince = presence == .adrift || isWaiting ? now : nil
        listensByChoice = image.listensByChoice
        shares = image.shares
        raise = image.raise == 0 ? nil : image.raise
        yields = image.yields
        hasPassed = image.hasPassed
        rests = image.rests
        usedUrgent = image.usedUrgent
        lapses = Int(image.lapses)
        owedMilliseconds = image.owedMilliseconds
        part = image.part
        mark = image.mark
        owedUntil =
            image.owedMilliseconds == 0 ? nil : now.after(owedFor).after(UInt64(image.owedPlace))
    }
}
