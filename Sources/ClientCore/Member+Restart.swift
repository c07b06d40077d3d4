import Etiquette
import Wire

// Another run of the relay, a pause that it asks for, and what the person is told on coming back.
// (SPEC §5.12, §5.13, §11.8)

extension Member {
    /// Remembers in which run of the relay this log was seen. (SPEC §5.12, §5.13)
    mutating func noteEpoch(at now: Moment) {
        guard link.epoch > 0 else { return }
        if let seenEpoch, seenEpoch.log == log {
            guard link.epoch > seenEpoch.epoch else { return }
            link.wasRestarted = link.lostAt != nil
            // The loss was the relay's own and is over: the next pause is short again. (SPEC §11.7)
            link.attempts = 0
            clock.beginAnew(at: now)
            phaseClock.beginAnew(at: now)
            // The relay has lost the texts; whoever can brings them again. (SPEC §20.1)
            room.meeting.pages.lose()
        }
        seenEpoch = SeenEpoch(log: log, epoch: link.epoch)
    }

    /// The relay stopped over something of this member, and lets the key in again only later: what
    /// was not answered is never sent again by itself. (SPEC §11.8)
    mutating func setBack(
        _ seconds: UInt64,
        at now: Moment,
        _ effects: inout [ClientEffect]
    ) {
        let range = ClientLimits.setBackSeconds
        let pause = min(max(seconds, range.lowerBound), range.upperBound)
        effects.show(.setBack(seconds: pause))
        for act in outbox.takeFlying() {
            toDraft(act, .setBack, &effects)
            // One of them may have been accepted before the relay stopped, and be asked for.
            guard let me = room.me, var words = act.words(of: me) else { continue }
            words.isGivenUp = true
            kept.keep(words)
        }
        lose(
            at: now,
            pause: pause * 1_000 + dice.upTo(ClientLimits.returnMilliseconds[0]),
            &effects
        )
        link.lossIsTold = true
    }

    /// Once everything that came meanwhile has been shown, the person is told what was lost.
    mutating func tellBack(at now: Moment, _ effects: inout [ClientEffect]) {
        guard link.stage == .seated, state == nil, let end = link.catchUpEnd, have >= end else {
            return
        }
        link.catchUpEnd = nil
        defer { link.forgetLoss() }
        let isWorthTelling =
            link.lossIsTold || link.wasRestarted || link.isNewMeeting || link.missed > 0
            || link.lostLines > 0
        guard let lostAt = link.lostAt, isWorthTelling else { return }
        // Looking for words after a restart is no part of the loss. (SPEC §5.15)
        var back = Back(seconds: (link.seatedAt ?? now).since(lostAt) / 1_000)
        back.wasRestarted = link.wasRestarted
        back.isNewMeeting = link.isNewMeeting
        back.heldStick = link.heldStick
        back.holdsStick = room.holdsStick
        back.placeBefore = room.isOffered ? nil : link.placeBefore
        back.place = room.myPlace
        back.caughtUp = link.caughtUp
        back.lost = link.lostLines
        back.missed = link.missed
        effects.show(.back(back))
    }
}
