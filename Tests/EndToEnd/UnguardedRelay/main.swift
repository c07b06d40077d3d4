import RelayHost

UnguardedRelay.start(Array(CommandLine.arguments.dropFirst()))
