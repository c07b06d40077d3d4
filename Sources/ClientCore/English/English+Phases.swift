import Etiquette
import Wire

// The parts of a meeting, and what people do in them. (SPEC §14 to §16)

extension English {
    /// A part, with what people do in it.
    func phase(_ phase: PhaseShown) -> String {
        let title = phase.title.map(isolated) ?? Self.title(phase.line.kind)
        if phase.isNew, phase.line.reason == .resume { return "\(title) goes on." }
        let isPlanned = phase.line.place > 0 && phase.count > 0
        let part = isPlanned ? "Part \(phase.line.place) of \(phase.count): " : ""
        let ending = title.last.map { ".!?".contains($0) } == true ? "" : "."
        let slip =
            phase.offersSlip ? " `slip` gives you a slip of attendance, if you need one." : ""
        return "\(part)\(title)\(ending) \(manners(of: phase))\(time(of: phase))\(slip)"
    }

    /// What people do in it.
    private func manners(of phase: PhaseShown) -> String {
        let verb = phase.isByVoice ? "speak" : "write"
        let manners =
            (phase.onlyListens ? mannersToHear(phase, verb: verb) : nil)
            ?? manners(of: phase, verb: verb)
        guard phase.isByVoice else { return manners }
        return manners + " It is held by voice or in a room; nothing is written."
    }

    private func manners(of phase: PhaseShown, verb: String) -> String {
        let each = phase.limitSeconds.map { ", \(Self.duration($0)) each" } ?? ""
        switch phase.line.kind {
        case .gather:
            return phase.isByVoice ? "People come in." : "People come in, and everybody may write."
        case .read: return "A facilitator reads."
        case .agree: return "`agree` says yes; `agreements` shows the text."
        case .round: return "Each in turn\(each); `pass` and `later` are always all right."
        case .closing: return "Each once more\(each); `pass` and `later` are always all right."
        case .lead: return "One person speaks, and the others listen."
        case .share: return "`hand` raises your hand when you want to share."
        case .response:
            if phase.sharer?.isMe == true {
                return "Others may answer you, and the last word is yours; `no more` ends it."
            }
            let share = phase.sharer.map { "\(name($0))'s share" } ?? "the share"
            let waiting =
                phase.handWaits ? " Hands that are up wait until the answers are over." : ""
            return "`hand` raises your hand if you want to answer \(share).\(waiting)"
        case .open:
            return phase.isByVoice
                ? "Everybody may speak." : "Everybody may write, a few lines at a time."
        case .few:
            let count = phase.customs.map { "There are \($0.sticks) sticks" } ?? "There are sticks"
            return "\(count): `hand` gets you one as soon as it is free."
        case .silence:
            guard phase.line.seconds > 0 else { return "Nobody needs to \(verb)." }
            return "It lasts \(Self.duration(phase.line.seconds)). Nobody needs to \(verb)."
        case .fellowship: return "The stick is put away, and everybody may \(verb)."
        case .ended: return "Nothing is said any more."
        }
    }

    /// The same for whoever is there to listen; nil where nothing is asked of anybody.
    private func mannersToHear(_ phase: PhaseShown, verb: String) -> String? {
        let each = phase.limitSeconds.map { ", \(Self.duration($0)) each" } ?? ""
        switch phase.line.kind {
        case .gather: return "People come in, and members may \(verb)."
        case .round: return "Each in turn\(each)."
        case .closing: return "Each once more\(each)."
        case .share: return "Members raise their hands when they want to share."
        case .response:
            return
                "Members may answer \(phase.sharer.map { "\(name($0))'s share" } ?? "the share")."
        case .open: return "Members may \(verb)."
        case .few: return "Members \(verb) while they have one of the sticks."
        case .fellowship: return "The stick is put away, and members may \(verb)."
        case .read, .agree, .lead, .silence, .ended: return nil
        }
    }

    /// How long it has lasted, when that was asked.
    private func time(of phase: PhaseShown) -> String {
        guard !phase.isNew, let used = phase.usedSeconds else { return "" }
        let length =
            phase.line.seconds > 0 ? " of about \(Self.duration(phase.line.seconds))" : ""
        return " It has lasted \(Self.duration(used))\(length)."
    }

    /// One part of the plan.
    func planRow(_ row: PlanRow) -> String {
        let kind = Self.title(row.phase.kind)
        let title = row.title.map { "\(isolated($0)) (\(kind.lowercased()))" } ?? kind
        let length =
            row.phase.seconds > 0 ? ", about \(Self.duration(UInt64(row.phase.seconds)))" : ""
        return "\(row.place). \(title)\(length).\(row.isNow ? " We are here." : "")"
    }

    /// What a part is called that has no title.
    static func title(_ kind: PhaseKind) -> String {
        switch kind {
        case .gather: "Coming together"
        case .read: "Reading"
        case .agree: "Agreeing"
        case .round: "Go-round"
        case .lead: "Speaker"
        case .share: "Sharing"
        case .response: "Answers"
        case .open: "Open talk"
        case .few: "Open talk with sticks"
        case .silence: "Silence"
        case .closing: "Closing round"
        case .fellowship: "Fellowship"
        case .ended: "The end"
        }
    }
}
