"""A meeting as one member sees it: the events of a log, folded into a roster and a floor (§5, §8.3)."""

from dataclasses import dataclass, field

from .keys import (LINE, NAME, WHISPER, Refusal, open_words, to_facilitators, to_seat, unb64,
                   words_context)
from .text import shown


class Missed(Exception):
    """Something was left out on the way; the client must reconnect (§5.5)."""


@dataclass
class Seat:
    number: int
    key: bytes
    role: str
    presence: str = "here"
    shares: int = 0
    name: str | None = None     # None when it could not be opened
    listening: bool = False
    last_id: int = 0            # of the words of this seat, for §7.5


@dataclass
class Floor:
    """§8.3, in the order of the event."""
    turn: int = 0
    state: str = "home"
    seat: int = 0
    why: str = "start"
    order: tuple = ()
    limit: int = 0
    space: int = 0

    @classmethod
    def read(cls, params):
        turn, state, seat, why, order, limit, space = params[:7]
        order = tuple(int(n) for n in order.split(",")) if order != "-" else ()
        return cls(int(turn), state, int(seat), why, order, int(limit), int(space))


@dataclass
class Heard:
    """Words that came; ``text`` is None when ``problem`` says why nothing is shown."""
    n: int
    seat: int
    id: int
    turn: int               # 0 for a whisper
    to: str                 # "" for everybody
    payload: str            # what was on the wire
    text: str | None
    problem: str = ""


@dataclass
class Log:
    circle: bytes
    number: int
    mode: str
    words_key: bytes | None
    own_key: bytes
    seat: int = 0                                   # the own one
    last: int = 0                                   # the number of the last event shown
    seats: dict = field(default_factory=dict)
    floor: Floor = field(default_factory=Floor)
    hands: str = "open"
    rules: list = field(default_factory=list)
    heard: list = field(default_factory=list)       # Heard, in the order of the log
    shown: list = field(default_factory=list)       # every event that was shown
    gaps: list = field(default_factory=list)
    alarms: list = field(default_factory=list)
    sent: dict = field(default_factory=dict)        # id: payload, of the own words
    own_name: str | None = None                     # the payload of the own name

    # -- The state (§5.6) --

    def begin(self, base):
        self.last = base
        for seat in self.seats.values():
            seat.presence = "gone"

    def apply_state(self, message):
        p = message.params
        if message.verb == "SEAT":
            seat = self._seat(int(p[0]), unb64(p[1], 32), p[2])
            seat.presence, seat.shares = p[3], int(p[4])
            seat.name = self._name(seat, message, p[5:])
        elif message.verb == "RULES":
            self.rules = p
        else:
            self._apply(message)

    # -- Events (§5.3 to §5.5) --

    def event(self, message):
        """Whether the event was new and is shown now."""
        n = message.number("n")
        previous = message.number("prev")
        if n <= self.last:
            return False
        if (n - 1 if previous is None else previous) != self.last:
            raise Missed(f"{message} after {self.last}")
        self._apply(message)
        self.last = n
        self.shown.append(message)
        return True

    def _apply(self, message):
        p = message.params
        match message.verb:
            case "JOIN":
                seat = self._seat(int(p[0]), unb64(p[1], 32), p[2])
                seat.presence = "here"
                seat.name = self._name(seat, message, p[3:])
            case "NAME":
                seat = self.seats[int(p[0])]
                seat.name = self._name(seat, message, p[1:])
            case "LEAVE":
                self.seats[int(p[0])].presence = "gone"
            case "PRESENCE":
                self.seats[int(p[0])].presence = p[1]
            case "LISTEN":
                self.seats[int(p[0])].listening = p[1] == "on"
            case "ROLE":
                self.seats[int(p[0])].role = p[1]
            case "FLOOR":
                self.floor = Floor.read(p)
            case "HANDS":
                self.hands = p[0]
            case "LINE":
                self._words(message, LINE, int(p[0]), int(p[1]), int(p[2]), "", p[3:])
            case "WHISPER":
                self._words(message, WHISPER, int(p[0]), int(p[1]), 0, p[2], p[3:])

    def _seat(self, number, key, role):
        """Numbers stand for keys as long as the log lasts (§5.9)."""
        seat = self.seats.setdefault(number, Seat(number, key, role))
        if seat.key != key:
            self.alarms.append(f"seat {number} changed its key")
            raise Refusal("seat-key")
        seat.role = role
        if key == self.own_key:
            self.seat = number
        return seat

    def _name(self, seat, message, params):
        if self.mode == "open":
            return shown(message.text or "")
        context = words_context(self.circle, self.number, seat.key, NAME)
        try:
            return shown(open_words(self.words_key, context, params[0], NAME))
        except Refusal:
            return None

    # -- Words (§7.5) --

    def _words(self, message, kind, number, id, turn, to, params):
        payload = message.text if self.mode == "open" else (params or [""])[0]
        heard = Heard(message.number("n"), number, id, turn, to, payload, None)
        try:
            heard.text = shown(self._open(message, kind, heard))
        except Refusal as refusal:
            heard.problem = refusal.code
        self.heard.append(heard)

    def _open(self, message, kind, heard):
        seat = self.seats.get(heard.seat)
        if seat is None:
            raise Refusal("unknown-seat")
        if self.mode == "sealed" and message.text is not None:
            self.alarms.append(f"text in a sealed circle at {heard.n}")
            raise Refusal("text-in-sealed")
        if heard.seat == self.seat and self.sent.get(heard.id) != heard.payload:
            self.alarms.append(f"own line {heard.id} was never sent")
            raise Refusal("not-mine")
        if heard.id <= seat.last_id:
            raise Refusal("old-id")
        seat.last_id = heard.id
        if self.mode == "open":
            return heard.payload
        context = words_context(self.circle, self.number, seat.key, kind, heard.turn, heard.id,
                                self._audience(heard.to))
        return open_words(self.words_key, context, heard.payload, kind)

    def _audience(self, to):
        if to == "":
            return b""
        if to == "facilitators":
            return to_facilitators()
        if int(to) not in self.seats:
            raise Refusal("unknown-seat")
        return to_seat(self.seats[int(to)].key)

    def texts(self):
        """What was said and could be read, without whispers."""
        return [heard.text for heard in self.heard if heard.text is not None and not heard.to]
