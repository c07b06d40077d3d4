import ClientCore
import Etiquette
import Practice
import Testing
import Wire

@Suite("Nobody gets lost in the practice circle")
struct WanderingTests {
    @Test(
        "whatever somebody does, the end is reached, and the stick is at home",
        arguments: 0..<30
    )
    func anything(_ seed: Int) {
        var dee = Newcomer(seed: UInt64(seed))
        dee.wanders(steps: 120)
        // From here on nothing: the script goes on by itself.
        if dee.member.room.isOffered || dee.member.room.holdsStick { dee.does(.pass) }
        if dee.member.room.holdsStick { dee.does(.done) }
        dee.watches()
        // An offer that nobody takes lapses twice, and then the hand is down.
        dee.wait(400_000)
        #expect(dee.lessons.last == .farewell)
        #expect(dee.member.room.floor?.state == .home)
        #expect(dee.farewell == nil && dee.member.isSettled)
        // And somebody who wants the stick gets it.
        dee.does(.listen(false))
        dee.does(.hand(.up))
        dee.until(\.member.room.isOffered)
    }

    @Test(
        "§1.3 §11.7 a link that is given up and taken up again costs nothing",
        arguments: [0, 20_000, 200_000]
    )
    func lostLink(_ wait: UInt64) {
        var dee = Newcomer()
        dee.wait(wait)
        let lesson = dee.lessons.last
        dee.losesLink()
        dee.wait(5_000)
        #expect(dee.member.isReady)
        #expect(dee.lessons.last == lesson)
        dee.does(.hand(.up))
        dee.until(\.member.room.isOffered)
    }

    @Test(
        "§11.1 a machine that slept for hours goes on where it was",
        arguments: [60_000, 7_200_000]
    )
    func sleep(_ milliseconds: UInt64) {
        var dee = Newcomer()
        dee.wait(10_000)
        dee.pressesEnter()
        dee.reads("to see the wishes there are")
        let count = dee.heard.count
        dee.sleeps(milliseconds)
        dee.wait(2_000)
        #expect(dee.lessons.last == .words)
        #expect(dee.heard.count <= count + 1, "\(dee.heard.dropFirst(count))")
        dee.readsHelp()
        dee.reads("in a real circle too")
        #expect(dee.farewell == nil)
    }

    @Test("§11.2 somebody who types faster than a relay allows loses nothing") func flood() {
        var dee = Newcomer()
        dee.wait(3_000)
        for number in 0..<300 {
            dee.types("line \(number)")
            dee.does(.hand(number % 2 == 0 ? .up : .down))
        }
        dee.wait(400_000)
        #expect(dee.member.isSettled && dee.farewell == nil)
        #expect(dee.member.drafts.all.count == 300)
        for _ in 0..<12 {
            dee.skips()
            dee.wait(3_000)
        }
        #expect(dee.lessons.last == .farewell)
    }
}

extension Newcomer {
    /// The machine sleeps: nothing happens, and then it is later.
    mutating func sleeps(_ milliseconds: UInt64) { now = now.after(milliseconds) }

    /// Does one thing after another, as the dice fall.
    mutating func wanders(steps: Int) {
        for _ in 0..<steps where farewell == nil {
            wander()
            wait(dice.upTo(3) == 0 ? dice.upTo(100_000) : dice.upTo(3_000))
        }
    }

    private mutating func wander() {
        let acts = PracticeTests.detours
        switch dice.upTo(9) {
        case 0: skips()
        case 1: pressesEnter()
        case 2: readsHelp()
        case 3: types("word \(dice.upTo(99))")
        case 4: wish(.sendDraft(all: dice.upTo(1) == 0))
        case 5: wish(.dropDraft(all: dice.upTo(1) == 0))
        case 6: wish(.whisper(.facilitators, "psst"))
        case 7: if dice.upTo(5) == 0 { losesLink() }
        default: does(acts[Int(dice.upTo(UInt64(acts.count - 1)))])
        }
    }
}
