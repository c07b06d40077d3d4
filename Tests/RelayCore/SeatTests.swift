import Etiquette
import RelayCore
import Testing
import Wire

@Suite("§4 §9 Seats, keys and rights")
struct SeatTests {
    private func circle(_ words: String = "open") -> Scene {
        var scene = Scene(words: words)
        scene.arrives("Fay", .facilitator)
        scene.arrives("Cora", .cofacilitator)
        scene.arrives("Ana")
        scene.forgetAll()
        return scene
    }

    @Test("§4.7 a newer connection takes the seat over, and the old one is told and cut")
    func replaced() {
        var scene = circle()
        let old = scene["Ana"].session
        scene.isBack("Ana")
        #expect(scene["Ana"].session != old)
        #expect(scene["Ana"].seat == Seat(3))
        // The floor and the seat are untouched: nobody else heard of it.
        #expect(scene["Fay"].heard.allSatisfy { $0.number == nil })
        #expect(old.flatMap { scene.lastWords[$0] }?.hasPrefix("FAIL * replaced") == true)
        // What the old connection still sends is not heard.
        guard let old else { return }
        var outputs = Outputs()
        scene.core.receive([UInt8]("@id=1 HAND up".utf8).span, from: old, at: scene.now, &outputs)
        #expect(outputs.wakes.isEmpty)
    }

    @Test("§4.5 an older connection does not get a seat that a newer one has") func older() {
        var scene = circle()
        let newer = scene["Ana"].session
        var outputs = Outputs()
        let late = SessionID(500)
        scene.core.admit(
            late,
            Admission(
                circle: scene.circle,
                isSealed: false,
                rules: CircleRules(),
                key: scene["Ana"].key,
                role: .member,
                nextLog: 1,
                box: nil,
                order: 0
            ),
            at: scene.now,
            &outputs
        )
        var batch: [UInt8] = []
        _ = scene.core.fill(late, into: &batch, limit: 8_192)
        #expect(String(decoding: batch, as: UTF8.self).hasPrefix("@id=1 FAIL AUTH replaced"))
        #expect(scene["Ana"].session == newer)
    }

    @Test("§9.3 removal is stored first, then cuts at once") func removal() {
        var scene = circle()
        scene.storeIsSlow = true
        scene.does("Fay", .remove(Seat(3), meeting: false))
        #expect(!scene["Ana"].wasClosed)
        scene.storeAnswers()
        #expect(scene.stored.contains("remove"))
        #expect(scene["Ana"].wasClosed)
        #expect(scene["Ana"].heard.last?.body == .fail(nil, .removed, details: []))
        scene.forgetAll()
        scene.speaks("Fay", "after", turn: 1)
        #expect(scene["Ana"].heard.isEmpty)
    }

    @Test("§9.3 nobody removes themselves, and cofacilitators only those below") func rights() {
        var scene = circle()
        scene.does("Fay", .remove(Seat(1), meeting: false))
        scene.does("Cora", .remove(Seat(1), meeting: false))
        scene.does("Cora", .role(Seat(3), .cofacilitator))
        scene.does("Ana", .remove(Seat(2), meeting: false))
        for name in ["Fay", "Cora", "Ana"] {
            let refusals = scene.takeAll(name)
            #expect(!refusals.isEmpty)
            for refusal in refusals {
                guard case .fail(_, .role, _) = refusal else {
                    Issue.record("\(name) was told \(refusal)")
                    continue
                }
            }
        }
    }

    @Test("§9.1 who may invite whom") func inviting() {
        var scene = circle()
        func invite(_ role: Role) -> Request {
            Request(
                id: 3,
                .invite(
                    Invite(
                        ticket: Scene.key(90),
                        role: role,
                        uses: 1,
                        seconds: 600,
                        box: [1, 2, 3]
                    )
                )
            )
        }
        scene.says("Fay", invite(.facilitator))
        scene.says("Cora", invite(.guardian))
        scene.says("Cora", invite(.facilitator))
        scene.says("Ana", invite(.member))
        #expect(scene["Fay"].heard.map(\.body) == [.ok(.invite, 0)])
        #expect(
            scene["Cora"].heard.map(\.body)
                == [.ok(.invite, 0), .fail(.invite, .role, details: [])]
        )
        #expect(scene["Ana"].heard.map(\.body) == [.fail(.invite, .role, details: [])])
    }

    @Test("§9.2 revoking with its seats removes who came by it, facilitators not") func revoke() {
        var scene = circle()
        scene.says("Fay", Request(id: 3, .uninvite(Scene.key(90), seats: true)))
        #expect(scene["Ana"].wasClosed)
        #expect(!scene["Fay"].wasClosed)
        #expect(scene["Fay"].heard.contains { $0.body == .leave(Seat(3), .removed) })
    }

    @Test("§9.4 the rules are set between meetings only, by a facilitator only") func rules() {
        var scene = circle()
        let rules = CircleRules(queue: .strict)
        scene.says("Fay", Request(id: 3, .rules(rules)))
        #expect(scene["Fay"].heard.map(\.body) == [.fail(.rules, .inMeeting, details: [])])
        scene = Scene()
        scene.people.append(Scene.Person(name: "Fay", role: .facilitator, key: Scene.key(1)))
        scene.people.append(Scene.Person(name: "Cora", role: .cofacilitator, key: Scene.key(2)))
        scene.connects("Fay")
        scene.connects("Cora")
        scene.says("Cora", Request(id: 3, .rules(rules)))
        #expect(scene["Cora"].heard.map(\.body) == [.fail(.rules, .role, details: [])])
        scene.says("Fay", Request(id: 3, .rules(rules)))
        scene.sits("Fay")
        #expect(scene["Fay"].heard.contains { $0.body == .rules(rules) })
    }

    @Test("§2.7 in an open circle two names must not be too alike") func names() {
        var scene = circle()
        scene.arrives("ANÁ")
        #expect(scene["ANÁ"].heard.first?.body == .fail(.sit, .name, details: []))
        scene.arrives("Facilitator")
        #expect(scene["Facilitator"].heard.first?.body == .fail(.sit, .name, details: []))
    }

    @Test("§7.3 §7.4 each kind of circle takes its own kind of words") func kinds() {
        var scene = circle("sealed")
        let blind = Blind(bytes: Array(repeating: 7, count: 16))
        scene.does("Fay", .line(.plain([65]), blind: blind), turn: 1)
        scene.does("Fay", .line(.sealed([UInt8](scene.payload(141, "A"))), blind: nil), turn: 1)
        scene.does(
            "Fay",
            .line(.sealed([UInt8](repeating: UInt8(ascii: "z"), count: 140)), blind: nil),
            turn: 1
        )
        scene.does("Fay", .line(.sealed([UInt8](scene.payload(396, "A"))), blind: nil), turn: 1)
        #expect(
            scene.takeAll("Fay").prefix(4) == [
                .fail(.line, .form, details: []), .fail(.line, .size, details: []),
                .fail(.line, .size, details: []), .ok(.line, 4),
            ]
        )
        var open = circle()
        open.does("Fay", .line(.plain(Array(repeating: 65, count: 4_001)), blind: blind), turn: 1)
        open.does("Fay", .line(.plain([0x1b]), blind: blind), turn: 1)
        open.does("Fay", .line(.sealed([UInt8](open.payload(140, "A"))), blind: nil), turn: 1)
        #expect(
            open.takeAll("Fay") == [
                .fail(.line, .size, details: []), .fail(.line, .text, details: []),
                .fail(.line, .form, details: []),
            ]
        )
    }

    @Test("§9.3 a removed key that is connected but has not sat down is cut off too")
    func removedBeforeSitting() {
        var scene = circle()
        scene.people.append(Scene.Person(name: "Bo", role: .member, key: Scene.key(40)))
        scene.connects("Bo")
        scene.says("Fay", Request(id: 3, .uninvite(Scene.key(90), seats: true)))
        #expect(scene["Bo"].wasClosed)
        scene.sits("Bo")
        #expect(scene["Bo"].seat == nil)
    }

    @Test("§9.2 a cofacilitator who revokes removes nobody whom it may not remove")
    func revokeByCofacilitator() {
        var scene = circle()
        scene.says("Fay", Request(.leave))
        scene.forgetAll()
        scene.says("Cora", Request(id: 3, .uninvite(Scene.key(90), seats: true)))
        #expect(scene.stored.count { $0 == "remove" } == 1)
        #expect(scene["Ana"].wasClosed)
    }

    @Test("§9.3 a demotion reaches every connection of the key") func demotion() {
        var scene = circle()
        scene.people.append(
            Scene.Person(name: "Desk", role: .cofacilitator, key: scene["Cora"].key)
        )
        scene.connects("Desk")
        scene.does("Fay", .role(Seat(2), .member))
        scene.forgetAll()
        scene.says("Desk", Request(id: 3, .invites))
        #expect(scene["Desk"].heard.map(\.body) == [.fail(.invites, .role, details: [])])
    }

    @Test("§9.3 an act answered by the store after its author was cut off counts as accepted")
    func lateAnswer() {
        var scene = circle()
        scene.storeIsSlow = true
        scene.does("Fay", .remove(Seat(3), meeting: false))
        scene.isCutOff("Fay")
        scene.storeAnswers()
        scene.storeIsSlow = false
        scene.connects("Fay")
        #expect(scene["Fay"].nextID == 2)
    }

    @Test("§4.7 a key has few connections that hold no seat") func seatless() {
        var scene = circle()
        for _ in 0..<8 { scene.connects("Ana") }
        #expect(scene.core.sessionCount <= 3 + 4)
    }
}
