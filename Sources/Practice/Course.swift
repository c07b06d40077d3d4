/// What happens in each part, step by step.
enum Course {
    static func welcome(_ name: String) -> [Step] {
        [
            .shows(PracticeEnglish.orientation),
            .says(.ana, PracticeEnglish.welcome(name)),
            .says(.ana, PracticeEnglish.readOn),
            .waits(Wanted(deed: .typed, hint: PracticeEnglish.readOnHint)),
        ]
    }

    static let words: [Step] = [
        .says(.ana, PracticeEnglish.words),
        .waits(
            Wanted(
                deed: .readHelp,
                hint: PracticeEnglish.wordsHint,
                thanks: PracticeEnglish.wordsThanks,
                instead: PracticeEnglish.wordsInstead
            )
        ),
    ]

    static let hand: [Step] = [
        .says(.ana, PracticeEnglish.hand),
        .waits(
            Wanted(
                deed: .raisedHand,
                hint: PracticeEnglish.handHint,
                thanks: PracticeEnglish.handThanks,
                instead: PracticeEnglish.handInstead
            )
        ),
    ]

    static let stick: [Step] = [
        .says(.ana, PracticeEnglish.stick),
        .offers(
            Wanted(
                deed: .shared,
                hint: PracticeEnglish.stickHint,
                thanks: PracticeEnglish.stickThanks,
                instead: PracticeEnglish.stickInstead
            )
        ),
    ]

    static let pass: [Step] = [
        .says(.ana, PracticeEnglish.pass),
        .offers(
            Wanted(
                deed: .passed,
                hint: PracticeEnglish.passHint,
                thanks: PracticeEnglish.passThanks,
                instead: PracticeEnglish.passInstead
            )
        ),
    ]

    static let later: [Step] = [
        .raises(.cy),
        .says(.ana, PracticeEnglish.later),
        .offers(
            Wanted(
                deed: .putOff,
                hint: PracticeEnglish.laterHint,
                thanks: PracticeEnglish.laterThanks,
                instead: PracticeEnglish.laterInstead
            )
        ),
        .gives(.cy),
        .says(.cy, PracticeEnglish.cy),
        .ends(.cy),
    ]

    static func lower(_ isHandUp: Bool) -> [Step] {
        [
            .says(.ana, isHandUp ? PracticeEnglish.lower : PracticeEnglish.lowerAnew),
            .waits(
                Wanted(
                    deed: .loweredHand,
                    hint: PracticeEnglish.lowerHint,
                    thanks: PracticeEnglish.lowerThanks,
                    instead: PracticeEnglish.lowerInstead
                )
            ),
        ]
    }

    static let interruption: [Step] = [
        .says(.ana, PracticeEnglish.interruption),
        .gives(.bo),
        .says(.bo, PracticeEnglish.bo),
        .whispers(PracticeEnglish.interrupt),
        .waits(
            Wanted(
                deed: .keptDraft,
                hint: PracticeEnglish.interruptHint,
                thanks: PracticeEnglish.interruptThanks,
                instead: PracticeEnglish.interruptInstead
            )
        ),
        .says(.bo, PracticeEnglish.boEnds),
        .ends(.bo),
    ]

    static let draft: [Step] = [
        .says(.ana, PracticeEnglish.draft),
        .offers(Wanted(hint: PracticeEnglish.draftHint, instead: PracticeEnglish.draftEnd)),
    ]

    static let silence: [Step] = [
        .says(.ana, PracticeEnglish.silence),
        .waits(
            Wanted(
                deed: .askedForSilence,
                hint: PracticeEnglish.silenceHint,
                thanks: PracticeEnglish.silenceThanks,
                instead: PracticeEnglish.silenceInstead,
                answersHands: true
            )
        ),
        .rings,
        .listens,
        .says(.ana, PracticeEnglish.silenceOver),
    ]

    static let help: [Step] = [
        .says(.ana, PracticeEnglish.help),
        .waits(
            Wanted(
                deed: .calledForHelp,
                hint: PracticeEnglish.helpHint,
                thanks: PracticeEnglish.helpThanks,
                instead: PracticeEnglish.helpInstead,
                answersHands: true
            )
        ),
    ]

    static let farewell: [Step] = [
        .says(.ana, PracticeEnglish.farewell),
        .says(.ana, PracticeEnglish.leave),
        .waits(
            Wanted(hint: PracticeEnglish.farewellHint, answersHands: true, isEndless: true)
        ),
    ]
}
