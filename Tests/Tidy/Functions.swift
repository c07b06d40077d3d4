/// A function of a file, and how long it is.
struct FunctionLength {
    let firstLine: Int
    let lineCount: Int

    /// The functions and initialisers of code without comments and strings.
    static func all(in code: [Substring]) -> [FunctionLength] {
        code.indices.filter { isDeclaration(code[$0]) }.compactMap { first in
            end(ofBodyFrom: first, in: code).map {
                FunctionLength(firstLine: first + 1, lineCount: $0 - first + 1)
            }
        }
    }

    /// Only attributes and modifiers stand before `func` and `init`.
    static func isDeclaration(_ line: Substring) -> Bool {
        line.firstMatch(of: /^\s*(?:@?\w+(?:\([^)]*\))?\s+)*(?:func\s|init[?!]?\s*[<(])/) != nil
    }

    /// The line of the brace that closes the body; nil for a requirement, which has none.
    private static func end(ofBodyFrom first: Int, in code: [Substring]) -> Int? {
        var braces = 0
        var others = 0
        for line in first..<code.count {
            if braces == 0, others == 0, line > first, isDeclaration(code[line]) { return nil }
            for character in code[line] {
                switch character {
                case "(", "[": others += 1
                case ")", "]": others -= 1
                // A closure among the parameters is no body.
                case "{" where others == 0 || braces > 0: braces += 1
                case "}" where others == 0 || braces > 0:
                    braces -= 1
                    if braces <= 0 { return braces == 0 ? line : nil }
                default: break
                }
            }
        }
        return nil
    }
}
