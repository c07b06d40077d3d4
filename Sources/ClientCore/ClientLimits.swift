/// The client's own numbers, each with its unit and its rule.
enum ClientLimits {
    /// Events shown before they are acknowledged. (SPEC §5.7)
    static let acknowledgeEvents = 8
    /// Time after which shown events are acknowledged. (SPEC §5.7)
    static let acknowledgeMilliseconds: UInt64 = 2_000
    /// Silence before a `PING`. (SPEC §11.5)
    static let pingMilliseconds: UInt64 = 25_000
    /// The same for somebody who is about to speak or speaks. (SPEC §11.5)
    static let pingSoonMilliseconds: UInt64 = 10_000
    /// Every pause is made up to a fifth shorter or longer, in thousandths. (SPEC §11.5)
    static let pingSpread: ClosedRange<UInt64> = 800...1_200
    /// A link on which nothing answers a `PING` for so long is lost.
    static let pongMilliseconds: UInt64 = 20_000
    /// The longest pauses before the first, second, … attempt to come back. (SPEC §11.7)
    static let returnMilliseconds: [UInt64] = [1_000, 2_000, 4_000, 8_000, 16_000, 30_000]
    /// A connection that lived this long counts as good: the next pause is short again.
    static let steadyMilliseconds: UInt64 = 30_000
    /// A lost link is not spoken of before this: phones lose it all the time.
    static let lossNoticeMilliseconds: UInt64 = 3_000
    /// Changes of the line of hands settle for so long before they are told. (SPEC §10.1)
    static let queueNoticeMilliseconds: UInt64 = 2_000
    /// Connections in a row that made no sense before the client gives up.
    static let brokenMax = 5
    /// Attempts to sit that a relay may answer with another log.
    static let logChangesMax = 3
    /// The longest pause that a relay can ask for. (SPEC §11.2)
    static let pauseMilliseconds: UInt64 = 60_000
    /// Seats of one log, with those that ended; and names that are remembered.
    static let seatsMax = 4_096
    /// Ids of asks are only echoed; these are never ids of acts. (SPEC §6.1)
    static let firstAsk: UInt32 = 4_000_000_000
    /// Words kept until they are stable; the relay's ring is not larger. (SPEC §5.7, §5.10)
    static let keptMax = 1_024
    /// The memory they may take. (SPEC §5.10)
    static let keptBytesMax = 1_048_576
    /// Answers to `NEED` on one connection, and for one event: an honest relay asks a member once
    /// for each event of its ring. (SPEC §5.15)
    static let suppliesMax = 2 * keptMax
    static let suppliesOfOneMax = 2
    /// Seconds that a relay can set a key back for. (SPEC §11.8)
    static let setBackSeconds: ClosedRange<UInt64> = 1...600
    /// People at the door, and buddies, that are remembered.
    static let waitingMax = 256
    /// The letters of a title that are shown.
    static let titleLetters = 80
    /// A plan that was asked for is told after this time, whatever titles are missing.
    static let planMilliseconds: UInt64 = 3_000
    /// A prompt of a silence that is later than this is not shown. (SPEC §20.3)
    static let promptMilliseconds: UInt64 = 5_000
    /// Texts that are not there yet are asked for again after this time.
    static let textMilliseconds: UInt64 = 10_000
    /// A facilitator who turned to nobody is told again that help is asked for.
    static let helpMilliseconds: UInt64 = 30_000
    /// Calls for help that are told again.
    static let helpMax = 32
    /// Lines that can be quoted to the facilitators, and the memory they may take.
    static let quotableMax = 128
    static let quotableBytesMax = 65_536
    /// Lines that are quoted when the person does not say how many.
    static let quotedLines = 3
    /// Lines in the open floor at once, and time for one more. (SPEC §8.11)
    static let openBurst: UInt64 = 5
    static let openMicroseconds: UInt64 = 2_000_000
    /// Who has the stick and has said nothing for so long may be searching for words.
    static let searchingSeconds: UInt64 = 60
}
