/// The rule by which a place changes its clocks every year, as POSIX writes it in `TZ`.
///
/// `CET-1CEST,M3.5.0,M10.5.0/3` says: an hour before UTC, two in summer; from the last Sunday of
/// March at two o'clock to the last one of October at three.
public struct PosixZone: Hashable, Sendable {
    /// One change of the clocks in each year, on the clocks before the change.
    struct Change: Hashable, Sendable {
        /// On which day.
        enum Day: Hashable, Sendable {
            /// A weekday of a month, its first to fourth or, as the fifth, its last.
            case month(Int, week: Int, Weekday)
            /// A day of the year from 1, in which 29 February is never counted.
            case julian(Int)
            /// A day of the year from 0.
            case ordinal(Int)
        }

        let day: Day
        /// Seconds after the midnight with which the day begins; may be outside of it.
        let second: Int

        /// When the clocks show it in a year.
        func local(in year: Int) -> LocalSeconds? {
            guard let date = date(in: year) else { return nil }
            return LocalSeconds(date.dayNumber * 86_400 + second)
        }

        private func date(in year: Int) -> CivilDate? {
            let newYear = CivilDate(year: year, month: 1, day: 1)
            switch day {
            case .month(let month, let week, let weekday):
                let place = Schedule.MonthPlace(rawValue: week)
                let first = CivilDate(year: year, month: month, day: 1)
                return place.flatMap { place in
                    first.flatMap { Schedule.date(place, weekday, onOrAfter: $0) }
                }
            case .julian(let day):
                let leap = CivilDate.isLeap(year) && day >= 60 ? 1 : 0
                return newYear?.advanced(by: day - 1 + leap)
            case .ordinal(let day): return newYear?.advanced(by: day)
            }
        }
    }

    /// The other half of the year.
    struct Summer: Hashable, Sendable {
        let kind: LocalKind
        let begin: Change
        let end: Change
    }

    let standard: LocalKind
    let summer: Summer?

    /// The changes of a year, in order; a place without a summer time has none.
    func changes(in year: Int) -> [ZoneChange] {
        guard let summer, let begin = summer.begin.local(in: year),
            let end = summer.end.local(in: year)
        else { return [] }
        let kind = summer.kind
        let both = [
            ZoneChange(moment: begin.count - standard.offset, before: standard, after: kind),
            ZoneChange(moment: end.count - kind.offset, before: kind, after: standard),
        ]
        return both[0].moment <= both[1].moment ? both : [both[1], both[0]]
    }

    /// What the clocks show at a moment.
    func kind(at moment: Int) -> LocalKind {
        let year = LocalSeconds(moment).date.year
        for year in [year + 1, year, year - 1] {
            if let last = changes(in: year).last(where: { $0.moment <= moment }) {
                return last.after
            }
        }
        return standard
    }
}
