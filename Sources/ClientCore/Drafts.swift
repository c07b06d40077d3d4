public import Etiquette

/// Words that were typed and not sent, oldest first.
///
/// They are sent only when the person says so.
public struct Drafts: Hashable, Sendable {
    /// One text that waits.
    public struct Draft: Hashable, Sendable {
        /// The order in which it was typed.
        var serial: UInt64
        /// What was typed.
        public var text: String
        /// How it was meant to go.
        public var manner: Manner

        /// Whom it was meant for; nil for all.
        public var addressee: Addressee? { manner.addressee }
    }

    /// What waits.
    public private(set) var all: [Draft] = []

    /// Whether nothing waits.
    public var isEmpty: Bool { all.isEmpty }

    /// Keeps a text in the order in which it was typed, however late its refusal came.
    mutating func keep(_ draft: Draft) {
        let place = all.firstIndex { $0.serial > draft.serial } ?? all.count
        all.insert(draft, at: place)
    }

    /// Takes out the text that was typed at this place, if it still waits.
    mutating func take(serial: UInt64) { all.removeAll { $0.serial == serial } }

    /// Takes out the oldest.
    mutating func takeFirst() -> Draft? { all.isEmpty ? nil : all.removeFirst() }

    /// Takes out everything.
    mutating func takeAll() -> [Draft] {
        defer { all = [] }
        return all
    }
}

/// Why words are a draft and not sent.
public enum DraftReason: Hashable, Sendable {
    /// The stick is not with the person; the place in the line, if there is one.
    case notYourTurn(place: Int?)
    /// A silence is held.
    case spaceHeld
    /// The person only listens for now.
    case listening
    /// The person is in the circle to listen. (SPEC §10.1)
    case listener
    /// The circle has not been seen yet.
    case notReady
    /// The person has not accepted the agreements yet. (SPEC §20.2)
    case agreeing
    /// The person waits at the door. (SPEC §18.2)
    case vestibule
    /// The person is out of the circle. (SPEC §19.1)
    case out(Apart)
    /// This part of the meeting has no words. (SPEC §14.7)
    case noWords
    /// A facilitator asked the person to pause in this part. (SPEC §16.7)
    case quieted
    /// Only who has the stick can give a content note. (SPEC §16.5)
    case notHolding
    /// The meeting has ended. (SPEC §21.3)
    case ended
    /// More than a line may have.
    case tooLong(bytes: Int)
    /// Characters that may not be sent.
    case text
    /// They came instead of a yes or a no to what was asked.
    case answer
    /// The turn they were typed under was over before they could go.
    case turnOver
    /// A new meeting began before they were answered. (SPEC §6.4)
    case newMeeting
    /// A restart of the relay took them before everybody had them. (SPEC §5.16)
    case lost(number: UInt64, isWhisper: Bool)
    /// The relay stopped over something of this member and set its key back. (SPEC §11.8)
    case setBack
    /// They could not be sealed.
    case unsealed
    /// The relay refused them.
    case refused(Refused)
}
