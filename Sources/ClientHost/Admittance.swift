import Calendar
import ClientCore
import Etiquette
import Sealing
import Wire

/// What a welcome means for what this account keeps, and whether it can be true. (SPEC §4.9)
enum Admittance {
    /// Takes in a welcome; throws when it does not agree with what is known.
    static func take(
        _ welcome: Welcome,
        by way: Entrance.Way,
        into seat: inout SeatRecord
    ) throws(Trouble) {
        switch way {
        case .found: try found(welcome, &seat)
        case .join(let invitation): try join(welcome, invitation, &seat)
        case .back: break
        }
        guard seat.isSealed == welcome.isSealed else {
            throw Trouble(English().sentence(for: .modeChanged))
        }
        guard welcome.log >= seat.highestLog else {
            throw Trouble(English().sentence(for: .oldLog))
        }
        if let chain = seat.chain {
            guard (try? chain.stepped(to: welcome.log)) != nil else {
                throw Trouble(English().sentence(for: .farLog))
            }
        }
        seat.role = welcome.role
    }

    /// The founder's client makes the first key, here and once. (SPEC §3.3)
    private static func found(_ welcome: Welcome, _ seat: inout SeatRecord) throws(Trouble) {
        guard !seat.isEntered else { return }
        seat.isSealed = welcome.isSealed
        seat.founder = seat.publicKey
        guard welcome.isSealed, seat.chain == nil else { return }
        do { seat.chain = try Chain.fresh() } catch { throw .sealing }
    }

    private static func join(
        _ welcome: Welcome,
        _ invitation: Invitation,
        _ seat: inout SeatRecord
    ) throws(Trouble) {
        guard let payload = welcome.box else {
            guard seat.isEntered else {
                throw Trouble(
                    "What belongs to this invitation is no longer at the relay. Ask whoever sent it"
                        + " to you for a new one."
                )
            }
            return
        }
        let box: Box
        do { box = try Box(opening: payload, with: invitation, circle: seat.circle.bytes) } catch {
            throw Trouble(
                error == .newerClientNeeded
                    ? "This circle needs a newer version of `circle`. Update it, then try again."
                    : "What belongs to this invitation does not open. Do not go on; tell whoever sent"
                        + " it to you, by another way, and ask for a new one."
            )
        }
        let foreign = Trouble(
            "What this invitation says of the circle does not agree with what is known of it. Do not"
                + " go on; ask your facilitator by another way."
        )
        guard let founder = PublicKey(box.founder), (box.mode == .sealed) == welcome.isSealed,
            seat.founder == nil || seat.founder == founder
        else { throw foreign }
        guard seat.isEntered else {
            guard box.role == Box.Role(welcome.role) else { throw foreign }
            seat.isSealed = welcome.isSealed
            seat.founder = founder
            seat.chain = box.chain
            seat.title = TextRules.shown([UInt8](box.title.utf8))
            seat.schedule = box.schedule.flatMap(Schedule.init(text:))
            return
        }
        // An invitation to a circle that is known must hold a key of the same chain.
        guard seat.agrees(with: box.chain) else { throw foreign }
        // It may tell of another time than the one that was known.
        if let schedule = box.schedule.flatMap(Schedule.init(text:)) { seat.schedule = schedule }
    }
}
