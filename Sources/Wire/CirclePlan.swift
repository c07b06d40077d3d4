public import Etiquette

/// A circle's agreements and plan as they travel and are stored. (SPEC §14.1)
public struct CirclePlan: Hashable, Sendable {
    /// The hash of the agreements, 20 bytes; nil without any. (SPEC §20.2)
    public var agreements: [UInt8]?
    /// nil for a circle without phases.
    public var plan: Plan?

    /// How long the hash of the agreements is.
    public static let agreementsBytes = 20

    /// What a circle meets by; nothing of it by default.
    public init(agreements: [UInt8]? = nil, plan: Plan? = nil) {
        self.agreements = agreements
        self.plan = plan
    }

    /// The plan in its parameters, as a line and a store have it.
    public init?(text: [UInt8]) {
        let line = [UInt8]("PLAN ".utf8) + text
        do throws(Fields.Flaw) {
            var fields = try Fields(line.span)
            try self.init(&fields)
            guard fields.left == 0 else { return nil }
        } catch { return nil }
    }

    /// `AGREEMENTS OPTIONS PHASES`, in the one form in which this is written.
    public var text: [UInt8] {
        var writer = LineWriter()
        write(to: &writer)
        return [UInt8](writer.bytes.dropFirst())
    }
}
