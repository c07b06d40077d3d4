/// A rule taken away, to see whether the checks notice.
///
/// Each is done to what passes between the cores and the world, never inside them.
enum Ablation: String, CaseIterable {
    /// Events are shown before the journal has them. (SPEC §5.11)
    case commitFirst = "commit-first"
    /// An act that was accepted is done again when it comes again. (SPEC §6.3)
    case dedupe
    /// A line counts under whatever turn it arrives. (SPEC §7.1)
    case turnFence = "turn-fence"
    /// The connection that proves its key last has the seat, however old it is. (SPEC §4.7)
    case connectionFence = "connection-fence"
    /// What the disk said it had may be gone. (SPEC §5.11)
    case honestDisk = "honest-disk"
    /// Only authors have copies, and drop them when the line is accepted. (SPEC §5.7)
    case copyUntilStable = "copy-until-stable"
    /// What was written to a socket counts as shown. (SPEC §5.7)
    case acknowledgement
    /// Words that are brought back are not compared, and authors bring others. (SPEC §5.15)
    case check
    /// Who is out or waits at the door is shown what is for all. (SPEC §18.2, §19.1)
    case apart
}
