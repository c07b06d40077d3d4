import Testing

@Suite("Which room may import which")
struct ArrowTests {
    /// Every room, and all it may import.
    private static let arrows: [String: Set<String>] = [
        "Etiquette": [],
        "Wire": ["Etiquette"],
        "RelayCore": ["Etiquette", "Wire"],
        "ClientCore": ["Etiquette", "Wire"],
        "Terminal": [],
        "Calendar": [],
        "Practice": ["Etiquette", "Wire", "RelayCore", "ClientCore"],
        "EventLoop": ["CLinux", "Glibc", "Synchronization"],
        "TLS": ["COpenSSL", "Glibc"],
        "Sealing": ["COpenSSL", "Wire", "Glibc"],
        "Store": ["CSQLite", "Glibc", "Synchronization"],
        "Formats": ["CToml", "Etiquette", "Wire"],
        "RelayHost": [
            "RelayCore", "Etiquette", "Wire", "EventLoop", "TLS", "Sealing", "Store", "CLinux",
            "CToml", "Formats", "ArgumentParser", "Logging", "Glibc", "Synchronization",
        ],
        "ClientHost": [
            "ClientCore", "Terminal", "Calendar", "Wire", "Etiquette", "EventLoop", "TLS",
            "Sealing", "CLinux", "CQREncode", "Formats", "ArgumentParser", "Glibc",
            "Synchronization",
            "Practice",
        ],
        "circle-relay": ["RelayHost"],
        "circle": ["ClientHost"],
    ]

    @Test("every import follows an arrow, and nothing imports Foundation") func arrows() {
        var strays: [String] = []
        for file in House.sources {
            for module in imports(of: file) {
                guard let allowed = Self.arrows[file.room] else {
                    strays.append("\(file.path): the room \(file.room) has no row in this test")
                    break
                }
                if !allowed.contains(module) { strays.append("\(file.path) imports \(module)") }
            }
        }
        #expect(strays.isEmpty, "\(list(strays))")
        #expect(House.sources.count > 20)
    }

    private func imports(of file: HouseFile) -> [String] {
        file.codeLines.compactMap { line in
            let pattern =
                /^\s*(?:@\w+(?:\([^)]*\))?\s+)*(?:\w+\s+)?import\s+(?:(?:struct|class|enum|protocol|func|var|let|typealias)\s+)?(\w+)/
            return line.firstMatch(of: pattern).map { String($0.output.1) }
        }
    }

    @Test("what an executable does is one call") func mains() {
        for file in House.sources where file.name == "main.swift" {
            let statements = file.codeLines.map { $0.filter { $0 != " " } }
                .filter { !$0.isEmpty && !$0.contains("import") }
            #expect(
                statements.count == 1 && statements[0].contains(/^(?:exit\()?[\w.]+\(.*\)$/),
                "\(file.path)"
            )
        }
    }
}
