public import ClientCore
public import Etiquette
import RelayCore
public import Wire

/// A circle to practise in: a relay core, three neighbours who follow a script, and one person.
///
/// It is all one value, without a socket, a clock or a file. The host feeds it what the person's
/// client sends and what they try, calls `timePassed` when `deadline` is reached, and gives what it
/// collects to the person's client and screen. Neighbours and relay are the real ones: the same
/// manners, the same lines, the same seals as in a circle far away.
public struct PracticeCircle<Cipher: PayloadCipher>: Sendable {
    /// What is for the person.
    public enum Output: Hashable, Sendable {
        /// The relay has let the person in.
        case welcome(Welcome)
        /// A line of the relay, without its end.
        case line([UInt8])
        /// The connection is over.
        case ended
        /// A sentence of the program itself.
        case told(String)
        /// Rows that belong together.
        case rows([String])
    }

    var core: ShardCore
    var outputs = Outputs()
    var guests: [Guest<Cipher>] = []
    var script: Script
    /// What waits to be collected.
    var pending: [Output]
    let person: PublicKey
    /// The person's connection, if there is one.
    var session: SessionID?
    var sessionCount: UInt64 = 0
    var draftCount = 0
    let circle = CircleID(0)

    /// A circle in which the neighbours have sat down and the person has not.
    ///
    /// All of them seal and open with copies of `cipher`.
    public init(person: PublicKey, name: String, cipher: Cipher, at now: Moment) {
        // A practice never restarts, so nothing is ever compared with a check. (SPEC §5.15)
        let checker = Checker(ofWords: { _, _ in Check([]) }, ofKey: { _ in Check([]) })
        core = ShardCore(limits: Limits(), checker: checker, epoch: 1, seed: 1)
        script = Script(name: name)
        pending = [.told(PracticeEnglish.notice)]
        self.person = person
        guests = Neighbour.allCases.compactMap { Guest($0, cipher: cipher) }
        for index in guests.indices {
            connectGuest(index, at: now)
            settle(at: now)
        }
    }

    /// When `timePassed` is next worth calling.
    public var deadline: Moment? {
        (guests.map(\.member.deadline) + [core.deadline, script.deadline])
            .compactMap(\.self).min()
    }

    /// The person's client connects, for the first time or again.
    public mutating func connect(at now: Moment) {
        passTime(at: now)
        hangUp(at: now)
        session = admit(person, .member, at: now)
        settle(at: now)
    }

    /// The person's client has given its connection up.
    public mutating func disconnect(at now: Moment) {
        passTime(at: now)
        hangUp(at: now)
        settle(at: now)
    }

    /// One line of the person's client, with its end.
    public mutating func receive(_ bytes: [UInt8], at now: Moment) {
        passTime(at: now)
        if let session { take(bytes, from: session, at: now) }
        settle(at: now)
    }

    /// The deadline may have come.
    public mutating func timePassed(at now: Moment) {
        passTime(at: now)
        settle(at: now)
    }

    /// Takes out what is for the person, in order.
    public mutating func collect() -> [Output] {
        defer { pending = [] }
        return pending
    }

    // MARK: What only the person's client knows

    /// The person has pressed Enter; true when the line was for the practice itself.
    public mutating func typed(_ line: String, at now: Moment) -> Bool {
        passTime(at: now)
        script.note(.typed, at: now)
        let isSkip = Self.skips.contains(Self.word(line))
        if isSkip, !script.skip(at: now) { pending.append(.told(PracticeEnglish.lastPart)) }
        settle(at: now)
        return isSkip
    }

    private static var skips: [String] { ["skip", "/skip"] }

    private static func word(_ line: String) -> String {
        // A line that begins with a space is words.
        guard line.first != " " else { return "" }
        return line.split(separator: " ").joined(separator: " ").lowercased()
    }

    /// The person has looked at the list of words.
    public mutating func readHelp(at now: Moment) {
        script.note(.readHelp, at: now)
        settle(at: now)
    }

    /// The person has so many drafts.
    public mutating func hasDrafts(_ count: Int, at now: Moment) {
        guard count != draftCount else { return }
        if count > draftCount { script.note(.keptDraft, at: now) }
        draftCount = count
        settle(at: now)
    }

    /// What the person reads instead of a sentence that would be untrue here; nil when it is true.
    public static func sentence(insteadOf shown: Shown) -> String? {
        switch shown.what {
        case .urgent(let person): person.isMe ? PracticeEnglish.nobodyAlerted : nil
        case .safety(.helpReached(.asked)), .safety(.helpReached(.agreeing)),
            .safety(.helpReached(.notSeated)):
            PracticeEnglish.nobodyAlerted
        case .safety(.helpReached(.told)), .safety(.helpReached(.nobodyHere)):
            PracticeEnglish.nobodySaw
        case .seated(let person, _, _): PracticeEnglish.seated(English().tag(person))
        default: nil
        }
    }

    /// Which part is going on.
    package var lesson: Lesson? { script.lesson }
}
