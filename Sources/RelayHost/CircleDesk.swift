import Sealing
import Store
import Wire

/// What the operator can do with circles: make, list and close them, never look inside.
struct CircleDesk: Sendable {
    /// The relay's public address and identity, for links.
    let address: RelayAddress
    let identity: SigningKey

    /// The label of the circle that a fresh relay makes by itself.
    static let firstHandle = "first"

    /// Something that could not be done, and what to do.
    struct Failure: Error {
        let advice: String
    }

    /// Makes a circle and answers its founding link, whose secret is kept nowhere.
    func make(
        _ handle: String,
        mode: Mode,
        in store: borrowing DurableStore
    ) throws(Failure) -> String {
        do {
            let invitation = try Invitation.fresh()
            let bytes = try Random.bytes(8)
            // Before anything is stored: a circle whose link cannot be told is of no use.
            let link = try link(invitation, circle: bytes)
            guard let id = Store.CircleID(bytes: bytes) else { throw SealingFailure.library }
            let made = try store.makeCircle(
                id: id,
                handle: handle,
                mode: mode,
                foundingTicket: invitation.ticketKey.publicKey
            )
            switch made {
            case .made: return link
            case .badHandle:
                throw Failure(
                    advice: "A label has 1 to 40 of the characters a-z, 0-9 and '-'."
                )
            case .handleTaken:
                throw Failure(advice: "There is a circle of that label. Choose another.")
            case .idTaken, .badTicket: throw SealingFailure.library
            }
        } catch let failure as Failure {
            throw failure
        } catch let failure as StoreFailure {
            throw Failure(advice: failure.advice)
        } catch {
            throw Failure(advice: "The cryptographic library failed. Try again.")
        }
    }

    /// A new founding link for a circle that nobody has founded; nil when that is over.
    func renew(_ handle: String, in store: borrowing DurableStore) throws(Failure) -> String? {
        do {
            let invitation = try Invitation.fresh()
            guard let circle = try store.circle(handle: handle),
                try store.renewFounding(
                    handle: handle,
                    ticket: invitation.ticketKey.publicKey
                )
            else { return nil }
            return try link(invitation, circle: circle.id.bytes)
        } catch let failure as Failure {
            throw failure
        } catch let failure as StoreFailure {
            throw Failure(advice: failure.advice)
        } catch {
            throw Failure(advice: "The cryptographic library failed. Try again.")
        }
    }

    /// The founding link of a relay on which no circle has been founded; nil once one has.
    func firstLink(mode: Mode, in store: borrowing DurableStore) throws(Failure) -> String? {
        do {
            guard try !store.anyFounded else { return nil }
            // Who closed it wants none; who made others has their links.
            if let first = try store.circle(handle: Self.firstHandle) {
                guard first.state == .unfounded else { return nil }
                return try renew(Self.firstHandle, in: store)
            }
        } catch let failure as Failure {
            throw failure
        } catch let failure as StoreFailure {
            throw Failure(advice: failure.advice)
        } catch {
            throw Failure(advice: "The store failed.")
        }
        return try make(Self.firstHandle, mode: mode, in: store)
    }

    /// One line a circle: label, id, mode, state, number of the last log.
    static func list(_ store: borrowing DurableStore) throws(Failure) -> [String] {
        do {
            return try store.circles().map { circle in
                let id = String(decoding: Base64URL.encode(circle.id.bytes), as: UTF8.self)
                return "\(circle.handle)\t\(id)\t\(circle.mode)\t\(circle.state)\tlog \(circle.log)"
            }
        } catch { throw Failure(advice: error.advice) }
    }

    /// Closes a circle for good and answers its id.
    static func close(
        _ handle: String,
        in store: borrowing DurableStore
    ) throws(Failure) -> Wire.CircleID {
        do {
            guard let circle = try store.circle(handle: handle),
                try store.closeCircle(handle: handle)
            else { throw Failure(advice: "There is no open circle of that label.") }
            return Wire.CircleID(circle.id.bits)
        } catch let failure as Failure {
            throw failure
        } catch let failure as StoreFailure {
            throw Failure(advice: failure.advice)
        } catch {
            throw Failure(advice: "The store failed.")
        }
    }

    private func link(
        _ invitation: Invitation,
        circle: [UInt8]
    ) throws(Failure) -> String {
        let link = Link(
            host: address.host,
            port: address.port,
            circle: circle,
            pin: Pin(of: identity.publicKey),
            kind: .founding,
            secret: invitation.secret
        )
        guard let link else {
            throw Failure(
                advice: "No link can lead to \(address.text). Say with --public HOST[:PORT] what "
                    + "clients connect to."
            )
        }
        return link.text
    }
}
