import Synchronization

/// What one shard is working on, in memory that outlives the process. (SPEC §11.8)
///
/// A number that stands for a key, in a file `working-SHARD` of the runtime directory: never the
/// key, never a word. Setting it is one store to memory. It belongs to the thread that made it.
///
/// Safe because this value alone owns the mapping, which is memory that a file shares, begins at a
/// page, and ends with the value.
@safe
public struct Breadcrumb: ~Copyable {
    private static let bytes = MemoryLayout<Atomic<UInt64>>.size

    private let cell: UnsafeMutablePointer<Atomic<UInt64>>

    /// Makes the cell of a shard, with nothing in it; look at what was left there before.
    public init(directory: String, shard: Int) throws(JournalFailure) {
        let file = try OpenFile(updating: directory + "/" + BreadcrumbName.text(of: shard))
        // Room of its own: a store to a page that the disk has no room for would end the process.
        try file.allocate(Self.bytes)
        let start = unsafe try file.map(Self.bytes)
        unsafe cell = start.bindMemory(to: Atomic<UInt64>.self, capacity: 1)
        clear()
    }

    deinit { unsafe OpenFile.unmap(cell, Self.bytes) }

    /// Work begins for `value`, which is not 0.
    public func set(_ value: UInt64) {
        // In order with the work itself, also for the compiler.
        unsafe cell.pointee.store(value.littleEndian, ordering: .sequentiallyConsistent)
    }

    /// Work has ended.
    public func clear() { set(0) }
}

/// The names of the files that hold crumbs.
enum BreadcrumbName {
    private static let start = "working-"

    static func text(of shard: Int) -> String { start + String(shard) }

    static func isOne(_ text: String) -> Bool { text.hasPrefix(start) }
}
