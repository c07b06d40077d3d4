/// Whether the relay can read the words of a circle; fixed for the circle's life. (SPEC §12.4)
public enum Mode: UInt8, Sendable, CaseIterable {
    case sealed = 1
    case open = 2
}
