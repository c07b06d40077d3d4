internal import Glibc

/// The clock that all deadlines are told in: it never jumps and goes on while the machine sleeps.
public enum BootClock {
    /// Milliseconds since the machine was started, rounded down.
    public static func now() -> UInt64 {
        var time = timespec()
        guard unsafe clock_gettime(CLOCK_BOOTTIME, &time) == 0 else { return 0 }
        return UInt64(time.tv_sec) * 1_000 + UInt64(time.tv_nsec) / 1_000_000
    }

    /// How many milliseconds a wait until `deadline` may last from `now` on, for poll and epoll.
    ///
    /// Both clocks round down and the kernel rounds a wait up, so a wait that runs out is never
    /// early. No deadline is -1, which waits for ever.
    static func timeout(until deadline: UInt64?, from now: UInt64) -> Int32 {
        guard let deadline else { return -1 }
        return deadline <= now ? 0 : Int32(clamping: deadline - now)
    }
}
