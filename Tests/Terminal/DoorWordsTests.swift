import Terminal
import Testing

private func facilitator(_ situation: inout Situation) {
    situation.facilitates = true
    situation.keepsDoor = true
}

/// Somebody in the circle, and somebody else of that name at the door.
private struct TwoCalledGil: NameBook {
    func seats(called words: String) -> [UInt16] { words == "Gil" ? [2] : [] }
    func waiting(called words: String) -> [UInt16] { ["Gil", "7"].contains(words) ? [7] : [] }
}

@Suite("The words at the door, and before one comes in")
struct DoorWordsTests {
    @Test("§19.4 who waits at the door can be removed and banned, by name and by number")
    func removingAtTheDoor() {
        for line in ["remove Eve", "remove 7", "/remove 7", "kick @Eve", "remove eve."] {
            #expect(read(line, facilitator) == .command(.remove(seat: 7)), "\(line)")
        }
        for line in ["ban Eve", "/ban 7"] {
            #expect(
                read(line, facilitator)
                    == .confirm(word: line.lowercased().replacing("/", with: ""), .bans),
                "\(line)"
            )
        }
        #expect(read("remove Fay", facilitator) == .unclear(.several("Fay", [8, 9])))
        #expect(read("remove Zoe", facilitator) == .unclear(.nobody("Zoe")))
        // Whoever is not in the circle is offered nothing.
        #expect(read("give Eve") == .unclear(.nobody("Eve")))
        #expect(read("quiet Eve", facilitator) == .unclear(.nobody("Eve")))
    }

    @Test("a name in the circle and at the door is asked about with both numbers")
    func removingEither() {
        var situation = Situation()
        facilitator(&situation)
        var words = Words()
        let reading = words.read("remove Gil", in: situation, knowing: TwoCalledGil())
        #expect(reading == .unclear(.several("Gil", [2, 7])))
        #expect(
            words.read("remove 7", in: situation, knowing: TwoCalledGil())
                == .command(.remove(seat: 7))
        )
    }

    @Test("§18.3 the door is whispered with by those who keep it") func whispersAtTheDoor() {
        #expect(
            read("w @Eve welcome") { $0.keepsDoor = true }
                == .command(.whisperTo(seat: 7, "welcome"))
        )
        #expect(read("w @Eve welcome") == .unclear(.whisperToMember))
        #expect(
            read("w @Ana may I come in") { $0.doorkeepers = [1] }
                == .command(.whisperTo(seat: 1, "may I come in"))
        )
        #expect(read("admit Fay", facilitator) == .unclear(.several("Fay", [8, 9])))
        #expect(read("admit Zoe", facilitator) == .unclear(.nobodyAtDoor("Zoe")))
    }

    @Test("§18.3 the name of somebody who waits no more is never said aloud by who keeps the door")
    func nobodyWaits() {
        let doorkeeper: (inout Situation) -> Void = { $0.keepsDoor = true }
        for name in ["Zoe", "Zoe Smith", "Zoe van Damme", "12", "Zoe."] {
            for verb in ["admit ", "hold "] {
                #expect(
                    read(verb + name, doorkeeper) == .unclear(.nobodyAtDoor(name)),
                    "\(verb)\(name)"
                )
                #expect(read(" " + verb + name, doorkeeper) == .command(.say(verb + name)))
            }
        }
        for line in ["admit it", "Hold on.", "hold on please", "hold all of us in your heart"] {
            #expect(read(line, doorkeeper) == .command(.say(line)), "\(line)")
        }
        #expect(read("admit eve.", doorkeeper) == .command(.admit(seat: 7)))
        #expect(Replies.sentence(for: .nobodyAtDoor("Zoe")).hasPrefix("Nobody at the door"))
    }

    @Test("§20.2 a yes to the agreements accepts them, and a flag's question comes first")
    func comingIn() {
        for line in ["agree", "I agree", "yes", "Y", "/yes"] {
            #expect(read(line) { $0.isComingIn = true } == .command(.agree), "\(line)")
        }
        let both = read("yes") {
            $0.isComingIn = true
            $0.isAsked = true
        }
        #expect(both == .command(.yes))
        #expect(read("/yes") == .command(.yes))
        #expect(read("no") { $0.isComingIn = true } == .command(.say("no")))
    }

    @Test("§20.2 where there are agreements `agree` alone on its line is never words") func agreed()
    {
        let accepted: (inout Situation) -> Void = {
            ($0.hasAgreements, $0.hasAgreed) = (true, true)
        }
        for line in ["agree", "I agree.", "/agree"] {
            #expect(read(line, accepted) == .unclear(.agreedAlready), "\(line)")
            #expect(read(line) { $0.hasAgreements = true } == .unclear(.nothingToAgree))
        }
        let asked = read("agree") {
            accepted(&$0)
            $0.isAgreeing = true
        }
        #expect(asked == .command(.agree))
        #expect(read(" agree", accepted) == .command(.say("agree")))
        #expect(read("I agree with Bo", accepted) == .command(.say("I agree with Bo")))
        #expect(read("agree") == .command(.say("agree")))
        #expect(Replies.sentence(for: .agreedAlready).hasPrefix("You have agreed already."))
    }
}
