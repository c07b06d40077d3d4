import EventLoop
import RelayHost
import Testing

@Suite("§11.3 The gate's book of addresses")
struct AddressBookTests {
    private let home = PeerAddress(ipv4: 0x7f00_0001)
    private let clinic = PeerAddress(ipv4: 0x0a00_0002)

    private func expect(
        _ isAdmitted: Bool,
        _ wanted: Bool,
        at place: SourceLocation = #_sourceLocation
    ) {
        #expect(isAdmitted == wanted, sourceLocation: place)
    }

    @Test("§11.3 an address has sixteen connections at the gate, and others are not disturbed")
    func perAddress() {
        var book = AddressBook(bounds: AddressBook.Bounds(), seed: 1)
        for _ in 0..<16 { expect(book.admits(home, at: 1), true) }
        expect(book.admits(home, at: 1), false)
        expect(book.admits(clinic, at: 1), true)
        book.leaves(home)
        expect(book.admits(home, at: 2), true)
    }

    @Test("§11.3 an IPv6 host is its /64, and a network its /48") func networks() {
        var book = AddressBook(bounds: AddressBook.Bounds(), seed: 1)
        for subnet in 0..<4 {
            for host in 0..<16 {
                let peer = PeerAddress(
                    high: 0x2001_0db8_0000_0000 + UInt64(subnet),
                    low: UInt64(host)
                )
                expect(book.admits(peer, at: 1), true)
            }
        }
        expect(book.admits(PeerAddress(high: 0x2001_0db8_0000_0009, low: 1), at: 1), false)
        expect(book.admits(PeerAddress(high: 0x2001_0db8_0001_0000, low: 1), at: 1), true)
    }

    @Test("§11.3 all together have a bound too") func inAll() {
        var bounds = AddressBook.Bounds()
        bounds.gateMax = 3
        var book = AddressBook(bounds: bounds, seed: 1)
        for host in 0..<4 { book.admitted(PeerAddress(ipv4: UInt32(host)), at: 1) }
        for host in 0..<3 { expect(book.admits(PeerAddress(ipv4: UInt32(host)), at: 1), true) }
        expect(book.admits(PeerAddress(ipv4: 3), at: 1), false)
        #expect(book.atGate == 3)
    }

    @Test(
        "§11.3 a crowded gate turns strangers away by chance, and keeps a quarter for those it knows"
    )
    func crowd() {
        var book = AddressBook(bounds: AddressBook.Bounds(), seed: 7)
        var turnedAway = 0
        for host in 0..<2_000 where !book.admits(PeerAddress(ipv4: UInt32(host)), at: 1) {
            turnedAway += 1
            #expect(book.atGate >= 256)
        }
        #expect(turnedAway > 0)
        #expect((300...384).contains(book.atGate), "strangers fill three quarters at most")
        book.admitted(home, at: 1)
        for _ in 0..<16 { expect(book.admits(home, at: 2), true) }
        expect(book.admits(clinic, at: 2), false)
    }

    @Test("§11.3 after five failed proofs in a minute the address waits, longer each time")
    func penalty() {
        var book = AddressBook(bounds: AddressBook.Bounds(), seed: 1)
        for _ in 0..<4 { book.failed(home, at: 1_000) }
        expect(book.admits(home, at: 1_000), true)
        book.failed(home, at: 2_000)
        expect(book.admits(home, at: 11_999), false)
        expect(book.admits(clinic, at: 2_000), true)
        expect(book.admits(home, at: 12_000), true)
        book.failed(home, at: 12_000)
        expect(book.admits(home, at: 31_999), false)
        expect(book.admits(home, at: 32_000), true)
    }

    @Test("§11.3 the book itself is bounded") func bounded() {
        var bounds = AddressBook.Bounds()
        bounds.addressesMax = 100
        var book = AddressBook(bounds: bounds, seed: 1)
        for host in 0..<10_000 {
            let peer = PeerAddress(ipv4: UInt32(host))
            book.failed(peer, at: UInt64(host))
            expect(book.admits(peer, at: UInt64(host)), true)
            book.leaves(peer)
            #expect(book.count <= 101)
        }
    }
}
