import Store
import Testing

@Suite("§11.8 What was being worked on")
struct BreadcrumbTests {
    private let place: Place

    init() throws { place = try runtimePlace() }

    /// A run that ends with these values in work, one for each shard.
    private func crash(working values: UInt64...) throws -> Set<UInt64> {
        let suspects = Breadcrumbs.afterCrash(place.path)
        for (shard, value) in values.enumerated() {
            let crumb = try Breadcrumb(directory: place.path, shard: shard)
            crumb.set(99)
            crumb.clear()
            if value != 0 { crumb.set(value) }
        }
        return suspects
    }

    private func suspects() -> Set<UInt64> { Breadcrumbs.afterCrash(place.path) }

    @Test("§11.8 one crash accuses nobody, two in a row do") func twice() throws {
        #expect(try crash(working: 5) == [])
        #expect(try crash(working: 5) == [])
        #expect(try crash(working: 5) == [5])
        #expect(suspects() == [5])
    }

    @Test("§11.8 two ends in a row count, not two in all") func inARow() throws {
        _ = try crash(working: 5)
        #expect(try crash(working: 6) == [])
        #expect(try crash(working: 5) == [])
        #expect(suspects() == [])
    }

    @Test("§11.8 an end with nothing in work clears the list") func cleanEnd() throws {
        _ = try crash(working: 5)
        _ = try crash(working: 0)
        #expect(try crash(working: 5) == [])
        #expect(suspects() == [])
        #expect(try place.names() == ["crashed"])
        #expect(suspects() == [])
        #expect(try place.names().isEmpty)
    }

    @Test("§11.8 of several shards only who was in work at both ends is named") func shards() throws
    {
        _ = try crash(working: 5, 6, 7)
        _ = try crash(working: 8, 7, 5)
        #expect(suspects() == [5, 7])
        #expect(try place.bytes(of: "crashed") == [UInt8]("5\n7\n8\n".utf8))
    }

    @Test("§11.8 the value is in the file at once, and all of it") func atOnce() throws {
        let crumb = try Breadcrumb(directory: place.path, shard: 3)
        #expect(try place.bytes(of: "working-3") == [UInt8](repeating: 0, count: 8))
        crumb.set(0x0102_0304_0506_0708)
        #expect(try place.bytes(of: "working-3") == [8, 7, 6, 5, 4, 3, 2, 1])
        crumb.clear()
        #expect(try place.bytes(of: "working-3") == [UInt8](repeating: 0, count: 8))
        #expect(try place.mode(of: "/working-3") == 0o600)
    }

    @Test("§11.8 files that make no sense accuse nobody") func nonsense() throws {
        try place.put([UInt8]("5\nx\n\n-6\n99999999999999999999\n7".utf8), at: "crashed")
        try place.put([5, 0, 0], at: "working-0")
        try place.put([7, 0, 0, 0, 0, 0, 0, 0], at: "working-x")
        try place.put([UInt8](repeating: 9, count: 9), at: "working-1")
        try place.link("working-2", to: "crashed")
        #expect(suspects() == [7])
        #expect(Breadcrumbs.afterCrash(place.path + "/nowhere") == [])
    }

    @Test("§11.8 a link in the place of a crumb is not followed") func links() throws {
        try place.put([1], at: "other")
        try place.link("working-0", to: "other")
        #expect(throws: JournalFailure.self) {
            _ = try Breadcrumb(directory: place.path, shard: 0)
        }
        #expect(try place.bytes(of: "other") == [1])
    }
}
