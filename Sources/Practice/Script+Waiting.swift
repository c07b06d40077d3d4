import ClientCore
import Etiquette
import Wire

// Steps that take their time.

extension Script {
    /// Calls a neighbour, and has it take the stick.
    mutating func give(
        _ neighbour: Neighbour,
        _ scene: Scene,
        at now: Moment,
        _ moves: inout [Move]
    ) -> Bool {
        if scene.isHeld(by: neighbour) {
            finish(at: now)
        } else if scene.isOffered(to: neighbour) {
            moves.append(.wishes(neighbour, .act(.accept)))
            rest(at: now)
        } else if let wait {
            let due = wait.since.after(Self.relayMilliseconds)
            guard due <= now else { return sleep(until: due) }
            finish(at: now)
        } else {
            guard scene.floor == .home else { return tidy(scene, at: now, &moves) }
            moves.append(.calls(neighbour))
            wait = Wait(since: now)
        }
        return true
    }

    /// Calls the person; the offer or the share takes as long as it takes.
    mutating func offer(
        _ wanted: Wanted,
        _ scene: Scene,
        at now: Moment,
        _ moves: inout [Move]
    ) -> Bool {
        guard var wait else {
            guard !scene.isListening else {
                finish(saying: PracticeEnglish.youListen, scene, at: now, &moves)
                return true
            }
            guard scene.floor == .home else { return tidy(scene, at: now, &moves) }
            moves.append(.callsPerson)
            self.wait = Wait(since: now, before: wanted.deed.map(count) ?? 0)
            return true
        }
        if scene.holder == .person {
            // Of an offer the relay itself reminds, and it lets it lapse. (SPEC §8.4)
            guard scene.floor == .held else {
                wait.wasOffered = true
                wait.since = now
                self.wait = wait
                return false
            }
            guard wait.since.after(Self.patienceMilliseconds) > now else {
                return tidy(scene, at: now, &moves)
            }
            return remind(wanted, scene, at: now, &moves)
        }
        let due = wait.since.after(Self.relayMilliseconds)
        guard wait.wasOffered || due <= now else { return sleep(until: due) }
        let isDone = wanted.deed.map { count($0) > wait.before } ?? false
        finish(saying: isDone ? wanted.thanks : wanted.instead, scene, at: now, &moves)
        return true
    }

    /// Waits until something was tried, or the person is ahead, or nothing will come.
    mutating func attend(
        _ wanted: Wanted,
        _ scene: Scene,
        at now: Moment,
        _ moves: inout [Move]
    ) -> Bool {
        let began = wait ?? Wait(since: now)
        wait = began
        if let deed = wanted.deed, wasDoneInLesson(deed) {
            finish(saying: wanted.thanks, scene, at: now, &moves)
            return true
        }
        if isAhead(scene) {
            steps = []
            wait = nil
            return true
        }
        // Nobody is reminded of anything during a share.
        guard scene.holder != .person else {
            wait?.since = now
            return false
        }
        if wanted.answersHands, scene.isHandUp, scene.floor == .home {
            let again = began.calledAt?.after(Self.relayMilliseconds) ?? now
            guard again <= now else { return sleep(until: again) }
            wait?.calledAt = now
            moves.append(Self.speech(PracticeEnglish.callsYou, scene))
            moves.append(.callsPerson)
            return true
        }
        if !wanted.isEndless, began.since.after(Self.patienceMilliseconds) <= now {
            finish(saying: wanted.instead, scene, at: now, &moves)
            return true
        }
        return remind(wanted, scene, at: now, &moves)
    }

    /// Whether the person is at the next part already.
    private func isAhead(_ scene: Scene) -> Bool {
        guard let next = lesson?.next else { return false }
        if next == .hand, scene.isHandUp { return true }
        return next.goal.map(wasDoneInLesson) ?? false
    }

    /// Says the hint when it is due; it is said twice, and then no more.
    private mutating func remind(
        _ wanted: Wanted,
        _ scene: Scene,
        at now: Moment,
        _ moves: inout [Move]
    ) -> Bool {
        guard let wait else { return false }
        guard wait.hints < Self.hintMilliseconds.count else {
            return wanted.isEndless
                ? false : sleep(until: wait.since.after(Self.patienceMilliseconds))
        }
        let due = wait.since.after(Self.hintMilliseconds[wait.hints])
        guard due <= now else { return sleep(until: due) }
        self.wait?.hints += 1
        moves.append(Self.speech(wanted.hint, scene))
        return true
    }

    mutating func listen(_ scene: Scene, at now: Moment) -> Bool {
        guard scene.floor != .space else {
            wait = wait ?? Wait(since: now)
            return false
        }
        finish(at: now)
        return true
    }

    private mutating func tidy(
        _ scene: Scene,
        at now: Moment,
        _ moves: inout [Move]
    ) -> Bool {
        _ = isTidy(scene, at: now, &moves)
        return true
    }

    private mutating func sleep(until due: Moment) -> Bool {
        deadline = min(deadline ?? due, due)
        return false
    }
}
