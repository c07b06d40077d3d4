package import Store

/// What can be asked through the admin socket: one line, words separated by spaces.
package enum AdminRequest: Equatable {
    case makeCircle(handle: String, mode: Mode)
    case listCircles
    case closeCircle(handle: String)

    /// The longest request, in bytes.
    static let bytesMax = 256

    package init?(reading text: String) {
        let words = text.split(separator: " ").map(String.init)
        switch words.first {
        case "circle-new" where words.count == 3:
            self = .makeCircle(handle: words[1], mode: words[2] == "open" ? .open : .sealed)
        case "circle-list" where words.count == 1: self = .listCircles
        case "circle-close" where words.count == 2: self = .closeCircle(handle: words[1])
        default: return nil
        }
    }

    /// The line that asks this, without its end.
    package var text: String {
        switch self {
        case .makeCircle(let handle, let mode):
            "circle-new \(handle) \(mode == .open ? "open" : "sealed")"
        case .listCircles: "circle-list"
        case .closeCircle(let handle): "circle-close \(handle)"
        }
    }
}
