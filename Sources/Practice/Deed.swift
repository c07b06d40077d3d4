import Etiquette

/// Something a person has tried.
enum Deed: CaseIterable, Hashable, Sendable {
    /// Pressed Enter, whatever was typed before.
    case typed
    case readHelp
    case raisedHand, loweredHand
    /// Ended a share.
    case shared
    case passed
    /// Put an offer off, or let others go first.
    case putOff
    /// Wrote without the stick.
    case keptDraft
    case askedForSilence, calledForHelp
    /// Whispered to the facilitators.
    case whispered
}

/// The circle as the script sees it.
struct Scene: Hashable, Sendable {
    /// Whether the person has a seat.
    var isPersonHere = false
    /// The state of the floor.
    var floor = FloorState.home
    /// Who has the offer or the stick, also beneath a silence.
    var holder: Somebody?
    /// Whether the person's hand is up.
    var isHandUp = false
    /// Whether the person only listens.
    var isListening = false
    /// Neighbours whose hands are up.
    var raised: [Neighbour] = []
    /// How many drafts the person has.
    var draftCount = 0

    /// The person or a neighbour.
    enum Somebody: Hashable, Sendable {
        case person
        case neighbour(Neighbour)
    }

    /// Whether a neighbour has the stick and may speak.
    func isHeld(by neighbour: Neighbour) -> Bool {
        floor == .held && holder == .neighbour(neighbour)
    }

    /// Whether the stick is offered to a neighbour.
    func isOffered(to neighbour: Neighbour) -> Bool {
        floor == .offered && holder == .neighbour(neighbour)
    }
}
