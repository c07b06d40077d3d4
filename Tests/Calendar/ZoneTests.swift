import Calendar
import Foundation
import Testing

@Suite("Time zones")
struct ZoneTests {
    @Test("every zone of this system is as the system's own library reads it") func system() throws
    {
        #expect(Place.names.count > 300)
        // Many names are of one zone.
        var seen: Set<Zone> = []
        for name in Place.names {
            let zone = try Place.zone(name)
            guard seen.insert(zone).inserted else { continue }
            var moments = Array(stride(from: -1_000_000_000, to: 4_000_000_000, by: 17_870_123))
            for index in 1..<moments.count {
                let (low, high) = (moments[index - 1], moments[index])
                if zone.kind(at: low) != zone.kind(at: high) {
                    let change = Self.change(of: zone, between: low, high)
                    moments += [change - 1, change]
                }
            }
            let told = try Self.system(name, moments)
            #expect(told.count == moments.count)
            let wrong = zip(moments, told).filter { moment, told in
                let kind = zone.kind(at: moment)
                return told != "\(kind.offset) \(kind.name)"
            }
            #expect(wrong.isEmpty, "\(name): \(wrong.prefix(3))")
        }
    }

    /// A moment at which the clocks change.
    private static func change(of zone: Zone, between low: Int, _ high: Int) -> Int {
        var (low, high) = (low, high)
        let before = zone.kind(at: low)
        while high - low > 1 {
            let middle = (low + high) / 2
            if zone.kind(at: middle) == before { low = middle } else { high = middle }
        }
        return high
    }

    /// What `date` says of these moments: seconds from UTC, and the name.
    private static func system(_ name: String, _ moments: [Int]) throws -> [String] {
        let process = Process()
        process.executableURL = URL(filePath: "/bin/date")
        process.arguments = ["-f", "-", "+%::z %Z"]
        process.environment = ["TZ": ":\(name)", "LC_ALL": "C"]
        let (input, output) = (Pipe(), Pipe())
        process.standardInput = input
        process.standardOutput = output
        try process.run()
        // Small enough for a pipe to hold, so that nobody waits for the other.
        let asked = Data(moments.map { "@\($0)\n" }.joined().utf8)
        #expect(asked.count < 65_536)
        input.fileHandleForWriting.write(asked)
        try input.fileHandleForWriting.close()
        let said = String(
            decoding: output.fileHandleForReading.readDataToEndOfFile(),
            as: UTF8.self
        )
        process.waitUntilExit()
        return said.split(separator: "\n").map { line in
            let parts = line.split(separator: " ")
            let numbers = parts[0].dropFirst().split(separator: ":").compactMap { Int($0) }
            let size = numbers.reduce(0) { $0 * 60 + $1 }
            return "\(parts[0].hasPrefix("-") ? -size : size) \(parts[1])"
        }
    }

    @Test("databases that count leap seconds are refused") func leapSeconds() throws {
        let file = try Data(contentsOf: URL(filePath: "\(Place.folder)/right/Europe/Berlin"))
        #expect(Zone(file: [UInt8](file)) == nil)
    }

    /// Two kinds, one change, and a rule for ever.
    private static func crafted(
        _ footer: String = "AAA0",
        kind: UInt8 = 1,
        offset: UInt8 = 60
    ) -> [UInt8] {
        let block = { (moment: [UInt8]) -> [UInt8] in
            let head =
                [UInt8]("TZif2".utf8) + [UInt8](repeating: 0, count: 15)
                + [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 2, 0, 0, 0, 8]
            let kinds: [UInt8] = [0, 0, 0, offset, 0, 0, 0, 0, 0, 0, 1, 4]
            return head + moment + [kind] + kinds + [UInt8]("AAA\0BBB\0".utf8)
        }
        return block([0, 0, 0, 100]) + block([0, 0, 0, 0, 0, 0, 0, 100])
            + [UInt8]("\n\(footer)\n".utf8)
    }

    @Test("a file made by hand says what it says") func crafted() throws {
        let zone = try #require(Zone(file: Self.crafted("")))
        #expect(zone.kind(at: 99).name == "AAA")
        #expect(zone.kind(at: 99).offset == 60)
        #expect(zone.kind(at: 100).name == "BBB")
        #expect(zone.kind(at: 100).isDaylight)
        #expect(zone.kind(at: .max / 4).name == "BBB")
        #expect(try #require(Zone(file: Self.crafted("CCC-2"))).kind(at: 101).offset == 7_200)
    }

    @Test("a file that was cut or lies about itself is no zone") func broken() {
        let file = Self.crafted()
        for count in 0..<file.count - 1 {
            #expect(Zone(file: Array(file.prefix(count))) == nil, "\(count)")
        }
        #expect(Zone(file: Self.crafted(kind: 2)) == nil)
        #expect(Zone(file: Self.crafted("no rule")) == nil)
        #expect(Zone(file: []) == nil)
        #expect(Zone(file: [UInt8](repeating: 0, count: Zone.fileBytesMax + 1)) == nil)
    }

    @Test("no byte of a file stops the program") func dice() throws {
        let file = try Data(contentsOf: URL(filePath: "\(Place.folder)/Europe/Berlin"))
        var dice = Dice(seed: 11)
        for source in [Self.crafted(), [UInt8](file)] {
            for _ in 0..<3_000 {
                var bytes = source
                for _ in 0..<Int.random(in: 1...4, using: &dice) {
                    let index = Int.random(in: 0..<min(bytes.count, 3_000), using: &dice)
                    bytes[index] = .random(in: 0...255, using: &dice)
                }
                guard let zone = Zone(file: bytes) else { continue }
                let schedule = Schedule(text: ScheduleTests.good[0])
                _ = schedule?.nextMeeting(
                    after: .random(in: -1 << 34...1 << 34, using: &dice),
                    in: zone
                )
            }
        }
    }

    @Test(
        "rules of POSIX are read",
        arguments: [
            ("UTC0", 0, 0), ("<+0530>-5:30", 19_800, 19_800), ("EST5EDT", -18_000, -14_400),
            ("CET-1CEST,M3.5.0,M10.5.0/3", 3_600, 7_200),
            ("NZST-12NZDT,M9.5.0,M4.1.0/3", 46_800, 43_200),
            ("IST-1GMT0,M10.5.0,M3.5.0/1", 0, 3_600), ("AAA0BBB,J60/0,J300/0", 0, 3_600),
            ("AAA0BBB-2,59,299", 0, 7_200), ("XXX3YYY,0/0,J365/25", -7_200, -7_200),
        ] as [(String, Int, Int)]
    )
    func rules(_ text: String, _ january: Int, _ july: Int) throws {
        let zone = Zone(rule: try #require(PosixZone(text: text)))
        #expect(try zone.kind(at: Place.moment("2027-01-15 12:00")).offset == january)
        #expect(try zone.kind(at: Place.moment("2027-07-15 12:00")).offset == july)
    }

    @Test(
        "what is no rule is refused",
        arguments: [
            "", "A0", "AB0", "UTC", "CET-25", "CET-1CEST,", "CET-1CEST,M3.5.0", "CET-1CEST,M3.5.0,",
            "CET-1CEST,M13.5.0,M10.5.0", "CET-1CEST,M3.6.0,M10.5.0", "CET-1CEST,M3.5.7,M10.5.0",
            "CET-1CEST,M0.5.0,M10.5.0", "CET-1CEST,J0,J366", "<CET-1",
            "CET-1CEST,M3.5.0/168,M10.5.0",
            "CET-1CEST,M3.5.0,M10.5.0/3x", "CET-1:60", "Europe/Berlin", "CET-0001",
        ]
    )
    func noRules(_ text: String) { #expect(PosixZone(text: text) == nil) }
}
