import EventLoop
import Glibc
import Logging

/// The relay's log: one line per event worth knowing, made of fixed words and numbers only, so
/// that no peer's byte, name or address can get into it. (SPEC §12.1)
struct RelayLog: Sendable {
    private let logger: Logger

    /// Logs to what standard error was before it was silenced.
    init(to descriptor: consuming Descriptor) {
        let sink = LogSink(descriptor)
        logger = Logger(label: "circle-relay") { _ in LineHandler(sink: sink) }
    }

    /// Something worth knowing.
    func info(_ event: StaticString, _ figures: (StaticString, Int)...) {
        logger.info(Self.line(event, figures))
    }

    /// Something an operator should look at.
    func warning(_ event: StaticString, _ figures: (StaticString, Int)...) {
        logger.warning(Self.line(event, figures))
    }

    private static func line(
        _ event: StaticString,
        _ figures: [(StaticString, Int)]
    ) -> Logger.Message {
        var text = "\(event)"
        for (name, value) in figures { text += " \(name)=\(value)" }
        return Logger.Message(stringLiteral: text)
    }
}

/// The descriptor that log lines go to.
private final class LogSink: Sendable {
    private let descriptor: Descriptor

    init(_ descriptor: consuming Descriptor) { self.descriptor = descriptor }

    func write(_ text: String) {
        var text = text
        text.withUTF8 { bytes in
            _ = unsafe Glibc.write(descriptor.raw, bytes.baseAddress, bytes.count)
        }
    }
}

/// Writes `<priority>message`, as the journal reads it, and plain lines elsewhere.
private struct LineHandler: LogHandler {
    let sink: LogSink
    var logLevel = Logger.Level.info
    var metadata = Logger.Metadata()

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        let priority = event.level >= .warning ? 4 : 6
        let prefix = unsafe getenv("JOURNAL_STREAM") != nil ? "<\(priority)>" : ""
        sink.write("\(prefix)circle-relay: \(event.message)\n")
    }
}
