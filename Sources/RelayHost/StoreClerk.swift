import Etiquette
import EventLoop
import RelayCore
import Sealing
import Store
import Wire

/// Serves the shards' questions to the durable store, one after another. (SPEC §4.6, §9)
struct StoreClerk: ~Copyable {
    let store: DurableStore
    let shared: SharedParts
    private(set) var failures = 0

    init(store: consuming DurableStore, shared: SharedParts) {
        self.store = store
        self.shared = shared
    }

    /// Answers one letter into the mailbox of the shard that asked.
    mutating func serve(_ letter: ControlLetter) {
        switch letter {
        case .admit(let shard, let session, let request, let live):
            var result: AdmissionResult?
            do throws(StoreFailure) {
                result = try store.admit(request, now: WallClock.seconds(), live: live)
            } catch { failures += 1 }
            shared.shards[shard].post(.admission(session, result))
        case .errand(let shard, let errand):
            var answer = Errand.Answer.refused(.unavailable)
            do throws(StoreFailure) { answer = try run(errand) } catch { failures += 1 }
            shared.shards[shard].post(.errand(errand.id, errand.circle, answer))
        case .failed, .journal: break
        }
    }

    private func run(_ errand: Errand) throws(StoreFailure) -> Errand.Answer {
        let circle = Store.CircleID(bits: errand.circle.number)
        switch errand.task {
        case .openLog: return .log(try store.openLog(of: circle))
        case .setRules(let rules): try store.setSettings(rules.settings, of: circle)
        case .setPlan(let plan):
            guard try store.setPlan(plan.stored, of: circle) else { return .refused(.plan) }
        case .signSlip(let minutes): return slip(minutes)
        case .card(let locale):
            return .card(shared.crisisCards.card(for: locale).map { [UInt8]($0.utf8) })
        case .invite(let invite): return try self.invite(invite, to: circle)
        case .uninvite(let ticket):
            let revoked = try store.revoke(ticket.bytes, in: circle)
            guard revoked.found else { return .refused(.noSuchInvitation) }
            return .cameBy(try guests(revoked.seatKeys, of: circle))
        case .listInvitations: return .invitations(try invitations(of: circle))
        case .setRole(let key, let role):
            guard try store.setRole(StoredRole(role), of: key.bytes, in: circle) else {
                return .refused(.noSuchSeat)
            }
        case .remove(let key): _ = try store.remove(key.bytes, from: circle)
        case .sat(let key): try store.hasSat(key.bytes, in: circle)
        }
        return .done
    }

    /// A slip that is signed here and remembered nowhere. (SPEC §21.4)
    private func slip(_ minutes: UInt64) -> Errand.Answer {
        guard let signed = try? shared.slip(minutes: UInt32(clamping: minutes)),
            let key = PublicKey(signed.key)
        else { return .refused(.unavailable) }
        return .slip(text: signed.slip.text, key: key, signature: signed.signature)
    }

    private func invite(
        _ invite: Invite,
        to circle: Store.CircleID
    ) throws(StoreFailure) -> Errand.Answer {
        let now = WallClock.seconds()
        let result = try store.invite(
            to: circle,
            ticket: invite.ticket.bytes,
            role: StoredRole(invite.role),
            uses: Int(invite.uses),
            expires: invite.seconds == 0 ? 0 : now + invite.seconds,
            approve: false,
            box: invite.box,
            now: now
        )
        switch result {
        case .made: return .done
        case .limit: return .refused(.limit)
        case .ticketTaken: return .refused(.duplicate)
        case .noSuchCircle: return .refused(.closed)
        case .outOfBounds: return .refused(.form)
        }
    }

    private func guests(
        _ keys: [[UInt8]],
        of circle: Store.CircleID
    ) throws(StoreFailure) -> [Errand.Guest] {
        var guests: [Errand.Guest] = []
        for bytes in keys {
            guard let key = PublicKey(bytes), let role = try store.role(of: bytes, in: circle)
            else { continue }
            guests.append(Errand.Guest(key: key, role: Role(role)))
        }
        return guests
    }

    private func invitations(
        of circle: Store.CircleID
    ) throws(StoreFailure) -> [Errand.Invitation] {
        let now = WallClock.seconds()
        return try store.invitations(of: circle, now: now).compactMap {
            record -> Errand.Invitation? in
            guard let ticket = PublicKey(record.ticket) else { return nil }
            let left = record.expires > now ? record.expires - now : 0
            return Errand.Invitation(
                ticket: ticket,
                role: Role(record.role),
                usesLeft: UInt64(max(0, record.usesLeft)),
                secondsLeft: left
            )
        }
    }
}
