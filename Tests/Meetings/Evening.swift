import Etiquette
import Formats
import RelayCore
import Wire

/// A story as it is played: people of whom each knows what they were told, one relay, one account.
struct Evening {
    let story: Story
    let format: Format
    private(set) var relay: Relay
    private(set) var people: [Person]
    private(set) var account: Account
    /// When everybody's client says that it is there, and what silences show by themselves.
    private var pingDue = Relay.start
    private var prompts: [(due: Moment, text: String)] = []
    private var promptedPhase: UInt32 = 0

    private static let pingMilliseconds: UInt64 = 10_000
    private static let rowMilliseconds: UInt64 = 2_000
    private static let quickWords = [
        "heard", "with you", "thank you", "hug", "welcome", "step out",
    ]

    /// Plays the whole story.
    init(_ story: Story) throws {
        self.story = story
        guard let shipped = ShippedFormat(named: story.name) else {
            throw story.flaw("no format has this name", 1)
        }
        format = try shipped.format()
        let hash = format.agreements.isEmpty ? nil : [UInt8](repeating: 4, count: 20)
        relay = Relay(plan: CirclePlan(agreements: hash, plan: format.plan))
        people = story.people.enumerated().map { index, person in
            Person(person.name, person.role, number: UInt8(index + 1))
        }
        account = Account(story, format)
        for step in story.steps { try play(step) }
        wait(Self.pingMilliseconds)
        account.finish()
    }

    /// All stories, played once.
    static let all = Result { try Story.names.map { try Evening(Story(named: $0)) } }

    private func index(_ name: String, _ step: Story.Step) throws -> Int {
        guard let index = people.firstIndex(where: { $0.name == name }) else {
            throw story.flaw("nobody is called \(name)", step.line)
        }
        return index
    }

    private mutating func play(_ step: Story.Step) throws {
        wait(Self.milliseconds(before: step.deed))
        account.write(step, at: relay.now)
        switch step.deed {
        case .remark: return
        case .wait(let seconds): return wait(seconds * 1_000)
        case .comes(let name), .isBack(let name):
            let index = try index(name, step)
            guard people[index].session == nil else {
                throw story.flaw("\(name) is here already", step.line)
            }
            connect(index)
        case .losesLink(let name):
            let index = try index(name, step)
            if let session = people[index].session { relay.drop(session) }
            people[index].session = nil
        case .pressesEnter(let name): type("", try here(name, step))
        case .types(let name, let text):
            let index = try here(name, step)
            if text == "read" { read(index) } else { type(text, index) }
        }
        hear()
    }

    /// How long people take before they do something: a mark is given quickly.
    private static func milliseconds(before deed: Story.Deed) -> UInt64 {
        switch deed {
        case .remark, .wait: 0
        case .types(_, let text) where quickWords.contains(text): 2_000
        default: 6_000
        }
    }

    private func here(_ name: String, _ step: Story.Step) throws -> Int {
        let index = try index(name, step)
        guard people[index].session != nil else {
            throw story.flaw("\(name) is not here", step.line)
        }
        return index
    }

    private mutating func send(_ request: Request, _ index: Int) {
        guard let session = people[index].session else { return }
        relay.receive(request, from: session)
        collect()
    }

    private mutating func type(_ text: String, _ index: Int) {
        let typed = Typed(text, by: people[index])
        let isPlain = typed.asks == .leave
        let id = isPlain ? nil : people[index].nextID()
        account.typed = text
        send(
            Request(id: id, turn: typed.hasTurn ? people[index].turn : nil, typed.asks),
            index
        )
    }

    /// The reading of this part, row by row. (SPEC §20.3)
    private mutating func read(_ index: Int) {
        for row in people[index].card(of: people[index].phase)?.reading ?? [] where !row.isEmpty {
            let typed = Typed.line(row)
            let id = people[index].nextID()
            send(Request(id: id, turn: people[index].turn, typed.asks), index)
            relay.advance(to: relay.now.after(Self.rowMilliseconds))
        }
    }

    // MARK: Coming in

    /// The client proves its key, shows the agreements and sits down. (SPEC §20.2)
    private mutating func connect(_ index: Int) {
        let person = people[index]
        people[index].session = relay.connect(person.key, person.role)
        collect()
        let agreements = people[index].agreements
        if agreements != nil, person.role != .facilitator, person.pages[0] == nil {
            send(Request(id: 1, .page(0, nil)), index)
            let rows = people[index].pages[0]?.rows ?? []
            account.add(
                "reads \(rows.count) lines of agreements, and accepts them",
                person,
                number: 0
            )
        }
        let name = Content.plain([UInt8](person.name.utf8))
        send(
            Request(
                id: 2,
                .sit(log: people[index].log, have: person.have, name: name, agreed: agreements)
            ),
            index
        )
        if person.role.facilitates { bringPages(index) }
    }

    /// A facilitator's client brings the texts that the relay does not have. (SPEC §20.1)
    private mutating func bringPages(_ index: Int) {
        let missing = format.pages.filter {
            !people[index].pagesThere.contains(UInt8($0.subject.number))
        }
        for (subject, text) in missing {
            send(Request(id: 3, .page(UInt8(subject.number), PagePayload(text.bytes))), index)
        }
        if !missing.isEmpty {
            let person = people[index]
            account.add("brings \(missing.count) texts of this format", person, number: person.have)
        }
    }

    /// Everybody's client asks for texts it does not have. (SPEC §20.1)
    private mutating func fetchPages() {
        for index in people.indices {
            for page in people[index].pagesThere.sorted() where people[index].pages[page] == nil {
                guard let session = people[index].session else { continue }
                relay.receive(Request(id: 4, .page(page, nil)), from: session)
            }
        }
    }

    // MARK: Time

    /// Time passes, and every deadline on the way is kept.
    private mutating func wait(_ milliseconds: UInt64) {
        let end = relay.now.after(milliseconds)
        while relay.now < end {
            let due = [relay.deadline, prompts.first?.due, pingDue].compactMap(\.self).min()
            relay.advance(to: min(end, max(due ?? end, relay.now)))
            if relay.now >= pingDue { ping() }
            collect()
            showPrompts()
            hear()
        }
    }

    private mutating func ping() {
        pingDue = relay.now.after(Self.pingMilliseconds)
        for person in people {
            guard let session = person.session else { continue }
            relay.receive(Request(.ping), from: session)
        }
    }

    /// In a silence each client shows the prompts of its card. (SPEC §20.3)
    private mutating func showPrompts() {
        while let prompt = prompts.first, prompt.due <= relay.now {
            prompts.removeFirst()
            for person in people where person.session != nil && person.phase?.kind == .silence {
                account.add("(their own client shows) \(prompt.text)", person, number: person.have)
            }
        }
    }

    private mutating func planPrompts() {
        guard let person = people.first(where: { $0.session != nil && $0.phase != nil }),
            let phase = person.phase, phase.number != promptedPhase
        else { return }
        promptedPhase = phase.number
        let shown = phase.kind == .silence ? person.card(of: phase)?.prompts ?? [] : []
        prompts = shown.map { (relay.now.after(UInt64($0.second) * 1_000), $0.text) }
    }

    // MARK: Hearing

    /// Everybody is given what is there for them.
    private mutating func collect() {
        for index in people.indices {
            guard let session = people[index].session else { continue }
            let lines = relay.take(session)
            for line in lines { people[index].hear(line) }
            if lines.contains(where: { $0.number != nil }) {
                relay.receive(Request(.ack(people[index].have)), from: session)
            }
            if relay.closed.contains(session) { people[index].session = nil }
        }
    }

    private mutating func hear() {
        fetchPages()
        collect()
        planPrompts()
        for index in people.indices {
            for (line, have) in people[index].takeUntold() {
                account.hear(line, people[index], have: have)
            }
        }
        let circle = people.filter { $0.session != nil && !$0.isAtDoor && !$0.isOut }
        account.tell(at: relay.now, in: circle.map(\.name))
    }
}
