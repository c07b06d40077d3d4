import ClientCore
import Etiquette
import Practice
import Testing
import Wire

@Suite("What the practice circle may not pretend")
struct HonestyTests {
    @Test("the first line says that it is practice, and every neighbour says what it is")
    func notPeople() {
        var dee = Newcomer()
        #expect(dee.heard[0].hasPrefix("This is practice, on this machine alone."))
        #expect(dee.heard[0].contains("Ana, Bo and Cy are not people"))
        dee.watches()
        for name in ["Ana·1", "Bo·2", "Cy·3"] {
            let first = dee.heard.first { $0.hasPrefix("\(name): ") }
            #expect(first?.contains("a script") == true, "\(name)")
        }
        let parts = dee.told.filter { $0.hasPrefix("Practice, part ") }
        #expect(parts.count == 11)
    }

    @Test(
        "§7.7 §10.8 a call for help is answered with the truth at any time",
        arguments: [
            0, 30_000, 400_000, 1_000_000, 2_000_000, 3_600_000,
        ]
    )
    func nobodyAlerted(_ wait: UInt64) {
        var dee = Newcomer()
        dee.wait(wait)
        dee.does(.help)
        dee.does(.urgent)
        dee.wait(5_000)
        #expect(dee.count(of: "This is practice: nobody was alerted.") == 2)
        #expect(!dee.hasRead("The facilitators know that you need help"))
        #expect(!dee.hasRead("The facilitators see that it is urgent"))
    }

    @Test("§7.6 a whisper is answered by a whisper that says that nobody has read it")
    func whispers() {
        var dee = Newcomer()
        dee.wait(10_000)
        dee.wish(.whisper(.facilitators, "is anybody there"))
        dee.reads(
            "Ana·1 whispers to you: Your whisper reached me and nobody else. I am a script"
        )
    }

    @Test("§10.9 who only listens is offered nothing") func listening() {
        var dee = Newcomer()
        dee.does(.listen(true))
        dee.watches()
        #expect(dee.lessons.last == .farewell)
        #expect(!dee.hasRead("The stick is offered to you"))
        #expect(dee.hasRead("That is fine. `hand` ends it."))
    }

    @Test("§8.13 a neighbour who is given the stick does not keep it", arguments: [1, 2, 3])
    func gifts(_ seat: UInt16) {
        var dee = Newcomer()
        dee.wait(10_000)
        dee.does(.hand(.up))
        dee.until(\.member.room.isOffered)
        dee.pressesEnter()
        dee.types("Yours.")
        dee.does(.give(Seat(seat)))
        dee.until(\.member.room.isOffered)
        #expect(dee.lessons.last == .pass)
    }

    @Test("§8.10 a silence that somebody asks for is held, and not cut short") func silence() {
        var dee = Newcomer()
        dee.wait(10_000)
        dee.wish(.pause)
        dee.until { $0.member.room.floor?.state == .space }
        let began = dee.now
        dee.until { $0.member.room.floor?.state == .home }
        #expect(dee.now.since(began) >= 14_900)
    }

    @Test("the sentences are short and calm") func plainWords() {
        var watching = Newcomer()
        watching.watches()
        var lines = watching.heard
        for seed in 100..<110 {
            var dee = Newcomer(seed: UInt64(seed))
            dee.wanders(steps: 60)
            lines += dee.heard
        }
        let own = lines.filter { line in
            !line.hasPrefix("circle: ") && !line.hasPrefix("card: ") && !line.hasPrefix("Dee·4")
        }
        #expect(own.count > 300)
        for line in Set(own) {
            #expect(!line.contains("!"), "\(line)")
            for sentence in line.split(whereSeparator: { ".?:".contains($0) }) {
                #expect(sentence.split(separator: " ").count <= 20, "\(sentence)")
            }
        }
    }
}
