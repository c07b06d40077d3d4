/// The clocks of a zone as iCalendar describes them, so that a meeting keeps its local time.
struct ZoneEntry {
    /// Days before and after the first meeting for which changes are looked at: within the first
    /// there is one if there are any at all; after the second nobody knows what will hold.
    private static let daysBefore = 800
    private static let daysAfter = 30 * 366

    /// One way in which the clocks change, at all the times when they do.
    private struct Observance {
        let before: LocalKind
        let after: LocalKind
        /// When, on the clocks before the change; the first one begins it.
        var onsets: [LocalSeconds]
        /// The rule that makes all later ones.
        var rule: String?
    }

    private let name: ZoneName
    private var observances: [Observance] = []

    /// The clocks of `zone` for meetings from the moment `start` on.
    init(_ name: ZoneName, _ zone: Zone, around start: Int) {
        self.name = name
        let end = start + Self.daysAfter * 86_400
        let early = zone.changes(from: start - Self.daysBefore * 86_400, to: start)
        let late = zone.changes(from: start + 1, to: end)
        if let rule = zone.rule, let yearly = Self.yearly(rule, start: start, early, late) {
            observances = yearly
            return
        }
        if let last = early.last {
            add(last)
        } else {
            let kind = zone.kind(at: start)
            let ever = LocalSeconds(0)
            observances = [Observance(before: kind, after: kind, onsets: [ever])]
        }
        for change in late { add(change) }
    }

    private mutating func add(_ change: ZoneChange) {
        let known = observances.firstIndex {
            $0.before == change.before && $0.after == change.after
        }
        guard let known else {
            let new = Observance(before: change.before, after: change.after, onsets: [change.local])
            return observances.append(new)
        }
        observances[known].onsets.append(change.local)
    }

    /// Two rules, when the clocks keep two rules that iCalendar can say from before the start on.
    private static func yearly(
        _ rule: PosixZone,
        start: Int,
        _ early: [ZoneChange],
        _ late: [ZoneChange]
    ) -> [Observance]? {
        guard let summer = rule.summer, let begin = yearlyRule(summer.begin),
            let end = yearlyRule(summer.end), let last = early.last?.moment, early.count > 1,
            let first = early.dropLast().last
        else { return nil }
        // The last two changes before the start, and all later ones, must be the rule's own.
        let listed = early.suffix(2) + late
        let to = late.last?.moment ?? last
        let years = first.local.date.year - 1...LocalSeconds(to).date.year + 1
        let ruled = years.flatMap { rule.changes(in: $0) }
            .filter { (first.moment...to).contains($0.moment) }
        guard ruled == Array(listed) else { return nil }
        return early.suffix(2).map { change in
            Observance(
                before: change.before,
                after: change.after,
                onsets: [change.local],
                rule: change.after == summer.kind ? begin : end
            )
        }
    }

    /// A rule for a weekday of a month at an hour of that day; others are listed one by one.
    private static func yearlyRule(_ change: PosixZone.Change) -> String? {
        guard case .month(let month, let week, let weekday) = change.day,
            (0..<86_400).contains(change.second)
        else { return nil }
        let place = week == 5 ? -1 : week
        return "FREQ=YEARLY;BYMONTH=\(month);BYDAY=\(place)\(weekday.calendarWord)"
    }

    func write(to calendar: inout CalendarText) {
        calendar.part("VTIMEZONE") { calendar in
            calendar.line("TZID", name.text)
            for observance in observances { Self.write(observance, to: &calendar) }
        }
    }

    private static func write(_ observance: Observance, to calendar: inout CalendarText) {
        guard let first = observance.onsets.first else { return }
        calendar.part(observance.after.isDaylight ? "DAYLIGHT" : "STANDARD") { calendar in
            calendar.line("DTSTART", CalendarText.moment(first))
            calendar.line("TZOFFSETFROM", CalendarText.offset(observance.before.offset))
            calendar.line("TZOFFSETTO", CalendarText.offset(observance.after.offset))
            calendar.words("TZNAME", observance.after.name)
            if let rule = observance.rule { calendar.line("RRULE", rule) }
            let others = observance.onsets.dropFirst().map(CalendarText.moment)
            if !others.isEmpty { calendar.line("RDATE", others.joined(separator: ",")) }
        }
    }
}
