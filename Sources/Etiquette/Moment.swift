/// A point on a clock that counts suspended time and cannot be set, in milliseconds. (SPEC §11.1)
///
/// The rules never read a clock: whoever calls them says what time it is.
public struct Moment: Hashable, Comparable, Sendable {
    /// Milliseconds since an origin that only the caller knows.
    public var milliseconds: UInt64

    /// The moment `milliseconds` after the origin.
    public init(_ milliseconds: UInt64) { self.milliseconds = milliseconds }

    public static func < (left: Moment, right: Moment) -> Bool {
        left.milliseconds < right.milliseconds
    }

    /// The moment `milliseconds` later; the end of time if that is beyond it.
    public func after(_ milliseconds: UInt64) -> Moment {
        let (sum, overflow) = self.milliseconds.addingReportingOverflow(milliseconds)
        return Moment(overflow ? .max : sum)
    }

    /// Milliseconds from `earlier` to here, 0 when `earlier` is not earlier.
    public func since(_ earlier: Moment) -> UInt64 {
        milliseconds > earlier.milliseconds ? milliseconds - earlier.milliseconds : 0
    }
}
