import Etiquette
import RelayCore
import Wire

/// A meeting through every kind of phase, with everything that happens to people in it.
///
/// Each line is done by one person; turns, ids, blinds and the number of the phase are added.
enum MeetingScript {
    static let plan =
        "- door=knock;raid=0;quorum=3 gather;for=300,agree,round;limit=30,share;boundary=5;"
        + "response=asked;response-limit=60;for=600,few;sticks=2,lead,silence;for=60,open,closing"

    static let roles: [(String, Role)] = [
        ("Fay", .facilitator), ("Cora", .cofacilitator), ("Gil", .greeter), ("Ana", .member),
        ("Bo", .member), ("Cy", .member), ("Lin", .listener), ("Dan", .member), ("Eve", .member),
    ]

    static let steps: [String] = coming + rounds + shares + fewAndSilence + apart + ending

    private static let coming = [
        "Ana comes", "Fay comes", "Cora comes", "Gil comes", "Bo comes", "Fay: ADMIT 4",
        "Lin comes", "Ana: WHISPER facilitators :May I come in?", "Gil: WHISPER 1 :Hello.",
        "Gil: ADMIT 1", "Fay: ADMIT 5", "Cora: ADMIT 6", "Cy comes", "Fay: HOLD 7", "Cy: HELP",
        "Cy: HAND up", "Fay: PAGE 0 V2VsY29tZS4", "Ana: LINE :Good evening.", "Fay: QUIET 5 on",
        "Bo: LINE :Hi.", "Fay: CHAIR 3", "Cora: BUDDY 1 on", "Ana: BUDDY 5 on", "Bo: BUDDY 1 on",
        "Cy lost", "Cy back", "Fay: ADMIT 7", "Fay: PHASE next #", "Ana: AGREE", "Bo: AGREE",
        "Cy: AGREE", "Ana: PRESENCE away", "Ana: PRESENCE here", "Gil: AGREE", "Lin: AGREE",
    ]

    private static let rounds = [
        "Cora: ACCEPT", "Cora: LINE :I begin.", "Cora: DONE", "Gil: HAND later", "Bo: ACCEPT",
        "Bo lost", "wait 12", "Dan comes", "Bo back", "Bo: LINE :Back.", "Bo: DONE", "Gil: ADMIT 8",
        "Cy: PASS", "Ana: ACCEPT", "Ana lost", "wait 101", "Fay: ACCEPT", "Fay: LINE :My turn.",
        "Fay: DONE", "Gil: PASS", "Ana back", "Dan: ACCEPT", "Dan: DONE", "Ana: ACCEPT",
        "Ana: DONE",
    ]

    private static let shares = [
        "Ana: HAND up", "Bo: HAND up", "Bo: HAND urgent", "Cy: HAND up", "Fay: CALL",
        "Ana: CAUTION :Loss.", "Cy: STEP out", "wait 16", "Ana: LINE :It was a long winter.",
        "Ana: RESPONSE on", "Bo: MARK with-you", "Dan: MARK hug", "Fay: BELL on 15", "wait 16",
        "Ana: DONE", "wait 6", "Bo: HAND up", "Dan: HAND up", "Cy: HAND up", "Bo: LINE :I know.",
        "Bo: DONE", "wait 6", "Dan: HAND later", "Cy: ACCEPT", "Cora: RESPONSE off", "wait 6",
        "Ana: LINE :Thank you.", "Ana: DONE", "wait 6", "Fay: CALL 5", "Bo: ACCEPT",
        "Bo: RESPONSE on", "Bo: GIVE 7", "wait 6", "wait 21", "Bo: PASS", "Cy: LINE :A line.",
        "Cy lost", "wait 100", "Cy back", "Fay: BELL break 60", "wait 61", "Fay: HANDS close",
        "Fay: HANDS open", "Fay: PHASE next # now",
    ]

    private static let fewAndSilence = [
        "Ana: HAND up", "Bo: HAND up", "Dan: HAND up", "Cy: LINE :One.", "Cy: DONE",
        "Ana: LINE :Two.", "Bo: DONE", "Dan: LINE :Three.", "Ana lost", "wait 12", "Ana back",
        "Dan: PASS", "Fay: PHASE next # now", "Fay: CALL 4", "Gil: PASS", "Fay: CALL 1",
        "Ana: LINE :I tell it.", "Ana: DONE", "Fay: PHASE next # now", "wait 61",
    ]

    private static let apart = [
        "Fay: ASIDE 5 on", "Fay: SIDE 7 on", "Dan: STEP out", "Cy: WHISPER 2 :Please.",
        "Fay: WHISPER 7 :Yes?", "Dan: LINE :Heard?", "Dan: STEP in", "Bo lost", "Bo back",
        "Fay: SIDE 7 off", "Ana: LISTEN on", "Ana: LISTEN off", "Fay: ASIDE 5 off", "Fay lost",
        "Cora lost", "wait 62", "Dan: LINE :Who leads?", "Eve comes", "Gil: ADMIT 9",
        "Eve: WHISPER 4 :Hello.", "Cora back", "Fay back", "Fay: ADMIT 9", "Fay: CHAIR",
        "Fay: REMOVE 8 meeting", "Dan comes", "Fay: ROLE 6 member", "Fay: SIDE 9 on",
        "Eve: STEP in", "Eve: BUDDY 7 on", "Cy: BUDDY 9 off", "Cy: LEAVE", "Cy comes",
        "Fay: DOOR open", "Fay: ASIDE 5 on", "Bo: LEAVE", "Bo comes",
    ]

    private static let ending = [
        "Fay: PHASE next #", "Fay: ACCEPT", "Fay: DONE", "Cora: PASS", "Gil: PASS",
        "Fay: ASIDE 5 off", "Lin: PASS", "Bo: PASS", "Cy: ACCEPT", "Fay: PHASE end # now",
        "Fay: HAND up",
        "Cy: LINE :Goodbye.", "Cy: DONE", "wait 1", "Cora: WHISPER facilitators :Well done.",
        "Fay: WHISPER facilitators :Yes.", "Cora: LEAVE",
    ]

    /// A scene in which nothing has happened.
    static func scene() -> Scene {
        var scene = Scene()
        guard let plan = CirclePlan(text: [UInt8](plan.utf8)) else {
            preconditionFailure("a plan of the right form")
        }
        scene.plan = plan
        for (number, person) in roles.enumerated() {
            let key = Scene.key(UInt8(number + 1))
            scene.people.append(Scene.Person(name: person.0, role: person.1, key: key))
        }
        return scene
    }

    /// Does one step.
    static func take(_ step: String, in scene: inout Scene) {
        let words = step.split(separator: " ", maxSplits: 1).map(String.init)
        switch (words[0], words[1]) {
        case ("wait", let seconds): wait(Int(seconds) ?? 0, in: &scene)
        case (let name, "comes"), (let name, "back"): scene.isBack(name)
        case (let name, "lost"): scene.isCutOff(name)
        case (let name, let line): say(line, as: String(name.dropLast()), in: &scene)
        }
    }

    /// Everybody who is here pings meanwhile.
    private static func wait(_ seconds: Int, in scene: inout Scene) {
        for second in 1...max(1, seconds) {
            scene.wait(1_000)
            guard second % 10 == 0 || second == seconds else { continue }
            for person in scene.people where person.session != nil {
                scene.says(person.name, Request(.ping))
            }
        }
    }

    private static func say(_ line: String, as name: String, in scene: inout Scene) {
        guard let seat = scene[name].seat, let circle = scene.core.circle(scene.circle) else {
            return
        }
        guard line != "LEAVE" else {
            scene.says(name, Request(.leave))
            scene[name].have = 0
            return
        }
        let own = circle.floor.sticks.first { $0.seat == seat }?.turn
        var tags = "@id=\(scene[name].nextID);turn=\(own ?? circle.turn)"
        if line.contains(" :") { tags += ";blind=AAAAAAAAAAAAAAAAAAAAAA" }
        if !line.hasPrefix("PAGE") { scene[name].nextID += 1 }
        let line = line.replacing("#", with: String(circle.meeting.phase?.number ?? 0))
        scene.sends(name, [UInt8]("\(tags) \(line)\r\n".utf8))
    }
}
