import Etiquette

extension Step {
    /// §5.13, §14.8: a circle from an image goes on as it would have, but for its clocks.
    ///
    /// A call that waited for the boundary is forgotten; who waits at the door has no link; a link
    /// that has just been lost and was not spoken of is a clock.
    var brokenByRestart: String? {
        let again = Circle(rules: before.rules, image: before.image, at: now)
        guard again.image == before.image, again.isConsistent else {
            return "§5.13 an image of an image"
        }
        guard Visible(again) == Visible(before) else {
            return "§14.8 a restart shows something else"
        }
        let isLost = before.seats.contains {
            $0.isWaiting || ($0.isDrifting && $0.presence != .adrift)
        }
        guard !event.isTime, !isLost else { return nil }
        let other = Step(again, event, at: now)
        return facts(of: self) == facts(of: other) && effects.refusals == other.effects.refusals
            ? nil : "§14.8 after a restart it goes on otherwise"
    }

    private func facts(of step: Step) -> [Fact] {
        step.effects.facts.filter { fact in
            guard let reason = fact.floor?.reason else { return true }
            return ![.called, .next, .given].contains(reason)
        }
    }
}

extension Event {
    /// Time passes, for everybody or for one link.
    fileprivate var isTime: Bool {
        switch self {
        case .timePassed, .stalled: true
        default: false
        }
    }
}
