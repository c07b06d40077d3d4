/// All that a meeting is but its clocks. (SPEC §14.8)
public struct MeetingImage: Hashable, Sendable {
    /// The phase that is on.
    public var phase: PhaseChange?
    /// The phase that goes on when the response is over.
    public var beneath: PhaseChange?
    /// Who is still to be visited in a go-round, in order.
    public var ring: [Seat] = []
    /// The answers to one share.
    public var response: ResponseImage?
    /// Where the sticks are when there are several.
    public var sticks: [StickImage] = []
    /// Whose share has just ended.
    public var sharer: Seat?
    /// Whether that share, or the one that is said, may be answered; nil for what the phase says.
    public var isWelcome: Bool?
    /// What the share that is offered has, when its part of the phase was counted; 0 for none.
    public var offerMilliseconds: UInt64 = 0
    /// Whether the clock of the phase stands still in the space.
    public var spaceStopsPhase = false
    /// Whether the meeting ends as soon as the stick is home. (SPEC §21.2)
    public var isClosing = false

    /// A meeting in which nothing has happened.
    public init() {}

    /// A response without its clock. (SPEC §16.2)
    public struct ResponseImage: Hashable, Sendable {
        /// Who wished it.
        public var sharer: Seat
        /// Who asks to answer, in the order of asking.
        public var hands: [Seat] = []
        /// Who was offered the stick.
        public var offered: [Seat] = []
        /// How many answered.
        public var answers: UInt32 = 0
        /// Nobody more is to answer.
        public var isOver = false
        /// The sharer was offered the last word.
        public var hadLastWord = false

        /// A response in which nothing has happened.
        public init(sharer: Seat) { self.sharer = sharer }
    }

    /// One of several sticks without its clock. (SPEC §16.6)
    public struct StickImage: Hashable, Sendable {
        /// Who has it, under which turn.
        public var held: HeldStick
        /// What its share has in all, 0 for no limit.
        public var milliseconds: UInt64
        /// Lines said in it.
        public var lines: UInt32

        /// A stick that somebody has.
        public init(held: HeldStick, milliseconds: UInt64, lines: UInt32) {
            self.held = held
            self.milliseconds = milliseconds
            self.lines = lines
        }
    }
}

extension Circle {
    var meetingImage: MeetingImage {
        var image = MeetingImage()
        image.phase = meeting.phase
        image.beneath = meeting.beneath
        image.ring = meeting.ring
        image.response = meeting.response?.image
        image.sticks = meeting.sticks.map(\.image)
        image.sharer = meeting.sharer
        image.isWelcome = meeting.isWelcome
        if case .offered = stick { image.offerMilliseconds = offer.limit ?? 0 }
        image.spaceStopsPhase = space?.stopsPhase ?? false
        image.isClosing = meeting.closes != nil
        return image
    }

    /// All clocks of the meeting begin anew, but for those that stand still. (SPEC §14.8)
    mutating func startMeeting(_ image: CircleImage, at now: Moment) {
        let stored = image.meeting
        if stored.offerMilliseconds > 0 { offer.limit = stored.offerMilliseconds }
        if stored.isClosing { meeting.closes = now.after(rules.closingMilliseconds) }
        for index in meeting.sticks.indices {
            let isSilent = customs.words && meeting.sticks[index].share.lines == 0
            meeting.sticks[index].lapses =
                isSilent ? now.after(rules.fewLapseMilliseconds) : nil
            if image.space > 0 { meeting.sticks[index].share.stop(at: now) }
        }
        if meeting.response != nil, stick == .home {
            let since = boundaryEnds ?? now
            meeting.response?.waitEnds = since.after(rules.responseWaitMilliseconds)
        }
        if stored.spaceStopsPhase || meeting.response != nil { meeting.clock.stop(at: now) }
    }
}

extension Meeting {
    init(_ image: MeetingImage, at now: Moment) {
        self.init()
        phase = image.phase
        beneath = image.beneath
        ring = image.ring
        response = image.response.map(Response.init)
        sticks = image.sticks.map { FewStick($0, at: now) }
        sharer = image.sharer
        isWelcome = image.isWelcome
        let clocked = beneath ?? phase
        let isTold = clocked?.kind != .silence && clocked?.kind != .ended
        clock = LimitClock(limit: isTold ? clocked?.milliseconds ?? 0 : 0, at: now)
    }
}

extension Response {
    var image: MeetingImage.ResponseImage {
        var image = MeetingImage.ResponseImage(sharer: sharer)
        image.hands = hands
        image.offered = offered
        image.answers = answers
        image.isOver = isOver
        image.hadLastWord = hadLastWord
        return image
    }

    init(_ image: MeetingImage.ResponseImage) {
        self.init(sharer: image.sharer)
        hands = image.hands
        offered = image.offered
        answers = image.answers
        isOver = image.isOver
        hadLastWord = image.hadLastWord
    }
}

extension FewStick {
    var image: MeetingImage.StickImage {
        MeetingImage.StickImage(
            held: held,
            milliseconds: share.limit,
            lines: UInt32(clamping: share.lines)
        )
    }

    init(_ image: MeetingImage.StickImage, at now: Moment) {
        held = image.held
        share = Share(limit: image.milliseconds, at: now)
        share.lines = Int(image.lines)
    }
}
