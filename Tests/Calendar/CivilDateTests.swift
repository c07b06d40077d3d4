import Calendar
import Foundation
import Testing

@Suite("Dates and times of day")
struct CivilDateTests {
    @Test("every day of four hundred years has its number, its weekday and its text") func days() {
        var day = CivilDate(dayNumber: -73_201)
        let wrong = (-73_200...73_200).filter { number in
            let date = CivilDate(dayNumber: number)
            defer { day = date }
            return date.dayNumber != number || CivilDate(text: date.text) != date
                || CivilDate(year: date.year, month: date.month, day: date.day) != date
                || date.weekday.rawValue != (day.weekday.rawValue + 1) % 7 || day >= date
        }
        #expect(wrong == [])
        #expect(CivilDate(dayNumber: 0).weekday == .thursday)
    }

    @Test("the calendar of another library agrees") func another() throws {
        var calendar = Foundation.Calendar(identifier: .gregorian)
        calendar.timeZone = try #require(TimeZone(identifier: "UTC"))
        for number in stride(from: -40_000, through: 80_000, by: 97) {
            let moment = Date(timeIntervalSince1970: Double(number) * 86_400)
            let parts = calendar.dateComponents([.year, .month, .day, .weekday], from: moment)
            let date = CivilDate(dayNumber: number)
            #expect(parts.year == date.year)
            #expect(parts.month == date.month)
            #expect(parts.day == date.day)
            #expect(parts.weekday == (date.weekday.rawValue + 1) % 7 + 1)
        }
    }

    @Test(
        "what is in no calendar is no date",
        arguments: [
            "2026-02-29", "2100-02-29", "2026-04-31", "2026-00-01", "2026-13-01", "2026-1-1",
            "26-01-01", "2026-01-00", "0000-01-01", "2026-01-01 ", "+026-01-01", "", "2026", "--",
        ]
    )
    func noDates(_ text: String) { #expect(CivilDate(text: text) == nil) }

    @Test("a leap day is a date") func leapDays() {
        #expect(CivilDate(text: "2028-02-29")?.weekday == .tuesday)
        #expect(CivilDate(text: "2000-02-29")?.weekday == .tuesday)
    }

    @Test("days beyond the calendar are its ends") func ends() {
        #expect(CivilDate(dayNumber: .max).text == "9999-12-31")
        #expect(CivilDate(dayNumber: .min).text == "0001-01-01")
    }

    @Test(
        "what no clock shows is no time",
        arguments: ["24:00", "7:00", "19:60", "19.00", "19:0", "-1:00", "19", "", "19:00:00"]
    )
    func noTimes(_ text: String) { #expect(CivilTime(text: text) == nil) }

    @Test("times are read as they are written") func times() {
        for minutes in 0..<1_440 {
            let time = CivilTime(hour: minutes / 60, minute: minutes % 60)
            #expect(time?.minutes == minutes)
            #expect(time.flatMap { CivilTime(text: $0.text) } == time)
        }
    }
}
