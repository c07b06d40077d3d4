import Store
import Testing

@Suite("§4.5 Who is let in")
struct AdmissionTests {
    private let place = Place()

    @Test("§4.5 Ana founds once; her second request is fine, Bo's finds the circle founded")
    func foundingOnce() throws {
        let store = try place.open()
        _ = try store.makeCircle(
            id: hearth,
            handle: "hearth",
            mode: .sealed,
            foundingTicket: foundingTicket
        )
        let first = try store.found(ana)
        let again = try store.found(ana)
        let late = try store.found(bo)
        #expect(first.admission?.role == .facilitator)
        #expect(first.admission?.lastLog == 0)
        #expect(first.admission?.box == nil)
        #expect(again == first)
        #expect(late == .refused(.alreadyFounded))
        let count = try store.memberCount(of: hearth)
        #expect(count == 1)
    }

    @Test("§4.5 outsiders hear one word, whatever they guessed")
    func outsiders() throws {
        let store = try place.open()
        try store.makeHearth()
        let elsewhere = CircleID(bits: 9)
        for way in [AdmissionRequest.Way.found, .join, .back] {
            for circle in [hearth, elsewhere] {
                let request = AdmissionRequest(
                    way: way,
                    circle: circle,
                    seatKey: dee,
                    ticket: key(0x99)
                )
                let answer = try store.admit(request, now: now, live: LiveFacts())
                #expect(answer == .refused(.notAdmitted))
            }
            let bare = AdmissionRequest(way: way, circle: hearth, seatKey: dee)
            let answer = try store.admit(bare, now: now, live: LiveFacts())
            #expect(answer == .refused(.notAdmitted))
        }
    }

    @Test("§4.5 a closed circle tells Bo, who belongs, and nobody else")
    func closed() throws {
        let store = try place.open()
        try store.makeHearth()
        try store.invite(uses: 3)
        _ = try store.join(bo)
        _ = try store.join(cy)
        _ = try store.remove(cy, from: hearth)
        let closing = try store.closeCircle(handle: "hearth")
        #expect(closing)
        #expect(try store.comeBack(bo) == .refused(.closed))
        #expect(try store.join(bo) == .refused(.closed))
        #expect(try store.found(ana) == .refused(.closed))
        #expect(try store.join(dee) == .refused(.notAdmitted))
        #expect(try store.comeBack(dee) == .refused(.notAdmitted))
        #expect(try store.comeBack(cy) == .refused(.removed))
    }

    @Test("§9.3 Bo, removed, is refused by every way, and a fresh ticket does not help")
    func removed() throws {
        let store = try place.open()
        try store.makeHearth()
        try store.invite()
        _ = try store.join(bo)
        let removal = try store.remove(bo, from: hearth)
        #expect(removal?.ticket == ticket)
        try store.invite(otherTicket, box: box(2))
        #expect(try store.comeBack(bo) == .refused(.removed))
        #expect(try store.join(bo) == .refused(.removed))
        #expect(try store.join(bo, by: otherTicket) == .refused(.removed))
        #expect(try store.join(bo, by: key(0x77)) == .refused(.notAdmitted))
        #expect(try store.role(of: bo, in: hearth) == nil)
        let again = try store.remove(bo, from: hearth)
        let stranger = try store.remove(dee, from: hearth)
        #expect(again == removal)
        #expect(stranger == nil)
        #expect(try store.memberCount(of: hearth) == 1)
        #expect(try store.setRole(.guardian, of: bo, in: hearth) == false)
    }

    @Test("§4.5 revoked comes before expired, expired before used, used before locked, then full")
    func order() throws {
        let store = try place.open()
        try store.makeHearth()
        let shut = LiveFacts(locked: true, full: true)
        let late = now + week
        try store.invite()
        #expect(try store.join(bo, live: shut) == .refused(.locked))
        #expect(try store.join(bo, live: LiveFacts(full: true)) == .refused(.full))
        _ = try store.join(bo)
        #expect(try store.join(cy, live: shut) == .refused(.invitationUsed))
        #expect(try store.join(cy, at: late, live: shut) == .refused(.invitationExpired))
        _ = try store.revoke(ticket, in: hearth)
        #expect(try store.join(cy, at: late, live: shut) == .refused(.invitationRevoked))
    }

    @Test("§4.5 the last second of an invitation lets in, the next one does not")
    func expiry() throws {
        let store = try place.open()
        try store.makeHearth()
        try store.invite(uses: 2)
        #expect(try store.join(bo, at: now + week).refusal == .invitationExpired)
        #expect(try store.join(bo, at: now + week - 1).admission?.role == .member)
    }

    @Test("§4.5 a lock lets facilitators' tickets through, a full room nobody's")
    func lock() throws {
        let store = try place.open()
        try store.makeHearth()
        try store.invite(role: .cofacilitator)
        try store.invite(otherTicket, role: .guardian, box: box(2))
        let locked = LiveFacts(locked: true)
        #expect(try store.join(cy, by: otherTicket, live: locked).refusal == .locked)
        #expect(try store.join(bo, live: LiveFacts(locked: true, full: true)).refusal == .full)
        #expect(try store.join(bo, live: locked).admission?.role == .cofacilitator)
    }

    @Test("§4.5 Bo comes back by his key through lock and full room")
    func back() throws {
        let store = try place.open()
        try store.makeHearth()
        try store.invite()
        _ = try store.join(bo)
        let answer = try store.comeBack(bo, live: LiveFacts(locked: true, full: true))
        #expect(answer.admission?.role == .member)
        #expect(answer.admission?.mode == .sealed)
        #expect(answer.admission?.settings == CircleSettings())
        #expect(answer.admission?.box == nil)
    }

    @Test("§9.1 Bo waits for approval until he has sat; Ana never does")
    func approval() throws {
        let store = try place.open()
        try store.makeHearth()
        try store.invite(approve: true)
        #expect(try store.join(bo).admission?.awaitsApproval == true)
        #expect(try store.comeBack(bo).admission?.awaitsApproval == true)
        #expect(try store.comeBack(ana).admission?.awaitsApproval == false)
        try store.hasSat(bo, in: hearth)
        #expect(try store.comeBack(bo).admission?.awaitsApproval == false)
    }
}
