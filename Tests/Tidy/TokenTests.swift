import Testing

@Suite("Words that need a reason")
struct TokenTests {
    private struct Exception {
        let file: String
        let token: String
        let reason: String
    }

    private static let exceptions = [
        Exception(
            file: "Sources/TLS/ExchangeBIO.swift",
            token: "nonisolated(unsafe)",
            reason: "a table of C functions, made once and only read afterwards"
        ),
        Exception(
            file: "Sources/TLS/TLSContext.swift",
            token: "@unchecked Sendable",
            reason: "owns a C object that counts its references atomically and is not changed"
        ),
        Exception(
            file: "Sources/TLS/TLSSession.swift",
            token: "@unchecked Sendable",
            reason: "owns a C object alone and cannot be copied, so it is only ever handed on"
        ),
        Exception(
            file: "Sources/Sealing/SecretBytes.swift",
            token: "nonisolated(unsafe)",
            reason: "memory that is filled before anybody sees it and wiped by its last owner"
        ),
    ]

    @Test("what silences the compiler or stops the process has a reason") func tokens() {
        let tokens: [(String, Regex<Substring>)] = [
            ("try!", /\btry!/), ("as!", /\bas!/), ("fatalError(", /\bfatalError\(/),
            ("@unchecked Sendable", /@unchecked\s+Sendable/),
            ("nonisolated(unsafe)", /nonisolated\(unsafe\)/), ("print(", /(?:^|[^.\w])print\(/),
        ]
        var strays: [String] = []
        for file in House.sources {
            for (number, line) in file.codeLines.enumerated() {
                for (token, pattern) in tokens where line.contains(pattern) {
                    let isExcused = Self.exceptions.contains {
                        $0.file == file.path && $0.token == token
                    }
                    if !isExcused { strays.append("\(file.path):\(number + 1): \(token)") }
                }
            }
        }
        #expect(strays.isEmpty, "\(list(strays))")
    }

    @Test("every exception says why") func reasons() {
        #expect(Self.exceptions.allSatisfy { $0.reason.count > 20 })
    }

    @Test("pure rooms have nothing unsafe") func unsafe() {
        let pure = [
            "Etiquette", "Wire", "RelayCore", "ClientCore", "Terminal", "Calendar", "Practice",
        ]
        var strays: [String] = []
        for file in House.sources where pure.contains(file.room) {
            for (number, line) in file.codeLines.enumerated()
            where line.contains(/\bunsafe\b|\bUnsafe\w*/) {
                strays.append("\(file.path):\(number + 1)")
            }
        }
        #expect(strays.isEmpty, "\(list(strays))")
    }
}
