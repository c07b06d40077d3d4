import Store
import Testing

@Suite("§4.6 Redeeming an invitation")
struct RedemptionTests {
    private let place = Place()

    @Test("§4.6 each new key takes one use, the same key none")
    func counting() throws {
        let store = try place.open()
        try store.makeHearth()
        try store.invite(uses: 3)
        let first = try store.join(bo)
        let again = try store.join(bo)
        #expect(first.admission?.box == box(1))
        #expect(again == first)
        #expect(try store.invitations(of: hearth, now: now).first?.usesLeft == 2)
        _ = try store.join(cy)
        #expect(try store.invitations(of: hearth, now: now).first?.usesLeft == 1)
        #expect(try store.memberCount(of: hearth) == 3)
    }

    @Test("§4.6 Bo and Cy race for one use: one gets in, and only that one may ask again")
    func race() throws {
        let store = try place.open()
        try store.makeHearth()
        try store.invite()
        #expect(try store.join(cy).admission?.role == .member)
        #expect(try store.join(bo) == .refused(.invitationUsed))
        #expect(try store.join(cy).admission?.box == box(1))
        #expect(try store.role(of: bo, in: hearth) == nil)
    }

    @Test("§4.6 after a restart Bo's second request still counts nothing and gets his box")
    func afterRestart() throws {
        do {
            let store = try place.open()
            try store.makeHearth()
            try store.invite()
            _ = try store.join(bo)
        }
        let store = try place.open()
        #expect(try store.join(bo).admission?.box == box(1))
        #expect(try store.join(cy) == .refused(.invitationUsed))
    }

    @Test("§4.6 what was redeemed stays so through lock, full room, expiry and revocation")
    func redeemedStays() throws {
        let store = try place.open()
        try store.makeHearth()
        try store.invite()
        _ = try store.join(bo)
        let shut = LiveFacts(locked: true, full: true)
        #expect(try store.join(bo, at: now + week, live: shut).admission?.box == box(1))
        _ = try store.revoke(ticket, in: hearth)
        let answer = try store.join(bo, live: shut)
        #expect(answer.admission?.role == .member)
        #expect(answer.admission?.box == nil)
    }

    @Test("§4.6 a ticket raises Bo's role and never lowers Ana's")
    func rolesRise() throws {
        let store = try place.open()
        try store.makeHearth()
        try store.invite(uses: 2)
        try store.invite(otherTicket, role: .guardian, box: box(2))
        #expect(try store.join(ana).admission?.role == .facilitator)
        #expect(try store.join(bo).admission?.role == .member)
        #expect(try store.join(bo, by: otherTicket).admission?.role == .guardian)
        #expect(try store.comeBack(bo).admission?.role == .guardian)
    }

    @Test("§17.1 every role can be invited and given, and comes back as it was")
    func everyRole() throws {
        do {
            let store = try place.open()
            try store.makeHearth()
            for role in StoredRole.allCases {
                try store.invite(key(0xa0 + role.rawValue), role: role)
                let guest = key(0x20 + role.rawValue)
                let joined = try store.join(guest, by: key(0xa0 + role.rawValue))
                #expect(joined.admission?.role == role)
            }
        }
        let store = try place.open()
        for role in StoredRole.allCases {
            #expect(try store.role(of: key(0x20 + role.rawValue), in: hearth) == role)
            #expect(try store.setRole(role, of: ana, in: hearth))
            #expect(try store.comeBack(ana).admission?.role == role)
        }
    }

    @Test("§4.6, §17.1 by rank a ticket raises: whoever listens to a member, and so on upwards")
    func ranks() throws {
        let ranks: [StoredRole] = [
            .listener, .member, .greeter, .timekeeper, .guardian, .cofacilitator, .facilitator,
        ]
        #expect(StoredRole.allCases.sorted() == ranks)
        let store = try place.open()
        try store.makeHearth()
        for role in ranks {
            try store.invite(key(0xa0 + role.rawValue), role: role)
            #expect(
                try store.join(bo, by: key(0xa0 + role.rawValue)).admission?.role == role
            )
        }
        _ = try store.setRole(.member, of: bo, in: hearth)
        try store.invite(key(0xc0), role: .listener)
        #expect(try store.join(bo, by: key(0xc0)).admission?.role == .member)
    }

    @Test("§9.3 a role that Ana took away does not come back by the same ticket")
    func loweredStays() throws {
        let store = try place.open()
        try store.makeHearth()
        try store.invite(role: .guardian)
        _ = try store.join(bo)
        #expect(try store.setRole(.listener, of: bo, in: hearth))
        #expect(try store.join(bo).admission?.role == .listener)
        #expect(try store.setRole(.member, of: dee, in: hearth) == false)
    }

    @Test("§9.1 the use of a recovery link is marked, once")
    func recovery() throws {
        let store = try place.open()
        try store.makeHearth()
        #expect(try store.invite(role: .facilitator, expires: 0) == .made)
        #expect(try store.join(bo, at: now + 100 * week).admission?.spentRecoveryLink == true)
        #expect(try store.join(bo).admission?.spentRecoveryLink == false)
    }
}
