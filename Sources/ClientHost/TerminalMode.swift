import Glibc

/// A terminal that gives every key as it is pressed, until this goes.
struct TerminalMode: ~Copyable {
    private var before = termios()

    /// Switches the terminal of standard input; nil when it is none.
    init?() {
        guard isatty(STDIN_FILENO) == 1, unsafe tcgetattr(STDIN_FILENO, &before) == 0 else {
            return nil
        }
        var raw = before
        raw.c_iflag &= ~tcflag_t(ICRNL | IXON | INLCR | ISTRIP)
        raw.c_lflag &= ~tcflag_t(ECHO | ICANON | ISIG | IEXTEN)
        guard unsafe tcsetattr(STDIN_FILENO, TCSADRAIN, &raw) == 0 else { return nil }
    }

    deinit {
        var before = before
        _ = unsafe tcsetattr(STDIN_FILENO, TCSADRAIN, &before)
    }

    /// The columns of the terminal; nil when nobody knows.
    static var columns: Int? {
        var size = winsize()
        guard unsafe ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else {
            return nil
        }
        return Int(size.ws_col)
    }
}
