import Etiquette
import Wire

/// Keeps a member within the limits that the relay told, so that nothing is refused for haste.
/// (SPEC §4.8, §11.2)
struct Pacer: Hashable, Sendable {
    var limits = Welcome.Limits()
    private var lines = TokenBucket()
    private var bytes = TokenBucket()
    private var acts = TokenBucket()
    private var open = TokenBucket()

    /// Takes what one line of so many bytes costs, or answers the milliseconds to wait.
    mutating func takeLine(bytes count: Int, isOpenFloor: Bool, at now: Moment) -> UInt64? {
        var trial = self
        let byteRate = TokenBucket.Rate(
            burst: limits.byteBurst,
            // Rounded up: a little slower than allowed is never refused.
            microsecondsPerToken: 1_000_000 / max(1, limits.bytesPerSecond) + 1
        )
        let size = min(UInt64(count), limits.byteBurst)
        var waits = [
            trial.lines.take(1, of: lineRate, at: now),
            trial.bytes.take(size, of: byteRate, at: now),
        ]
        if isOpenFloor { waits.append(trial.open.take(1, of: Self.openRate, at: now)) }
        if let longest = waits.compactMap(\.self).max() { return longest }
        self = trial
        return nil
    }

    /// Somebody acted under this key a moment ago: nothing of the burst is counted on.
    mutating func assumeUsed(at now: Moment) {
        _ = lines.take(max(1, lineRate.burst) - 1, of: lineRate, at: now)
    }

    /// Takes what another act costs, or answers the milliseconds to wait.
    mutating func takeAct(at now: Moment) -> UInt64? {
        acts.take(
            1,
            of: Self.rate(limits.actBurst, milliseconds: limits.actMilliseconds),
            at: now
        )
    }

    private var lineRate: TokenBucket.Rate {
        Self.rate(limits.lineBurst, milliseconds: limits.lineMilliseconds)
    }

    private static let openRate = TokenBucket.Rate(
        burst: ClientLimits.openBurst,
        microsecondsPerToken: ClientLimits.openMicroseconds
    )

    /// One token less than the relay gives: the way there may press two lines together.
    private static func rate(_ burst: UInt64, milliseconds: UInt64) -> TokenBucket.Rate {
        TokenBucket.Rate(
            burst: burst > 2 ? burst - 1 : burst,
            microsecondsPerToken: milliseconds * 1_000
        )
    }
}
