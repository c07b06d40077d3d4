import Etiquette
import Foundation
import Testing

/// `Protocol/states.md` says what each request does in each state; here it is held to it.
@Suite("The table of states")
struct StatesTableTests {
    /// A line of the table: the request, who makes it, and a cell for each state.
    struct Row: Hashable {
        var request: String
        var by: String
        var cells: [String]

        var line: String { "| " + ([request, by] + cells).joined(separator: " | ") + " |" }
    }

    @Test("§8.1 the table has a column for each state") func columns() throws {
        let header = try #require(try rows().first)
        #expect(header.cells == FloorState.allCases.map(\.rawValue))
    }

    @Test("§7, §8, §9, §10 every cell of the table is what the circle does")
    func cells() throws {
        let told = try rows().dropFirst()
        let known = Dictionary(uniqueKeysWithValues: Act.all.map { ([$0.request, $0.by], $0) })
        for row in told {
            let act = try #require(known[[row.request, row.by]], "nobody knows how: \(row.line)")
            #expect(row == Self.row(of: act), "should be: \(Self.row(of: act).line)")
        }
    }

    @Test("§9.5 the table tells of every act, once") func everyAct() throws {
        let told = try rows().dropFirst().map { [$0.request, $0.by] }
        let known = Act.all.map { [$0.request, $0.by] }
        for act in Act.all where !told.contains([act.request, act.by]) {
            Issue.record("missing: \(Self.row(of: act).line)")
        }
        #expect(
            told.sorted { $0.joined() < $1.joined() } == known.sorted { $0.joined() < $1.joined() }
        )
    }

    @Test("§7, §8, §9, §10 the table tells of every refusal that the floor can give")
    func everyRefusal() throws {
        let told = Set(try rows().flatMap(\.cells).flatMap { $0.components(separatedBy: ", ") })
        for code in [
            "no-such-seat", "listening", "role", "hands-closed", "no-hands", "urgent-used",
            "stale", "stick-out", "floor-open", "space-held", "not-offered", "not-holding",
            "not-your-turn",
        ] {
            #expect(told.contains(code))
        }
    }

    /// What the circle does in each state when somebody acts so.
    static func row(of act: Act) -> Row {
        let cells = FloorState.allCases.map { state in
            var scene = scene(in: state)
            return act.perform(&scene).brief
        }
        return Row(request: act.request, by: act.by, cells: cells)
    }

    /// A scene in that state.
    ///
    /// Bo's hand is up. Ana has the offer or the stick where somebody has it, and has said nothing;
    /// the space lies over her share. In `few` the other stick is with Gus.
    static func scene(in state: FloorState) -> Scene {
        guard state != .few else {
            var scene = Scene { $0.plan = Plan([Phase(.few)]) }
            scene.raise(gus)
            scene.after(.finished(gus, turn: scene.turn))
            scene.raise(ana, gus, bo)
            return scene
        }
        var scene = Scene()
        scene.share(gus)
        scene.raise(bo)
        switch state {
        case .home, .few: break
        case .offered: scene.offer(ana)
        case .held: scene.hold(ana)
        case .adrift:
            scene.hold(ana)
            scene.drop(ana)
            scene.wait(10_000)
        case .space:
            scene.hold(ana)
            scene.after(.rang(fay, milliseconds: 60_000))
        case .open: scene.after(.setCrosstalk(true, by: fay, turn: scene.turn))
        }
        return scene
    }

    /// The rows of all tables in the document; the first is the header.
    ///
    /// Quotes are not compared.
    private func rows() throws -> [Row] {
        let here = URL(fileURLWithPath: #filePath)
        let root = here.deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let document = root.appendingPathComponent("Protocol/states.md")
        var rows: [Row] = []
        for line in try String(contentsOf: document, encoding: .utf8).split(separator: "\n") {
            guard line.hasPrefix("| ") else { continue }
            let cells = line.dropFirst().dropLast().split(separator: "|").map {
                $0.trimmingCharacters(in: .whitespaces).replacingOccurrences(of: "`", with: "")
            }
            guard cells.count == 9 else { continue }
            let row = Row(request: cells[0], by: cells[1], cells: Array(cells.dropFirst(2)))
            // Each part of the table repeats the header.
            if row.request != "request" || rows.isEmpty { rows.append(row) }
        }
        return rows
    }
}
