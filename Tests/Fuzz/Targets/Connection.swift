import Etiquette
import RelayCore
import Wire

/// One connection to the relay: what it was asked, what it has answered, what was shown on it.
struct Connection {
    static let authID: UInt32 = 4_294_967_295

    let id: SessionID
    let guest: Int
    /// The log that a SIT would name.
    var log: UInt64 = 1
    /// Whether nobody takes what the relay has for it.
    var isSlow = false
    /// Whether the relay lets it go.
    var isClosing = false
    /// The last event that came, or the number it began from.
    private(set) var seen: UInt64 = 0
    private(set) var seat: Seat?
    /// The agreements that its SIT carried. (SPEC §20.2)
    private(set) var agreed: [UInt8]?
    /// The log it sits in.
    private(set) var seatedLog: UInt64 = 0
    private var stable: UInt64 = 0
    /// What it may see of the circle while it waits at the door.
    private var door = DoorWatch()
    private var reader = LineReader()
    /// What has no answer yet, by its id.
    private var owed: [UInt32: [Owed]] = [:]
    /// Repetitions of acts that may wait for the store: they hear its answer, or one of their own.
    private var spare: [UInt32: Int] = [:]
    /// Lines that mean nothing and had no id.
    private var owedWithoutID = 0

    /// A request, or a line that had at best a verb.
    private struct Owed {
        let verb: Verb?
        let request: Request?
    }

    init(id: SessionID, guest: Int) {
        self.id = id
        self.guest = guest
    }

    /// Notes what must come of a line: exactly one answer if it has an id. (SPEC §6.2)
    mutating func expectAnswer(to line: [UInt8]) {
        trace("\(guest) > \(text(line))")
        do throws(Malformed) {
            let request = try Request(reading: line.span)
            guard let id = request.id else { return }
            if request.verb.kind == .act, waitsForStore(id) {
                spare[id, default: 0] += 1
            } else {
                owed[id, default: []].append(Owed(verb: request.verb, request: request))
            }
        } catch {
            if let id = error.id {
                owed[id, default: []].append(Owed(verb: error.verb, request: nil))
            } else {
                owedWithoutID += 1
            }
        }
    }

    private func waitsForStore(_ id: UInt32) -> Bool {
        owed[id]?.contains { owed in
            owed.request != nil && (owed.verb == .role || owed.verb == .remove)
        } ?? false
    }

    func checkIsAnswered() {
        check(owed.isEmpty, "without an answer: \(owed)")
        check(owedWithoutID == 0, "\(owedWithoutID) lines without an answer")
    }

    /// The lines in what the relay sent, each of the right form.
    mutating func lines(of batch: [UInt8]) -> [RelayLine] {
        var lines: [RelayLine] = []
        let outcome = reader.read(batch.span) { line in
            let bytes = line.indices.map { line[$0] }
            guard let read = RelayLine(reading: line), read.body != .unknown else {
                fatalError("the relay sent \(text(bytes))")
            }
            check(read.line == bytes + [13, 10], "the relay sent \(text(bytes))")
            lines.append(read)
            return true
        }
        check(outcome == .allTaken && !reader.isInsideLine, "the relay sent no whole lines")
        return lines
    }

    mutating func hear(_ line: RelayLine, _ history: inout History) {
        trace("\(guest) < \(text(line.line.dropLast(2)))")
        if let number = line.number {
            check(seat != nil, "an event for nobody")
            check(line.previous == seen && number > seen, "after \(seen) came \(text(line.line))")
            history.take(line, number, after: seen, by: seat, in: seatedLog)
            door.hear(line.body, seat)
            seen = number
            return
        }
        switch line.body {
        case .ok(let verb, let number): answered(line.id, verb, ok: number, &history)
        case .fail(let verb, let code, _): failed(line.id, verb, code, &history)
        case .state(let base):
            seen = base
            door.hear(line.body, seat)
        case .stable(let number):
            check(number > stable, "STABLE \(number) after \(stable)")
            stable = number
        default: door.hear(line.body, seat)
        }
    }

    private mutating func answered(
        _ id: UInt32?,
        _ verb: Verb,
        ok number: UInt64,
        _ history: inout History
    ) {
        // An act under an id of the past gets the answer of the past. (SPEC §6.3)
        let request = settle(id) { owed in
            owed.request != nil
                && (owed.verb == verb || (owed.verb?.kind == .act && verb.kind == .act))
        }
        guard let request else { return }
        if case .sit(let log, let have, _, let agreed) = request.ask {
            seat = Seat(UInt16(number))
            self.agreed = agreed
            door = DoorWatch()
            seatedLog = log
            seen = have
            stable = 0
        }
        history.settle(request, of: seat, in: seatedLog, isAccepted: true)
    }

    private mutating func failed(
        _ id: UInt32?,
        _ verb: Verb?,
        _ code: RefusalCode?,
        _ history: inout History
    ) {
        check(code != nil, "a refusal without a code")
        if let id {
            // A proof that came too late for its seat. (SPEC §4.5)
            if id == Self.authID, verb == .auth, code == .replaced, isClosing { return }
            let isAboutForm = code == .form || code == .unknownVerb || code == .plan
            let isUnread = owed[id]?.contains { $0.request == nil && $0.verb == verb } ?? false
            let request = settle(id) { owed in
                owed.verb == verb && (owed.request == nil) == (isAboutForm && isUnread)
            }
            if let request {
                history.settle(request, of: seat, in: seatedLog, isAccepted: code == .duplicate)
            }
        } else if owedWithoutID > 0 {
            owedWithoutID -= 1
        } else {
            check(isClosing, "a last word, and the connection goes on")
        }
    }

    /// The oldest that has this id and fits, since answers that wait for the store may overtake each
    /// other; nil for a line that could not be read.
    private mutating func settle(_ id: UInt32?, _ fits: (Owed) -> Bool) -> Request? {
        guard let id, let index = owed[id]?.firstIndex(where: fits) else {
            if let id, let count = spare[id], count > 0 {
                spare[id] = count - 1
                return nil
            }
            fatalError("an answer to nothing: \(id ?? 0)")
        }
        defer { if owed[id]?.isEmpty == true { owed[id] = nil } }
        return owed[id]?.remove(at: index).request
    }
}
