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

    private static let lines: [String] = [
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
        "@n=11 ROLE 2 facilitator", "@n=11 HAND 3 up 3,2,1", "@n=11 HANDS closed", "@n=11 URGENT 3",
        "@n=11 FLOOR 4294967295 space 3 bell 1,2 4294967295 4294967295",
        "@n=11 FLOOR 2 held 2 accepted - 300 0",
        "@n=11;blind=AAAAAAAAAAAAAAAAAAAAAA LINE 1 4294967295 2 :hello",
        "@n=11;blind=AAAAAAAAAAAAAAAAAAAAAA WHISPER 1 3 2 :psst", "@n=11 HELP 3", "@n=11 DANCE 1",
        "NEED 11 1 1", "NEED 4294967295 2 1", "@n=11 LOST 11", "@n=11 LINE 1 4 2 *",
        "@n=11 LINE 2 1 2 *", "@n=11 WHISPER 1 5 2 *", "@n=11 NAME 3 *",
        "@n=11 JOIN 5 \(keyText(Seat(5))) member *", "NOTE anew",
        "@id=4000000001 OK SIT 2", "@id=4000000001 FAIL SIT log 4 :x",
    ]

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
