/// What a key may do in its circle, in the numbers of the sealed box. (SPEC §3.6, §9.3)
///
/// The numbers are names: the rank is another matter.
public enum StoredRole: UInt8, Comparable, Sendable, CaseIterable {
    case member = 1
    case listener = 2
    case guardian = 3
    case cofacilitator = 4
    case facilitator = 5
    case timekeeper = 6
    case greeter = 7

    /// Whether a locked circle lets this role in all the same. (SPEC §4.5)
    public var passesLock: Bool { self >= .cofacilitator }

    /// The order in which a redeemed invitation raises and never lowers. (SPEC §4.6, §17.1)
    public static func < (left: StoredRole, right: StoredRole) -> Bool { left.rank < right.rank }

    private var rank: Int {
        switch self {
        case .listener: 0
        case .member: 1
        case .greeter: 2
        case .timekeeper: 3
        case .guardian: 4
        case .cofacilitator: 5
        case .facilitator: 6
        }
    }
}
