public import Etiquette
public import Wire

/// A proof that was accepted and stored: what the circle needs to know of it. (SPEC §4.8)
public struct Admission: Sendable {
    /// Which circle.
    public var circle: CircleID
    /// True when its words are sealed.
    public var isSealed: Bool
    /// What the circle agreed on.
    public var rules: CircleRules
    /// What its meetings are made of.
    public var plan: CirclePlan
    /// The key that was proved.
    public var key: PublicKey
    /// What it may do.
    public var role: Role
    /// The number the next log will have.
    public var nextLog: UInt64
    /// The sealed box, after `join`.
    public var box: [UInt8]?
    /// Rises with each connection that was accepted: a seat belongs to the latest. (SPEC §4.7)
    public var order: UInt64
    /// The id of the AUTH, for its refusal.
    public var authID: UInt32

    /// What a proof came to.
    public init(
        circle: CircleID,
        isSealed: Bool,
        rules: CircleRules,
        plan: CirclePlan = CirclePlan(),
        key: PublicKey,
        role: Role,
        nextLog: UInt64,
        box: [UInt8]?,
        order: UInt64,
        authID: UInt32 = 1
    ) {
        self.circle = circle
        self.isSealed = isSealed
        self.rules = rules
        self.plan = plan
        self.key = key
        self.role = role
        self.nextLog = nextLog
        self.box = box
        self.order = order
        self.authID = authID
    }
}
