import Etiquette

/// One row of the table of states: what somebody does, and how to do it in a scene.
struct Act: Sendable {
    let request: String
    let by: String
    let perform: @Sendable (inout Scene) -> [Effect]

    /// An act that is one event on the floor as it is.
    init(_ request: String, _ by: String, _ event: @escaping @Sendable (Scene) -> Event) {
        self.init(request, by, after: []) { event($0) }
    }

    /// An act after others that are not told of.
    init(
        _ request: String,
        _ by: String,
        after others: [Event],
        _ event: @escaping @Sendable (Scene) -> Event
    ) {
        (self.request, self.by) = (request, by)
        perform = { scene in
            for other in others { scene.after(other) }
            return scene.after(event(scene))
        }
    }

    /// Time that passes after an event.
    init(_ request: String, _ by: String, _ event: Event.At?, wait seconds: UInt64) {
        (self.request, self.by) = (request, by)
        perform = { scene in
            let first = event.map { scene.after($0(scene.now)) } ?? []
            return first + scene.wait(seconds * 1_000)
        }
    }
}

extension Event {
    /// An event that has a moment in it.
    typealias At = @Sendable (Moment) -> Event
}

extension Act {
    static let all = words + calls + shares + facilitating + bells + hands + attendance + time

    private static let words: [Act] = [
        Act("LINE", "facilitator") { .spoke(fay, turn: $0.turn) },
        Act("LINE", "Ana") { .spoke(ana, turn: $0.stickTurn) },
        Act("LINE", "member") { .spoke(cy, turn: $0.turn) },
        Act("LINE", "listener") { .spoke(lin, turn: $0.turn) },
        Act("LINE under an old turn", "facilitator") { .spoke(fay, turn: $0.turn - 1) },
        Act("LINE under an old turn", "Ana") { .spoke(ana, turn: $0.stickTurn - 1) },
        Act("WHISPER facilitators", "listener") { _ in .whispered(lin, to: .facilitators) },
        Act("WHISPER SEAT", "facilitator") { _ in .whispered(fay, to: .seat(bo)) },
        Act("WHISPER SEAT", "member") { _ in .whispered(cy, to: .seat(bo)) },
        Act("HELP", "member") { _ in .askedHelp(cy) },
    ]

    private static let calls: [Act] = [
        Act("CALL", "facilitator") { .calledNext(by: fay, turn: $0.turn) },
        Act("CALL without hands", "facilitator", after: [.loweredHand(bo)]) {
            .calledNext(by: fay, turn: $0.turn)
        },
        Act("CALL", "member") { .calledNext(by: cy, turn: $0.turn) },
        Act("CALL under an old turn", "facilitator") { .calledNext(by: fay, turn: $0.turn - 1) },
        Act("CALL SEAT", "facilitator") { .called(cy, by: fay, turn: $0.turn) },
        Act("CALL a listener", "facilitator") { .called(lin, by: fay, turn: $0.turn) },
        Act("CALL nobody's seat", "facilitator") { .called(Seat(9), by: fay, turn: $0.turn) },
    ]

    private static let shares: [Act] = [
        Act("ACCEPT", "Ana") { .accepted(ana, turn: $0.stickTurn) },
        Act("ACCEPT", "member") { .accepted(cy, turn: $0.turn) },
        Act("PASS", "Ana") { .passed(ana, turn: $0.stickTurn) },
        Act("PASS", "member") { .passed(cy, turn: $0.turn) },
        Act("DONE", "Ana") { .finished(ana, turn: $0.stickTurn) },
        Act("DONE", "member") { .finished(cy, turn: $0.turn) },
        Act("DONE under an old turn", "Ana") { .finished(ana, turn: $0.stickTurn - 1) },
        Act("GIVE SEAT", "Ana") { .gave(ana, to: cy, turn: $0.stickTurn) },
        Act("GIVE a listener", "Ana") { .gave(ana, to: lin, turn: $0.stickTurn) },
        Act("GIVE SEAT", "member") { .gave(cy, to: bo, turn: $0.turn) },
    ]

    private static let facilitating: [Act] = [
        Act("HOME ask", "facilitator") { .askedHome(by: fay, turn: $0.stickTurn) },
        Act("HOME now", "facilitator") { .broughtHome(by: fay, turn: $0.stickTurn) },
        Act("HOME now", "member") { .broughtHome(by: cy, turn: $0.turn) },
        Act("HOME now under an old turn", "facilitator") {
            .broughtHome(by: fay, turn: $0.stickTurn - 1)
        },
        Act("EXTEND", "facilitator") { .extended(by: fay, turn: $0.stickTurn) },
        Act("EXTEND", "member") { .extended(by: cy, turn: $0.turn) },
        Act("CROSSTALK on", "facilitator") { .setCrosstalk(true, by: fay, turn: $0.turn) },
        Act("CROSSTALK off", "facilitator") { .setCrosstalk(false, by: fay, turn: $0.turn) },
        Act("CROSSTALK on", "member") { .setCrosstalk(true, by: cy, turn: $0.turn) },
    ]

    private static let bells: [Act] = [
        Act("BELL on", "guardian") { _ in .rang(gus, milliseconds: nil) },
        Act("BELL on", "facilitator") { _ in .rang(fay, milliseconds: nil) },
        Act("BELL on", "member") { _ in .rang(cy, milliseconds: nil) },
        Act("BELL off", "guardian") { .endedSpace(gus, space: $0.circle.space?.number ?? 1) },
        Act("BELL off of another space", "guardian") { _ in .endedSpace(gus, space: 7) },
        Act("BELL off", "member") { .endedSpace(cy, space: $0.circle.space?.number ?? 1) },
        Act("BELL ask", "listener") { _ in .askedPause(lin) },
    ]

    private static let hands: [Act] = [
        Act("HAND up", "member") { _ in .raisedHand(cy) },
        Act("HAND up", "Ana") { _ in .raisedHand(ana) },
        Act("HAND up again", "Bo") { _ in .raisedHand(bo) },
        Act("HAND up", "listener") { _ in .raisedHand(lin) },
        Act("HAND up when closed", "member", after: [.setHands(open: false, by: fay)]) { _ in
            .raisedHand(cy)
        },
        Act("HAND down", "Bo") { _ in .loweredHand(bo) },
        Act("HAND down", "member") { _ in .loweredHand(cy) },
        Act("HAND later", "Bo") { _ in .steppedBack(bo) },
        Act("HAND later", "Ana") { _ in .steppedBack(ana) },
        Act("HAND urgent", "member") { _ in .raisedUrgent(cy) },
        Act("HAND urgent again", "member", after: [.raisedUrgent(cy)]) { _ in .raisedUrgent(cy) },
        Act("HANDS close", "facilitator") { _ in .setHands(open: false, by: fay) },
        Act("HANDS close", "member") { _ in .setHands(open: false, by: cy) },
    ]

    private static let attendance: [Act] = [
        Act("SIT", "newcomer") { _ in .joined(Seat(9), .member) },
        Act("PRESENCE away", "Ana") { _ in .wentAway(ana) },
        Act("PRESENCE here", "Bo", after: [.wentAway(bo)]) { _ in .cameBack(bo) },
        Act("LISTEN on", "Ana") { _ in .listened(ana, true) },
        Act("LISTEN on", "Bo") { _ in .listened(bo, true) },
        Act("LISTEN off", "Bo", after: [.listened(bo, true)]) { _ in .listened(bo, false) },
        Act("LEAVE", "Ana") { _ in .left(ana) },
        Act("LEAVE", "Bo") { _ in .left(bo) },
        Act("REMOVE", "of Ana") { _ in .removed(ana) },
        Act("ROLE listener", "of Ana") { _ in .changedRole(ana, .listener) },
        Act("ROLE listener", "of Bo") { _ in .changedRole(bo, .listener) },
    ]

    private static let time: [Act] = [
        Act("link lost for 10 s", "Ana", { .drifted(ana, since: $0) }, wait: 10),
        Act("link lost for 10 s", "Bo", { .drifted(bo, since: $0) }, wait: 10),
        Act("link lost for 90 s", "Ana", { .drifted(ana, since: $0) }, wait: 90),
        Act("link back", "Ana") { _ in .returned(ana) },
        Act("45 s", "–", nil, wait: 45),
        Act("90 s", "–", nil, wait: 90),
        Act("5 min", "–", nil, wait: 300),
    ]
}
