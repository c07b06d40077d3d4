import Etiquette
import Foundation
import RelayCore
import Testing
import Wire

/// With `CIRCLE_STORIES=write` in the environment what came of it is written to the files instead.
@Suite("§14 to §21: each shipped format, from the first who comes to the end")
struct StoryTests {
    @Test("each story happens as it is written", arguments: Story.names)
    func story(_ name: String) throws {
        let evening = try #require(Evening.all.get().first { $0.story.name == name })
        let story = evening.story
        let told = evening.account.text
        guard ProcessInfo.processInfo.environment["CIRCLE_STORIES"] != "write" else {
            try told.write(to: Story.file(name), atomically: true, encoding: .utf8)
            return
        }
        let (want, got) = (rows(story.text), rows(told))
        let first = zip(want, got).enumerated().first { $0.element.0 != $0.element.1 }
        let line = first?.offset ?? min(want.count, got.count)
        #expect(
            want == got,
            """
            \(name).txt:\(line + 1): it says «\(want.dropFirst(line).first ?? "nothing")», \
            but what happens is «\(got.dropFirst(line).first ?? "nothing")»
            """
        )
    }

    private func rows(_ text: String) -> [Substring] {
        text.split(separator: "\n", omittingEmptySubsequences: false)
    }
}
