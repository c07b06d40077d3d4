import Etiquette
import Wire

// The end of a meeting. (SPEC §21.3)

extension Room {
    /// The meeting has ended: everybody but the facilitators goes, with what is left for them.
    mutating func endMeeting(at now: Moment, _ outputs: inout Outputs) {
        endedAt = now
        wipeDue = now.after(limits.wipeMilliseconds)
        let leaving = sessions.values.filter { !isDebriefing($0) && !$0.isDoomed }
        for session in leaving.sorted(by: { $0.order < $1.order }) {
            bidFarewell(session.id, RelayLine(.fail(nil, .ended, details: [])), &outputs)
        }
    }

    /// Whether a connection may stay after the end.
    private func isDebriefing(_ session: Session) -> Bool {
        session.role.facilitates && session.member != nil
    }

    /// What was said is overwritten once nobody is to be given it any more.
    mutating func wipeIfAllLeft() {
        guard wipeDue != nil, sessions.values.allSatisfy(isSatisfied) else { return }
        wipeMeeting()
    }

    /// Whether a connection may stay, and has been given what was said until the end.
    private func isSatisfied(_ session: Session) -> Bool {
        guard isDebriefing(session), let index = session.member else { return false }
        return session.state == nil && session.cursor >= lastVisible(to: index)
    }

    /// Words, pages and names go; the facilitators keep their seats.
    private mutating func wipeMeeting() {
        wipeDue = nil
        ring.wipeWords()
        pages.removeAll()
        recovery = nil
        for index in members.indices
        where circle.record(of: members[index].seat)?.role.facilitates != true {
            members[index].name = nil
        }
    }

    /// What is due after the end, and when.
    var endingDeadline: Moment? {
        guard let endedAt else { return nil }
        guard !isDebriefOver else { return endedAt }
        return [wipeDue, endedAt.after(limits.debriefMilliseconds)].compactMap(\.self).min()
    }

    /// The debriefing is over when its time is, or when the last facilitator has left.
    mutating func passEnding(at now: Moment, _ outputs: inout Outputs) {
        if let due = wipeDue, now >= due { wipeMeeting() }
        guard let endedAt, now >= endedAt.after(limits.debriefMilliseconds) || isDebriefOver else {
            return
        }
        for session in sessions.values.sorted(by: { $0.order < $1.order }) {
            bidFarewell(session.id, RelayLine(.fail(nil, .ended, details: [])), &outputs)
        }
        end(&outputs)
    }

    private var isDebriefOver: Bool {
        endedAt != nil && wipeDue == nil
            && !circle.seats.contains { $0.role.facilitates && $0.isSeated }
    }
}
