import CLinux

/// What freed memory keeps.
enum Heap {
    /// From now on freed memory is overwritten, so that words do not linger in it.
    static func overwriteFreedMemory() {
        _ = circle_overwrite_freed_memory()
    }
}
