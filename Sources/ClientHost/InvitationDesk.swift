import Calendar
import Etiquette
import Sealing
import Wire

/// Makes invitations: the secret is made here, and the relay learns its public half. (SPEC §9.1)
struct InvitationDesk {
    /// What is to be invited.
    struct Order {
        var role: Role = .member
        var uses: UInt64
        var seconds: UInt64

        /// 30 uses within a week for members and listeners, one use for everybody else.
        init(_ role: Role) {
            self.role = role
            uses = role <= .member ? 30 : 1
            seconds = 7 * 86_400
        }
    }

    /// An invitation on its way to the relay.
    struct Draft {
        let ask: Request.Ask
        let ticket: PublicKey
        let role: Role
        /// What is given to the invited, once the relay has it.
        let link: Link
    }

    /// A new invitation to the seat's circle, whose open or next log is `log`.
    static func draft(
        _ order: Order,
        by seat: SeatRecord,
        log: UInt64
    ) throws(Trouble) -> Draft {
        do {
            let invitation = try Invitation.fresh()
            let chain = try seat.chain.map { try $0.stepped(to: log) }
            guard let founder = seat.founder, let pin = seat.pins.first,
                let ticket = PublicKey(invitation.ticketKey.publicKey),
                let box = Box(
                    index: log,
                    chainKey: chain?.key,
                    founder: founder.bytes,
                    role: Box.Role(order.role),
                    title: seat.title,
                    schedule: seat.schedule?.text
                ),
                let link = Link(
                    host: seat.host,
                    port: seat.port,
                    circle: seat.circle.bytes,
                    pin: pin,
                    kind: .invitation,
                    secret: invitation.secret
                )
            else { throw Trouble.sealing }
            let payload = try box.sealed(for: invitation, circle: seat.circle.bytes)
            let invite = Invite(
                ticket: ticket,
                role: order.role,
                uses: order.uses,
                seconds: order.seconds,
                box: payload
            )
            return Draft(ask: .invite(invite), ticket: ticket, role: order.role, link: link)
        } catch { throw .sealing }
    }
}
