"""A meeting as one member sees it: the events of a log, folded into a roster and a floor (§5, §8.3)."""

from dataclasses import dataclass, field

from .keys import (LINE, NAME, WHISPER, Refusal, open_words, to_facilitators, to_seat, unb64,
                   words_context)
from .text import shown


ABSENT = "*"        # in place of a name or of words that a restart took (§5.14, §5.16)


class Missed(Exception):
    """Something was left out on the way; the client must reconnect (§5.5)."""


@dataclass
class Seat:
    number: int
    key: bytes
    role: str
    presence: str = "here"
    shares: int = 0
    name: str | None = None     # None when it could not be opened or is not known
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
class Kept:
    """Words as they travelled, kept until nobody can need them again (§5.7)."""
    words: str              # the payload, in an open circle the text
    blind: str | None       # in an open circle
    n: int | None = None    # of the event; None until the relay has told it


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
    epoch: int = 0                                  # the highest seen in this log (§5.12)
    kept: dict = field(default_factory=dict)        # (seat, id): Kept
    typed: dict = field(default_factory=dict)       # id: the own words as the person typed them
    drafts: list = field(default_factory=list)      # own words that nobody will hear (§5.16, §6.4)

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
            self._name(seat, message, p[5:])
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
                self._name(seat, message, p[3:])
            case "NAME":
                self._name(self.seats[int(p[0])], message, p[1:])
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
            case "LOST":
                self._lost(int(p[0]))

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
        if message.text is None and params[:1] == [ABSENT]:
            return      # §5.14: the name that is known of that key stays
        if self.mode == "open":
            seat.name = shown(message.text or "")
            return
        context = words_context(self.circle, self.number, seat.key, NAME)
        try:
            seat.name = shown(open_words(self.words_key, context, params[0], NAME))
        except Refusal:
            seat.name = None

    # -- Words (§7.5) --

    def _words(self, message, kind, number, id, turn, to, params):
        lost = message.text is None and params[:1] == [ABSENT]
        payload = message.text if self.mode == "open" and not lost else (params or [""])[0]
        heard = Heard(message.number("n"), number, id, turn, to, payload, None)
        self.heard.append(heard)
        try:
            self._check(message, heard, lost)
            if not lost:
                self.keep(number, id, payload, message.tags.get("blind"), heard.n)
                heard.text = shown(self._open(kind, heard))
        except Refusal as refusal:
            heard.problem = refusal.code
        if lost and not heard.problem:
            heard.problem = "lost"

    def _check(self, message, heard, lost):
        seat = self.seats.get(heard.seat)
        if seat is None:
            raise Refusal("unknown-seat")
        if self.mode == "sealed" and message.text is not None:
            self.alarms.append(f"text in a sealed circle at {heard.n}")
            raise Refusal("text-in-sealed")
        if heard.seat == self.seat:
            sent = self.sent.get(heard.id)
            if sent is None or not lost and sent != heard.payload:
                self.alarms.append(f"own line {heard.id} was never sent")
                raise Refusal("not-mine")
        if heard.id <= seat.last_id:
            raise Refusal("old-id")
        seat.last_id = heard.id

    def _open(self, kind, heard):
        if self.mode == "open":
            return heard.payload
        context = words_context(self.circle, self.number, self.seats[heard.seat].key, kind,
                                heard.turn, heard.id, self._audience(heard.to))
        return open_words(self.words_key, context, heard.payload, kind)

    def _audience(self, to):
        if to == "":
            return b""
        if to == "facilitators":
            return to_facilitators()
        if int(to) not in self.seats:
            raise Refusal("unknown-seat")
        return to_seat(self.seats[int(to)].key)

    # -- What a restart of the relay may ask for (§5.7, §5.15, §5.16) --

    def keep(self, seat, id, words, blind, n=None):
        kept = self.kept.setdefault((seat, id), Kept(words, blind))
        kept.n = n or kept.n

    def stable(self, n):
        """Nobody needs what came up to ``n`` any more."""
        self.kept = {place: kept for place, kept in self.kept.items()
                     if kept.n is None or kept.n > n}

    def _lost(self, n):
        """The words of event ``n`` will not come back; those who have them keep them."""
        for heard in self.heard:
            if heard.n == n and heard.seat == self.seat and heard.id in self.typed:
                self.drafts.append(self.typed[heard.id])

    def texts(self):
        """What was said and could be read, without whispers."""
        return [heard.text for heard in self.heard if heard.text is not None and not heard.to]
