/// What a client can ask.
///
/// Compared with `Protocol/verbs.tsv` by a test.
public enum Verb: String, CaseIterable, Sendable {
    case auth = "AUTH"
    case sit = "SIT"
    case supply = "SUPPLY"
    case line = "LINE"
    case whisper = "WHISPER"
    case help = "HELP"
    case hand = "HAND"
    case hands = "HANDS"
    case call = "CALL"
    case accept = "ACCEPT"
    case pass = "PASS"
    case done = "DONE"
    case give = "GIVE"
    case home = "HOME"
    case extend = "EXTEND"
    case bell = "BELL"
    case crosstalk = "CROSSTALK"
    case presence = "PRESENCE"
    case listen = "LISTEN"
    case role = "ROLE"
    case remove = "REMOVE"
    case invite = "INVITE"
    case uninvite = "UNINVITE"
    case invites = "INVITES"
    case rules = "RULES"
    case ack = "ACK"
    case ping = "PING"
    case leave = "LEAVE"
    // The journal knows a verb by its place here, so what is new goes to the end.
    case plan = "PLAN"
    case page = "PAGE"
    case phase = "PHASE"
    case agree = "AGREE"
    case response = "RESPONSE"
    case mark = "MARK"
    case caution = "CAUTION"
    case signal = "SIGNAL"
    case quiet = "QUIET"
    case chair = "CHAIR"
    case door = "DOOR"
    case admit = "ADMIT"
    case hold = "HOLD"
    case step = "STEP"
    case aside = "ASIDE"
    case side = "SIDE"
    case buddy = "BUDDY"
    case name = "NAME"
    case balance = "BALANCE"
    case slip = "SLIP"
    case card = "CARD"

    /// What a verb is to the count of ids. (SPEC §6.1)
    public enum Kind: String, Sendable {
        /// Changes the circle; its ids rise by seat.
        case act
        /// Its id is only echoed.
        case ask
        /// Has no id and no answer.
        case plain
    }

    /// What this verb is to the count of ids.
    public var kind: Kind {
        switch self {
        case .auth, .sit, .supply, .invite, .uninvite, .invites, .rules, .plan, .page, .name,
            .balance, .slip, .card:
            .ask
        case .ack, .ping, .leave: .plain
        case .line, .whisper, .help, .hand, .hands, .call, .accept, .pass, .done, .give, .home,
            .extend, .bell, .crosstalk, .presence, .listen, .role, .remove, .phase, .agree,
            .response, .mark, .caution, .signal, .quiet, .chair, .door, .admit, .hold, .step,
            .aside, .side, .buddy:
            .act
        }
    }

    /// Whether it acts on a floor and so must carry its turn. (SPEC §7.1, §9.5, §16.5)
    public var needsTurn: Bool {
        switch self {
        case .line, .call, .accept, .pass, .done, .give, .home, .extend, .crosstalk, .caution: true
        default: false
        }
    }
}
