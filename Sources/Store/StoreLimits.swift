/// The bounds of what the store keeps; each is told to the caller, never trapped on.
public enum StoreLimits {
    /// Bytes of a seat key, a ticket key or a founding ticket key (Ed25519, raw).
    public static let keyBytes = 32
    /// Characters of a circle's handle.
    public static let handleCharactersMax = 40
    /// Bytes of an invitation's sealed box. (SPEC §9.1)
    public static let boxBytesMax = 1_024
    /// Bytes of a circle's plan. (SPEC §14.1)
    public static let planBytesMax = 6_000
    /// Uses of one invitation. (SPEC §9.1)
    public static let usesMax = 200
    /// Invitations of one circle that can still let somebody in. (SPEC §9.1)
    public static let liveInvitationsMax = 64
    /// Added to every log number when the store came back from a backup. (SPEC §3.2)
    public static let restoredLogsSkipped: UInt64 = 10_000
    /// Bytes of a journal file; a larger one is none of ours. (SPEC §5.11)
    public static let journalBytesMax = 256 * 1_048_576
    /// Journals of one run, one for each shard.
    public static let journalShardsMax = 1_024
    /// The highest epoch that is believed, so that there is always a higher one. (SPEC §5.12)
    public static let epochMax = UInt64(Int64.max)
    /// How long a statement waits for a foreign reader of the file.
    static let busyMilliseconds: Int32 = 2_000
}
