import Wire

// What only what was asked, and by whom, makes clear.

extension Refusals {
    /// A sentence that knows more than the code; nil when the code says enough.
    static func inPlace(_ refused: Refused, _ code: RefusalCode) -> String? {
        switch code {
        case .role: ofRight(refused)
        case .notHolding: ofHolding(refused)
        case .stickOut: ofStick(refused)
        default: ofMoment(refused, code)
        }
    }

    /// Somebody has no right to it.
    private static func ofRight(_ refused: Refused) -> String? {
        switch refused.verb {
        case .bell:
            switch refused.ask {
            case .bell(.on):
                "You cannot ring the bell here; facilitators and guardians can. `pause` asks them"
                    + " for a silence."
            case .bell(.off): "You cannot end a silence here; facilitators and guardians can."
            default: nil
            }
        case .whisper:
            if let host = refused.context.sideHost {
                "\(English().name(host)) hears this side room no more. `w chair: …` reaches the"
                    + " facilitators, `step in` brings you back to the circle."
            } else {
                "Whispers go to the facilitators, and between buddies."
            }
        default: refused.context.facilitates ? amongFacilitators(refused) : nil
        }
    }

    /// What even a facilitator cannot do. (SPEC §9.3, §17.3, §19.2, §19.3)
    private static func amongFacilitators(_ refused: Refused) -> String? {
        switch (refused.verb, refused.ask) {
        case (.aside, _), (.quiet, _): "That cannot be done to a facilitator."
        case (_, .side(_, false)): "That side room is another facilitator's."
        case (.side, _):
            "A side room is for a member. `w @NAME …` whispers to a facilitator."
        case (.chair, _):
            "The chair goes from whoever has it to another facilitator. `chair` takes it."
        case (.remove, _), (.role, _):
            "Only a facilitator makes facilitators and cofacilitators or takes that from them, and"
                + " nobody from themselves."
        default: nil
        }
    }

    /// Who asked, or whom it was about, does not have the stick.
    private static func ofHolding(_ refused: Refused) -> String? {
        switch refused.verb {
        case .done where refused.context.isOffered, .give where refused.context.isOffered:
            "The stick is offered to you: Enter takes it, `pass` lets it go by."
        case .pass: "The stick is not with you now. If your hand is up, `lower` takes it down."
        case .home: "They do not have the stick."
        case .extend, .signal: "Nobody has the stick just now."
        case .response: "Only whoever shares, or has just shared, can say that."
        default: nil
        }
    }

    /// The stick is not at home.
    private static func ofStick(_ refused: Refused) -> String? {
        switch (refused.verb, refused.ask) {
        case (_, .phase(.end)):
            "Somebody has the stick. `end meeting!` gives them a minute for last words, then it"
                + " ends."
        case (.phase, _): "Somebody has the stick. `phase next!` goes on all the same."
        case (.step, _): "The stick is with you. `done` or `pass` first, then `step out`."
        case (.listen, _): "The stick is with you. `done` or `pass` first, then `listen`."
        case (.whisper, _): "Somebody has the stick. Buddies whisper while it is at home."
        default: nil
        }
    }

    private static func ofMoment(_ refused: Refused, _ code: RefusalCode) -> String? {
        switch (code, refused.verb) {
        case (.spaceHeld, .phase): "A silence is held. `phase next!` goes on all the same."
        case (.out, .side): "Somebody is in a side room with them already."
        case (.setAside, .side): "They are set aside. `take back NAME` comes first."
        case (.notHere, .whisper): "That person is not in the circle just now."
        // Only a circle without a plan refuses it so. (SPEC §14.1)
        case (.notInPhase, .chair): "This circle meets without a plan, so nobody has the chair."
        case (.notInPhase, .mark): "There is no share to answer just now."
        case (.name, .name):
            "That name is taken or not possible. Choose another one: `name NEW`."
        case (.limit, .invite):
            "Too many invitations are open. `circle invite list` shows them, and `circle invite"
                + " revoke` ends one."
        case (.limit, .slip): "You have three slips of this meeting already."
        default: nil
        }
    }
}
