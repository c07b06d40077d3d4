import Etiquette
import RelayCore
import Store
import Wire

// The store keeps numbers, the circles have words: here they meet.

extension Role {
    init(_ stored: StoredRole) {
        switch stored {
        case .member: self = .member
        case .listener: self = .listener
        case .guardian: self = .guardian
        case .cofacilitator: self = .cofacilitator
        case .facilitator: self = .facilitator
        case .timekeeper: self = .timekeeper
        case .greeter: self = .greeter
        }
    }
}

extension StoredRole {
    init(_ role: Role) {
        switch role {
        case .member: self = .member
        case .listener: self = .listener
        case .guardian: self = .guardian
        case .cofacilitator: self = .cofacilitator
        case .facilitator: self = .facilitator
        case .timekeeper: self = .timekeeper
        case .greeter: self = .greeter
        }
    }
}

extension CircleRules {
    init(_ settings: CircleSettings) {
        let queue: QueueOrder =
            switch settings.queue {
            case .fair: .fair
            case .strict: .strict
            case .fifo: .fifo
            }
        self.init(
            queue: queue,
            passing: settings.passing == .auto ? .auto : .called,
            boundarySeconds: UInt64(settings.boundaryMilliseconds) / 1_000,
            shareSeconds: UInt64(settings.shareLimitMilliseconds) / 1_000
        )
    }

    /// The same as the store keeps it.
    var settings: CircleSettings {
        var settings = CircleSettings()
        settings.queue =
            switch queue {
            case .fair: .fair
            case .strict: .strict
            case .fifo: .fifo
            }
        settings.passing = passing == .auto ? .auto : .called
        settings.boundaryMilliseconds = UInt32(clamping: boundarySeconds * 1_000)
        settings.shareLimitMilliseconds = UInt32(clamping: shareSeconds * 1_000)
        return settings
    }
}

extension CirclePlan {
    /// The plan as the store keeps it; none from what is empty.
    init(stored text: String) {
        self = CirclePlan(text: [UInt8](text.utf8)) ?? CirclePlan()
    }

    /// The same as the store keeps it.
    var stored: String {
        self == CirclePlan() ? "" : String(decoding: text, as: UTF8.self)
    }
}

extension RelayCore.Admission {
    /// What the circle needs of what the store said.
    init(
        _ stored: Store.Admission,
        circle: Wire.CircleID,
        key: PublicKey,
        order: UInt64,
        authID: UInt32
    ) {
        self.init(
            circle: circle,
            isSealed: stored.mode == .sealed,
            rules: CircleRules(stored.settings),
            plan: CirclePlan(stored: stored.plan),
            key: key,
            role: Role(stored.role),
            nextLog: stored.nextLog,
            box: stored.box,
            order: order,
            authID: authID
        )
    }
}
