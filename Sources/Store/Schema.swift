/// The shape of the file, and the only way to it: forward, one version at a time.
///
/// Kept: ids, keys, roles, counts, ciphertext. Never: names, words, addresses, or when somebody
/// came. Tables of people have no row numbers, so that not even the order of their coming is
/// kept. (SPEC §12.4)
package enum Schema {
    /// The version this program writes.
    static var version: Int64 { Int64(migrations.count) }

    /// The file's mark in its header: a foreign database is not mistaken for ours.
    package static let applicationID: Int64 = 0x6369_7263

    /// What each connection asks of SQLite before it reads or writes.
    ///
    /// Deleted content is overwritten; nothing spills into temporary files; a commit is on the disk
    /// when it returns; no foreign process can pin the write-ahead log.
    package static let settings = """
        PRAGMA page_size = 4096;
        PRAGMA secure_delete = ON;
        PRAGMA locking_mode = EXCLUSIVE;
        PRAGMA synchronous = FULL;
        PRAGMA foreign_keys = ON;
        PRAGMA temp_store = MEMORY;
        PRAGMA trusted_schema = OFF;
        PRAGMA cell_size_check = ON;
        """

    /// The script at index `n` leads from version `n` to `n + 1`; none is ever edited.
    package static let migrations = [
        """
        CREATE TABLE meta (
            name TEXT NOT NULL PRIMARY KEY,
            value INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE circles (
            id BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 8),
            handle TEXT NOT NULL UNIQUE,
            mode INTEGER NOT NULL CHECK (mode IN (1, 2)),
            suite INTEGER NOT NULL DEFAULT 1,
            founding_ticket BLOB NOT NULL CHECK (length(founding_ticket) = 32),
            founder BLOB CHECK (founder IS NULL OR length(founder) = 32),
            closed INTEGER NOT NULL DEFAULT 0,
            log INTEGER NOT NULL DEFAULT 0 CHECK (log >= 0),
            queue INTEGER NOT NULL,
            passing INTEGER NOT NULL,
            boundary_ms INTEGER NOT NULL,
            share_limit_ms INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE boxes (
            id INTEGER PRIMARY KEY,
            page BLOB NOT NULL CHECK (length(page) = 4000)
        ) STRICT;

        CREATE TABLE invitations (
            circle BLOB NOT NULL REFERENCES circles (id) ON DELETE CASCADE,
            ticket BLOB NOT NULL CHECK (length(ticket) = 32),
            role INTEGER NOT NULL CHECK (role BETWEEN 1 AND 5),
            uses INTEGER NOT NULL CHECK (uses BETWEEN 1 AND 200),
            uses_left INTEGER NOT NULL CHECK (uses_left BETWEEN 0 AND uses),
            expires INTEGER NOT NULL CHECK (expires >= 0),
            approve INTEGER NOT NULL CHECK (approve IN (0, 1)),
            revoked INTEGER NOT NULL DEFAULT 0,
            box INTEGER REFERENCES boxes (id) ON DELETE SET NULL,
            PRIMARY KEY (circle, ticket)
        ) STRICT, WITHOUT ROWID;

        CREATE INDEX invitations_by_box ON invitations (box) WHERE box IS NOT NULL;

        CREATE TABLE members (
            circle BLOB NOT NULL REFERENCES circles (id) ON DELETE CASCADE,
            seat_key BLOB NOT NULL CHECK (length(seat_key) = 32),
            role INTEGER NOT NULL CHECK (role BETWEEN 1 AND 5),
            removed INTEGER NOT NULL DEFAULT 0,
            ticket BLOB CHECK (ticket IS NULL OR length(ticket) = 32),
            PRIMARY KEY (circle, seat_key)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE redemptions (
            circle BLOB NOT NULL,
            ticket BLOB NOT NULL,
            seat_key BLOB NOT NULL,
            sat INTEGER NOT NULL DEFAULT 0,
            PRIMARY KEY (circle, ticket, seat_key),
            FOREIGN KEY (circle, ticket) REFERENCES invitations ON DELETE CASCADE,
            FOREIGN KEY (circle, seat_key) REFERENCES members ON DELETE CASCADE
        ) STRICT, WITHOUT ROWID;

        CREATE INDEX redemptions_by_key ON redemptions (circle, seat_key);
        """,

        // A circle keeps a plan; keys may be timekeepers and greeters. (SPEC §14.1, §17.1)
        // A bound of a column can only be changed in a table made anew. The old tables are renamed
        // first, and the foreign keys between them follow, so that none of the new ones ever points
        // to a table that goes; those that point to others go first.
        """
        ALTER TABLE circles ADD COLUMN plan TEXT NOT NULL DEFAULT ''
            CHECK (length(CAST(plan AS BLOB)) <= 6000);

        ALTER TABLE redemptions RENAME TO redemptions_1;
        ALTER TABLE invitations RENAME TO invitations_1;
        ALTER TABLE members RENAME TO members_1;

        CREATE TABLE invitations (
            circle BLOB NOT NULL REFERENCES circles (id) ON DELETE CASCADE,
            ticket BLOB NOT NULL CHECK (length(ticket) = 32),
            role INTEGER NOT NULL CHECK (role BETWEEN 1 AND 7),
            uses INTEGER NOT NULL CHECK (uses BETWEEN 1 AND 200),
            uses_left INTEGER NOT NULL CHECK (uses_left BETWEEN 0 AND uses),
            expires INTEGER NOT NULL CHECK (expires >= 0),
            approve INTEGER NOT NULL CHECK (approve IN (0, 1)),
            revoked INTEGER NOT NULL DEFAULT 0,
            box INTEGER REFERENCES boxes (id) ON DELETE SET NULL,
            PRIMARY KEY (circle, ticket)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE members (
            circle BLOB NOT NULL REFERENCES circles (id) ON DELETE CASCADE,
            seat_key BLOB NOT NULL CHECK (length(seat_key) = 32),
            role INTEGER NOT NULL CHECK (role BETWEEN 1 AND 7),
            removed INTEGER NOT NULL DEFAULT 0,
            ticket BLOB CHECK (ticket IS NULL OR length(ticket) = 32),
            PRIMARY KEY (circle, seat_key)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE redemptions (
            circle BLOB NOT NULL,
            ticket BLOB NOT NULL,
            seat_key BLOB NOT NULL,
            sat INTEGER NOT NULL DEFAULT 0,
            PRIMARY KEY (circle, ticket, seat_key),
            FOREIGN KEY (circle, ticket) REFERENCES invitations ON DELETE CASCADE,
            FOREIGN KEY (circle, seat_key) REFERENCES members ON DELETE CASCADE
        ) STRICT, WITHOUT ROWID;

        INSERT INTO invitations
            (circle, ticket, role, uses, uses_left, expires, approve, revoked, box)
        SELECT circle, ticket, role, uses, uses_left, expires, approve, revoked, box
        FROM invitations_1;

        INSERT INTO members (circle, seat_key, role, removed, ticket)
        SELECT circle, seat_key, role, removed, ticket FROM members_1;

        INSERT INTO redemptions (circle, ticket, seat_key, sat)
        SELECT circle, ticket, seat_key, sat FROM redemptions_1;

        DROP TABLE redemptions_1;
        DROP TABLE invitations_1;
        DROP TABLE members_1;

        CREATE INDEX invitations_by_box ON invitations (box) WHERE box IS NOT NULL;
        CREATE INDEX redemptions_by_key ON redemptions (circle, seat_key);
        """,
    ]
}
