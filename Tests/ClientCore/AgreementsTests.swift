import ClientCore
import Etiquette
import Testing
import Wire

@Suite("§20.2 The agreements, before anybody sits down")
struct AgreementsTests {
    private let hash = storyHash(of: [UInt8](SealedScene.agreementsText.utf8))

    private func welcome(_ scene: SealedScene, role: Role = .member) -> ClientInput {
        guard case .welcomed(var welcome) = scene.welcome(role: role) else {
            preconditionFailure("a welcome is a welcome")
        }
        welcome.agreements = hash
        return .welcomed(welcome)
    }

    private func needed(_ scene: SealedScene) -> Agreements? {
        for case .agreementsNeeded(let agreements) in scene.effects { return agreements }
        return nil
    }

    private func sit(_ scene: SealedScene) -> [UInt8]?? {
        guard case .sit(_, _, _, let agreed)? = scene.asked(.sit)?.ask else { return nil }
        return .some(agreed)
    }

    @Test("§20.2 the text is shown before SIT, and SIT carries what was accepted") func flow() {
        var scene = SealedScene()
        _ = scene.step(welcome(scene))
        #expect(scene.asked(.sit) == nil)
        #expect(scene.asked(.page)?.ask == .page(0, nil))
        scene.bringPage(SealedScene.agreementsText)
        #expect(needed(scene)?.hash == hash)
        #expect(needed(scene)?.text.rows == ["What is said stays.", "One speaks at a time."])
        #expect(scene.asked(.sit) == nil)
        _ = scene.step(.agreed(hash))
        #expect(sit(scene) == hash)
        #expect(scene.member.agreed == hash)
    }

    @Test("§20.2 what was accepted before is not asked about again") func accepted() {
        var scene = SealedScene()
        scene.member = Member(
            key: key(bo),
            name: [UInt8]("Bo".utf8),
            cipher: StoryCipher(),
            agreed: hash,
            seed: 7
        )
        _ = scene.step(welcome(scene))
        #expect(sit(scene) == hash)
        var facilitator = SealedScene()
        _ = facilitator.step(welcome(facilitator, role: .facilitator))
        #expect(sit(facilitator) == .some(nil))
    }

    @Test("§20.2 a text of another hash is neither shown nor asked about") func otherText() {
        var scene = SealedScene()
        _ = scene.step(welcome(scene))
        scene.bringPage("Obey.")
        #expect(needed(scene) == nil)
        #expect(scene.sentences.count == 1)
        #expect(scene.sentences[0].hasPrefix("circle: The agreements are not shown"))
        scene.wish(.text(.agreements))
        #expect(!scene.sentences.contains { $0.contains("Obey.") })
        scene.wait(10_000)
        #expect(scene.asked(.page)?.ask == .page(0, nil))
        scene.bringPage(SealedScene.agreementsText)
        #expect(needed(scene)?.hash == hash)
        #expect(scene.asked(.sit) == nil)
    }

    @Test("§20.2 as long as nobody has brought the text it is asked for again and again")
    func missing() {
        var scene = SealedScene()
        _ = scene.step(welcome(scene))
        let id = scene.asked(.page)?.id ?? 0
        scene.relay("@id=\(id) FAIL PAGE no-such-page :x")
        #expect(scene.sentences.first?.hasPrefix("circle: This group has agreements") == true)
        scene.wish(.act(.agree))
        #expect(scene.sentences.first?.hasPrefix("circle: This group has agreements") == true)
        #expect(scene.acts.isEmpty)
        scene.wait(10_000)
        #expect(scene.asked(.page)?.ask == .page(0, nil))
        #expect(scene.sentences.isEmpty)
        scene.wait(60_000)
        // The connection lives meanwhile. (§11.5)
        #expect(scene.sent.contains { $0.verb == .ping })
    }

    @Test("§20.2 a refusal of SIT names other agreements, which are asked about") func changed() {
        var scene = SealedScene()
        _ = scene.step(scene.welcome())
        #expect(sit(scene) == .some(nil))
        let id = scene.asked(.sit)?.id ?? 0
        let text = String(decoding: Base64URL.encode(hash), as: UTF8.self)
        scene.relay("@id=\(id) FAIL SIT agreements \(text) :x")
        #expect(scene.farewell == nil)
        #expect(scene.asked(.page)?.ask == .page(0, nil))
        scene.bringPage(SealedScene.agreementsText)
        _ = scene.step(.agreed(hash))
        #expect(sit(scene) == hash)
        // What was accepted and is refused all the same is the end.
        let again = scene.asked(.sit)?.id ?? 0
        scene.relay("@id=\(again) FAIL SIT agreements \(text) :x")
        #expect(scene.farewell == .refused(Refused(verb: .sit, code: .agreements, details: [text])))
    }

    @Test("§20.2 a link that is lost while somebody thinks changes nothing") func lost() {
        var scene = SealedScene()
        _ = scene.step(welcome(scene))
        scene.bringPage(SealedScene.agreementsText)
        _ = scene.step(.lost)
        _ = scene.step(welcome(scene))
        #expect(needed(scene) == nil)
        #expect(scene.asked(.sit) == nil)
        _ = scene.step(.lost)
        _ = scene.step(.agreed(hash))
        #expect(scene.asked(.sit) == nil)
        _ = scene.step(welcome(scene))
        #expect(sit(scene) == hash)
    }

    @Test("§20.2 acceptance of something else does not sit anybody down") func other() {
        var scene = SealedScene()
        _ = scene.step(welcome(scene))
        scene.bringPage(SealedScene.agreementsText)
        _ = scene.step(.agreed([UInt8](repeating: 7, count: 20)))
        #expect(scene.asked(.sit) == nil)
    }

    @Test("§20.2 somebody who does not agree can go") func leave() {
        var scene = SealedScene()
        _ = scene.step(welcome(scene))
        scene.wish(.leave)
        #expect(scene.farewell == .left)
        #expect(scene.sent.map(\.verb) == [.leave])
    }

    @Test("§19.6 help before coming in shows the card, and says once when the call goes out")
    func help() {
        var scene = SealedScene()
        _ = scene.step(welcome(scene))
        scene.bringPage(SealedScene.agreementsText)
        scene.wish(.act(.help))
        let rows = CrisisCard.help.map { "card: " + $0 }
        #expect(scene.sentences == rows + ["circle: " + CrisisCard.whoKnows(.agreeing)])
        #expect(scene.acts.isEmpty)
        _ = scene.step(.agreed(hash))
        #expect(scene.asked(.sit) != nil)
        scene.wish(.act(.help))
        #expect(scene.sentences == rows + ["circle: " + CrisisCard.whoKnows(.notSeated)])
    }

    @Test("§19.6 the call that was made before coming in goes out with the seat") func helpGoes() {
        var scene = SealedScene()
        _ = scene.step(welcome(scene))
        scene.bringPage(SealedScene.agreementsText)
        scene.wish(.act(.help))
        _ = scene.step(.agreed(hash))
        let id = scene.asked(.sit)?.id ?? 0
        scene.viewEnd = 10
        let seated = scene.relay("@id=\(id) OK SIT 2")
        let shown = scene.giveState(.member, SealedScene.plan, "1 home 0 start - 0 0", [])
        scene.effects = seated + shown
        #expect(scene.acts.filter { $0.verb == .help }.count == 1)
    }

    @Test("what is typed before coming in says what brings one in, and not that the link is lost")
    func words() {
        var scene = SealedScene()
        _ = scene.step(welcome(scene))
        scene.bringPage(SealedScene.agreementsText)
        scene.type("hello")
        #expect(scene.shown == [.draftKept("hello", .agreeing)])
        scene.wish(.act(.pass))
        #expect(scene.shown == [.draftNotNow(.agreeing)])
        scene.wish(.act(.hand(.up)))
        #expect(scene.shown == [.meeting(.waitsForAgreement)])
        #expect(scene.acts.isEmpty)
    }
}
