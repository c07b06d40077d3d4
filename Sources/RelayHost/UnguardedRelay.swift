import Glibc

/// A relay that does nothing against telling words when it crashes.
///
/// Only for the control of the crash test: with the language's crash reporter on, the words of an
/// open circle must come out of this one, else the test of the real one proves nothing.
package enum UnguardedRelay {
    /// Serves `arguments` = data directory, address to listen on, settings; does not return.
    package static func start(_ arguments: [String]) -> Never {
        guard arguments.count >= 2, let listen = RelayAddress(reading: arguments[1]) else {
            Output.complain(["usage: unguarded-relay DATA HOST:PORT [KEY=VALUE ...]"])
            exit(2)
        }
        var options = RelayServer.Options()
        options.data = arguments[0]
        options.listen = listen
        options.isSilentWhenItCrashes = false
        do {
            for setting in arguments.dropFirst(2) { try options.settings.set(setting) }
            try RelayServer(options).run()
        } catch {
            Output.complain(["the unguarded relay cannot run"])
            exit(1)
        }
        exit(0)
    }
}
