import Sealing
import Wire

/// Keys whose line was being worked on at the last two crashes in a row: they wait, so that a line
/// that stops the relay cannot stop it for ever. (SPEC §11.8)
struct SetBack: Sendable {
    /// How long they wait, in milliseconds.
    static let milliseconds: UInt64 = 90_000

    private let crumbs: Set<UInt64>
    private let until: UInt64

    /// Refuses the keys with these crumbs from `now` on.
    init(_ crumbs: Set<UInt64>, at now: UInt64) {
        self.crumbs = crumbs
        until = now + Self.milliseconds
    }

    /// Seconds that this key has to wait; nil when it need not.
    func seconds(for key: PublicKey, at now: UInt64) -> UInt64? {
        guard now < until, crumbs.contains(key.crumb) else { return nil }
        return (until - now + 999) / 1_000
    }
}

extension PublicKey {
    /// As much of the key's check as a breadcrumb holds; never 0, which means nobody.
    var crumb: UInt64 {
        max(1, PayloadCheck.seatKey(bytes).prefix(8).reduce(0) { $0 << 8 | UInt64($1) })
    }
}
