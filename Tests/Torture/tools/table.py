"""A circle of clients of these tests in this process, one of whom has the stick."""

from circle.wire import Message, encode
from harness import Room


class Table(Room):
    """Fay facilitates; the member of `holder` speaks under `turn`."""

    def __init__(self, relay, label, words="sealed", members=3):
        super().__init__(relay, label, words)
        self.members = [self.join(f"Member {number}") for number in range(1, members + 1)]
        self.holder = self.members[0]
        self.take_stick()

    def take_stick(self):
        """The holder gets the stick, wherever it is."""
        floor = self.founder.log.floor
        if floor.state in ("offered", "held", "adrift"):
            self.founder.on_floor("HOME", "now")
            self.settle()
        self.founder.on_floor("CALL", self.holder.log.seat)
        self.settle()
        self.holder.on_floor("ACCEPT")
        self.settle()

    @property
    def turn(self):
        return self.founder.log.floor.turn

    def others(self, *but):
        return [client for client in self.here() if client not in but]

    def hears(self, text):
        """How many have heard it."""
        return sum(text in client.log.texts() for client in self.clients)

    def line(self, client, text, turn=None, id=None):
        """A line of a client as it would go over the wire, under any turn and any id."""
        turn, id = self.turn if turn is None else turn, id or client.last_id + 1
        if client.member.mode == "open":
            tags = {"id": id, "turn": turn, "blind": "A" * 21 + "A"}
            return encode(Message("LINE", [], tags, text))
        payload = client.seal_words(text, turn, id)
        client.log.sent[id] = payload
        return encode(Message("LINE", [payload], {"id": id, "turn": turn}))

    def sends(self, client, text, turn=None):
        """Sends such a line and does not wait; answers its id."""
        line = self.line(client, text, turn)
        client.last_id += 1
        client.raw(line)
        return client.last_id
