import CSQLite
import Foundation
import Store

/// A data directory as the first version left it: a founded circle with its people, one that was
/// never founded, one that is closed.
struct FirstStore {
    let place = Place()

    /// As many guests more, so that the tables do not fit into a small cache.
    init(guests: Int = 0) throws {
        try FileManager.default.createDirectory(
            atPath: place.path,
            withIntermediateDirectories: true
        )
        let file = try DatabaseFile(place.file("store.sqlite").path)
        try file.run(Schema.settings + "PRAGMA journal_mode = WAL;")
        try file.run("BEGIN IMMEDIATE")
        try file.run(Schema.migrations[0])
        try file.run("PRAGMA application_id = \(Schema.applicationID); PRAGMA user_version = 1")
        try file.run(Self.circles)
        try file.run(Self.people)
        for number in 0..<guests { try file.run(Self.guest(number)) }
        try file.run("COMMIT")
    }

    /// Every row of every table, in the columns that the first version had.
    static func contents(of file: DatabaseFile) throws -> [String] {
        try [
            "SELECT name, value FROM meta ORDER BY name",
            """
            SELECT hex(id), handle, mode, suite, hex(founding_ticket), hex(founder), closed, log,
                queue, passing, boundary_ms, share_limit_ms FROM circles ORDER BY handle
            """,
            "SELECT id, hex(page) FROM boxes ORDER BY id",
            """
            SELECT hex(circle), hex(ticket), role, uses, uses_left, expires, approve, revoked, box
            FROM invitations ORDER BY ticket
            """,
            """
            SELECT hex(circle), hex(seat_key), role, removed, hex(ticket)
            FROM members ORDER BY seat_key
            """,
            """
            SELECT hex(circle), hex(ticket), hex(seat_key), sat
            FROM redemptions ORDER BY ticket, seat_key
            """,
        ].flatMap { try file.rows($0) }
    }

    func contents() throws -> [String] {
        try Self.contents(of: DatabaseFile(place.file("store.sqlite").path))
    }

    /// Hearth is in its fourth log; its founder chose a strict order.
    private static let circles = """
        INSERT INTO meta VALUES ('kept', 3);
        INSERT INTO circles VALUES
            (\(blob(hearth.bytes)), 'hearth', 1, 1, \(blob(foundingTicket)), \(blob(ana)), 0, 4,
                2, 2, 0, 60000),
            (x'0000000000000007', 'porch', 2, 1, \(blob(foundingTicket)), NULL, 0, 0,
                1, 1, 5000, 300000),
            (x'0000000000000008', 'attic', 1, 1, \(blob(foundingTicket)), \(blob(ana)), 1, 9,
                1, 1, 5000, 300000);
        INSERT INTO boxes VALUES (3, \(page(1))), (8, \(page(2)));
        """

    /// Bo has a box to open yet; Cy came by a ticket that is used up and was removed; Dee listens.
    private static let people = """
        INSERT INTO invitations VALUES
            (\(blob(hearth.bytes)), \(blob(ticket)), 1, 3, 1, \(now + week), 1, 0, 3),
            (\(blob(hearth.bytes)), \(blob(otherTicket)), 4, 1, 0, \(now + week), 0, 0, NULL),
            (\(blob(hearth.bytes)), \(blob(key(0xa2))), 5, 1, 1, 0, 0, 0, 8),
            (\(blob(hearth.bytes)), \(blob(key(0xa3))), 2, 200, 7, 5, 0, 1, NULL);
        INSERT INTO members VALUES
            (\(blob(hearth.bytes)), \(blob(ana)), 5, 0, NULL),
            (\(blob(hearth.bytes)), \(blob(bo)), 1, 0, \(blob(ticket))),
            (\(blob(hearth.bytes)), \(blob(cy)), 4, 1, \(blob(otherTicket))),
            (\(blob(hearth.bytes)), \(blob(dee)), 2, 0, \(blob(ticket)));
        INSERT INTO redemptions VALUES
            (\(blob(hearth.bytes)), \(blob(ticket)), \(blob(bo)), 0),
            (\(blob(hearth.bytes)), \(blob(ticket)), \(blob(dee)), 1),
            (\(blob(hearth.bytes)), \(blob(otherTicket)), \(blob(cy)), 1);
        """

    /// Somebody who came by the ticket of many uses.
    private static func guest(_ number: Int) -> String {
        let bytes = box(UInt64(number) + 100, count: 32)
        return """
            INSERT INTO members VALUES
                (\(blob(hearth.bytes)), \(blob(bytes)), 1, 0, \(blob(key(0xa3))));
            INSERT INTO redemptions VALUES
                (\(blob(hearth.bytes)), \(blob(key(0xa3))), \(blob(bytes)), 1);
            """
    }

    /// A box of 300 bytes as the store lays it down: length, bytes, zeros to 4,000.
    private static func page(_ seed: UInt64) -> String {
        blob([1, 44] + box(seed) + [UInt8](repeating: 0, count: 3_698))
    }

    private static func blob(_ bytes: [UInt8]) -> String {
        let digits = bytes.map { byte in
            String(byte >> 4, radix: 16) + String(byte & 15, radix: 16)
        }
        return "x'\(digits.joined())'"
    }
}
