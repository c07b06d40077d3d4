public import Etiquette
import Wire

/// Every bound of one shard's circles, with its unit and its rule. (SPEC §11)
public struct Limits: Sendable {
    /// Lines of words: so many at once, one more each interval. (SPEC §11.2)
    public var lines = TokenBucket.Rate(burst: 5, microsecondsPerToken: 1_000_000)
    /// Bytes of words: 32 KiB at once, 8 KiB a second. (SPEC §11.2)
    public var lineBytes = TokenBucket.Rate(burst: 32_768, microsecondsPerToken: 122)
    /// Other acts. (SPEC §11.2)
    public var acts = TokenBucket.Rate(burst: 10, microsecondsPerToken: 1_000_000)
    /// Help, which must get through. (SPEC §7.7)
    public var help = TokenBucket.Rate(burst: 5, microsecondsPerToken: 1_000_000)
    /// Asks and lines that mean nothing, by connection.
    public var asks = TokenBucket.Rate(burst: 80, microsecondsPerToken: 500_000)
    /// PING and ACK: far more than a client has reason for.
    public var plain = TokenBucket.Rate(burst: 2_000, microsecondsPerToken: 20_000)
    /// Lines of somebody who may not speak: 10 in 60 seconds. (SPEC §11.2)
    public var interruptions = TokenBucket.Rate(burst: 10, microsecondsPerToken: 6_000_000)
    /// Seats taken at once, 1 to 200.
    public var seatsMax = 30
    /// Connections of one key that hold no seat.
    public var seatlessMax = 4
    /// Seat numbers given out in one log: who comes again keeps theirs.
    public var seatNumbersMax = 1_000
    /// Events kept for those who fall behind. (SPEC §5.10)
    public var ringEventsMax = 1_024
    /// Bytes kept for those who fall behind. (SPEC §5.10)
    public var ringBytesMax = 1_048_576
    /// Answers waiting for one connection before it is no longer read. (SPEC §11.4)
    public var answerBytesMax = 2_048
    /// A connection without a byte is closed. (SPEC §11.5)
    public var idleMilliseconds: UInt64 = 75_000
    /// A holder without a byte is adrift. (SPEC §8.9)
    public var holderSilenceMilliseconds: UInt64 = 15_000
    /// An empty log is wiped. (SPEC §5.2)
    public var emptyMilliseconds: UInt64 = 600_000
    /// STABLE is told at the latest after this. (SPEC §5.7)
    public var stableMilliseconds: UInt64 = 2_000
    /// Time to bring words back after a restart. (SPEC §5.16)
    public var recoveryMilliseconds: UInt64 = 20_000
    /// Time of one seat to bring the words of one event. (SPEC §5.15)
    public var supplyMilliseconds: UInt64 = 4_000
    /// Words that one seat is asked for at once.
    public var suppliesMax = 8
    /// Askings that a seat may leave unanswered before it is asked no more.
    public var silencesMax = 2
    /// Words stay so long after the end for those who have not been given them. (SPEC §21.3)
    public var wipeMilliseconds: UInt64 = 10_000
    /// Facilitators may stay so long after the end. (SPEC §21.3)
    public var debriefMilliseconds: UInt64 = 600_000
    /// Slips for one seat in one log. (SPEC §21.4)
    public var slipsMax = 3
    /// Answers to acts kept for repetitions. (SPEC §6.3)
    public var answersKept = 8

    /// The defaults of the specification.
    public init() {}

    /// What clients are told to pace themselves to. (SPEC §4.8)
    var told: Welcome.Limits {
        var told = Welcome.Limits()
        told.lineBurst = lines.burst
        told.lineMilliseconds = max(1, lines.microsecondsPerToken / 1_000)
        told.byteBurst = lineBytes.burst
        told.bytesPerSecond = 1_000_000 / max(1, lineBytes.microsecondsPerToken)
        told.actBurst = acts.burst
        told.actMilliseconds = max(1, acts.microsecondsPerToken / 1_000)
        return told
    }
}
