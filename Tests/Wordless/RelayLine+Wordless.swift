import Etiquette
public import Wire

extension RelayLine.Body {
    /// The event or the row of a state as it is after a restart took its words and names.
    /// (SPEC §5.14)
    public var withoutWords: RelayLine.Body {
        switch self {
        case .line(let seat, let id, let turn, _, _):
            .line(seat, id: id, turn: turn, nil, blind: nil)
        case .caution(let seat, let id, let turn, _, _):
            .caution(seat, id: id, turn: turn, nil, blind: nil)
        case .whisper(let seat, let id, let to, _, _):
            .whisper(seat, id: id, to: to, nil, blind: nil)
        case .join(let seat, let key, let role, _): .join(seat, key, role, nil)
        case .knock(let seat, let key, let role, _): .knock(seat, key, role, nil)
        case .name(let seat, _): .name(seat, nil)
        case .seat(var line):
            .seat(
                {
                    line.name = nil
                    return line
                }()
            )
        default: self
        }
    }
}
