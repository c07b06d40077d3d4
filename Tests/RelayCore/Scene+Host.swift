import Etiquette
import RelayCore
import Wire

// The host's part: what a shard does with what the core asks for, and a store that answers.

extension Scene {
    mutating func obey(_ outputs: Outputs) {
        onTheWay.records += outputs.records
        onTheWay.count = max(onTheWay.count, outputs.recordCount)
        if keepsMilestones, !outputs.records.isEmpty {
            let length = journal.count + onTheWay.records.count
            milestones.append(Milestone(core: core, length: length, now: now, people: people))
        }
        if !diskIsSlow { commit() }
        for errand in outputs.errands {
            if storeIsSlow { slowErrands.append(errand) } else { answer(errand) }
        }
        leaving += outputs.closes
        if !diskIsSlow { letGo() }
    }

    /// Connections that were told to go, go.
    private mutating func letGo() {
        while !leaving.isEmpty {
            let session = leaving.removeFirst()
            deliver(to: session)
            if let person = people.firstIndex(where: { $0.session == session }) {
                people[person].wasClosed = true
                people[person].session = nil
            }
            var more = Outputs()
            core.closed(session, at: now, &more)
            obey(more)
        }
    }

    private mutating func commit() {
        journal += onTheWay.records
        onTheWay.records = []
        var outputs = Outputs()
        core.committed(upTo: onTheWay.count, &outputs)
    }

    /// The slow disk has written everything.
    mutating func diskAnswers() {
        commit()
        letGo()
        deliver()
    }

    /// The relay is killed and starts again with what was committed. (SPEC §5.13)
    mutating func relayRestarts() {
        onTheWay = ([], 0)
        leaving = []
        epoch += 1
        core = ShardCore(limits: limits, checker: Scene.checker, epoch: epoch, seed: 1)
        for index in people.indices { people[index].session = nil }
        var outputs = Outputs()
        for records in CircleRecords.all(in: journal) ?? [] {
            guard core.restore(records, facts, at: now, &outputs) else {
                preconditionFailure("records that make no sense")
            }
        }
        journal = core.snapshot
        var more = Outputs()
        core.committed(upTo: outputs.recordCount, &more)
    }

    /// What the store knows of the circle.
    var facts: CircleFacts {
        CircleFacts(
            isSealed: isSealed,
            rules: rules,
            plan: plan,
            keys: people.map { ($0.key, $0.isRemoved ? nil : $0.role) }
        )
    }

    /// The journal can be written, or cannot.
    mutating func keeps(_ isKept: Bool) {
        var outputs = Outputs()
        core.keep(isKept, &outputs)
        obey(outputs)
        deliver()
    }

    /// Not a digest that anybody should rely on.
    static let checker = Checker(
        ofWords: { content, blind in
            Check(
                [content.bytes, blind?.text ?? []].joined().reduce(into: []) { sum, byte in
                    if sum.count < Check.byteCount { sum.append(byte) }
                    sum[sum.count - 1] = sum[sum.count - 1] &* 31 &+ byte
                    sum.append(sum.removeFirst())
                }
            )
        },
        ofKey: { Check($0.bytes) }
    )

    /// The slow store answers at last.
    mutating func storeAnswers() {
        let waiting = slowErrands
        slowErrands = []
        for errand in waiting { answer(errand) }
        deliver()
    }

    mutating func answer(_ errand: Errand) {
        var answer = Errand.Answer.done
        switch errand.task {
        case .openLog:
            lastLog += 1
            answer = .log(lastLog)
        case .setRules(let rules):
            self.rules = rules
            stored.append("rules")
        case .invite: stored.append("invite")
        case .uninvite: answer = .cameBy(people.map { Errand.Guest(key: $0.key, role: $0.role) })
        case .listInvitations: answer = .invitations([])
        case .setRole(let key, let role):
            for person in people.indices where people[person].key == key {
                people[person].role = role
            }
            stored.append("role")
        case .remove(let key):
            for person in people.indices where people[person].key == key {
                people[person].isRemoved = true
            }
            stored.append("remove")
        case .sat: stored.append("sat")
        case .setPlan(let plan):
            self.plan = plan
            stored.append("plan")
        case .signSlip(let minutes):
            let text = [UInt8]("circle/1 attendance\n2026-11-24\n\(minutes)\nnumber".utf8)
            let signature = [UInt8](repeating: 7, count: 64)
            answer = .slip(text: text, key: Scene.key(99), signature: signature)
        case .card(let locale):
            answer = .card(locale == "none" ? nil : [UInt8]("Call somebody.".utf8))
        }
        var outputs = Outputs()
        core.answered(errand.id, of: circle, answer, at: now, &outputs)
        obey(outputs)
    }

    /// Gives everybody what is waiting for them.
    mutating func deliver() {
        for session in people.compactMap(\.session) where !slowLinks.contains(session) {
            deliver(to: session)
        }
    }

    mutating func deliver(to session: SessionID) {
        while drip(session) == .some {}
    }

    /// A connection takes a little.
    @discardableResult
    mutating func drip(_ session: SessionID) -> Filled {
        var batch: [UInt8] = []
        let filled = core.fill(session, into: &batch, limit: fillLimit)
        if let person = people.firstIndex(where: { $0.session == session }) {
            hear(batch, person)
        } else {
            lastWords[session, default: ""] += String(decoding: batch, as: UTF8.self)
        }
        return filled
    }

    mutating func hear(_ batch: [UInt8], _ person: Int) {
        var reader = LineReader()
        var lines: [RelayLine] = []
        _ = reader.read(batch.span) { line in
            if let read = RelayLine(reading: line) { lines.append(read) }
            return true
        }
        for line in lines {
            people[person].heard.append(line)
            if let number = line.number { people[person].have = number }
            if case .state(let base) = line.body { people[person].have = base }
        }
    }
}
