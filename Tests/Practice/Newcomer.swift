import ClientCore
import Etiquette
import Practice
import Testing
import Wire

/// Somebody in a practice circle, with a real client core, and all they have been shown.
///
/// Time stands still until the story moves it.
struct Newcomer {
    static let name = "Dee"

    var circle: PracticeCircle<StoryCipher>
    var member: Member<StoryCipher>
    var now = Moment(1_000_000)
    /// Everything read, line by line.
    var heard: [String] = []
    /// What the program told.
    var told: [String] = []
    /// The parts that were gone through, in order.
    var lessons: [Lesson] = []
    /// When the client wants to connect again.
    var dialAt: Moment?
    var farewell: Farewell?
    /// Steps that were due at one moment, one after the other.
    private(set) var spins = 0

    /// What a story decides by, if it decides by dice.
    var dice: Dice

    init(seed: UInt64 = 0) {
        dice = Dice(seed: seed)
        guard let key = PublicKey([UInt8](repeating: 9, count: 32)) else { preconditionFailure() }
        circle = PracticeCircle(person: key, name: Self.name, cipher: StoryCipher(), at: now)
        member = Member(key: key, name: [UInt8](Self.name.utf8), cipher: StoryCipher(), seed: 9)
        circle.connect(at: now)
        takeIn()
    }

    // MARK: What the person does

    mutating func wish(_ wish: Wish) {
        apply(.wished(wish))
        takeIn()
    }

    /// A word of wishes, and Enter.
    mutating func does(_ ask: Request.Ask) {
        _ = circle.typed("/word", at: now)
        wish(.act(ask))
    }

    /// A line, as the host takes it; words of wishes are up to the story.
    mutating func types(_ line: String) {
        guard !circle.typed(line, at: now) else { return takeIn() }
        wish(.say(line))
    }

    /// Enter on an empty line.
    mutating func pressesEnter() {
        _ = circle.typed("", at: now)
        takeIn()
        if member.room.isOffered { does(.accept) }
    }

    mutating func readsHelp() {
        _ = circle.typed("help", at: now)
        circle.readHelp(at: now)
        takeIn()
    }

    mutating func skips() { types("skip") }

    /// The client gives the connection up and comes back, as after a suspension.
    mutating func losesLink() {
        circle.disconnect(at: now)
        apply(.lost)
        takeIn()
    }

    // MARK: Time

    /// Time passes, with every deadline on the way kept.
    mutating func wait(_ milliseconds: UInt64) {
        let end = now.after(milliseconds)
        while farewell == nil, let due = nextMoment, due <= end {
            spins = due <= now ? spins + 1 : 0
            precondition(spins < 100, "something is due again and again")
            now = max(now, due)
            passTime()
        }
        now = end
        passTime()
    }

    /// Waits until this is so; it has to be so within ten minutes.
    mutating func until(
        _ isSo: (Newcomer) -> Bool,
        at place: SourceLocation = #_sourceLocation
    ) {
        let end = now.after(600_000)
        while !isSo(self) {
            guard now < end else {
                Issue.record("it never was so; last: \(heard.suffix(5))", sourceLocation: place)
                return
            }
            wait(100)
        }
    }

    /// Does nothing until the last part has been said.
    mutating func watches() {
        let end = now.after(3_600_000)
        while lessons.last != .farewell, now < end { wait(10_000) }
        wait(10_000)
    }

    private var nextMoment: Moment? {
        [circle.deadline, member.deadline, dialAt].compactMap(\.self).min()
    }

    private mutating func passTime() {
        if let due = dialAt, due <= now {
            dialAt = nil
            circle.connect(at: now)
        }
        if let due = circle.deadline, due <= now { circle.timePassed(at: now) }
        if let due = member.deadline, due <= now { apply(.timePassed) }
        takeIn()
    }

    // MARK: What the person sees

    /// Everything that has come is read.
    private mutating func takeIn() {
        var outputs = circle.collect()
        while !outputs.isEmpty {
            for output in outputs { take(output) }
            circle.hasDrafts(member.drafts.all.count, at: now)
            outputs = circle.collect()
        }
        if let lesson = circle.lesson, lessons.last != lesson { lessons.append(lesson) }
    }

    private mutating func take(_ output: PracticeCircle<StoryCipher>.Output) {
        switch output {
        case .welcome(let welcome): apply(.welcomed(welcome))
        case .line(let line): apply(.received(line))
        case .ended: apply(.lost)
        case .told(let text):
            told.append(text)
            heard.append(text)
        case .rows(let rows): heard += rows
        }
    }

    private mutating func apply(_ input: ClientInput) {
        var effects: [ClientEffect] = []
        member.apply(input, at: now, into: &effects)
        for effect in effects {
            switch effect {
            case .send(let bytes): circle.receive(bytes, at: now)
            case .show(let shown):
                let line = PracticeCircle<StoryCipher>.sentence(insteadOf: shown)
                if let line = line ?? English().line(for: shown) { heard.append(line) }
            case .reconnect(let milliseconds): dialAt = now.after(milliseconds)
            case .leave(let farewell): self.farewell = farewell
            case .confirmed, .answered, .invitation, .agreementsNeeded, .slip, .card, .named: break
            }
        }
    }

    /// Whether a line holds these words.
    func hasRead(_ words: String) -> Bool { heard.contains { $0.contains(words) } }

    func count(of words: String) -> Int { heard.count { $0.contains(words) } }

    /// Waits until a line holds these words.
    mutating func reads(_ words: String, at place: SourceLocation = #_sourceLocation) {
        until({ $0.hasRead(words) }, at: place)
    }
}
