import ClientCore
import Etiquette
import Wire

/// The script of the practice circle: what the neighbours do, in answer to what the person does.
///
/// It reads no clock. Each part shows one thing, waits until the person has tried it, says it again
/// after a while, and goes on by itself after a long while: whoever only watches sees everything.
/// Whoever is ahead of it, or says `skip`, is followed.
struct Script: Sendable {
    /// What is to be done.
    enum Move: Hashable, Sendable {
        /// The program tells something.
        case tells(String)
        /// The program shows rows.
        case shows([String])
        case wishes(Neighbour, Wish)
        /// Ana whispers to the person.
        case whispers(String)
        /// Ana offers the person the stick.
        case callsPerson
        /// Ana gives a neighbour the stick.
        case calls(Neighbour)
    }

    /// What is said or done is followed by so much, and by more for every letter.
    static let restMilliseconds: UInt64 = 600
    static let letterMilliseconds: UInt64 = 12
    /// When something is said again; then the person is left in peace.
    static let hintMilliseconds: [UInt64] = [60_000, 180_000]
    /// When the script goes on though nothing was tried.
    static let patienceMilliseconds: UInt64 = 300_000
    /// What the relay does at once, or after the boundary, has certainly been done after this.
    static let relayMilliseconds: UInt64 = 15_000
    /// The bell of the practice, in seconds. (SPEC §8.10)
    static let bellSeconds: UInt64 = 15

    let name: String
    var lesson: Lesson?
    /// What is left of the part.
    var steps: [Step] = []
    /// Nothing is done before this.
    private var quietUntil = Moment(0)
    /// What the first step waits for.
    var wait: Wait?
    /// How often each thing was tried, in all and before this part.
    var deeds: [Deed: Int] = [:]
    var deedsBefore: [Deed: Int] = [:]
    /// Whispers to the facilitators that nobody has answered.
    var whispersOwed = 0
    /// Whether the person wants the next part, whatever goes on now.
    var isSkipping = false
    /// Whether a silence was asked for beside the part that is about it.
    var owesSilence = false

    /// How long a step has been waiting, and for what.
    struct Wait: Hashable, Sendable {
        var since: Moment
        var hints = 0
        /// When Ana last called somebody in this step.
        var calledAt: Moment?
        /// Whether the one who was called has had the offer.
        var wasOffered = false
        /// How often the deed had been done before the call.
        var before = 0
    }

    /// The script for a person of this name.
    init(name: String) { self.name = name }

    /// When `follow` is next worth calling, though nothing has happened.
    var deadline: Moment?

    // MARK: What the person does

    /// The person has tried something.
    mutating func note(_ deed: Deed, at now: Moment) {
        deeds[deed, default: 0] += 1
        switch deed {
        case .typed:
            wait?.since = now
            wait?.hints = 0
        case .whispered: whispersOwed += 1
        case .askedForSilence: owesSilence = lesson != .silence
        default: break
        }
    }

    /// Nobody was there for so long: the machine slept. (SPEC §11.1)
    mutating func stalled(by milliseconds: UInt64) {
        if let since = wait?.since { wait?.since = since.after(milliseconds) }
    }

    /// The person would rather see the next part; false when there is none.
    mutating func skip(at now: Moment) -> Bool {
        guard lesson != .farewell else { return false }
        isSkipping = true
        steps = []
        wait = nil
        quietUntil = now
        return true
    }

    func count(_ deed: Deed) -> Int { deeds[deed] ?? 0 }

    func wasDoneInLesson(_ deed: Deed) -> Bool { count(deed) > (deedsBefore[deed] ?? 0) }

    // MARK: What follows

    /// Does what is due as things stand; at most a few things at once, with a rest after them.
    mutating func follow(_ scene: Scene, at now: Moment, into moves: inout [Move]) {
        deadline = nil
        guard scene.isPersonHere else { return }
        while quietUntil <= now, proceed(scene, at: now, &moves) {}
        if quietUntil > now { deadline = quietUntil }
    }

    /// One thing; false when there is none to be done now.
    private mutating func proceed(
        _ scene: Scene,
        at now: Moment,
        _ moves: inout [Move]
    ) -> Bool {
        if isPolite(scene, at: now, &moves) { return true }
        // A silence is the relay's to end, and a share the person's.
        let isBusy = scene.floor == .space || steps.isEmpty && scene.holder == .person
        guard isSkipping || !isBusy || steps.first == .listens else { return false }
        guard let step = steps.first else { return turnPage(scene, at: now, &moves) }
        switch step {
        case .shows(let rows):
            moves.append(.shows(rows))
            finish(at: now)
        case .says(let neighbour, let text): say(text, as: neighbour, scene, at: now, &moves)
        case .whispers(let text):
            moves.append(.whispers(text))
            finish(after: text, at: now)
        case .raises(let neighbour):
            moves.append(.wishes(neighbour, .act(.hand(.up))))
            finish(at: now)
        case .gives(let neighbour): return give(neighbour, scene, at: now, &moves)
        case .ends(let neighbour):
            if scene.isHeld(by: neighbour) { moves.append(.wishes(neighbour, .act(.done))) }
            finish(at: now)
        case .offers(let wanted): return offer(wanted, scene, at: now, &moves)
        case .waits(let wanted): return attend(wanted, scene, at: now, &moves)
        case .rings:
            moves.append(.wishes(.ana, .act(.bell(.on(seconds: Self.bellSeconds)))))
            finish(at: now)
        case .listens: return listen(scene, at: now)
        }
        return true
    }

    /// The step is done; what was said may be read.
    mutating func finish(after text: String = "", at now: Moment) {
        if !steps.isEmpty { steps.removeFirst() }
        wait = nil
        rest(after: text, at: now)
    }

    mutating func rest(after text: String = "", at now: Moment) {
        quietUntil = now.after(
            Self.restMilliseconds + UInt64(text.count) * Self.letterMilliseconds
        )
    }

    /// Says what comes of a step before it is done, if there is anything to say.
    mutating func finish(
        saying text: String?,
        _ scene: Scene,
        at now: Moment,
        _ moves: inout [Move]
    ) {
        guard let text else { return finish(at: now) }
        moves.append(Self.speech(text, scene))
        finish(after: text, at: now)
    }

    /// Ana has a line while the stick is at home, and a whisper at any time. (SPEC §7.2, §7.6)
    static func speech(_ text: String, _ scene: Scene) -> Move {
        scene.floor == .home ? .wishes(.ana, .say(text)) : .whispers(text)
    }

    private mutating func say(
        _ text: String,
        as neighbour: Neighbour,
        _ scene: Scene,
        at now: Moment,
        _ moves: inout [Move]
    ) {
        if neighbour == .ana { return finish(saying: text, scene, at: now, &moves) }
        guard scene.isHeld(by: neighbour) else { return finish(at: now) }
        moves.append(.wishes(neighbour, .say(text)))
        finish(after: text, at: now)
    }
}
