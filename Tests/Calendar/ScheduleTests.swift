import Calendar
import Foundation
import Testing

@Suite("§3.10 The schedule")
struct ScheduleTests {
    static let good = [
        "weekly tue 19:00 from 2026-12-01 for 90 min in Europe/Berlin",
        "weekly sun 00:00 from 2026-11-29 for 5 min in UTC",
        "every 2 weeks fri 08:05 from 2026-12-04 for 720 min in America/North_Dakota/New_Salem",
        "every 52 weeks wed 23:59 from 2199-12-25 for 720 min in America/Argentina/ComodRivadavia",
        "monthly first tue 19:00 from 2026-12-01 for 90 min in Etc/GMT+5",
        "monthly fourth tue 19:00 from 2026-12-22 for 90 min in Asia/Kolkata",
        "monthly last tue 19:00 from 2026-12-29 for 90 min in America/Port-au-Prince",
        "2026-12-01 19:00 for 90 min in Europe/Berlin",
        "2000-01-01 00:00 for 60 min in GMT0",
    ]

    @Test("§3.10 a schedule in its one form is read and written again", arguments: good)
    func reads(_ text: String) throws {
        let schedule = try #require(Schedule(text: text))
        #expect(schedule.text == text)
        #expect(text.utf8.count <= Schedule.textBytesMax)
        #expect(schedule.date(onOrAfter: schedule.first) == schedule.first)
    }

    @Test(
        "§3.10 any other form is no schedule",
        arguments: [
            "", " ", "weekly", "weekly tue 19:00", "weekly tue 19:00 from 2026-12-01",
            "weekly tue 19:00 for 90 min in Europe/Berlin",
            "weekly  tue 19:00 from 2026-12-01 for 90 min in Europe/Berlin",
            "Weekly tue 19:00 from 2026-12-01 for 90 min in Europe/Berlin",
            "weekly tuesday 19:00 from 2026-12-01 for 90 min in Europe/Berlin",
            "weekly tue 19:00 from 2026-12-02 for 90 min in Europe/Berlin",
            "weekly tue 19:00 from 2026-12-01 for 90 minutes in Europe/Berlin",
            "weekly tue 19:00 from 2026-12-01 for 090 min in Europe/Berlin",
            "weekly tue 19:00 from 2026-12-01 for +90 min in Europe/Berlin",
            "weekly tue 19:00 from 2026-12-01 for 4 min in Europe/Berlin",
            "weekly tue 19:00 from 2026-12-01 for 721 min in Europe/Berlin",
            "weekly tue 19:00 from 2026-12-01 in Europe/Berlin for 90 min",
            "weekly tue 19:00 from 2026-12-01 for 90 min in Europe/Berlin ",
            "weekly tue 19:00 from 2026-12-01 for 90 min in ../Berlin",
            "weekly tue 19:00 from 2026-12-01 for 90 min in /etc/passwd",
            "weekly tue 19:00 from 2026-12-01 for 90 min in Europe//Berlin",
            "weekly tue 19:00 from 2026-12-01 for 90 min in Europe/",
            "weekly tue 19:00 from 2026-12-01 for 90 min in Europe/Bérlin",
            "weekly tue 19:00 from 1999-12-28 for 90 min in Europe/Berlin",
            "weekly tue 19:00 from 2200-01-07 for 90 min in Europe/Berlin",
            "every 1 weeks tue 19:00 from 2026-12-01 for 90 min in Europe/Berlin",
            "every 53 weeks tue 19:00 from 2026-12-01 for 90 min in Europe/Berlin",
            "monthly fifth tue 19:00 from 2026-12-01 for 90 min in Europe/Berlin",
            "monthly second tue 19:00 from 2026-12-01 for 90 min in Europe/Berlin",
            "2026-12-01 19:00 from 2026-12-01 for 90 min in Europe/Berlin",
            "2026-12-01 24:00 for 90 min in Europe/Berlin",
            "2026-12-01 19:00 for 90 min in A123456789012345678901234567890123456789x",
            "every 52 weeks wed 23:59 from 2199-12-25 for 720 min in Aaaaaaaaaa/Bbbbbbbbbb/Cccccccccc/Dddddddd",
        ]
    )
    func bad(_ text: String) { #expect(Schedule(text: text) == nil) }

    @Test("§3.10 no prefix of a schedule is one, and dice make none") func dice() throws {
        for text in Self.good {
            // What is cut behind the zone's first letter names another zone.
            let end = try #require(text.range(of: " in ")).upperBound
            for index in text[..<end].indices {
                #expect(Schedule(text: String(text[..<index])) == nil)
            }
        }
        var dice = Dice(seed: 7)
        for _ in 0..<5_000 {
            var bytes = [UInt8](Self.good[Int.random(in: 0..<Self.good.count, using: &dice)].utf8)
            bytes[Int.random(in: 0..<bytes.count, using: &dice)] = .random(
                in: 0...255,
                using: &dice
            )
            let text = String(decoding: bytes, as: UTF8.self)
            if let schedule = Schedule(text: text) { #expect(schedule.text == text) }
        }
    }

    @Test("§3.10 days follow the rule from the first one on") func days() throws {
        func days(_ text: String, from day: String, _ count: Int) throws -> [String] {
            let schedule = try #require(Schedule(text: text))
            var days: [String] = []
            var next = try #require(CivilDate(text: day))
            while days.count < count, let date = schedule.date(onOrAfter: next) {
                days.append(date.text)
                next = date.advanced(by: 1)
            }
            return days
        }
        let rest = "for 90 min in Europe/Berlin"
        #expect(
            try days("weekly tue 19:00 from 2026-12-01 \(rest)", from: "2026-01-01", 2)
                == ["2026-12-01", "2026-12-08"]
        )
        #expect(
            try days("every 3 weeks tue 19:00 from 2026-12-01 \(rest)", from: "2026-12-02", 3)
                == ["2026-12-22", "2027-01-12", "2027-02-02"]
        )
        #expect(
            try days("monthly first tue 19:00 from 2026-12-01 \(rest)", from: "2026-12-02", 3)
                == ["2027-01-05", "2027-02-02", "2027-03-02"]
        )
        #expect(
            try days("monthly last sun 19:00 from 2026-12-27 \(rest)", from: "2027-01-31", 3)
                == ["2027-01-31", "2027-02-28", "2027-03-28"]
        )
        #expect(try days("2026-12-01 19:00 \(rest)", from: "2026-12-02", 2) == [])
    }
}
