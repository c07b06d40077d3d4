package import RelayCore

/// What one shard is told at its start.
package struct ShardSettings: Sendable {
    /// Bounds of the circles.
    package var limits = Limits()
    /// Whether the journal must survive the machine and not only the process. (SPEC §5.11)
    var syncsJournal = false
    /// What a journal has room for before it is begun anew, in bytes.
    var journalBytes = 1_048_576
    /// The whole handshake. (SPEC §1.4)
    var handshakeMilliseconds: UInt64 = 20_000
    /// From the handshake to a proof that holds. (SPEC §1.4)
    var proofMilliseconds: UInt64 = 10_000
    /// An unfinished line. (SPEC §2.2)
    var lineMilliseconds: UInt64 = 20_000
    /// From the last word to the end of the connection.
    var lingerMilliseconds: UInt64 = 1_000
    /// For everything that is left for a connection that goes.
    var leavingMilliseconds: UInt64 = 5_000
    /// Connections taken in within one round.
    var acceptsMax = 64
    /// Handshakes of one shard that may keep the processor busy at once.
    var handshakesMax = 32
    /// A handshake that takes longer waits for its peer and no longer counts as busy.
    var busyMilliseconds: UInt64 = 1_000
    /// Too many handshakes: no new connections for so long.
    var crowdMilliseconds: UInt64 = 10
    /// Connections of one shard in all.
    var connectionsMax = 10_000
    /// Plaintext of one batch.
    var batchBytes = 8_192
    /// A round this late moves every deadline. (SPEC §11.1)
    var lateMilliseconds: UInt64 = 2_000
    /// Between two looks at the clock while somebody is connected.
    var tickMilliseconds: UInt64 = 1_000
    /// Descriptors ran out: no new connections for so long.
    var exhaustionMilliseconds: UInt64 = 200
    /// Clients told to come back are spread over this time at most.
    var spreadMilliseconds: UInt64 = 5_000
}
