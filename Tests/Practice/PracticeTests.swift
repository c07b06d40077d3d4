import ClientCore
import Etiquette
import Practice
import Testing
import Wire

@Suite("The practice circle")
struct PracticeTests {
    @Test("who does what is asked goes through every part, and is told what it was for")
    func willing() {
        var dee = Newcomer()
        dee.reads("then press Enter")
        dee.pressesEnter()
        dee.reads("to see the wishes there are")
        dee.readsHelp()
        dee.reads("raise your hand: type `hand`")
        dee.does(.hand(.up))
        dee.reads("I see your hand")
        dee.share("It has rained all day.")
        dee.reads("In a circle everybody would have read that")
        dee.until(\.member.room.isOffered)
        dee.does(.pass)
        dee.reads("You passed. You can do that every time.")
        dee.until(\.member.room.isOffered)
        dee.does(.hand(.later))
        dee.reads("Cy goes first then, and you stay in line.")
        dee.reads("Cy·3: I am Cy, a script.")
        dee.reads("Your hand is still up.")
        dee.does(.hand(.down))
        dee.reads("Nobody asks about that.")
        dee.reads("Bo has the stick. Type a few words now")
        dee.types("But I")
        dee.reads("Nobody got your line, and Bo was not disturbed.")
        dee.until(\.member.room.isOffered)
        dee.wish(.sendDraft(all: false))
        dee.until(\.member.room.holdsStick)
        #expect(dee.hasRead("Dee·4: But I"))
        dee.does(.done)
        dee.reads("Type `pause`")
        dee.wish(.pause)
        dee.until { $0.member.room.floor?.state == .space }
        dee.reads("The silence is over. Whoever had the stick")
        dee.reads("type `help me`")
        dee.does(.help)
        dee.reads("In a real circle a facilitator could answer you now")
        dee.reads("To go, type `leave`.")
        dee.wish(.leave)
        #expect(dee.lessons == Lesson.allCases)
        #expect(dee.farewell == .left)
    }

    @Test("who only watches sees every part, with time for each, and is left in peace at the end")
    func watching() {
        var dee = Newcomer()
        dee.watches()
        #expect(dee.lessons == Lesson.allCases.filter { $0 != .draft })
        #expect(dee.told.count == 12)
        // Two more hints, and then nothing more.
        dee.wait(200_000)
        let before = dee.heard
        dee.wait(3_600_000)
        #expect(dee.heard == before)
        #expect(dee.farewell == nil && dee.dialAt == nil)
    }

    /// What has nothing to do with any part, or with another one.
    static let detours: [Request.Ask] = [
        .hand(.up), .hand(.down), .hand(.later), .urgent, .accept, .pass, .done, .help,
        .bell(.ask), .bell(.on(seconds: 60)), .listen(true), .listen(false), .presence(.away),
        .call(nil), .home(now: true), .give(Seat(2)), .give(Seat(1)), .crosstalk(true), .extend,
    ]

    @Test(
        "whoever does something else in every part comes to the end all the same",
        arguments: detours
    )
    func wandering(_ detour: Request.Ask) {
        var dee = Newcomer()
        for _ in 0..<40 {
            dee.does(detour)
            dee.wait(20_000)
        }
        dee.watches()
        #expect(dee.lessons.last == .farewell)
        #expect(Set(dee.lessons).isSuperset(of: [.stick, .pass, .interruption]))
        #expect(dee.farewell == nil)
    }

    @Test(
        "words typed at any time disturb nobody, and every part comes",
        arguments: [2_000, 70_000]
    )
    func chatting(_ pause: UInt64) {
        var dee = Newcomer()
        while dee.lessons.last != .farewell, dee.now < Moment(20_000_000) {
            dee.types("hm")
            // A share is theirs to end.
            if dee.member.room.holdsStick { dee.does(.done) }
            dee.wait(pause)
            if dee.now.milliseconds % 13 == 0 { dee.skips() }
        }
        for _ in 0..<12 { dee.skips() }
        dee.wait(60_000)
        #expect(dee.lessons.last == .farewell)
        #expect(dee.hasRead("Kept as a draft"))
    }

    @Test(
        "every part can be skipped, whatever goes on in it",
        arguments: Lesson.allCases,
        [0, 12_000]
    )
    func skipping(_ lesson: Lesson, _ wait: UInt64) {
        var dee = Newcomer()
        dee.types("a draft for its part")
        while dee.lessons.last != lesson {
            dee.skips()
            dee.wait(2_500)
        }
        dee.wait(wait)
        if dee.member.room.isOffered { dee.does(.accept) }
        dee.skips()
        dee.wait(2_500)
        guard lesson != .farewell else {
            #expect(dee.told.last == "That was the last part. `leave` ends the practice.")
            return
        }
        #expect(dee.lessons.last != lesson)
        #expect(dee.lessons.count(where: { $0 == lesson }) == 1)
        dee.watches()
        #expect(dee.lessons.last == .farewell)
        #expect(dee.member.room.floor?.state == .home)
    }

    @Test("a line that only holds the word is skipped; words are words") func skipWord() {
        var dee = Newcomer()
        dee.wait(10_000)
        for line in [" skip", "skip it", "say skip"] { dee.types(line) }
        dee.wait(60_000)
        #expect(!dee.lessons.contains(.hand))
        for line in ["skip", "Skip ", "/skip"] { dee.types(line) }
        dee.wait(5_000)
        #expect(dee.lessons.contains(.hand))
    }

    @Test("whoever is ahead is followed") func ahead() {
        var dee = Newcomer()
        dee.wait(2_000)
        dee.readsHelp()
        dee.does(.hand(.up))
        dee.reads("I see your hand")
        #expect(!dee.hasRead("raise your hand: type `hand`"))
        dee.until(\.member.room.isOffered)
        dee.does(.pass)
        dee.reads("You have passed already")
        #expect(!dee.hasRead("This time type `pass`"))
        dee.does(.help)
        dee.watches()
        #expect(dee.lessons.last == .farewell)
        #expect(!dee.hasRead("If it gets too much"))
    }

    @Test("a part waits, reminds twice, and begins to wait anew when something is typed")
    func patience() {
        var dee = Newcomer()
        dee.wait(10_000)
        dee.pressesEnter()
        dee.reads("to see the wishes there are")
        dee.wait(290_000)
        #expect(dee.count(of: "`help` shows the words to use. `skip`") == 2)
        dee.types("what now")
        dee.wait(290_000)
        #expect(dee.lessons.last == .words)
        #expect(dee.count(of: "`help` shows the words to use. `skip`") == 4)
        dee.wait(20_000)
        #expect(dee.lessons.last == .hand)
    }

    @Test("in the end a hand gets the stick, as often as it goes up") func stays() {
        var dee = Newcomer()
        for _ in 0..<11 {
            dee.skips()
            dee.wait(1_000)
        }
        dee.reads("To go, type `leave`.")
        for round in 1...4 {
            dee.does(.hand(.up))
            dee.share("Round \(round).")
            dee.wait(20_000)
            #expect(dee.hasRead("Dee·4: Round \(round)."))
        }
        #expect(dee.lessons.last == .farewell)
    }
}

extension Newcomer {
    /// Takes the stick when it is offered, says a line and ends the share.
    mutating func share(_ text: String) {
        until(\.member.room.isOffered)
        pressesEnter()
        types(text)
        does(.done)
        until { !$0.member.room.holdsStick }
    }
}
