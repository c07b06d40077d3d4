import Glibc

/// Stops the process, and with it the run, when something that must hold does not.
func check(_ holds: Bool, _ sentence: @autoclosure () -> String) {
    if !holds { fatalError(sentence()) }
}

/// Says what happens, where somebody wants to know.
func trace(_ sentence: @autoclosure () -> String) {
    guard traces else { return }
    // Not through a buffer, which would be lost with the process.
    let line = [UInt8]((sentence() + "\n").utf8)
    _ = unsafe write(STDERR_FILENO, line, line.count)
}

private let traces = unsafe getenv("CIRCLE_FUZZ_TRACE") != nil

/// The fuzzer's bytes, taken as choices; zeros follow after the last one.
struct Choices {
    private var bytes: ArraySlice<UInt8>

    init(_ bytes: [UInt8]) { self.bytes = bytes[...] }

    var isEmpty: Bool { bytes.isEmpty }

    mutating func byte() -> UInt8 { bytes.popFirst() ?? 0 }

    /// A number below `count`.
    mutating func below(_ count: Int) -> Int { Int(byte()) % count }

    /// A number in which the digits mean themselves.
    mutating func digit() -> Int { Int(byte() &- UInt8(ascii: "0")) }

    /// The next bytes, fewer at the end.
    mutating func take(_ count: Int) -> [UInt8] {
        defer { bytes = bytes.dropFirst(count) }
        return Array(bytes.prefix(count))
    }

    /// A run of bytes whose length comes first.
    mutating func chunk() -> [UInt8] { take(Int(byte())) }

    /// Everything up to a line feed, which is taken too.
    mutating func line() -> [UInt8] {
        let line = bytes.prefix { $0 != UInt8(ascii: "\n") }
        bytes = bytes[line.endIndex...].dropFirst()
        return Array(line)
    }

    mutating func rest() -> [UInt8] { take(bytes.count) }
}

/// Bytes as text for a sentence about them.
func text(_ bytes: some Sequence<UInt8>) -> String { String(decoding: Array(bytes), as: UTF8.self) }

/// The line with each of these bytes replaced by what it stands for.
func replacing(_ marks: [UInt8: String], in line: [UInt8]) -> [UInt8] {
    line.flatMap { byte in marks[byte].map { [UInt8]($0.utf8) } ?? [byte] }
}
