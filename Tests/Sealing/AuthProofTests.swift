import Sealing
import Testing

@Suite("§4.3 Proofs of seat and ticket")
struct AuthProofTests {
    let scene: Scene

    init() throws {
        scene = try Scene()
    }

    @Test("§4.4 a proof holds on its own connection only") func ownConnection() throws {
        let proof = try AuthProof(
            way: .back,
            circle: scene.circle,
            seat: scene.seat,
            ticket: nil,
            greeting: scene.greeting,
            binding: scene.binding
        )
        #expect(proof.isValid(greeting: scene.greeting, binding: scene.binding))
        let other = Binding(exporter: try Random.bytes(32))
        #expect(!proof.isValid(greeting: scene.greeting, binding: other))
        #expect(!proof.isValid(greeting: scene.greeting + [32], binding: scene.binding))
        let endless = [UInt8](repeating: 32, count: 70_000)
        #expect(!proof.isValid(greeting: endless, binding: scene.binding))
    }

    @Test("§4.4 a ticket's signature serves one seat only") func otherSeat() throws {
        let proof = try AuthProof(
            way: .join,
            circle: scene.circle,
            seat: scene.seat,
            ticket: scene.invitation.ticketKey,
            greeting: scene.greeting,
            binding: scene.binding
        )
        let thief = try AuthProof(
            way: .join,
            circle: scene.circle,
            seat: .fresh(),
            ticket: .fresh(),
            greeting: scene.greeting,
            binding: scene.binding
        )
        let stolen = AuthProof(
            way: .join,
            circle: scene.circle,
            seatKey: thief.seatKey,
            seatSignature: thief.seatSignature,
            ticketKey: proof.ticketKey,
            ticketSignature: proof.ticketSignature
        )
        #expect(thief.isValid(greeting: scene.greeting, binding: scene.binding))
        #expect(stolen?.isValid(greeting: scene.greeting, binding: scene.binding) == false)
    }

    @Test("§4.3 a proof of another form is none", arguments: AuthProof.Way.allCases)
    func form(way: AuthProof.Way) {
        let key = [UInt8](repeating: 1, count: 32)
        let signature = [UInt8](repeating: 1, count: 64)
        func isForm(
            circle: Int = 8,
            seat: Int = 32,
            seatSignature: Int = 64,
            ticket: [UInt8]?,
            ticketSignature: [UInt8]?
        ) -> Bool {
            let proof = AuthProof(
                way: way,
                circle: [UInt8](repeating: 1, count: circle),
                seatKey: [UInt8](repeating: 1, count: seat),
                seatSignature: [UInt8](repeating: 1, count: seatSignature),
                ticketKey: ticket,
                ticketSignature: ticketSignature
            )
            return proof != nil
        }
        let right = way.takesTicket ? key : nil
        let wrong = way.takesTicket ? nil : key
        let rightSignature = way.takesTicket ? signature : nil
        let wrongSignature = way.takesTicket ? nil : signature
        #expect(isForm(ticket: right, ticketSignature: rightSignature))
        #expect(!isForm(circle: 7, ticket: right, ticketSignature: rightSignature))
        #expect(!isForm(seat: 33, ticket: right, ticketSignature: rightSignature))
        #expect(!isForm(seatSignature: 63, ticket: right, ticketSignature: rightSignature))
        #expect(!isForm(ticket: wrong, ticketSignature: rightSignature))
        #expect(!isForm(ticket: right, ticketSignature: wrongSignature))
        #expect(!isForm(ticket: [], ticketSignature: rightSignature))
    }
}
