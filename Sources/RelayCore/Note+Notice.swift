import Etiquette
import Wire

extension Note {
    init(_ notice: Notice) {
        switch notice {
        case .nudge: self = .nudge
        case .time(let percent, let left):
            self = .time(percent: UInt64(clamping: percent), seconds: seconds(left))
        case .quiet: self = .quiet
        case .homeAsked(let time): self = .homeAsked(seconds: seconds(time))
        case .homeDue: self = .homeDue
        case .window(let count, let time):
            self = .window(count: UInt64(clamping: count), seconds: seconds(time))
        case .waiting(let time): self = .waiting(seconds: seconds(time))
        case .callDropped(let seat): self = .callDropped(seat)
        case .pauseAsked(let seat): self = .pauseAsked(seat)
        case .extended(let time): self = .extended(seconds: seconds(time))
        case .vestibule(let reason): self = .vestibule(reason)
        case .phaseTime(let percent, let left):
            self = .phaseTime(percent: UInt64(clamping: percent), seconds: seconds(left))
        case .closing(let time): self = .closing(seconds: seconds(time))
        case .fewFacilitators(let count): self = .fewFacilitators(count: UInt64(clamping: count))
        case .quorum(let count): self = .quorum(count: UInt64(clamping: count))
        }
    }
}
