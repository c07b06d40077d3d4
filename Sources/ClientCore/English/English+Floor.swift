import Etiquette
import Wire

// The stick: who has it, who had it, why it moved. (SPEC §8)

extension English {
    func sentence(for floor: FloorShown) -> String? {
        switch floor.state {
        case .home: home(floor)
        case .offered: offered(floor)
        case .held: held(floor)
        case .adrift: adrift(floor)
        case .space: space(floor)
        // The phase that begins tells it. (SPEC §14.4)
        case .open where floor.reason == .phase: nil
        case .open: open(floor)
        case .few: few(floor)
        }
    }

    private func open(_ floor: FloorShown) -> String {
        let who = floor.onlyListens ? "members" : "everybody"
        return floor.isByVoice
            ? "The floor is open: \(who) may speak."
            : "The floor is open: \(who) may write, a few lines at a time."
    }

    private func space(_ floor: FloorShown) -> String? {
        let time = Self.duration(floor.limitSeconds)
        switch floor.reason {
        case .phase: return nil
        case .bell: return "The bell: a silence of \(time). Nobody needs to write."
        case .pause: return "A break of \(time). Nobody needs to write."
        case .note:
            return floor.person?.isMe == true
                ? "The others have \(time) to step out if they want to. Then go on."
                : "A moment of \(time). `step out` lets you be out for this share."
        default: return "A silence of \(time). Nobody needs to write."
        }
    }

    /// Several sticks. (SPEC §16.6)
    private func few(_ floor: FloorShown) -> String? {
        let silence = floor.reason == .quietOver ? "The silence is over. " : ""
        guard !floor.holders.isEmpty else {
            // The phase that begins tells it.
            guard floor.reason != .phase else { return nil }
            return silence + "All sticks are free."
                + (floor.onlyListens ? "" : " `hand` gets you one.")
        }
        let names = floor.holders.filter { !$0.isMe }.map(name)
        guard floor.holders.contains(where: \.isMe) else {
            let have = names.count == 1 ? "has" : "have"
            return "\(silence)\(list(names)) \(have) a stick.\(place(floor.place))"
        }
        let others =
            names.isEmpty ? "" : " \(list(names)) \(names.count == 1 ? "has" : "have") one too."
        return "\(silence)You have a stick: everybody hears you.\(others)"
            + " Type `done` when you have finished."
    }

    private func home(_ floor: FloorShown) -> String? {
        // The phase that begins tells it. (SPEC §14.4)
        guard floor.reason != .phase, floor.reason != .round else { return nil }
        let ending = ending(floor).map { $0 + " " } ?? ""
        return "\(ending)The stick is at home.\(place(floor.place))"
    }

    /// Why the stick came home, as a sentence of its own.
    private func ending(_ floor: FloorShown) -> String? {
        let isMe = floor.before?.isMe == true
        let who = floor.before.map(name)
        switch floor.reason {
        case .done, .given:
            return isMe ? "Your share is over. Thank you." : who.map { "\($0) has finished." }
        case .passed: return isMe ? "You passed." : who.map { "\($0) passes." }
        case .later:
            return isMe ? "You will be asked later." : who.map { "\($0) would rather speak later." }
        case .lapsed:
            guard isMe else { return who.map { "\($0) did not answer." } }
            let again =
                floor.place == nil && !hasOwnOrder(floor)
                ? " Raise your `hand` when you want to speak." : ""
            return "The offer has lapsed.\(again)"
        case .home:
            return isMe
                ? "A facilitator has brought the stick home."
                : "A facilitator has brought the stick home."
        case .withdrawn:
            return isMe
                ? "The offer to you was taken back."
                : who.map { "The offer to \($0) was taken back." }
        case .left, .removed: return who.map { "\($0) is gone." }
        case .grace:
            let friend = isMe ? "you" : who ?? ""
            let owed = hasOwnOrder(floor) ? "" : " A turn is kept for \(friend)."
            return isMe
                ? "Your link was lost for too long.\(owed)"
                : who.map { "\($0) could not come back in time.\(owed)" }
        case .closed: return "The floor is closed again."
        case .quietOver: return "The silence is over."
        default: return nil
        }
    }

    /// Whether hands do not say who is next. (SPEC §15.2, §16.2)
    private func hasOwnOrder(_ floor: FloorShown) -> Bool {
        floor.phase?.isRound == true || floor.phase == .response
    }

    private func offered(_ floor: FloorShown) -> String {
        let silence = floor.reason == .quietOver ? "The silence is over. " : ""
        guard let person = floor.person else { return silence + "The stick is offered." }
        guard person.isMe else {
            return "\(silence)The stick is offered to \(name(person)).\(place(floor.place))"
        }
        let enter = floor.isByVoice ? "Press Enter" : "Write, or press Enter,"
        switch floor.reason {
        case .ring:
            return "It is your turn in the round. \(enter) to begin. `pass` and `later` are always"
                + " all right."
        case .response:
            return "You may answer the share now. \(enter) to begin. `pass` is always all right."
        case .lastWord:
            return "The last word is yours, if you would like one. \(enter) to begin. `pass` is"
                + " always all right."
        default: break
        }
        let giver =
            floor.reason == .given ? floor.before.map { "\(name($0)) passes you the stick. " } : nil
        return silence + (giver ?? "The stick is offered to you. ")
            + "\(enter) to take it. `pass` and `later` are always all right."
    }

    private func held(_ floor: FloorShown) -> String {
        let silence = floor.reason == .quietOver ? "The silence is over. " : ""
        guard let person = floor.person else { return silence + "Somebody has the stick." }
        guard person.isMe else {
            let turn =
                floor.reason == .back
                ? "\(name(person)) is back and still has the stick."
                : "It is \(name(person))'s turn."
            return "\(silence)\(turn)\(place(floor.place))"
        }
        if floor.reason == .back { return "You are back and still have the stick." }
        if !silence.isEmpty { return silence + "You still have the stick." }
        let time =
            floor.limitSeconds > 0 ? " You have \(Self.duration(floor.limitSeconds))." : ""
        return "You have the stick: everybody hears you.\(time) Type `done` when you have finished."
    }

    private func adrift(_ floor: FloorShown) -> String {
        guard let person = floor.person else { return "The stick waits for its holder." }
        guard !person.isMe else { return "Your link was lost. The stick waits for you." }
        return "\(name(person)) has lost the link. We keep the space for \(name(person))."
    }
}
