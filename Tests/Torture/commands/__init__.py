"""One fault a file. Each has ``arguments(parser)`` and ``run(options, result)``."""
