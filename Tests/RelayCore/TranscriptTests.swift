import Testing

@Suite("Transcripts of the protocol, told to the pure core")
struct TranscriptTests {
    @Test("each story happens as it is told", arguments: try Transcript.all())
    func story(_ name: String) throws {
        let flaws = try Transcript(named: name).play()
        #expect(flaws.isEmpty, "\(flaws.joined(separator: "\n"))")
    }
}
