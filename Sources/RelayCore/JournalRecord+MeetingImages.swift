import Etiquette
import Wire

// Where a meeting is, as records and back: a part of a snapshot. (SPEC §5.13, §14.8)

extension JournalRecord {
    /// The records of a meeting without its seats.
    static func meeting(_ image: CircleImage) -> [JournalRecord] {
        var records = [JournalRecord(meetingOf: image)]
        let meeting = image.meeting
        if let phase = meeting.phase { records.append(JournalRecord(phase, as: .phaseImage)) }
        if let beneath = meeting.beneath {
            records.append(JournalRecord(beneath, as: .beneathImage))
        }
        records += list(meeting.ring, as: .ringImage)
        if let response = meeting.response {
            records.append(JournalRecord(response))
            records += list(response.hands, as: .responseHands)
            records += list(response.offered, as: .responseOffered)
        }
        for stick in meeting.sticks { records.append(JournalRecord(stick)) }
        for pair in image.buddies { records.append(JournalRecord(pair)) }
        return records
    }

    private init(meetingOf image: CircleImage) {
        self.init(.meetingImage, image.chair ?? Seat(0), UInt32(image.meeting.sharer?.number ?? 0))
        number = image.meeting.offerMilliseconds
        id = image.door.map { $0.code + 1 } ?? 0
        let meeting = image.meeting
        let marks = [
            image.isKept, image.entryIsOver, meeting.spaceStopsPhase, meeting.isClosing,
            meeting.isWelcome != nil, meeting.isWelcome == true,
        ]
        check = Check([marks.bits])
    }

    private init(_ response: MeetingImage.ResponseImage) {
        self.init(.responseImage, response.sharer, response.answers)
        id = UInt32([response.isOver, response.hadLastWord].bits)
    }

    private init(_ stick: MeetingImage.StickImage) {
        self.init(.stickImage, stick.held.seat, stick.held.turn)
        number = stick.milliseconds
        id = stick.lines
    }

    private init(_ pair: BuddyPair) {
        self.init(.buddyImage, pair.asker, pair.move.code)
        id = UInt32(pair.other.number)
    }

    /// Takes one such record into an image; nil for records of other kinds, false for nonsense.
    func readMeeting(into image: inout CircleImage) -> Bool? {
        switch kind {
        case .meetingImage: return readMarks(into: &image)
        case .phaseImage:
            image.meeting.phase = phaseChange
            return phaseChange != nil
        case .beneathImage:
            image.meeting.beneath = phaseChange
            return phaseChange != nil
        case .ringImage: image.meeting.ring += list
        case .responseImage:
            var response = MeetingImage.ResponseImage(sharer: Seat(seat))
            response.answers = turn
            response.isOver = id & 1 != 0
            response.hadLastWord = id & 2 != 0
            image.meeting.response = response
        case .responseHands: image.meeting.response?.hands += list
        case .responseOffered: image.meeting.response?.offered += list
        case .stickImage:
            let held = HeldStick(seat: Seat(seat), turn: turn)
            image.meeting.sticks.append(
                MeetingImage.StickImage(held: held, milliseconds: number, lines: id)
            )
        case .buddyImage:
            guard let move = BuddyMove(code: turn) else { return false }
            let other = Seat(UInt16(truncatingIfNeeded: id))
            image.buddies.append(BuddyPair(asker: Seat(seat), other: other, move: move))
        default: return nil
        }
        return true
    }

    private func readMarks(into image: inout CircleImage) -> Bool {
        let marks = check.bytes.first ?? 0
        image.chair = seat == 0 ? nil : Seat(seat)
        image.meeting.sharer = turn == 0 ? nil : Seat(UInt16(truncatingIfNeeded: turn))
        image.meeting.offerMilliseconds = number
        image.isKept = marks & 1 != 0
        image.entryIsOver = marks & 2 != 0
        image.meeting.spaceStopsPhase = marks & 4 != 0
        image.meeting.isClosing = marks & 8 != 0
        image.meeting.isWelcome = marks & 16 != 0 ? marks & 32 != 0 : nil
        guard id > 0 else { return true }
        image.door = Door(code: id - 1)
        return image.door != nil
    }

    // MARK: A seat's part in it

    init(partOf image: CircleImage.SeatImage) {
        let part = image.part
        let marks = [
            image.isOut, image.mayComeBack, image.isBarred, part.wasVisited, part.wasPutOff,
            part.wasLost, part.hasAgreed, part.isQuieted,
        ]
        self.init(.partImage, image.seat, UInt32(marks.bits))
        id = UInt32(image.apart.facilitator?.number ?? 0)
        check = Check([
            UInt8(truncatingIfNeeded: image.apart.code),
            UInt8(truncatingIfNeeded: image.vestibule.map { $0.code + 1 } ?? 0),
            UInt8(truncatingIfNeeded: image.mark.map { $0.code + 1 } ?? 0),
        ])
    }

    /// Takes a seat's part into its image; false when it is none.
    func readPart(into image: inout CircleImage.SeatImage) -> Bool {
        var reader = ByteReader(check.bytes)
        let place: UInt8 = reader.take()
        let vestibule: UInt8 = reader.take()
        let mark: UInt8 = reader.take()
        let facilitator = Seat(UInt16(truncatingIfNeeded: id))
        guard image.seat.number == seat,
            let apart = Apart(code: UInt32(place), facilitator: facilitator)
        else { return false }
        image.apart = apart
        image.vestibule = vestibule == 0 ? nil : VestibuleReason(code: UInt32(vestibule) - 1)
        image.mark = mark == 0 ? nil : Mark(code: UInt32(mark) - 1)
        image.isOut = turn & 1 != 0
        image.mayComeBack = turn & 2 != 0
        image.isBarred = turn & 4 != 0
        image.part.wasVisited = turn & 8 != 0
        image.part.wasPutOff = turn & 16 != 0
        image.part.wasLost = turn & 32 != 0
        image.part.hasAgreed = turn & 64 != 0
        image.part.isQuieted = turn & 128 != 0
        return true
    }
}
