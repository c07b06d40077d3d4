internal import CLinux
internal import Glibc

/// What a process does to itself at its start, so that a crash tells nobody anything.
///
/// A crash report prints memory, and memory may hold names or words. The calls belong at the very
/// beginning, before other threads and before the first secret.
public enum ProcessHygiene {
    /// Lets every crash end the process in silence, and a broken pipe not at all.
    ///
    /// The language's own crash reporter has put handlers on these signals; they are taken off.
    public static func silenceCrashes() {
        for number in [SIGILL, SIGTRAP, SIGSEGV, SIGBUS, SIGABRT, SIGFPE, SIGQUIT] {
            _ = signal(number, SIG_DFL)
        }
        _ = signal(SIGPIPE, SIG_IGN)
    }

    /// Forbids core files, reading this process's memory from outside, and gaining privileges.
    public static func lockDown() throws(SyscallError) {
        var none = rlimit(rlim_cur: 0, rlim_max: 0)
        guard unsafe circle_set_core_limit(&none) == 0 else { throw SyscallError("setrlimit") }
        guard circle_set_dumpable(0) == 0, circle_set_no_new_privileges() == 0 else {
            throw SyscallError("prctl")
        }
    }

    /// Lets this process open as many descriptors as the system permits; answers how many.
    @discardableResult
    public static func raiseDescriptorLimit() throws(SyscallError) -> UInt64 {
        var limit = rlimit()
        guard unsafe circle_get_descriptor_limit(&limit) == 0 else {
            throw SyscallError("getrlimit")
        }
        limit.rlim_cur = limit.rlim_max
        guard unsafe circle_set_descriptor_limit(&limit) == 0 else {
            throw SyscallError("setrlimit")
        }
        return UInt64(limit.rlim_cur)
    }

    /// Points descriptor 2 at the null device and answers what it was, for the log alone.
    ///
    /// The texts of traps and of libraries then go nowhere.
    public static func redirectStandardErrorToNull() throws(SyscallError) -> Descriptor {
        let original = try Descriptor(taking: circle_duplicate(STDERR_FILENO), from: "fcntl")
        let null = try Descriptor(
            taking: unsafe open("/dev/null", O_WRONLY | O_CLOEXEC),
            from: "open"
        )
        guard dup2(null.raw, STDERR_FILENO) >= 0 else { throw SyscallError("dup2") }
        return original
    }
}
