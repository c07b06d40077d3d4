import EventLoop
import Testing

/// A noncopyable tenant that counts its own end.
private struct Tenant: ~Copyable {
    let name: String
    let ends: Ends
    var visits = 0

    init(_ name: String, _ ends: Ends) {
        self.name = name
        self.ends = ends
    }

    deinit { ends.count += 1 }
}

private final class Ends {
    var count = 0
}

@Suite("Slabs and tokens")
struct SlabTests {
    @Test("a tenant is found by its token until it leaves")
    func tenancy() {
        var slab = Slab<Int>()
        let ana = slab.insert(1)
        let bo = slab.insert(2)
        let visited = [slab.update(ana) { $0 }, slab.update(bo) { $0 }, slab.remove(ana)]
        #expect(visited == [1, 2, 1])
        let after = [slab.update(ana) { $0 }, slab.remove(ana), slab.update(bo) { $0 }]
        #expect(after == [nil, nil, 2])
        let count = slab.count
        #expect(count == 1)
    }

    @Test("a slot is let again, but an old token finds nobody there")
    func generations() {
        var slab = Slab<Int>()
        let old = slab.insert(1)
        _ = slab.remove(old)
        let new = slab.insert(2)
        #expect(new.slot == old.slot)
        #expect(new != old)
        let found = [slab.update(old) { $0 }, slab.update(new) { $0 }]
        #expect(found == [nil, 2])
        let isOldThere = slab.contains(old)
        #expect(!isOldThere)
    }

    @Test("no slab knows a reserved or an invented token")
    func foreignTokens() {
        var slab = Slab<Int>()
        let ana = slab.insert(1)
        let foreign = [
            Token(reserved: ana.slot), Token(bits: UInt64.max), Token(bits: ana.bits + 1),
            Token(bits: ana.bits + 2 << 32), Token(bits: ana.bits - 1 << 32),
        ]
        for token in foreign {
            let found = slab.update(token) { $0 }
            #expect(found == nil)
        }
        #expect(Token(bits: ana.bits) == ana)
        #expect(!ana.isReserved && Token(reserved: 3).isReserved)
    }

    @Test("it grows, keeps everybody, and ends each tenant once")
    func growth() {
        let ends = Ends()
        do {
            var slab = Slab<Tenant>(capacity: 1)
            var tokens: [Token] = []
            for number in 0..<100 { tokens.append(slab.insert(Tenant("\(number)", ends))) }
            for number in stride(from: 0, to: 100, by: 2) { _ = slab.remove(tokens[number]) }
            #expect(ends.count == 50)
            for (number, token) in tokens.enumerated() {
                let name = slab.update(token) { $0.name }
                #expect(name == (number.isMultiple(of: 2) ? nil : "\(number)"))
            }
            let count = slab.count
            #expect(count == 50)
        }
        #expect(ends.count == 100)
    }
}
