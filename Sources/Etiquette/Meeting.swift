/// Where a meeting is in its plan.
public struct Meeting: Hashable, Sendable {
    /// The phase that is on; nil without a plan, and before anybody came. (SPEC §14.3)
    public internal(set) var phase: PhaseChange?

    init() {}
}
