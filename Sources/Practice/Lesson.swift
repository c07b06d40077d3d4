/// One part of the practice, in the order in which they come.
package enum Lesson: CaseIterable, Sendable {
    case welcome, words, hand, stick, pass, later, lower, interruption, draft, silence, help
    case farewell

    /// The part that follows.
    var next: Lesson? {
        let all = Self.allCases
        guard let index = all.firstIndex(of: self), index + 1 < all.count else { return nil }
        return all[index + 1]
    }

    /// What is told at its beginning.
    var heading: String? {
        let titled = Self.allCases.filter { PracticeEnglish.title(of: $0) != nil }
        guard let title = PracticeEnglish.title(of: self), let index = titled.firstIndex(of: self)
        else { return nil }
        return PracticeEnglish.heading(index + 1, of: titled.count, title)
    }

    /// What somebody does who is ahead of the script.
    var goal: Deed? {
        switch self {
        case .words: .readHelp
        case .hand: .raisedHand
        case .lower: .loweredHand
        case .silence: .askedForSilence
        case .help: .calledForHelp
        case .welcome, .stick, .pass, .later, .interruption, .draft, .farewell: nil
        }
    }

    /// What happens in it, as things stand when it begins; nothing when there is nothing to try.
    func steps(_ scene: Scene, hasDone: (Deed) -> Bool, name: String) -> [Step] {
        switch self {
        case .welcome: Course.welcome(name)
        case .words: hasDone(.readHelp) ? [] : Course.words
        case .hand: scene.isHandUp ? [.says(.ana, PracticeEnglish.handThanks)] : Course.hand
        case .stick: Course.stick
        case .pass: hasDone(.passed) ? [.says(.ana, PracticeEnglish.passKnown)] : Course.pass
        case .later: hasDone(.putOff) ? [] : Course.later
        case .lower: hasDone(.loweredHand) && !scene.isHandUp ? [] : Course.lower(scene.isHandUp)
        case .interruption: Course.interruption
        case .draft: scene.draftCount > 0 ? Course.draft : []
        case .silence: hasDone(.askedForSilence) ? [] : Course.silence
        case .help: hasDone(.calledForHelp) ? [] : Course.help
        case .farewell: Course.farewell
        }
    }
}
