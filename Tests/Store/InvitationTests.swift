import Store
import Testing

@Suite("§9.1 Invitations and their boxes")
struct InvitationTests {
    private let place = Place()

    @Test("§9.1 the same invitation twice is one, another under its ticket is refused")
    func twice() throws {
        let store = try place.open()
        try store.makeHearth()
        #expect(try store.invite() == .made)
        #expect(try store.invite(expires: now + week + 3) == .made)
        #expect(try store.invite(role: .guardian) == .ticketTaken)
        #expect(try store.invite(box: box(9)) == .ticketTaken)
        let kept = try store.invitations(of: hearth, now: now)
        #expect(kept.count == 1)
        #expect(kept.first?.expires == now + week)
        #expect(kept.first?.role == .member)
        _ = try store.revoke(ticket, in: hearth)
        #expect(try store.invite() == .ticketTaken)
    }

    @Test("§9.1 the 65th live invitation is refused until one ends")
    func limit() throws {
        let store = try place.open()
        try store.makeHearth()
        for number in 0..<64 {
            #expect(try store.invite(key(UInt8(10 + number))) == .made)
        }
        #expect(try store.invite() == .limit)
        _ = try store.revoke(key(20), in: hearth)
        #expect(try store.invite() == .made)
        _ = try store.join(bo)
        #expect(try store.invite(otherTicket) == .made)
    }

    @Test("§9.1 bounds are told, never trapped on")
    func bounds() throws {
        let store = try place.open()
        try store.makeHearth()
        #expect(try store.invite(uses: 0) == .outOfBounds)
        #expect(try store.invite(uses: 201) == .outOfBounds)
        #expect(try store.invite([1, 2, 3]) == .outOfBounds)
        #expect(try store.invite(box: []) == .outOfBounds)
        #expect(try store.invite(box: box(1, count: 1_025)) == .outOfBounds)
        #expect(try store.invite(expires: 0) == .outOfBounds)
        #expect(try store.invite(role: .facilitator, uses: 2, expires: 0) == .outOfBounds)
        #expect(try store.invite(expires: .max) == .outOfBounds)
        #expect(try store.invite(uses: 200, box: box(1, count: 1_024)) == .made)
        #expect(try store.join(bo, at: .max) == .refused(.invitationExpired))
    }

    @Test("§9.1 nobody invites to a circle that is unknown, unfounded or closed")
    func noCircle() throws {
        let store = try place.open()
        #expect(try store.invite() == .noSuchCircle)
        _ = try store.makeCircle(
            id: hearth,
            handle: "hearth",
            mode: .open,
            foundingTicket: foundingTicket
        )
        #expect(try store.invite() == .noSuchCircle)
        _ = try store.found(ana)
        _ = try store.closeCircle(handle: "hearth")
        #expect(try store.invite() == .noSuchCircle)
    }

    @Test("§9.2 revoking names who came by the ticket, and only them")
    func revoking() throws {
        let store = try place.open()
        try store.makeHearth()
        try store.invite(uses: 5)
        try store.invite(otherTicket, box: box(2))
        _ = try store.join(cy)
        _ = try store.join(bo)
        _ = try store.join(dee, by: otherTicket)
        _ = try store.join(key(5))
        _ = try store.remove(key(5), from: hearth)
        let first = try store.revoke(ticket, in: hearth)
        let again = try store.revoke(ticket, in: hearth)
        let unknown = try store.revoke(key(0x55), in: hearth)
        #expect(first.found && first.seatKeys == [bo, cy])
        #expect(again.found && again.seatKeys == [bo, cy])
        #expect(!unknown.found && unknown.seatKeys.isEmpty)
        #expect(try store.comeBack(bo).admission?.role == .member)
        #expect(try store.invitations(of: hearth, now: now).map(\.ticket) == [])
    }

    @Test("§12.4 a box goes when no use is left and all who came by it have sat")
    func usedUp() throws {
        let store = try place.open()
        try store.makeHearth()
        try store.invite(uses: 2)
        _ = try store.join(bo)
        try store.hasSat(bo, in: hearth)
        #expect(try store.join(bo).admission?.box == box(1))
        _ = try store.join(cy)
        #expect(try store.join(bo).admission?.box == box(1))
        #expect(try place.holds(box(1)))
        try store.hasSat(cy, in: hearth)
        #expect(try store.join(bo).admission?.box == nil)
        #expect(try !place.holds(box(1)))
    }

    @Test("§12.4 a box does not wait for Cy, who was removed before she sat")
    func removedDoesNotHold() throws {
        let store = try place.open()
        try store.makeHearth()
        try store.invite(uses: 2)
        _ = try store.join(bo)
        _ = try store.join(cy)
        try store.hasSat(bo, in: hearth)
        #expect(try place.holds(box(1)))
        _ = try store.remove(cy, from: hearth)
        #expect(try !place.holds(box(1)))
    }

    @Test("§12.4 a revoked, an expired and a closed box leave no bytes in any file")
    func noTrace() throws {
        let store = try place.open()
        try store.makeHearth()
        try store.invite(box: box(1, count: 1_024))
        try store.invite(otherTicket, expires: now + 5, box: box(2, count: 1_024))
        try store.invite(key(0xa2), box: box(3, count: 1_024))
        _ = try store.revoke(ticket, in: hearth)
        #expect(try !place.holds(box(1, count: 1_024)))
        #expect(try store.sweep(now: now + 4) == 0)
        #expect(try place.holds(box(2, count: 1_024)))
        #expect(try store.sweep(now: now + 5) == 1)
        #expect(try !place.holds(box(2, count: 1_024)))
        _ = try store.closeCircle(handle: "hearth")
        #expect(try !place.holds(box(3, count: 1_024)))
    }

    @Test("§12.4 boxes that come and go in any order leave no bytes behind")
    func noTraceInAnyOrder() throws {
        let store = try place.open()
        try store.makeHearth()
        var live: [UInt8] = []
        var gone: [UInt8] = []
        for round in 0..<240 {
            if live.count < 40, round % 3 != 2 {
                live.append(UInt8(round))
                try store.invite(
                    key(UInt8(round)),
                    box: box(UInt64(round), count: 200 + round * 3)
                )
            } else {
                let leaving = live.remove(at: round * 7 % live.count)
                _ = try store.revoke(key(leaving), in: hearth)
                gone.append(leaving)
            }
        }
        for number in gone {
            #expect(try !place.holds(box(UInt64(number), count: 200 + Int(number) * 3)))
        }
        for number in live {
            #expect(
                try store.join(bo, by: key(number)).admission?.box?.count == 200 + Int(number) * 3
            )
        }
    }
}
