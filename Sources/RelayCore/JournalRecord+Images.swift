import Etiquette
import Wire

// An image of a circle as records and back: where a snapshot begins. (SPEC §5.13)

extension JournalRecord {
    /// What begins a circle in a journal: its id and its log.
    init(circle: CircleID, log: UInt64) {
        self.init(.circle)
        number = circle.number
        var bytes: [UInt8] = []
        bytes.appendBigEndian(log)
        check = Check(bytes)
    }

    /// The log of a record that begins a circle.
    var log: UInt64 {
        var reader = ByteReader(check.bytes)
        return reader.take()
    }

    init(floorOf image: CircleImage) {
        self.init(.floorImage)
        seat = image.stick.seat?.number ?? 0
        turn = image.turn
        id = image.space
        number = image.shareMilliseconds
        var bytes = [image.stick.code]
        let marks = [image.handsAreOpen, image.hadWindow, image.isInBoundary]
        bytes.append(marks.bits)
        bytes.appendBigEndian(image.spaces)
        bytes.appendBigEndian(image.raises)
        bytes.appendBigEndian(UInt16(clamping: image.spaceLinesLeft))
        bytes.appendBigEndian(UInt16(clamping: image.callLinesLeft))
        check = Check(bytes)
    }

    /// Takes the floor into an image; false when it is none.
    func readFloor(into image: inout CircleImage) -> Bool {
        var reader = ByteReader(check.bytes)
        guard let stick = Stick(code: reader.take(), seat: Seat(seat)) else { return false }
        let marks: UInt8 = reader.take()
        image.stick = stick
        image.turn = turn
        image.space = id
        image.shareMilliseconds = number
        image.handsAreOpen = marks & 1 != 0
        image.hadWindow = marks & 2 != 0
        image.isInBoundary = marks & 4 != 0
        image.spaces = reader.take()
        image.raises = reader.take()
        image.spaceLinesLeft = UInt32(reader.take() as UInt16)
        image.callLinesLeft = UInt32(reader.take() as UInt16)
        return true
    }

    init(countsOf image: CircleImage, last: UInt64, lastPublic: UInt64, stable: UInt64) {
        self.init(.countsImage)
        number = last
        turn = image.shareLines
        id = UInt32(clamping: stable)
        var bytes: [UInt8] = []
        bytes.appendBigEndian(lastPublic)
        bytes.appendBigEndian(image.spaceMilliseconds)
        check = Check(bytes)
    }

    /// Takes the counts into an image and answers the last event that all may see.
    func readCounts(into image: inout CircleImage) -> UInt64 {
        var reader = ByteReader(check.bytes)
        let lastPublic: UInt64 = reader.take()
        image.shareLines = turn
        image.spaceMilliseconds = reader.take()
        return lastPublic
    }

    init(handOf image: CircleImage.SeatImage, lastPrivate: UInt64, acknowledged: UInt64) {
        self.init(.handImage)
        seat = image.seat.number
        number = lastPrivate
        turn = UInt32(clamping: acknowledged)
        id = UInt32(clamping: image.owedMilliseconds)
        var bytes: [UInt8] = []
        bytes.appendBigEndian(image.raise)
        bytes.appendBigEndian(image.yields)
        bytes.appendBigEndian(UInt16(clamping: image.owedPlace))
        bytes.append(UInt8(truncatingIfNeeded: image.role.code << 4 | image.presence.code))
        let marks = [image.listensByChoice, image.hasPassed, image.rests, image.usedUrgent]
        bytes.append(marks.bits | UInt8(min(image.lapses, 15)) << 4)
        check = Check(bytes)
    }

    /// The seat of an image; nil when it is none.
    func hand(shares: UInt32) -> CircleImage.SeatImage? {
        var reader = ByteReader(check.bytes)
        let raise: UInt64 = reader.take()
        let yields: UInt64 = reader.take()
        let owedPlace: UInt16 = reader.take()
        let codes: UInt8 = reader.take()
        let marks: UInt8 = reader.take()
        guard let role = Role(code: UInt32(codes >> 4)),
            let presence = Presence(code: UInt32(codes & 15))
        else { return nil }
        var image = CircleImage.SeatImage(seat: Seat(seat), role: role)
        image.presence = presence
        image.shares = shares
        image.raise = raise
        image.yields = yields
        image.lapses = UInt32(marks >> 4)
        image.owedMilliseconds = UInt64(id)
        image.owedPlace = UInt32(owedPlace)
        image.listensByChoice = marks & 1 != 0
        image.hasPassed = marks & 2 != 0
        image.rests = marks & 4 != 0
        image.usedUrgent = marks & 8 != 0
        return image
    }

    /// The seats that may see the past event that follows; a record of nobody if there are none.
    static func list(audience seats: [Seat]) -> [JournalRecord] {
        seats.isEmpty ? [JournalRecord(.seats)] : list(seats)
    }

    /// The line of hands that the past event tells that follows, ten seats to a record.
    static func list(_ seats: [Seat], as kind: Kind = .seats) -> [JournalRecord] {
        stride(from: 0, to: seats.count, by: 10).map { start in
            var record = JournalRecord(kind)
            var bytes: [UInt8] = []
            for seat in seats[start..<min(start + 10, seats.count)] {
                bytes.appendBigEndian(seat.number)
            }
            record.check = Check(bytes)
            return record
        }
    }

    /// The seats of such a record.
    var list: [Seat] {
        var reader = ByteReader(check.bytes)
        return (0..<10).compactMap { _ in
            let number: UInt16 = reader.take()
            return number == 0 ? nil : Seat(number)
        }
    }
}

extension [Bool] {
    /// The first is the lowest bit.
    var bits: UInt8 {
        enumerated().reduce(0) { $1.element ? $0 | 1 << UInt8($1.offset) : $0 }
    }
}
