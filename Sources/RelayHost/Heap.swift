import CLinux
import Glibc

/// What memory keeps of words that were in it.
enum Heap {
    private static let tunables = "GLIBC_TUNABLES"
    private static let mark = "CIRCLE_RELAY_BEGAN_AGAIN"
    /// Freed memory is overwritten, and none is set aside unwritten for quick use.
    private static let settings = "glibc.malloc.perturb=165:glibc.malloc.tcache_count=0"

    /// Begins this program again, once, with an allocator that overwrites what is freed.
    ///
    /// The allocator reads these settings only when a process begins. Where it cannot begin again
    /// it goes on with as much as can be had from within.
    static func beginClean() {
        // A program with rights of its own is not given the settings, however often it begins.
        guard unsafe getenv(tunables) == nil, unsafe getenv(mark) == nil else {
            return overwriteFreedMemory()
        }
        if let program = path(), unsafe setenv(tunables, settings, 1) == 0,
            unsafe setenv(mark, "1", 1) == 0
        {
            _ = unsafe execv(program, CommandLine.unsafeArgv)
            unsafe unsetenv(tunables)
        }
        overwriteFreedMemory()
    }

    /// The file of this program, by its own name, which is what an operator looks for.
    private static func path() -> String? {
        var bytes = [CChar](repeating: 0, count: Int(PATH_MAX))
        let count = unsafe readlink("/proc/self/exe", &bytes, bytes.count)
        guard count > 0, count < bytes.count else { return nil }
        return String(decoding: bytes[..<count].map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    /// From now on freed memory is overwritten, but for small pieces that are used again soon.
    private static func overwriteFreedMemory() {
        _ = circle_overwrite_freed_memory()
    }
}

extension [UInt8] {
    /// Forgets everything, overwritten, and keeps the room.
    mutating func wipe() {
        for index in indices { self[index] = 0 }
        removeAll(keepingCapacity: true)
    }
}
