/// Finds keys in the bytes of a terminal, however they were split.
struct KeyDecoder: Sendable {
    enum Key: Hashable, Sendable {
        case text(Unicode.Scalar)
        case enter, backspace, eraseLine, eraseWord, interrupt, end
        case pasteBegins, pasteEnds
    }

    private enum State: Hashable, Sendable {
        case ground
        /// After ESC.
        case escape
        /// After ESC [, with its parameters.
        case sequence([UInt8])
        /// After ESC O: one more byte.
        case shifted
    }

    private var state = State.ground
    private var pending: [UInt8] = []
    private var missing = 0
    /// A carriage return was just taken; a line feed after it is the same Enter.
    private var afterReturn = false

    /// The key that this byte completes, if any.
    mutating func take(_ byte: UInt8) -> Key? {
        switch state {
        case .ground: return ground(byte)
        case .escape: return escape(byte)
        case .shifted:
            state = .ground
            return nil
        case .sequence(let parameters): return sequence(byte, parameters)
        }
    }

    private mutating func escape(_ byte: UInt8) -> Key? {
        switch byte {
        case UInt8(ascii: "["): state = .sequence([])
        case UInt8(ascii: "O"): state = .shifted
        case 0x1b: break
        default:
            // Escape alone means nothing here; what follows is what was typed.
            state = .ground
            return ground(byte)
        }
        return nil
    }

    private mutating func sequence(_ byte: UInt8, _ parameters: [UInt8]) -> Key? {
        switch byte {
        case 0x40...0x7e:
            state = .ground
            guard byte == UInt8(ascii: "~") else { return nil }
            if parameters == [UInt8]("200".utf8) { return .pasteBegins }
            return parameters == [UInt8]("201".utf8) ? .pasteEnds : nil
        case 0x20...0x3f:
            state = .sequence(parameters.count < 16 ? parameters + [byte] : parameters)
            return nil
        default:
            state = .ground
            return ground(byte)
        }
    }

    private mutating func ground(_ byte: UInt8) -> Key? {
        let isSecondHalf = afterReturn && byte == 0x0a
        afterReturn = byte == 0x0d
        if missing > 0 {
            guard byte & 0xc0 == 0x80 else {
                missing = 0
                pending = []
                return ground(byte)
            }
            return go(on: byte)
        }
        switch byte {
        case 0x1b: state = .escape
        case 0x0d: return .enter
        case 0x0a: return isSecondHalf ? nil : .enter
        case 0x08, 0x7f: return .backspace
        case 0x15: return .eraseLine
        case 0x17: return .eraseWord
        case 0x03: return .interrupt
        case 0x04: return .end
        case 0x09: return .text(" ")
        case 0x20...0x7e: return .text(Unicode.Scalar(byte))
        case 0xc2...0xf4:
            pending = [byte]
            missing = byte < 0xe0 ? 1 : byte < 0xf0 ? 2 : 3
        default: break
        }
        return nil
    }

    private mutating func go(on byte: UInt8) -> Key? {
        pending.append(byte)
        missing -= 1
        guard missing == 0 else { return nil }
        defer { pending = [] }
        guard let text = String(validating: pending, as: UTF8.self),
            let scalar = text.unicodeScalars.first, !Screen.isDangerous(scalar)
        else { return nil }
        return .text(scalar)
    }
}
