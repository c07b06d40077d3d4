/// Every statement the store runs, named for what it does.
///
/// Values are always bound, never spliced.
enum Query: String {
    case begin = "BEGIN IMMEDIATE"
    case commit = "COMMIT"
    case rollback = "ROLLBACK"

    case schemaVersion = "PRAGMA user_version"
    case applicationID = "PRAGMA application_id"
    case tableCount = "SELECT count(*) FROM sqlite_schema"
    case useWriteAheadLog = "PRAGMA journal_mode = WAL"
    case quickCheck = "PRAGMA quick_check(1)"

    case markRestored = "INSERT OR REPLACE INTO meta (name, value) VALUES ('restored', 1)"
    case clearRestored = "DELETE FROM meta WHERE name = 'restored'"
    case skipLogs = "UPDATE circles SET log = log + ?1"

    case makeCircle = """
        INSERT INTO circles (queue, passing, boundary_ms, share_limit_ms,
            id, handle, mode, founding_ticket)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
        """
    case circles = """
        SELECT id, handle, mode, founder, closed, log, founding_ticket,
            queue, passing, boundary_ms, share_limit_ms, plan
        FROM circles ORDER BY handle
        """
    case circleByHandle = """
        SELECT id, handle, mode, founder, closed, log, founding_ticket,
            queue, passing, boundary_ms, share_limit_ms, plan
        FROM circles WHERE handle = ?1
        """
    case circleByID = """
        SELECT id, handle, mode, founder, closed, log, founding_ticket,
            queue, passing, boundary_ms, share_limit_ms, plan
        FROM circles WHERE id = ?1
        """
    case anyFounded = "SELECT EXISTS (SELECT 1 FROM circles WHERE founder IS NOT NULL)"
    case closeCircle = "UPDATE circles SET closed = 1 WHERE id = ?1"
    case dropUnfounded = """
        DELETE FROM circles WHERE handle = ?1 AND founder IS NULL AND closed = 0
        """
    case renewFounding = """
        UPDATE circles SET founding_ticket = ?2
        WHERE handle = ?1 AND founder IS NULL AND closed = 0
        """
    case found = "UPDATE circles SET founder = ?2 WHERE id = ?1 AND founder IS NULL"
    case setSettings = """
        UPDATE circles SET queue = ?1, passing = ?2, boundary_ms = ?3, share_limit_ms = ?4
        WHERE id = ?5
        """
    case setPlan = "UPDATE circles SET plan = ?1 WHERE id = ?2"
    case takeLog = """
        UPDATE circles SET log = log + 1
        WHERE id = ?1 AND founder IS NOT NULL AND closed = 0
        RETURNING log
        """

    case makeBox = "INSERT INTO boxes (page) VALUES (?1) RETURNING id"
    case box = """
        SELECT b.page FROM invitations i JOIN boxes b ON b.id = i.box
        WHERE i.circle = ?1 AND i.ticket = ?2
        """
    case dropBoxOfTicket = """
        DELETE FROM boxes WHERE id IN
            (SELECT box FROM invitations WHERE circle = ?1 AND ticket = ?2)
        """
    case dropBoxesOfCircle = """
        DELETE FROM boxes WHERE id IN (SELECT box FROM invitations WHERE circle = ?1)
        """
    case dropBoxesExpired = """
        DELETE FROM boxes WHERE id IN
            (SELECT box FROM invitations WHERE expires <> 0 AND expires <= ?1)
        """
    case dropBoxesUsedUp = """
        DELETE FROM boxes WHERE id IN
            (SELECT i.box FROM invitations i
            WHERE i.circle = ?1 AND i.uses_left = 0 AND NOT EXISTS
                (SELECT 1 FROM redemptions r
                WHERE r.circle = i.circle AND r.ticket = i.ticket AND r.sat = 0))
        """

    case makeInvitation = """
        INSERT INTO invitations (circle, ticket, role, uses, uses_left, expires, approve, box)
        VALUES (?1, ?2, ?3, ?4, ?4, ?5, ?6, ?7)
        """
    case invitation = """
        SELECT ticket, role, uses, uses_left, expires, approve, revoked
        FROM invitations WHERE circle = ?1 AND ticket = ?2
        """
    case liveInvitations = """
        SELECT ticket, role, uses, uses_left, expires, approve, revoked
        FROM invitations
        WHERE circle = ?1 AND revoked = 0 AND uses_left > 0 AND (expires = 0 OR expires > ?2)
        ORDER BY expires, ticket
        """
    case revoke = "UPDATE invitations SET revoked = 1 WHERE circle = ?1 AND ticket = ?2"
    case revokeAll = "UPDATE invitations SET revoked = 1 WHERE circle = ?1"
    case takeUse = """
        UPDATE invitations SET uses_left = uses_left - 1 WHERE circle = ?1 AND ticket = ?2
        """

    case hasRedeemed = """
        SELECT EXISTS
            (SELECT 1 FROM redemptions WHERE circle = ?1 AND ticket = ?2 AND seat_key = ?3)
        """
    case redeem = "INSERT INTO redemptions (circle, ticket, seat_key) VALUES (?1, ?2, ?3)"
    case sit = """
        UPDATE redemptions SET sat = 1 WHERE circle = ?1 AND seat_key = ?2 AND sat = 0
        """
    case awaitsApproval = """
        SELECT coalesce(min(i.approve = 1 AND r.sat = 0), 0)
        FROM redemptions r JOIN invitations i ON i.circle = r.circle AND i.ticket = r.ticket
        WHERE r.circle = ?1 AND r.seat_key = ?2
        """

    case member = "SELECT role, removed, ticket FROM members WHERE circle = ?1 AND seat_key = ?2"
    case members = "SELECT seat_key, role, removed FROM members WHERE circle = ?1 ORDER BY seat_key"
    case memberCount = "SELECT count(*) FROM members WHERE circle = ?1 AND removed = 0"
    case admit = "INSERT INTO members (circle, seat_key, role, ticket) VALUES (?1, ?2, ?3, ?4)"
    case setRole = """
        UPDATE members SET role = ?3 WHERE circle = ?1 AND seat_key = ?2 AND removed = 0
        """
    case remove = "UPDATE members SET removed = 1 WHERE circle = ?1 AND seat_key = ?2"
    case admittedBy = """
        SELECT seat_key FROM members WHERE circle = ?1 AND ticket = ?2 AND removed = 0
        ORDER BY seat_key
        """
}
