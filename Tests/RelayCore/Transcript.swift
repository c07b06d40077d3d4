import Etiquette
import Foundation
import RelayCore
import Wire

/// A story with named people, as `Protocol/transcripts/README.md` describes it.
struct Transcript {
    let name: String
    let title: String
    var words = "open"
    var rules = CircleRules(boundarySeconds: 0)
    var plan = CirclePlan()
    var people: [(String, Role)] = []
    /// Who comes in the course of the story.
    var later: [(String, Role)] = []
    var steps: [Step] = []

    struct Step {
        let line: Int
        let who: String
        let mark: String
        let rest: String
    }

    struct Flaw: Error, CustomStringConvertible {
        let description: String
    }

    static var folder: URL {
        URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appendingPathComponent("Protocol/transcripts")
    }

    static func all() throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: folder.path)
            .filter { $0.hasSuffix(".txt") }.sorted()
    }

    init(named name: String) throws {
        self.name = name
        let text = try String(
            contentsOf: Self.folder.appendingPathComponent(name),
            encoding: .utf8
        )
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        title = lines.first.map { String($0.dropFirst(2)) } ?? name
        for (number, line) in lines.enumerated() where !line.isEmpty && !line.hasPrefix("#") {
            try read(line, number + 1)
        }
    }

    private mutating func read(_ line: String, _ number: Int) throws {
        let parts = line.split(separator: " ", maxSplits: 1, omittingEmptySubsequences: true)
        let first = String(parts[0])
        let rest = parts.count > 1 ? parts[1].trimmingCharacters(in: .whitespaces) : ""
        switch first {
        case "words": words = rest
        case "rules":
            let fields = rest.split(separator: " ").map(String.init)
            guard fields.count == 4, let queue = QueueOrder(rawValue: fields[0]),
                let passing = Passing(rawValue: fields[1]), let boundary = UInt64(fields[2]),
                let share = UInt64(fields[3])
            else { throw Flaw(description: "\(name):\(number): bad rules") }
            rules = CircleRules(
                queue: queue,
                passing: passing,
                boundarySeconds: boundary,
                shareSeconds: share
            )
        case "plan":
            guard let plan = CirclePlan(text: [UInt8](rest.utf8)) else {
                throw Flaw(description: "\(name):\(number): bad plan")
            }
            self.plan = plan
        case "people": people = try readPeople(rest, number)
        case "later": later = try readPeople(rest, number)
        case "wait": steps.append(Step(line: number, who: "", mark: "wait", rest: rest))
        default:
            let fields = rest.split(separator: " ", maxSplits: 1).map(String.init)
            guard let mark = fields.first else {
                throw Flaw(description: "\(name):\(number): nothing to do")
            }
            steps.append(
                Step(
                    line: number,
                    who: first,
                    mark: mark,
                    rest: fields.count > 1 ? fields[1] : ""
                )
            )
        }
    }

    private func readPeople(_ text: String, _ number: Int) throws -> [(String, Role)] {
        try text.split(separator: ",").map { entry in
            let pair = entry.split(separator: " ").map(String.init)
            guard pair.count == 2, let role = Role(rawValue: pair[1]) else {
                throw Flaw(description: "\(name):\(number): bad people")
            }
            return (pair[0], role)
        }
    }

    /// Whether the story needs a clock that can be moved.
    var needsClock: Bool { steps.contains { $0.mark == "wait" } }

    /// Tells the story to the core and answers what was not as it is told.
    func play() throws -> [String] {
        var scene = Scene(words: words, rules: rules)
        scene.plan = plan
        for (name, role) in people {
            scene.arrives(name, role)
        }
        scene.forgetAll()
        var flaws: [String] = []
        for step in steps {
            guard step.mark == "<" else {
                try act(step, &scene)
                continue
            }
            let names = step.who == "*" ? scene.people.map(\.name) : [step.who]
            for name in names where scene[name].session != nil || !scene[name].heard.isEmpty {
                let heard = Self.next(name, &scene)
                guard heard != step.rest else { continue }
                flaws.append(
                    "\(self.name):\(step.line): \(name) expected «\(step.rest)», heard «\(heard ?? "nothing")»"
                )
                return flaws
            }
        }
        for name in scene.people.map(\.name) {
            while let left = Self.next(name, &scene) {
                flaws.append("\(self.name): at the end \(name) still heard «\(left)»")
            }
        }
        return flaws
    }

    private func act(_ step: Step, _ scene: inout Scene) throws {
        switch step.mark {
        case ">":
            var line = step.rest
            let verb =
                line.hasPrefix("@") ? line.split(separator: " ")[1] : line.split(separator: " ")[0]
            if Verb(rawValue: String(verb))?.kind == .act {
                let id = scene[step.who].nextID
                scene[step.who].nextID += 1
                line = line.hasPrefix("@") ? "@id=\(id);" + line.dropFirst() : "@id=\(id) " + line
            } else if Verb(rawValue: String(verb))?.kind == .ask {
                line = "@id=7 " + line
            }
            if ["LINE", "WHISPER", "SUPPLY"].contains(verb), line.contains(" :") {
                line = line.replacing(
                    " \(verb)",
                    with: ";blind=AAAAAAAAAAAAAAAAAAAAAA \(verb)",
                    maxReplacements: 1
                )
            }
            scene.sends(step.who, [UInt8]((line + "\r\n").utf8))
        case "restarts":
            scene.relayRestarts()
            scene.forgetAll()
        case "comes":
            guard let role = later.first(where: { $0.0 == step.who })?.1 else {
                throw Flaw(description: "\(name):\(step.line): nobody of that name comes later")
            }
            scene.arrives(step.who, role)
        case "lost": scene.isCutOff(step.who)
        case "back": scene.isBack(step.who)
        case "wait":
            guard let seconds = UInt64(step.rest.dropLast()) else {
                throw Flaw(description: "\(name):\(step.line): bad time")
            }
            // Everybody's client pings, so that nobody is taken for gone.
            for second in 1...max(1, seconds) {
                scene.wait(1_000)
                guard second % 10 == 0 || second == seconds else { continue }
                for name in scene.people.map(\.name) where scene[name].session != nil {
                    scene.says(name, Request(.ping))
                }
            }
        default: throw Flaw(description: "\(name):\(step.line): cannot read «\(step.mark)»")
        }
    }

    /// The next line that matters, without tags and without the sentence of a refusal.
    private static func next(_ name: String, _ scene: inout Scene) -> String? {
        while let line = scene.take(name) {
            switch line.body {
            case .stable, .pong: continue
            default: break
            }
            var bare = RelayLine(line.body).line.dropLast(2)
            if bare.first == UInt8(ascii: "@"), let space = bare.firstIndex(of: UInt8(ascii: " ")) {
                bare = bare[(space + 1)...]
            }
            let text = String(decoding: bare, as: UTF8.self)
            guard case .fail = line.body, let colon = text.range(of: " :") else { return text }
            return String(text[..<colon.lowerBound])
        }
        return nil
    }
}
