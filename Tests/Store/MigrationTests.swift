import Foundation
import Store
import Testing

@Suite("§12.4 A store of the first version becomes one of the second")
struct MigrationTests {
    @Test("§12.4 every row is there afterwards, and every key points to its table")
    func intact() throws {
        let first = try FirstStore(guests: 300)
        let before = try first.contents()
        do { _ = try first.place.open() }
        let file = try DatabaseFile(first.place.file("store.sqlite").path)
        #expect(before.count == 3 + 1 + 2 + 4 + 304 + 303)
        #expect(try FirstStore.contents(of: file) == before)
        #expect(try file.rows("PRAGMA user_version") == ["2"])
        #expect(try file.rows("PRAGMA foreign_key_check").isEmpty)
        #expect(try file.rows("PRAGMA integrity_check") == ["ok"])
        let names = try file.rows("SELECT name FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY 1")
        #expect(
            names == [
                "boxes", "circles", "invitations", "invitations_by_box", "members", "meta",
                "redemptions", "redemptions_by_key",
            ]
        )
    }

    @Test("§12.4 foreign keys still act: what belongs to a circle goes with it")
    func cascades() throws {
        let first = try FirstStore()
        do { _ = try first.place.open() }
        let file = try DatabaseFile(first.place.file("store.sqlite").path)
        try file.run("PRAGMA foreign_keys = ON; DELETE FROM boxes WHERE id = 3")
        #expect(try file.rows("SELECT count(*) FROM invitations WHERE box IS NULL") == ["3"])
        try file.run("DELETE FROM members WHERE removed = 1")
        #expect(try file.rows("SELECT count(*) FROM redemptions") == ["2"])
        try file.run("DELETE FROM circles WHERE handle = 'hearth'")
        for table in ["invitations", "members", "redemptions"] {
            #expect(try file.rows("SELECT count(*) FROM \(table)") == ["0"])
        }
    }

    @Test("§4.6 the people of the first version are known, and what was promised to them stands")
    func people() throws {
        let place = try FirstStore().place
        let store = try place.open()
        #expect(try store.circles().map(\.handle) == ["attic", "hearth", "porch"])
        #expect(try store.circles().map(\.state) == [.closed, .founded, .unfounded])
        #expect(try store.circles().map(\.plan) == ["", "", ""])
        #expect(try store.settings(of: hearth).queue == .strict)
        #expect(try store.openLog(of: hearth) == 5)
        #expect(try store.comeBack(ana).admission?.role == .facilitator)
        #expect(try store.join(bo).admission?.box == box(1))
        #expect(try store.comeBack(bo).admission?.awaitsApproval == true)
        #expect(try store.comeBack(cy) == .refused(.removed))
        #expect(try store.comeBack(dee).admission?.role == .listener)
        #expect(try store.join(key(5)).admission?.role == .member)
        #expect(try store.join(key(6)) == .refused(.invitationUsed))
        #expect(try store.join(key(6), by: key(0xa2)).admission?.spentRecoveryLink == true)
    }

    @Test("§9.2 a box of the first version leaves no bytes in any file when it is deleted")
    func noTrace() throws {
        let place = try FirstStore().place
        let store = try place.open()
        #expect(try place.holds(box(1)))
        _ = try store.revoke(ticket, in: hearth)
        #expect(try !place.holds(box(1)))
        #expect(try place.holds(box(2)))
    }

    @Test("§12.4 a crash after any statement of the migration leaves the first version whole")
    func crash() throws {
        let statements = Schema.migrations[1].split(separator: ";").map(String.init)
            .filter { $0.contains { !$0.isWhitespace } }
        let before = try FirstStore(guests: 300).contents()
        var loggedBytesMax = 0
        for count in 0...statements.count {
            let first = try FirstStore(guests: 300)
            let dead = Place()
            let file = try DatabaseFile(first.place.file("store.sqlite").path)
            // The cache is so small that what is not committed reaches the disk.
            try file.run(Schema.settings + "PRAGMA cache_size = 4; BEGIN IMMEDIATE")
            for statement in statements.prefix(count) { try file.run(statement) }
            try FileManager.default.copyItem(atPath: first.place.path, toPath: dead.path)
            let log = try? Data(contentsOf: dead.file("store.sqlite-wal"))
            loggedBytesMax = max(loggedBytesMax, log?.count ?? 0)
            do {
                let left = try DatabaseFile(dead.file("store.sqlite").path)
                #expect(try left.rows("PRAGMA user_version") == ["1"])
                #expect(try FirstStore.contents(of: left) == before)
            }
            do { _ = try dead.open() }
            let migrated = try DatabaseFile(dead.file("store.sqlite").path)
            #expect(try migrated.rows("PRAGMA user_version") == ["2"])
            #expect(try FirstStore.contents(of: migrated) == before)
        }
        #expect(loggedBytesMax > 100_000)
    }

    @Test("§12.4 a migration that fails at its last row leaves the first version as it was")
    func refused() throws {
        let first = try FirstStore(guests: 20)
        do {
            let file = try DatabaseFile(first.place.file("store.sqlite").path)
            try file.run(
                "PRAGMA foreign_keys = OFF; INSERT INTO redemptions VALUES (x'ff', x'ff', x'ff', 0)"
            )
        }
        let before = try first.contents()
        #expect(throws: StoreFailure.broken(code: 787)) { _ = try first.place.open() }
        let file = try DatabaseFile(first.place.file("store.sqlite").path)
        #expect(try FirstStore.contents(of: file) == before)
        #expect(try file.rows("PRAGMA user_version") == ["1"])
        let tables = "SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name"
        #expect(
            try file.rows(tables)
                == ["boxes", "circles", "invitations", "members", "meta", "redemptions"]
        )
    }
}
