/// What acts left behind that no event tells and that outlives a restart. (SPEC §5.11)
///
/// It is recorded with the act that left it.
public struct Residue: OptionSet, Hashable, Sendable {
    /// One bit for each.
    public let rawValue: UInt8

    /// Some of these.
    public init(rawValue: UInt8) { self.rawValue = rawValue }

    /// The sharer has said whether others may answer. (SPEC §16.1)
    public static let hasWish = Residue(rawValue: 1)
    /// They may.
    public static let isWelcome = Residue(rawValue: 2)
    /// Nobody more is to answer. (SPEC §16.3)
    public static let responseIsOver = Residue(rawValue: 4)
    /// The meeting ends when whoever has the stick is done. (SPEC §21.2)
    public static let isClosing = Residue(rawValue: 8)
}

extension Circle {
    /// What acts left behind that no event tells.
    public var residue: Residue {
        var residue = Residue()
        if meeting.isWelcome != nil { residue.insert(.hasWish) }
        if meeting.isWelcome == true { residue.insert(.isWelcome) }
        if meeting.response?.isOver == true { residue.insert(.responseIsOver) }
        if meeting.closes != nil { residue.insert(.isClosing) }
        return residue
    }

    /// Takes it as it was recorded, as far as there is a place for it.
    public mutating func take(_ residue: Residue, at now: Moment) {
        let hasSharer = stick.holder != nil || meeting.sharer != nil
        meeting.isWelcome =
            residue.contains(.hasWish) && hasSharer ? residue.contains(.isWelcome) : nil
        meeting.response?.isOver = residue.contains(.responseIsOver)
        let isClosing = residue.contains(.isClosing) && stickIsOut
        meeting.closes =
            isClosing ? meeting.closes ?? now.after(rules.closingMilliseconds) : nil
    }
}
