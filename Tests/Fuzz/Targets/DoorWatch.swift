import Etiquette
import Wire

/// What a connection may be shown while its seat waits at the door. (SPEC §18.2)
struct DoorWatch {
    private var isWaiting = false
    private var isInState = false
    /// Events are gone, maybe that of the coming in.
    private var hasGap = false
    /// It was given the state of who is in, so its coming in must follow.
    private var mustJoin = false

    mutating func hear(_ body: RelayLine.Body, _ seat: Seat?) {
        if mustJoin, !isInState, body.isEvent, !body.isForTheDoor(of: seat) {
            guard case .join(seat, _, _, _) = body else { fatalError("before JOIN came \(body)") }
        }
        switch body {
        case .note(.vestibule): isWaiting = true
        case .gap: hasGap = true
        case .state: isInState = true
        case .ready: isInState = false
        case .join(seat, _, _, _): self = DoorWatch()
        case .seat(let line) where isWaiting && !line.role.keepsDoor: mustJoin = !hasGap
        case .floor, .hands, .knock, .apart, .quiet, .door, .chair, .out, .listen, .line, .hand,
            .buddy:
            guard isWaiting else { break }
            check(isInState, "who waits at the door was shown \(body)")
            mustJoin = !hasGap
        default: break
        }
    }
}

extension RelayLine.Body {
    /// Whether this seat may be told this while it waits; what it was told then comes first.
    fileprivate func isForTheDoor(of seat: Seat?) -> Bool {
        guard let seat else { return false }
        return switch self {
        case .whisper(let author, _, let addressee, _, _):
            author == seat || addressee == .seat(seat)
        case .help(let caller): caller == seat
        case .page: true
        default: false
        }
    }

    /// Whether this may be an event rather than an answer or a note.
    fileprivate var isEvent: Bool {
        switch self {
        case .join, .name, .leave, .presence, .listen, .role, .hand, .hands, .urgent, .floor,
            .line, .whisper, .help, .phase, .agreed, .mark, .marks, .caution, .quiet, .chair,
            .door, .knock, .out, .apart, .buddy, .page:
            true
        default: false
        }
    }
}
