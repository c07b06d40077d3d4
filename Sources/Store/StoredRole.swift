/// What a key may do in its circle, in the numbers of the sealed box. (SPEC §9.3)
public enum StoredRole: UInt8, Comparable, Sendable, CaseIterable {
    case member = 1
    case listener = 2
    case guardian = 3
    case cofacilitator = 4
    case facilitator = 5

    /// Whether a locked circle lets this role in all the same. (SPEC §4.5)
    public var passesLock: Bool { self >= .cofacilitator }

    /// The order in which a redeemed invitation raises and never lowers.
    public static func < (left: StoredRole, right: StoredRole) -> Bool {
        left.rawValue < right.rawValue
    }
}
