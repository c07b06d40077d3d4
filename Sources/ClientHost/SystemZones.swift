import Calendar
import EventLoop
import Glibc

/// The time zones that this machine knows, and the one of the person at it.
///
/// Its files are read here and not by the C library: that one keeps a single zone for a whole
/// process, to be changed only by setting an environment variable, and here the circle's zone and the
/// person's own are asked side by side.
enum SystemZones {
    /// What the clocks of a named place show; nil when this machine has no data for it.
    static func zone(_ name: ZoneName) -> Zone? {
        zone(atPath: (SeatFolder.variable("TZDIR") ?? "/usr/share/zoneinfo") + "/" + name.text)
    }

    /// The person's own zone, as `TZ` or the system says; nil when nobody knows.
    static var own: Zone? {
        guard let text = wish else { return zone(atPath: localtime) }
        guard !text.isEmpty else { return PosixZone(text: "UTC0").map(Zone.init) }
        if text.hasPrefix("/") { return zone(atPath: text) }
        return ZoneName(text).flatMap(zone) ?? PosixZone(text: text).map(Zone.init)
    }

    /// The name of the person's own zone, where it has one.
    static var ownName: ZoneName? {
        guard let text = wish else { return linked(localtime) }
        guard !text.isEmpty else { return ZoneName("UTC") }
        if text.hasPrefix("/") { return named(text) }
        return ZoneName(text).flatMap { zone($0) == nil ? nil : $0 }
    }

    private static let localtime = "/etc/localtime"

    /// What `TZ` says; empty means UTC, as everywhere.
    private static var wish: String? {
        guard let value = unsafe getenv("TZ") else { return nil }
        let text = unsafe String(cString: value)
        return text.hasPrefix(":") ? String(text.dropFirst()) : text
    }

    private static func zone(atPath path: String) -> Zone? {
        let file = try? PrivateFile.read(path, limit: Zone.fileBytesMax, followsLink: true)
        return file.flatMap { $0 }.flatMap(Zone.init)
    }

    /// Systems keep the name by linking to the file that bears it.
    private static func linked(_ path: String) -> ZoneName? {
        var bytes = [CChar](repeating: 0, count: 1_024)
        let count = unsafe readlink(path, &bytes, bytes.count)
        guard count > 0 else { return nil }
        return named(
            String(decoding: bytes.prefix(count).map { UInt8(bitPattern: $0) }, as: UTF8.self)
        )
    }

    private static func named(_ path: String) -> ZoneName? {
        guard let folder = path.firstRange(of: "zoneinfo/") else { return nil }
        return ZoneName(String(path[folder.upperBound...]))
    }
}

/// The clock on the wall, which only schedules are measured by.
enum WallClock {
    /// Seconds since 1 January 1970 UTC.
    static var now: Int { Glibc.time(nil) }
}
