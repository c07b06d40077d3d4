"""A person in a circle: comes in, sits down, speaks, and comes back (§4, §5, §6, §7).

A ``Membership`` is what a client stores about one circle. A ``Client`` is the person at work:
nothing happens between calls, ``step`` reads what has come and answers it, and ``until`` steps
until something is so.
"""

import secrets
import time
from dataclasses import dataclass, field

from . import keys
from .keys import Refusal, b64, derive, public
from .log import ABSENT, Log, Missed, Seat
from .meeting import InMeetings
from .proofs import auth_line, check_hello
from .tls import Connection
from .wire import Message, decode, encode

FIRST_ASK = 4_000_000_000       # asks have a count of their own, far above that of acts
ANSWERS = {"LEAF": "leaves", "BALANCE": "balances", "SLIP": "slips", "CARD": "cards"}
STATE = {"RULES", "PLAN", "SEAT", "FLOOR", "LISTEN", "HANDS", "PHASE", "QUIET", "CHAIR", "DOOR",
         "KNOCK", "OUT", "APART", "BUDDY", "PAGE"}
PATIENCE = 20                   # seconds a step of a conversation may take


class Failed(Exception):
    """A ``FAIL`` from the relay."""

    def __init__(self, message):
        super().__init__(str(message))
        self.verb, self.code, *self.detail = message.params
        self.message = message


@dataclass
class Membership:
    """What a client stores about a circle."""
    host: str
    port: int
    circle: bytes
    pins: tuple
    seat: object = field(default_factory=lambda: keys.private_key(secrets.token_bytes(32)))
    mode: str | None = None
    role: str | None = None
    log: int = 0                    # the highest number seen
    index: int = 0                  # of the chain key below
    key: bytes | None = None        # K[index]
    founder: bytes | None = None
    title: str = ""
    agreed: bytes | None = None     # the hash of the agreements that the person accepted (§20.2)

    @classmethod
    def of(cls, link):
        return cls(link.host, link.port, link.circle, (link.pin,))

    def chain(self, log):
        """K[log]; the chain only goes forward."""
        if not self.index <= log <= self.index + 100_000:
            raise Refusal("chain")
        key = self.key
        for _ in range(log - self.index):
            key = keys.next_key(key)
        return key


def supply_of(id, number, words, blind=None):
    """``SUPPLY`` with a payload, with ``*``, or in an open circle with a text and its blind."""
    if blind is None:
        return Message("SUPPLY", [number, words], {"id": id})
    return Message("SUPPLY", [number], {"id": id, "blind": blind}, words)


class Client(InMeetings):
    def __init__(self, membership):
        self.member = membership
        self.connection = None
        self.source = None              # the own address, if it matters which
        self.log = None
        self.welcome = None
        self.name = ""
        self.ready = False              # the state is complete
        self.answers = {}               # id: OK or FAIL
        self.unanswered = {}            # id: the line of an act, kept for §6.4
        self.last_id = 0                # of the acts of this seat
        self.last_ask = FIRST_ASK
        self.acked = 0
        self.ack_due = None
        self.acking = True              # tests stop it to fall behind
        self.stable = 0
        self.notes = []
        self.unkept = False             # a restart of the relay would end the meeting (§5.18)
        self.anew = False               # the relay could not go on with the former log (§5.17)
        self.needs = []                 # (number, seat, id) that the relay asked for (§5.15)
        self.supplying = True           # tests stop it to bring nothing
        self.supplies = {}              # id: the parameters of a SUPPLY on the way
        self.again = []                 # (when, parameters) of those that were too fast
        self.set_back = None            # when the relay takes this key again (§11.8)
        self.invitations = []
        self.leaves, self.balances, self.slips, self.cards = [], [], [], []     # answers (§19 to §21)
        self.pongs = []
        self.ending = None              # the FAIL without id or the BYE that came last
        self.received = []              # every line, as it came

    # -- Coming in (§4) --

    def found(self, link, name, title="A circle", rules=None, plan=None):
        """The founder makes the first chain key; the relay never has it (§3.3)."""
        self.member.founder, self.member.title = public(self.member.seat), title
        self.connect("found", keys.ticket_key(link.secret))
        if self.member.mode == "sealed" and self.member.key is None:
            self.member.index, self.member.key = 0, secrets.token_bytes(32)
        if rules:
            self.ask("RULES", *rules)
        if plan:
            self.ask("PLAN", *plan)
        self.sit(name)

    def join(self, link, name):
        self.redeem(link)
        self.sit(name)

    def redeem(self, link):
        """Joins, and stores what the box gives, without sitting down (§4.9)."""
        welcome = self.connect("join", keys.ticket_key(link.secret), check=False)
        if len(welcome.params) < 6:
            raise Refusal("no-box")
        box = keys.open_box(link.secret, self.member.circle, keys.unb64(welcome.params[5]))
        role, mode = welcome.params[:2]
        if (box.mode, box.role) != (mode, role):
            raise Refusal("box-differs")
        m = self.member
        m.mode, m.index, m.key = box.mode, box.index, box.key
        m.founder, m.title = box.founder, box.title
        self._check_welcome(welcome)

    def back(self):
        """Comes back with the key alone, and to the same seat if there is one."""
        self.connect("back")
        if self.name:
            try:
                self.sit(self.name)
            except Failed as failed:
                if failed.code != "log":
                    raise
                # §5.1, §5.17: another log is open now.
                self.member.log = int(failed.detail[0])
                self.last_id = 0
                self.sit(self.name)
        self._resend()

    def connect(self, way, ticket=None, check=True):
        m = self.member
        self.connection = Connection(m.host, m.port, source=self.source)
        hello = self.connection.read_line(PATIENCE)
        if hello is None:
            raise Refusal("no-greeting")
        hello = hello.decode("ascii")
        try:
            m.pins = check_hello(hello, self.connection.binding, m.pins)
        except Refusal:
            self.connection.close()
            raise
        self.connection.send_line(
            auth_line(way, m.circle, self.connection.binding, hello, m.seat, ticket))
        line = self.connection.read_line(PATIENCE)
        if line is None:
            raise Refusal("no-answer")
        welcome = decode(line)
        if welcome.verb == "FAIL":
            self.connection.close()
            if welcome.params[1] == "set-back":
                self.set_back = time.monotonic() + int(welcome.params[2])
            raise Failed(welcome)
        self.welcome, self.ending = welcome, None
        self.last_id = max(self.last_id, int(welcome.params[4])) \
            if self.log and self.log.number == int(welcome.params[2]) else int(welcome.params[4])
        if check:
            self._check_welcome(welcome)
        return welcome

    def _check_welcome(self, welcome):
        """§4.9."""
        m, (role, mode, log) = self.member, welcome.params[:3]
        if mode not in keys.MODE_NUMBERS or role not in keys.ROLE_NUMBERS:
            raise Refusal("newer-client")
        if m.mode not in (None, mode):
            raise Refusal("mode-changed")
        if int(log) < m.log:
            raise Refusal("log-fell")
        if m.key is not None:
            m.chain(int(log))
        m.mode, m.role, m.log = mode, role, int(log)
        epoch = welcome.number("epoch") or 0
        if self.log and self.log.number == m.log:
            if epoch < self.log.epoch:
                self.connection.close()
                raise Refusal("epoch-fell")     # §5.12: do not sit down
            self.log.epoch = epoch

    # -- The log (§5) --

    def sit(self, name):
        m, number = self.member, self.member.log
        if self.log is None or self.log.number != number:
            key = keys.words_key(m.chain(number)) if m.mode == "sealed" else None
            drafts = self.log.drafts + self._take_back() if self.log else []
            self.log = Log(m.circle, number, m.mode, key, public(m.seat), drafts=drafts)
            self.log.epoch = self.welcome.number("epoch") or 0
            self.acked = self.stable = 0
        if name != self.name or self.log.own_name is None:
            # The same bytes at every return: a new payload would be announced as a new name.
            self.log.own_name = None if m.mode == "open" else self.seal_name(name)
        self.name = name
        before = self.log.last
        self.ready = before > 0
        words = [] if m.mode == "open" else [self.log.own_name]
        tags = {"agreed": b64(m.agreed)} if m.agreed else {}
        answer = self.ask("SIT", number, before, *words,
                          text=name if m.mode == "open" else None, **tags)
        # What an older connection did since the WELCOME.
        self.last_id = max(self.last_id, answer.number("last") or 0)
        # §18.2: in the vestibule there is no JOIN that tells the own number.
        self.log.seat = int(answer.params[1])
        self.log.waiting = Seat(self.log.seat, self.log.own_key, m.role, "waiting")
        return answer

    def seal_name(self, name):
        context = keys.words_context(self.member.circle, self.log.number,
                                     public(self.member.seat), keys.NAME)
        return keys.seal_words(self.log.words_key, context, name, keys.NAME)

    def _resend(self):
        """What was not answered goes first, with the same ids, in order (§6.4)."""
        if self.set_back:       # §11.8: not again what may have stopped the relay
            self.set_back = None
            self.log.drafts += self._take_back()
        for _, line in sorted(self.unanswered.items()):
            self.connection.send_line(line)

    def _take_back(self):
        """The words that were not answered, for the person to decide about (§6.4)."""
        ids, self.unanswered = sorted(self.unanswered), {}
        return [self.log.typed[id] for id in ids if id in self.log.typed]

    def step(self, timeout=0):
        """Reads what has come. Returns whether anything had."""
        if self.connection is None:
            return False
        lines = self.connection.read(timeout)
        for line in lines:
            self._take(line)
        self._supply_again()
        self._ack()
        return bool(lines)

    def _take(self, line):
        message = decode(line)
        self.received.append(message)
        p = message.params
        if message.verb in ("OK", "FAIL") and "id" in message.tags:
            id = message.number("id")
            self.answers[id] = message
            self.unanswered.pop(id, None)
            self._settle(id, message)
        elif "n" in message.tags:
            try:
                if self.log.event(message):
                    self.ack_due = self.ack_due or time.monotonic() + 2
            except Missed:
                self.connection.close()
                raise
        elif message.verb in ("FAIL", "BYE"):
            self.ending = message
        elif message.verb == "STATE":
            self.ready = False
            self.log.begin(int(p[0]))
            self.acked = max(self.acked, self.log.last)
        elif message.verb == "READY":
            self.ready = True
        elif message.verb == "GAP":
            self.log.gaps.append((int(p[0]), int(p[1])))
        elif message.verb == "STABLE":
            self.stable = int(p[0])
            self.log.stable(self.stable)
        elif message.verb == "NEED":
            self.needs.append(tuple(int(number) for number in p[:3]))
            if self.supplying:
                self._supply(*self.needs[-1])
        elif message.verb == "NOTE":
            self.notes.append(p)
            self.unkept = p[0] == "unkept" or self.unkept and p[0] != "kept"
            self.anew = self.anew or p[0] == "anew"
        elif message.verb == "INVITATION":
            self.invitations.append(p)
        elif message.verb == "PONG":
            self.pongs.append(int(p[0]))
        elif message.verb in ANSWERS:
            getattr(self, ANSWERS[message.verb]).append(p)
        elif message.verb in STATE and self.log:
            self.log.apply_state(message)

    # -- After a restart of the relay (§5.15) --

    def _supply(self, number, seat, id):
        """Brings the words of an act, or says that they are not here."""
        kept = self.log.kept.get((seat, id))
        if kept is None:
            self._send_supply(number, ABSENT)
        else:
            self._send_supply(number, kept.words, kept.blind)

    def _send_supply(self, number, words, blind=None):
        self.last_ask += 1
        self.supplies[self.last_ask] = (number, words, blind)
        self.connection.send_line(encode(supply_of(self.last_ask, number, words, blind)))

    def _settle(self, id, message):
        """What an answer means for the words that are kept."""
        supply = self.supplies.pop(id, None)
        if supply and message.params[:2] == ["SUPPLY", "slow-down"]:
            self.again.append((time.monotonic() + int(message.params[2]) / 1000, supply))
        kept = self.log.kept.get((self.log.seat, id)) if self.log else None
        if kept and message.verb == "FAIL" and kept.n is None:
            del self.log.kept[self.log.seat, id]
        elif kept and message.verb == "OK":
            kept.n = int(message.params[1])

    def _supply_again(self):
        due = [supply for when, supply in self.again if time.monotonic() >= when]
        self.again = [entry for entry in self.again if entry[1] not in due]
        for supply in due:
            self._send_supply(*supply)

    def supply(self, number, words, blind=None):
        """Brings words of the caller's choice; for those who test what a relay takes."""
        self._send_supply(number, words, blind)
        return self.answer(self.last_ask)

    def _ack(self, now=False):
        """After 8 events or 2 seconds (§5.7)."""
        if not (self.acking and self.log and self.ready) or self.connection.closed:
            return
        behind = self.log.last - self.acked
        if behind >= 8 or behind > 0 and (now or time.monotonic() >= (self.ack_due or 0)):
            self.acked, self.ack_due = self.log.last, None
            self.connection.send_line(f"ACK {self.log.last}")

    def ack(self):
        """Acknowledges what has been shown without waiting for more."""
        self._ack(now=True)

    def until(self, true, patience=PATIENCE):
        """Steps until ``true()``."""
        end = time.monotonic() + patience
        while not true():
            if time.monotonic() > end or self.connection.closed:
                raise TimeoutError(f"{self.name}: {[str(m) for m in self.received[-8:]]}")
            self.step(0.05)

    # -- Requests (§6) --

    def raw(self, line):
        """A line as it is; for those who test what a relay refuses."""
        self.connection.send_line(line)

    def ask(self, verb, *params, text=None, **tags):
        """One of SIT, SUPPLY, INVITE, UNINVITE, INVITES, RULES, PLAN, PAGE, NAME, BALANCE, SLIP, CARD:
        no act, so its id is only echoed."""
        self.last_ask += 1
        self.connection.send_line(
            encode(Message(verb, list(params), {"id": self.last_ask, **tags}, text)))
        return self.answer(self.last_ask)

    def send(self, verb, *params, text=None, **tags):
        """Sends an act and returns its id; at most 8 are on the way at once (§6.3)."""
        if len(self.unanswered) >= 8:
            self.until(lambda: len(self.unanswered) < 8)
        self.last_id += 1
        line = encode(Message(verb, list(params), {"id": self.last_id, **tags}, text))
        self.unanswered[self.last_id] = line
        self.connection.send_line(line)
        return self.last_id

    def answer(self, id):
        self.until(lambda: id in self.answers)
        if self.answers[id].verb == "FAIL":
            raise Failed(self.answers[id])
        return self.answers[id]

    def act(self, verb, *params, text=None, **tags):
        return self.answer(self.send(verb, *params, text=text, **tags))

    def on_floor(self, verb, *params):
        """An act on the floor carries the turn it was meant for (§9.5)."""
        return self.act(verb, *params, turn=self.log.floor.turn_of(self.log.seat))

    # -- Words (§7) --

    def say(self, text, turn=None):
        """Says a line under the turn at which Enter was pressed (§7.1)."""
        return self.answer(self.send_words("LINE", text, turn))

    def whisper(self, to, text):
        return self.answer(self.send_words("WHISPER", text, to=str(to)))

    def caution(self, text, turn=None):
        """A content note of the holder: a line of another verb (§16.5)."""
        return self.answer(self.send_words("CAUTION", text, turn))

    def send_words(self, verb, text, turn=None, to=""):
        """Seals for the next id, so that a text and an id belong together (§3.7)."""
        turn = 0 if to else turn or self.log.floor.turn_of(self.log.seat)
        tags = {} if to else {"turn": turn}
        before = [to] if to else []
        if self.member.mode == "open":
            tags["blind"] = b64(secrets.token_bytes(16))
            self._remember(text, text, tags["blind"])
            return self.send(verb, *before, text=text, **tags)
        payload = self.seal_words(text, turn, self.last_id + 1, to)
        self._remember(text, payload)
        return self.send(verb, *before, payload, **tags)

    def _remember(self, text, words, blind=None):
        """What goes out next: to know it again, to bring it again, to make a draft of it."""
        id = self.last_id + 1
        self.log.sent[id], self.log.typed[id] = words, text
        self.log.keep(self.log.seat, id, words, blind)

    def seal_words(self, text, turn, id, to=""):
        audience = self.log._audience(to)
        kind = keys.WHISPER if to else keys.LINE
        context = keys.words_context(self.member.circle, self.log.number,
                                     public(self.member.seat), kind, turn, id, audience)
        return keys.seal_words(self.log.words_key, context, text, kind)

    # -- Facilitating (§9.1) --

    def invite(self, role="member", uses=1, seconds=3600):
        """Makes an invitation here and gives the relay only its public half and a sealed box."""
        m, secret = self.member, secrets.token_bytes(32)
        log = int(self.welcome.params[2])
        box = keys.Box(m.mode, log, m.chain(log) if m.key else None, m.founder, role, m.title)
        link = keys.Link(m.host, m.port, m.circle, m.pins[0], keys.INVITATION, secret)
        self.ask("INVITE", b64(public(keys.ticket_key(secret))), role, uses, seconds, 0,
                 b64(keys.seal_box(secret, m.circle, box)))
        return link

    # -- Leaving --

    def leave(self):
        """Says farewell (§1.3)."""
        self.connection.send_line("LEAVE")

    def cut(self):
        """Loses the connection."""
        self.connection.cut()
