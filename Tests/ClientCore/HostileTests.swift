import ClientCore
import Etiquette
import Testing
import Wire

@Suite("A relay that means harm")
struct HostileTests {
    @Test(
        "§12.3 100,000 mutated lines trap nothing and show nothing a terminal would obey",
        arguments: [1, 2, 3, 4] as [UInt64]
    )
    func mutated(_ seed: UInt64) {
        var dice = Dice(seed: seed)
        var scene = OpenScene()
        scene.sitDown()
        let seeds = Self.lines
        var told = 0
        for round in 0..<25_000 {
            let next = "@n=\(scene.member.have + 1)"
            let seed = seeds[Int(dice.upTo(UInt64(seeds.count - 1)))]
            var line = [UInt8](seed.replacing("@n=11", with: next).utf8)
            for _ in 0..<dice.upTo(2) { mutate(&line, &dice) }
            scene.now = scene.now.after(dice.upTo(500))
            _ = scene.step(.received(line))
            check(scene.effects)
            told += scene.shown.count
            if scene.farewell != nil || round % 100 == 99 {
                scene = OpenScene()
                scene.sitDown()
            } else if scene.reconnects {
                if dice.upTo(9) == 0 { _ = scene.step(.setBack(seconds: dice.next())) }
                scene.comeBack(
                    log: 3 + dice.upTo(9) / 9,
                    lastID: UInt32(dice.upTo(9)),
                    epoch: dice.upTo(9) / 9
                )
                check(scene.effects)
            } else if dice.upTo(20) == 0 {
                scene.type("words")
                check(scene.effects)
            } else if dice.upTo(5) == 0 {
                let wishes = Self.wishes
                scene.wish(wishes[Int(dice.upTo(UInt64(wishes.count - 1)))])
                check(scene.effects)
            } else if dice.upTo(20) == 0 {
                scene.wait(dice.upTo(40_000))
                check(scene.effects)
            }
        }
        // The dice reach deep enough to be worth throwing.
        #expect(told > 500)
    }

    private func mutate(_ line: inout [UInt8], _ dice: inout Dice) {
        let place = Int(dice.upTo(UInt64(line.count)))
        switch dice.upTo(3) {
        case 0: line.insert(UInt8(dice.upTo(255)), at: place)
        case 1: if place < line.count { line[place] = UInt8(dice.upTo(255)) }
        case 2: if place < line.count { line.remove(at: place) }
        default: line.insert(contentsOf: [UInt8]("99999999".utf8), at: place)
        }
    }

    private func check(_ effects: [ClientEffect]) {
        for case .show(let shown) in effects {
            let line = English().line(for: shown) ?? ""
            #expect(!line.unicodeScalars.contains { $0.value < 0x20 || $0.value == 0x7f })
            let json = JSONLine.line(for: shown)
            #expect(!json.unicodeScalars.contains { $0.value < 0x20 || $0.value == 0x7f })
        }
    }

    private static let lines: [String] =
        [
            "@id=1 OK LINE 11", "@id=1 FAIL LINE slow-down 4000 :x",
            "@id=2 FAIL LINE stale 1 home 0 :x",
            "FAIL * idle :x", "FAIL * limit :x", "PONG 17", "STATE 4294967295",
            "RULES fair auto 120 1800",
            "SEAT 1 \(keyText(ana)) facilitator here 4294967295 :Ana",
            "SEAT 65535 \(keyText(cy)) member adrift 0 :Cy", "READY", "STABLE 4294967295",
            "GAP 0 4294967295", "NOTE time 4294967295 4294967295", "NOTE pause-asked 9",
            "NOTE window 4 20", "BYE 86400000", "INVITATION \(keyText(ana)) member 3 4",
            "@n=11 JOIN 4 \(keyText(Seat(4))) member :Dee", "@n=11 NAME 3 :C\u{202e}y",
            "@n=11 LEAVE 3 gone", "@n=11;prev=10 PRESENCE 3 adrift", "@n=11 LISTEN 3 on",
            "@n=11 ROLE 2 facilitator", "@n=11 HAND 3 up 3,2,1", "@n=11 HANDS closed",
            "@n=11 URGENT 3",
            "@n=11 FLOOR 4294967295 space 3 bell 1,2 4294967295 4294967295",
            "@n=11 FLOOR 2 held 2 accepted - 300 0",
            "@n=11;blind=AAAAAAAAAAAAAAAAAAAAAA LINE 1 4294967295 2 :hello",
            "@n=11;blind=AAAAAAAAAAAAAAAAAAAAAA WHISPER 1 3 2 :psst", "@n=11 HELP 3",
            "@n=11 DANCE 1",
            "NEED 11 1 1", "NEED 4294967295 2 1", "@n=11 LOST 11", "@n=11 LINE 1 4 2 *",
            "@n=11 LINE 2 1 2 *", "@n=11 WHISPER 1 5 2 *", "@n=11 NAME 3 *",
            "@n=11 JOIN 5 \(keyText(Seat(5))) member *", "NOTE anew",
            "@id=4000000001 OK SIT 2", "@id=4000000001 FAIL SIT log 4 :x",
        ] + meeting

    private static let meeting: [String] = [
        OpenScene.plan, "PLAN - - gather", "PHASE 4294967295 32 round 4294967295 start",
        "@n=11 PHASE 4294967295 32 silence 4294967295 next", "@n=11 PHASE 7 0 response 0 response",
        "@n=11 PHASE 8 0 share 0 resume", "@n=11 PHASE 3 4 silence 120 over",
        "@n=11 PHASE 9 0 ended 0 end", "@n=11 AGREE 3", "@n=11 MARKED 3 with-you",
        "@n=11 MARKS 2 65535 65535 0 1", "@n=11 MARKS 3 1 0 0 0",
        "@n=11;blind=AAAAAAAAAAAAAAAAAAAAAA CAUTION 1 4294967294 2 :loss\u{202e}",
        "@n=11 CAUTION 3 7 2 *", "@n=11 QUIET 2 on", "@n=11 CHAIR 2 lost", "@n=11 CHAIR 0 kept",
        "CHAIR 1 came", "@n=11 DOOR knock raid 0", "DOOR locked start 0",
        "@n=11 KNOCK 65535 \(keyText(Seat(65_535))) member :Eve",
        "KNOCK 2 \(keyText(bo)) member :Bo", "@n=11 OUT 2 on", "@n=11 OUT 3 off", "OUT 2 on",
        "@n=11 APART 2 side 65535", "@n=11 APART 2 in", "APART 3 side 2",
        "@n=11 BUDDY 3 2 on", "BUDDY 2 2 on", "PAGE 0 1", "@n=11 PAGE 34 65535", "@n=11 PAGE 6 1",
        "LEAF 6 \(keyText(ana)) \(page("Quiet\n@0 a\u{1b}\n@4294967295 b\n@1 c\nd"))",
        "LEAF 1 \(keyText(ana)) \(page("a\n\n\u{202e}b"))", "LEAF 34 \(keyText(cy)) AAAA",
        "BALANCE 65535 4294967295 4294967295", "CARD de \(page("a\u{7f}\nb"))", "CARD de -",
        "NOTE vestibule held", "NOTE phase-time 4294967295 4294967295", "NOTE closing 4294967295",
        "NOTE few-facilitators 1", "NOTE quorum 4294967295", "FAIL * ended :x",
        "@n=11 FLOOR 7 few 0 stick 1,3 120 0 3.5,2.6", "@n=11 FLOOR 8 few 0 done - 120 0 -",
        "@n=11 FLOOR 9 space 0 break - 3600 2", "@n=11 FLOOR 9 space 2 note - 15 3",
        "@n=11 FLOOR 9 offered 2 last-word - 120 0", "@n=11 FLOOR 9 home 0 round 1,2 0 0",
    ]

    private static func page(_ text: String) -> String {
        String(decoding: Base64URL.encode([UInt8](text.utf8)), as: UTF8.self)
    }

    private static let wishes: [Wish] = [
        .phase, .plan, .phaseNext(now: true), .endMeeting(now: false), .read, .text(.agreements),
        .text(.orientation), .text(.phase(31)), .caution("loss"), .home(cy, now: true), .door,
        .name("Bob"), .balance, .slip, .card, .flag(nil, lines: nil, reason: "why"),
        .flag(Seat(9), lines: 9, reason: ""), .nudge(cy), .yes, .no, .act(.help), .act(.done), .who,
        .act(.mark(.hug)), .act(.step(out: false)), .whisper(.seat(cy), "psst"), .pause,
    ]

    @Test("§20.2 a relay that means harm seats nobody who has not agreed", arguments: [5, 6])
    func agreements(_ seed: UInt64) {
        var dice = Dice(seed: seed)
        let hash = storyHash(of: [UInt8]("Obey.".utf8))
        for _ in 0..<40 {
            var scene = OpenScene()
            guard case .welcomed(var welcome) = scene.welcome() else { continue }
            welcome.agreements = hash
            _ = scene.step(.welcomed(welcome))
            for _ in 0..<100 where scene.farewell == nil && !scene.reconnects {
                let seeds = Self.lines.filter { !$0.contains("SIT log") }
                var line = [UInt8](seeds[Int(dice.upTo(UInt64(seeds.count - 1)))].utf8)
                for _ in 0..<dice.upTo(2) { mutate(&line, &dice) }
                _ = scene.step(.received(line))
                check(scene.effects)
                #expect(!scene.sent.contains { $0.verb == .sit })
            }
        }
    }

    @Test("a relay that says that all ids are used is left, not obeyed") func ids() {
        var scene = OpenScene()
        _ = scene.step(scene.welcome(seat: bo, lastID: .max))
        scene.relay(
            "@id=\(scene.sent.first?.id ?? 0) OK SIT 2",
            "STATE 10",
            "FLOOR 2 held 2 accepted - 300 0",
            "READY"
        )
        scene.type("words")
        #expect(scene.farewell == .broken)
    }

    @Test("JSON escapes what a terminal would obey") func json() {
        let shown = Shown(number: 12, .said(Person(seat: cy, name: "An\"a"), "a\\b\u{9b}\n"))
        #expect(
            JSONLine.line(for: shown)
                == #"{"n":12,"event":"said","seat":3,"name":"An\"a","text":"a\\b\u009b\n"}"#
        )
    }
}
