import EventLoop
import Sealing
import Wire

/// The relay's own key: who it is for everybody it ever invited. (SPEC §3.3)
enum Identity {
    /// Why the key cannot be had, and what to do.
    struct Failure: Error {
        let advice: String
    }

    /// The key of a data directory, made at the first start.
    static func load(from directory: String) throws(Failure) -> SigningKey {
        let path = path(in: directory)
        do {
            if let known = try existing(in: directory) { return known }
            let key = try SigningKey.fresh()
            let text = Base64URL.encode(key.seed.copied()) + [UInt8(ascii: "\n")]
            try PrivateFile.write(text, to: path)
            return key
        } catch let failure as Failure {
            throw failure
        } catch {
            throw Failure(advice: "Cannot read or make \(path). Check its permissions.")
        }
    }

    /// The key of a data directory; nil when none was made there.
    static func existing(in directory: String) throws(Failure) -> SigningKey? {
        let path = path(in: directory)
        do {
            guard let text = try PrivateFile.read(path) else { return nil }
            let line = text.prefix { $0 != UInt8(ascii: "\n") }
            guard let seed = Base64URL.decode(Array(line)).flatMap({ SecretBytes($0) }) else {
                throw Failure(
                    advice: "\(path) is damaged. Put it back from a backup: with another key "
                        + "no member's client will trust this relay."
                )
            }
            return try SigningKey(seed: seed)
        } catch let failure as Failure {
            throw failure
        } catch {
            throw Failure(advice: "Cannot read \(path). Check its permissions.")
        }
    }

    private static func path(in directory: String) -> String { directory + "/identity.key" }
}
