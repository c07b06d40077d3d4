"""The one line that a command ends with."""

import sys

SKIPPED = 77        # the exit code, as make's test drivers know it


class Skip(Exception):
    """Something this machine does not have; the text has no spaces where it is printed."""


class Result:
    def __init__(self, name):
        self.name, self.figures, self.broken = name, {}, []

    def tell(self, **figures):
        """Figures that nothing hangs on."""
        self.figures |= figures

    def zero(self, **figures):
        self.most(0, **figures)

    def most(self, limit, **figures):
        """Figures that must be there and not above a limit."""
        self.tell(**figures)
        self.broken += [f"{name}={value}, at most {limit} is allowed"
                        for name, value in figures.items() if value is None or value > limit]

    def least(self, limit, **figures):
        self.tell(**figures)
        self.broken += [f"{name}={value}, at least {limit} is needed"
                        for name, value in figures.items() if value is None or value < limit]

    def fails(self, why):
        self.broken.append(why)

    def line(self, verdict):
        figures = [f"{name}={self.written(value)}" for name, value in self.figures.items()]
        return " ".join(["RESULT", f"torture-{self.name}", *figures, f"verdict={verdict}"])

    @staticmethod
    def written(value):
        if isinstance(value, bool):
            return str(int(value))
        if isinstance(value, float):
            return f"{value:.2f}"
        return "-" if value is None else str(value).replace(" ", "_")

    def close(self):
        """Prints what came out; answers the exit code."""
        for why in self.broken:
            print(f"torture {self.name}: {why}", file=sys.stderr)
        print(self.line("FAIL" if self.broken else "PASS"), flush=True)
        return 1 if self.broken else 0

    def skip(self, why):
        self.tell(reason=str(why))
        print(self.line("SKIP"), flush=True)
        return SKIPPED
