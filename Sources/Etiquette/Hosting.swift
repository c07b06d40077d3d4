/// Who leads a meeting and how its door stands.
public struct Hosting: Hashable, Sendable {
    /// Who has the chair. (SPEC §17.2)
    public internal(set) var chair: Seat?
    /// How the door stands. (SPEC §18.1)
    public internal(set) var door = Door.open

    init() {}
}
