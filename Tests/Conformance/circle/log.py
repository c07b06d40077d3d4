"""A meeting as one member sees it: the events of a log, folded into a roster and a floor (§5, §8.3)."""

from dataclasses import dataclass, field

from .keys import (LINE, NAME, WHISPER, Refusal, open_words, to_facilitators, to_seat, unb64,
                   words_context)
from .plan import Plan, read_plan
from .text import shown


ABSENT = "*"        # in place of a name or of words that a restart took (§5.14, §5.16)


def put(among, number, on):
    """What ``on`` and ``off`` do to a set of seats."""
    (among.add if on == "on" else among.discard)(number)


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
    sticks: tuple = ()          # in `few`: (seat, turn) of each (§16.6)

    @classmethod
    def read(cls, params):
        turn, state, seat, why, order, limit, space = params[:7]
        order = tuple(int(n) for n in order.split(",")) if order != "-" else ()
        sticks = ()
        if state == "few" and params[7] != "-":
            sticks = tuple(tuple(int(n) for n in stick.split("."))
                           for stick in params[7].split(","))
        return cls(int(turn), state, int(seat), why, order, int(limit), int(space), sticks)

    def turn_of(self, seat):
        """The turn under which a seat speaks: its stick's, if it has one of several."""
        return dict(self.sticks).get(seat, self.turn)


@dataclass
class Phase:
    """§14.3, in the order of the event; number 0 before there was any."""
    number: int = 0
    place: int = 0
    kind: str = ""
    seconds: int = 0
    why: str = ""

    @classmethod
    def read(cls, params):
        number, place, kind, seconds, why = params[:5]
        return cls(int(number), int(place), kind, int(seconds), why)


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
    note: bool = False      # a content note (§16.5)


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

    # Of a whole meeting (§14 to §20)
    plan: Plan = field(default_factory=Plan)
    phase: Phase = field(default_factory=Phase)
    agreed: set = field(default_factory=set)        # seats, as facilitators are told
    marked: list = field(default_factory=list)      # (seat, kind), as a sharer is told
    marks: list = field(default_factory=list)       # (seat, {kind: count}) for each share
    quieted: set = field(default_factory=set)
    chair: int = 0
    door: str = "open"
    knocks: dict = field(default_factory=dict)      # number: Seat, of who waits at the door
    out: set = field(default_factory=set)
    apart: dict = field(default_factory=dict)       # number: ("step" | "aside" | "side", facilitator)
    buddies: dict = field(default_factory=dict)     # (asker, asked): "asked" | "on"
    pages: dict = field(default_factory=dict)       # number: the seat that brought it
    waiting: Seat | None = None                     # oneself in the vestibule (§18.2)

    # -- The state (§5.6) --

    def begin(self, base):
        self.last = base
        for seat in self.seats.values():
            seat.presence = "gone"
        self.out, self.apart, self.knocks, self.pages = set(), {}, {}, {}

    def apply_state(self, message):
        p = message.params
        if message.verb == "SEAT":
            seat = self._seat(int(p[0]), unb64(p[1], 32), p[2])
            seat.presence, seat.shares = p[3], int(p[4])
            self._name(seat, message, p[5:])
        elif message.verb == "RULES":
            self.rules = p
        elif message.verb == "PLAN":
            self.plan = read_plan(*p[:3])
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
                self.knocks.pop(seat.number, None)
                self._name(seat, message, p[3:])
            case "NAME":
                self._name(self.seats[int(p[0])], message, p[1:])
            case "LEAVE":
                if not self.knocks.pop(int(p[0]), None):
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
            case _:
                self._apply_meeting(message)

    def _apply_meeting(self, message):
        """§14 to §20."""
        p = message.params
        match message.verb:
            case "PHASE":
                self.phase = Phase.read(p)
                self.agreed, self.quieted = set(), set()
            case "AGREE":
                self.agreed.add(int(p[0]))
            case "MARKED":
                self.marked.append((int(p[0]), p[1]))
            case "MARKS":
                counts = zip(("heard", "with-you", "thank-you", "hug"), map(int, p[1:5]))
                self.marks.append((int(p[0]), dict(counts)))
            case "CAUTION":
                self._words(message, LINE, int(p[0]), int(p[1]), int(p[2]), "", p[3:])
                self.heard[-1].note = True
            case "QUIET":
                put(self.quieted, int(p[0]), p[1])
            case "CHAIR":
                self.chair = int(p[0])
            case "DOOR":
                self.door = p[0]
            case "KNOCK":
                self._knock(int(p[0]), unb64(p[1], 32), p[2])
                self._name(self.knocks[int(p[0])], message, p[3:])
            case "OUT":
                put(self.out, int(p[0]), p[1])
            case "APART" if p[1] == "in":
                self.apart.pop(int(p[0]), None)
            case "APART":
                self.apart[int(p[0])] = (p[1], int(p[2]) if p[1] == "side" else 0)
            case "BUDDY" if p[2] == "off":
                self.buddies.pop((int(p[0]), int(p[1])), None)
                self.buddies.pop((int(p[1]), int(p[0])), None)
            case "BUDDY":
                self.buddies[int(p[0]), int(p[1])] = p[2]
            case "PAGE":
                self.pages[int(p[0])] = int(p[1])

    def _knock(self, number, key, role):
        """Who waits at the door has a number already, and no other key may take it (§5.9)."""
        known = self.seats.get(number) or self.knocks.get(number)
        if known and known.key != key:
            self.alarms.append(f"seat {number} changed its key")
            raise Refusal("seat-key")
        self.knocks[number] = Seat(number, key, role, "waiting")

    def known(self, number):
        """Who has that number: in the circle, at the door, or oneself while waiting there."""
        seat = self.seats.get(number) or self.knocks.get(number)
        return self.waiting if seat is None and number == self.seat else seat

    def _seat(self, number, key, role):
        """Numbers stand for keys as long as the log lasts (§5.9)."""
        waiting = self.knocks.get(number)
        seat = self.seats.setdefault(number, waiting or Seat(number, key, role))
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
        seat = self.known(heard.seat)
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
        context = words_context(self.circle, self.number, self.known(heard.seat).key, kind,
                                heard.turn, heard.id, self._audience(heard.to))
        return open_words(self.words_key, context, heard.payload, kind)

    def _audience(self, to):
        if to == "":
            return b""
        if to == "facilitators":
            return to_facilitators()
        if self.known(int(to)) is None:
            raise Refusal("unknown-seat")
        return to_seat(self.known(int(to)).key)

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
