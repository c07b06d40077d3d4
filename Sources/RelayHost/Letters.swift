import RelayCore
import Store
import Wire

/// What a shard is told by other threads.
enum ShardLetter: Sendable {
    /// A connection whose circle lives here has proved its key.
    case moved(Parcel)
    /// What the store says to a proof.
    case admission(SessionID, AdmissionResult?)
    /// What the store says to an errand.
    case errand(UInt64, Wire.CircleID, Errand.Answer)
    /// The operator closed a circle.
    case closeCircle(Wire.CircleID)
    /// Tell everybody when to come back, and stop.
    case stop
}

/// What the control thread is asked by shards; it alone has the store.
enum ControlLetter: Sendable {
    case admit(shard: Int, SessionID, AdmissionRequest, LiveFacts)
    case errand(shard: Int, Errand)
    /// Whether a shard's journal is written; speech goes on without. (SPEC §5.18)
    case journal(shard: Int, isKept: Bool)
    /// A shard cannot go on.
    case failed(shard: Int)
}
