"""Real clients whose every word is kept with the time at which it came out."""

import os
import time

from people import Evening, Person, run, until


class Witness(Person):
    """Events have the time `at` beside what the client printed."""

    def __init__(self, *arguments, **options):
        super().__init__(*arguments, **options)
        # A key is typed when it is typed; some faults are a matter of milliseconds.
        self.process.delaybeforesend = None
        self.pid = self.process.pid

    def keep(self, event):
        super().keep({**event, "at": time.monotonic()})

    def hears(self, text, since=0):
        return self.await_(since=since, event="said", text=text)

    def has_heard(self, text, since=0):
        return bool(self.seen(since, event="said", text=text))

    def turn(self):
        """The turn as it was last shown here."""
        floors = self.seen(event="floor")
        return floors[-1]["turn"] if floors else None

    def queue(self):
        """The hands in their order, as this client knows it."""
        since = self.now()
        self.type("queue")
        return self.await_(since=since, event="queue")["seats"]


class Gathering(Evening):
    """A circle of real clients."""

    kind = Witness

    def gather(self, count, **options):
        """Fay and so many more, in the order of their seats."""
        for number in range(2, count + 1):
            self.comes(name_of(number), **options)
        return self.people

    def invites(self, *options):
        """Another invitation."""
        return run(self.directory, "Fay", "invite", "tuesday", *options).strip()

    def raises(self, person):
        since = person.now()
        person.type("hand")
        person.await_(since=since, event="hand", hand="up")

    def calls_next(self):
        """Fay offers the stick to the first hand; answers who that is, and the turn."""
        since = self.fay.now()
        self.fay.type("next")
        offer = self.fay.await_(since=since, event="floor", state="offered")
        person = self.of_seat(offer["seat"])
        person.await_(event="floor", state="offered", turn=offer["turn"])
        return person, offer["turn"]

    def of_seat(self, seat):
        return next(person for person in self.people
                    if person.seen(event="seated")[-1]["seat"] == seat)

    def ends_share(self, person, turn):
        """The stick comes home."""
        person.type("done")
        until(lambda: self.fay.turn() == turn + 1, lambda: (person.name, "is not done"))

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()


def name_of(number):
    """Names that nobody could take for one another."""
    first, second = divmod(number, 20)
    return "BCDGHKMNPRTVWZBCDGHK"[second] + "aeiou"[first % 5] + "xzvwqkgdtp"[number % 10] + "a" * (
        1 + first)


def token():
    """A word that is in no other text and no command."""
    return "w" + os.urandom(9).hex()
