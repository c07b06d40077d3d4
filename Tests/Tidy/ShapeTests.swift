import Testing

@Suite("The shape of files")
struct ShapeTests {
    private static let lineMax = 400
    private static let lineWish = 250
    private static let functionMax = 60

    private static let swift = (House.sources + House.tests).filter { $0.path.hasSuffix(".swift") }

    @Test("no file has more than 400 lines; those over 250 are told") func fileLengths() {
        let long = Self.swift.filter { $0.lines.count - 1 > Self.lineWish }
            .map { "\($0.path): \($0.lines.count - 1) lines" }
        if !long.isEmpty { print("Files over \(Self.lineWish) lines:\(list(long))") }
        let tooLong = Self.swift.filter { $0.lines.count - 1 > Self.lineMax }.map(\.path)
        #expect(tooLong.isEmpty, "\(list(tooLong))")
    }

    @Test("no function has more than 60 lines") func functionLengths() {
        let tooLong = Self.swift.flatMap { file in
            FunctionLength.all(in: file.codeLines).filter { $0.lineCount > Self.functionMax }
                .map { "\(file.path):\($0.firstLine): \($0.lineCount) lines" }
        }
        #expect(tooLong.isEmpty, "\(list(tooLong))")
    }

    @Test("every public type says what it is") func documentation() {
        var silent: [String] = []
        for file in House.sources {
            let lines = file.lines.map { $0.drop { $0 == " " } }
            for index in lines.indices where isPublicType(lines[index]) {
                let above = lines[..<index].last { !$0.hasPrefix("@") }
                if above?.hasPrefix("///") != true { silent.append("\(file.path):\(index + 1)") }
            }
        }
        #expect(silent.isEmpty, "\(list(silent))")
    }

    private func isPublicType(_ line: Substring) -> Bool {
        let pattern =
            /^(?:@\w+(?:\([^)]*\))?\s+)*public\s+(?:final\s+|indirect\s+)*(?:struct|class|enum|actor|protocol|typealias)\s/
        return line.firstMatch(of: pattern) != nil
    }

    @Test("functions are measured from their first line to their last brace") func measure() {
        let code = SwiftText.codeOnly(
            #"""
            protocol Bell { func ring(); init() }
            struct Hall {
                // func nobody() {
                public init?(_ name: String = "}", make: () -> Int = { 3 }) {
                    self.init()
                    print("\(name.map { "}\($0)" })")
                }
                @Test("{") static func one() { two {} }
            }
            """#
        )
        let lengths = FunctionLength.all(in: code.split(separator: "\n"))
        #expect(lengths.map(\.firstLine) == [4, 8])
        #expect(lengths.map(\.lineCount) == [4, 1])
    }
}
