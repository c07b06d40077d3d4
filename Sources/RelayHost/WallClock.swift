import Glibc
import Sealing

/// The time of day, for the expiry of invitations, the date of slips and nothing else. (SPEC §11.1,
/// §21.4)
enum WallClock {
    /// Seconds since 1970.
    static func seconds() -> UInt64 {
        var time = timespec()
        guard unsafe clock_gettime(CLOCK_REALTIME, &time) == 0 else { return 0 }
        return UInt64(clamping: time.tv_sec)
    }

    /// The day in UTC.
    static func day() -> CalendarDay { CalendarDay(secondsSince1970: seconds()) }
}
