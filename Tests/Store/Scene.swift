import Foundation
import Store

/// A key of 32 equal bytes.
func key(_ byte: UInt8) -> [UInt8] { [UInt8](repeating: byte, count: 32) }

let ana = key(1), bo = key(2), cy = key(3), dee = key(4)
let hearth = CircleID(bits: 0x0102_0304_0506_0708)
let foundingTicket = key(0xf0)
let ticket = key(0xa0), otherTicket = key(0xa1)
/// Seconds of the wall clock at which the stories begin.
let now: UInt64 = 1_800_000_000
let week: UInt64 = 7 * 86_400

/// Bytes that stand nowhere by chance.
func box(_ seed: UInt64, count: Int = 300) -> [UInt8] {
    var state = seed &* 0x9e37_79b9_7f4a_7c15 &+ 0x1234_5678
    return (0..<count).map { _ in
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return UInt8(truncatingIfNeeded: state >> 56)
    }
}

/// A data directory of its own, gone with the test.
final class Place {
    let path: String

    init() {
        path = FileManager.default.temporaryDirectory.path + "/store-\(UUID().uuidString)"
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    func open() throws(StoreFailure) -> DurableStore { try DurableStore(directory: path) }

    func file(_ name: String) -> URL { URL(fileURLWithPath: path + "/" + name) }

    func mode(of name: String) throws -> Int? {
        let attributes = try FileManager.default.attributesOfItem(atPath: path + name)
        return attributes[.posixPermissions] as? Int
    }

    /// Whether any file of the directory holds any 16 bytes in a row of `bytes`.
    func holds(_ bytes: [UInt8]) throws -> Bool {
        for name in try FileManager.default.contentsOfDirectory(atPath: path) {
            let contents = try Data(contentsOf: file(name))
            for start in stride(from: 0, through: bytes.count - 16, by: 8)
            where contents.range(of: Data(bytes[start..<(start + 16)])) != nil {
                return true
            }
        }
        return false
    }
}

extension DurableStore {
    /// A circle that Ana has founded.
    func makeHearth() throws {
        _ = try makeCircle(
            id: hearth,
            handle: "hearth",
            mode: .sealed,
            foundingTicket: foundingTicket
        )
        _ = try found(ana)
    }

    func found(_ seatKey: [UInt8], with ticket: [UInt8] = foundingTicket) throws -> AdmissionResult
    {
        try admit(
            AdmissionRequest(way: .found, circle: hearth, seatKey: seatKey, ticket: ticket),
            now: now,
            live: LiveFacts()
        )
    }

    func join(
        _ seatKey: [UInt8],
        by invitation: [UInt8] = ticket,
        at moment: UInt64 = now,
        live: LiveFacts = LiveFacts()
    ) throws -> AdmissionResult {
        try admit(
            AdmissionRequest(way: .join, circle: hearth, seatKey: seatKey, ticket: invitation),
            now: moment,
            live: live
        )
    }

    func comeBack(_ seatKey: [UInt8], live: LiveFacts = LiveFacts()) throws -> AdmissionResult {
        try admit(
            AdmissionRequest(way: .back, circle: hearth, seatKey: seatKey),
            now: now,
            live: live
        )
    }

    @discardableResult
    func invite(
        _ invitation: [UInt8] = ticket,
        role: StoredRole = .member,
        uses: Int = 1,
        expires: UInt64 = now + week,
        approve: Bool = false,
        box sealed: [UInt8] = box(1)
    ) throws -> InviteResult {
        try invite(
            to: hearth,
            ticket: invitation,
            role: role,
            uses: uses,
            expires: expires,
            approve: approve,
            box: sealed,
            now: now
        )
    }
}

extension AdmissionResult {
    var admission: Admission? {
        guard case .admitted(let admission) = self else { return nil }
        return admission
    }

    var refusal: AdmissionRefusal? {
        guard case .refused(let refusal) = self else { return nil }
        return refusal
    }
}
