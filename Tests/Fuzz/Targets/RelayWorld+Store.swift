import Etiquette
import RelayCore
import Wire

// What the host does beside the sockets: the store, slips and crisis cards.

extension RelayWorld {
    /// The store answers the oldest errand, or refuses it.
    mutating func answerErrand(refuses: Bool = false) {
        guard !errands.isEmpty else { return }
        let errand = errands.removeFirst()
        let answer: Errand.Answer = refuses ? .refused(.unavailable) : stored(errand.task)
        happen { core, now, outputs in
            core.answered(errand.id, of: errand.circle, answer, at: now, &outputs)
        }
    }

    private mutating func stored(_ task: Errand.Task) -> Errand.Answer {
        switch task {
        case .openLog:
            lastLog += 1
            history.begin(lastLog, plan)
            return .log(lastLog)
        case .setRules(let rules): self.rules = rules
        case .setPlan(let plan): self.plan = plan
        case .signSlip(let minutes): return slip(minutes)
        case .card(let locale): return .card(locale == "en" ? [UInt8]("Call 112.".utf8) : nil)
        case .setRole(let key, let role):
            if let guest = guests.firstIndex(where: { $0.key == key }) { guests[guest].role = role }
        case .remove(let key):
            if let guest = guests.firstIndex(where: { $0.key == key }) {
                guests[guest].isRemoved = true
            }
        case .uninvite:
            return .cameBy(guests.map { Errand.Guest(key: $0.key, role: $0.role) })
        case .listInvitations:
            let one = Errand.Invitation(
                ticket: Self.key(99),
                role: .member,
                usesLeft: 1,
                secondsLeft: 60
            )
            return .invitations([one, one])
        case .invite, .sat: break
        }
        return .done
    }

    /// A slip as the relay makes it, but for the signature.
    private func slip(_ minutes: UInt64) -> Errand.Answer {
        let rows = "circle/1 attendance\n2026-11-24\n\(minutes)\nAgICAgICAgICAgICAgICAg"
        return .slip(
            text: [UInt8](rows.utf8),
            key: Self.key(98),
            signature: [UInt8](repeating: 5, count: 64)
        )
    }

    // MARK: The next run

    /// What the store knows of the circle.
    var facts: CircleFacts {
        CircleFacts(
            isSealed: isSealed,
            rules: rules,
            plan: plan,
            keys: guests.map { ($0.key, $0.isRemoved ? nil : $0.role) }
        )
    }

    /// Goes on where the records end; false when they make no sense.
    mutating func goOn(with records: CircleRecords) -> Bool {
        var goesOn = false
        let facts = facts
        happen { core, now, outputs in
            goesOn = core.restore(records, facts, at: now, &outputs)
        }
        lastLog = records.log
        return goesOn
    }
}
