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
from .log import Log, Missed
from .proofs import auth_line, check_hello
from .tls import Connection
from .wire import Message, decode, encode

FIRST_ASK = 4_000_000_000       # asks have a count of their own, far above that of acts
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


class Client:
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
        self.invitations = []
        self.pongs = []
        self.ending = None              # the FAIL without id or the BYE that came last
        self.received = []              # every line, as it came

    # -- Coming in (§4) --

    def found(self, link, name, title="A circle", rules=None):
        """The founder makes the first chain key; the relay never has it (§3.3)."""
        self.member.founder, self.member.title = public(self.member.seat), title
        self.connect("found", keys.ticket_key(link.secret))
        if self.member.mode == "sealed" and self.member.key is None:
            self.member.index, self.member.key = 0, secrets.token_bytes(32)
        if rules:
            self.ask("RULES", *rules)
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

    # -- The log (§5) --

    def sit(self, name):
        m, number = self.member, self.member.log
        if self.log is None or self.log.number != number:
            key = keys.words_key(m.chain(number)) if m.mode == "sealed" else None
            self.log = Log(m.circle, number, m.mode, key, public(m.seat))
            self.acked = 0
        if name != self.name or self.log.own_name is None:
            # The same bytes at every return: a new payload would be announced as a new name.
            self.log.own_name = None if m.mode == "open" else self.seal_name(name)
        self.name = name
        before = self.log.last
        self.ready = before > 0
        words = [] if m.mode == "open" else [self.log.own_name]
        self.ask("SIT", number, before, *words, text=name if m.mode == "open" else None)

    def seal_name(self, name):
        context = keys.words_context(self.member.circle, self.log.number,
                                     public(self.member.seat), keys.NAME)
        return keys.seal_words(self.log.words_key, context, name, keys.NAME)

    def _resend(self):
        """What was not answered goes first, with the same ids, in order (§6.4)."""
        accepted = int(self.welcome.params[4])
        for id, line in sorted(self.unanswered.items()):
            if id > accepted:
                self.connection.send_line(line)
            else:
                del self.unanswered[id]

    def step(self, timeout=0):
        """Reads what has come. Returns whether anything had."""
        if self.connection is None:
            return False
        lines = self.connection.read(timeout)
        for line in lines:
            self._take(line)
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
        elif message.verb == "NOTE":
            self.notes.append(p)
        elif message.verb == "INVITATION":
            self.invitations.append(p)
        elif message.verb == "PONG":
            self.pongs.append(int(p[0]))
        elif message.verb in ("RULES", "SEAT", "FLOOR", "HANDS") and self.log:
            self.log.apply_state(message)

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

    def ask(self, verb, *params, text=None):
        """One of SIT, INVITE, UNINVITE, INVITES, RULES: no act, so its id is only echoed."""
        self.last_ask += 1
        self.connection.send_line(
            encode(Message(verb, list(params), {"id": self.last_ask}, text)))
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
        return self.act(verb, *params, turn=self.log.floor.turn)

    # -- Words (§7) --

    def say(self, text, turn=None):
        """Says a line under the turn at which Enter was pressed (§7.1)."""
        return self.answer(self.send_words("LINE", text, turn))

    def whisper(self, to, text):
        return self.answer(self.send_words("WHISPER", text, to=str(to)))

    def send_words(self, verb, text, turn=None, to=""):
        """Seals for the next id, so that a text and an id belong together (§3.7)."""
        turn = 0 if to else turn or self.log.floor.turn
        tags = {} if to else {"turn": turn}
        before = [to] if to else []
        if self.member.mode == "open":
            tags["blind"] = b64(secrets.token_bytes(16))
            self.log.sent[self.last_id + 1] = text
            return self.send(verb, *before, text=text, **tags)
        payload = self.seal_words(text, turn, self.last_id + 1, to)
        self.log.sent[self.last_id + 1] = payload
        return self.send(verb, *before, payload, **tags)

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
