import ClientCore
import Etiquette
import Wire

// What is done beside the steps: between the parts, and out of politeness.

extension Script {
    /// Answers what the person did to the neighbours; false when there was nothing.
    mutating func isPolite(
        _ scene: Scene,
        at now: Moment,
        _ moves: inout [Move]
    ) -> Bool {
        if whispersOwed > 0 {
            whispersOwed = 0
            moves.append(.whispers(PracticeEnglish.whisperHeard))
        } else if owesSilence {
            owesSilence = false
            guard scene.floor != .space else { return false }
            moves.append(.wishes(.ana, .act(.bell(.on(seconds: Self.bellSeconds)))))
        } else if case .neighbour(let neighbour) = scene.holder, scene.floor == .offered,
            steps.first != .gives(neighbour)
        {
            // The person gave it the stick.
            moves.append(.wishes(neighbour, .act(.pass)))
        } else {
            return false
        }
        rest(at: now)
        return true
    }

    /// Begins the next part once the stick is at home and no neighbour waits for it.
    mutating func turnPage(
        _ scene: Scene,
        at now: Moment,
        _ moves: inout [Move]
    ) -> Bool {
        let following = lesson.map(\.next) ?? .welcome
        guard let following else { return false }
        guard isTidy(scene, at: now, &moves) else { return true }
        isSkipping = false
        lesson = following
        deedsBefore = deeds
        steps = following.steps(scene, hasDone: { count($0) > 0 }, name: name)
        if !steps.isEmpty, let heading = following.heading {
            moves.append(.tells(heading))
            rest(at: now)
        }
        return true
    }

    /// Whether the floor is as it was in the beginning; else does what helps.
    mutating func isTidy(
        _ scene: Scene,
        at now: Moment,
        _ moves: inout [Move]
    ) -> Bool {
        if let neighbour = scene.raised.first {
            moves.append(.wishes(neighbour, .act(.hand(.down))))
        } else {
            switch (scene.floor, scene.holder) {
            case (.home, _): return true
            case (.space, _): moves.append(.wishes(.ana, .endPause))
            case (.open, _): moves.append(.wishes(.ana, .act(.crosstalk(false))))
            case (.held, .neighbour(let neighbour)):
                moves.append(.wishes(neighbour, .act(.done)))
            case (_, .neighbour): moves.append(.wishes(.ana, .act(.home(now: true))))
            case (_, .person), (_, nil):
                moves.append(.whispers(PracticeEnglish.bringsHome))
                moves.append(.wishes(.ana, .act(.home(now: true))))
            }
        }
        rest(at: now)
        return false
    }
}
