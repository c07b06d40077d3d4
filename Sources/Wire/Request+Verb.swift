extension Request {
    /// The verb this travels under.
    public var verb: Verb {
        switch ask {
        case .auth: .auth
        case .sit: .sit
        case .supply: .supply
        case .line: .line
        case .whisper: .whisper
        case .help: .help
        case .hand, .urgent: .hand
        case .hands: .hands
        case .call: .call
        case .accept: .accept
        case .pass: .pass
        case .done: .done
        case .give: .give
        case .home: .home
        case .extend: .extend
        case .bell: .bell
        case .crosstalk: .crosstalk
        case .presence: .presence
        case .listen: .listen
        case .role: .role
        case .remove: .remove
        case .invite: .invite
        case .uninvite: .uninvite
        case .invites: .invites
        case .rules: .rules
        case .ack: .ack
        case .ping: .ping
        case .leave: .leave
        case .plan: .plan
        case .page: .page
        case .phase: .phase
        case .agree: .agree
        case .response: .response
        case .mark: .mark
        case .caution: .caution
        case .signal: .signal
        case .quiet: .quiet
        case .chair: .chair
        case .door: .door
        case .admit: .admit
        case .hold: .hold
        case .step: .step
        case .aside: .aside
        case .side: .side
        case .buddy: .buddy
        case .name: .name
        case .balance: .balance
        case .slip: .slip
        case .card: .card
        }
    }
}
