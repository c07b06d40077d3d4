import Etiquette
import Wire

// The parts of a meeting, as they begin and as the person asks about them. (SPEC §14, §20.3)

extension Member {
    /// A phase begins. (SPEC §14.3)
    mutating func begin(
        _ line: RelayLine.PhaseLine,
        number: UInt64,
        at now: Moment,
        _ effects: inout [ClientEffect]
    ) {
        guard room.meeting.phase?.number != line.number else { return }
        // Who comes back sees the beginning late, and does not know when it was.
        set(line, isExact: link.lostAt == nil, at: now)
        guard line.kind != .ended else {
            told.phase = line.number
            return effects.show(.meeting(.ended(facilitates: role.facilitates)), number: number)
        }
        wantCards()
        tellPhase(isNew: true, number: number, at: now, &effects)
        beginQueue(of: line.kind, line.reason)
        schedulePrompts(at: now)
    }

    /// A response has a line of hands of its own; the other one waits and is told again after it.
    /// (SPEC §16.2)
    private mutating func beginQueue(of kind: PhaseKind, _ reason: PhaseReason) {
        guard kind == .response || reason == .resume else { return }
        told.queueDue = nil
        if kind == .response { told.queueBeneath = told.queue }
        // The ring of a go-round is as it was, and that is no news.
        told.queue = kind.isRound ? told.queueBeneath : []
    }

    mutating func set(_ line: RelayLine.PhaseLine, isExact: Bool, at now: Moment) {
        room.meeting.placeBeneath = line.kind == .response ? room.meeting.phase?.place : nil
        room.meeting.phase = line
        phaseClock.begin(line.reason, isExact: isExact, at: now)
        prompts = []
        switch line.reason {
        case .response: break
        case .resume: room.meeting.lastSharer = nil
        case .start, .next, .over, .end:
            room.meeting.lastSharer = nil
            // The next phase ends it. (SPEC §16.7)
            room.meeting.isQuieted = false
        }
    }

    /// Tells the phase with its title, if that is here.
    mutating func tellPhase(
        isNew: Bool,
        number: UInt64? = nil,
        at now: Moment,
        _ effects: inout [ClientEffect]
    ) {
        due.phase = nil
        guard let line = room.meeting.phase else { return }
        let place = Int(line.place)
        told.phase = line.number
        told.hasTitle = room.title(of: place) != nil
        let sharer = line.kind == .response ? room.meeting.lastSharer : nil
        let offersSlip = isNew && line.kind == .closing && !told.slips
        if offersSlip { told.slips = true }
        let shown = PhaseShown(
            line: line,
            title: room.title(of: place),
            customs: room.planned(place),
            limitSeconds: room.limitSeconds,
            count: room.meeting.plan?.plan?.phases.count ?? 0,
            usedSeconds: isNew ? nil : phaseClock.usedSeconds(at: now),
            isNew: isNew,
            sharer: sharer.map { room.person($0) },
            offersSlip: offersSlip,
            handWaits: isNew && line.kind == .response && room.myPlace != nil,
            isByVoice: room.isByVoice,
            onlyListens: role == .listener
        )
        effects.show(.meeting(.phase(shown)), number: number)
    }

    /// Whoever has just come in is told where the meeting is, with its title if that comes soon.
    mutating func tellPhaseSoon(at now: Moment, _ effects: inout [ClientEffect]) {
        wantCards()
        tellTexts(&effects)
        guard let line = room.meeting.phase, told.phase != line.number else { return }
        let pages = room.meeting.pages
        let isComing = Pages.number(of: Int(line.place)).map {
            pages.isKnown($0) && pages.text(of: $0) == nil
        }
        guard isComing == true else { return tellPhase(isNew: false, at: now, &effects) }
        due.phase = now.after(ClientLimits.planMilliseconds)
    }

    /// Whoever comes in for the first time is told once which texts there are.
    private mutating func tellTexts(_ effects: inout [ClientEffect]) {
        let subjects = [PageText.Subject.agreements, .orientation].filter {
            room.meeting.pages.isKnown(UInt8(clamping: $0.number))
        }
        guard !told.texts, !subjects.isEmpty else { return }
        told.texts = true
        effects.show(.meeting(.texts(subjects)))
    }

    /// A card came: perhaps that of the phase that is on.
    mutating func cardArrived(
        _ number: UInt8,
        at now: Moment,
        _ effects: inout [ClientEffect]
    ) {
        guard let line = room.meeting.phase, Pages.number(of: Int(line.place)) == number else {
            return
        }
        if due.phase != nil { return tellPhase(isNew: false, at: now, &effects) }
        guard let title = room.title(of: Int(line.place)), !told.hasTitle else { return }
        told.hasTitle = true
        effects.show(.meeting(.phaseTitle(title)))
        schedulePrompts(at: now)
    }

    /// In a silence each client shows the rows of the card at their seconds. (SPEC §20.3)
    private mutating func schedulePrompts(at now: Moment) {
        prompts = []
        guard let line = room.meeting.phase, line.kind == .silence, let began = phaseClock.began,
            let card = room.meeting.pages.card(of: Int(line.place))
        else { return }
        prompts = card.prompts.filter { prompt in
            let due = began.after(UInt64(prompt.second) * 1_000)
            return due.after(ClientLimits.promptMilliseconds) >= now
        }
    }

    /// When the next prompt is to be shown.
    var promptDue: Moment? {
        guard room.floor?.state == .space, let began = phaseClock.began, let next = prompts.first
        else { return nil }
        return began.after(UInt64(next.second) * 1_000)
    }

    private mutating func showPrompts(at now: Moment, _ effects: inout [ClientEffect]) {
        while let due = promptDue, due <= now {
            effects.show(.meeting(.prompt(prompts.removeFirst().text)))
        }
    }

    /// Whatever of a meeting is due by itself.
    mutating func sweepMeeting(at now: Moment, _ effects: inout [ClientEffect]) {
        showPrompts(at: now, &effects)
        if let time = due.plan, time <= now { tellPlan(&effects) }
        if let time = due.phase, time <= now { tellPhase(isNew: false, at: now, &effects) }
        sweepAgreements(at: now)
        sweepHelp(at: now, &effects)
        askForPages(at: now, &effects)
        bringNext(at: now, &effects)
    }
}

// What the person wants of the parts.
extension Member {
    mutating func grantMeeting(
        _ wish: Wish,
        at now: Moment,
        _ effects: inout [ClientEffect]
    ) {
        switch wish {
        case .phase:
            guard room.meeting.phase != nil else { return effects.show(.meeting(.noPlan)) }
            tellPhase(isNew: false, at: now, &effects)
        case .plan: showPlan(at: now, &effects)
        case .phaseNext(let isNow):
            guard let phase = room.meeting.phase else { return effects.show(.meeting(.noPlan)) }
            act(.phase(.next(phase.number, now: isNow)), &effects)
        case .endMeeting(let isNow):
            act(.phase(.end(room.meeting.phase?.number ?? 0, now: isNow)), &effects)
        case .read: readAloud(&effects)
        case .stopReading: if outbox.holdsReading { stopReading(&effects) }
        case .text(let subject): read(subject, &effects)
        default: break
        }
    }

    /// The plan, with the titles that are here or come soon.
    private mutating func showPlan(at now: Moment, _ effects: inout [ClientEffect]) {
        guard let phases = room.meeting.plan?.plan?.phases else {
            return effects.show(.meeting(.noPlan))
        }
        for place in 1...max(1, phases.count) {
            guard let number = Pages.number(of: place), room.meeting.pages.isKnown(number) else {
                continue
            }
            room.meeting.pages.want(number)
        }
        if room.meeting.pages.isKnown(2) { room.meeting.pages.want(2) }
        guard room.meeting.pages.isWanting, link.isUp else { return tellPlan(&effects) }
        due.plan = now.after(ClientLimits.planMilliseconds)
    }

    mutating func tellPlan(_ effects: inout [ClientEffect]) {
        due.plan = nil
        if let title = room.meeting.pages.text(of: 2)?.rows.first, !title.isEmpty {
            effects.show(.meeting(.row(.meeting, title)))
        }
        for (index, phase) in (room.meeting.plan?.plan?.phases ?? []).enumerated() {
            let row = PlanRow(
                place: index + 1,
                title: room.title(of: index + 1),
                phase: phase,
                isNow: room.place == index + 1
            )
            effects.show(.meeting(.planRow(row)))
        }
    }

    /// Says the reading of this part, row by row. (SPEC §20.3)
    private mutating func readAloud(_ effects: inout [ClientEffect]) {
        let place = Int(room.meeting.phase?.place ?? 0)
        let rows = room.meeting.pages.card(of: place)?.reading.filter { !$0.isEmpty } ?? []
        guard !rows.isEmpty else { return effects.show(.meeting(.noText(.phase(place - 1)))) }
        // Where people speak by voice, whoever facilitates reads it out. (SPEC §14.7)
        guard !room.isByVoice else {
            for row in rows { effects.show(.meeting(.row(.reading, row))) }
            return
        }
        if let reason = silence { return effects.show(.meeting(.notRead(reason))) }
        told.readingStopped = false
        for row in rows { speak(row, .reading, &effects) }
    }

    /// The rest of a reading is not said, and the person is told once.
    mutating func stopReading(_ effects: inout [ClientEffect]) {
        outbox.dropReading()
        guard !told.readingStopped else { return }
        told.readingStopped = true
        effects.show(.meeting(.readingStopped))
    }
}
