/// What the clocks of a place show for a while: so far from UTC, under this name.
public struct LocalKind: Hashable, Sendable {
    /// The farthest from UTC that any place is, in seconds.
    static let offsetBounds = -93_600...93_600

    /// Seconds to add to UTC.
    public let offset: Int
    /// Whether it is called daylight-saving time.
    public let isDaylight: Bool
    /// The abbreviation, for example `CET`.
    public let name: String
}

/// One change of the clocks.
public struct ZoneChange: Hashable, Sendable {
    /// When it happens, in seconds since 1 January 1970 UTC.
    public let moment: Int
    /// What the clocks show up to then.
    public let before: LocalKind
    /// What they show from then on.
    public let after: LocalKind

    /// What the clocks show at the moment of the change, before they are changed.
    var local: LocalSeconds { LocalSeconds(moment + before.offset) }
}
