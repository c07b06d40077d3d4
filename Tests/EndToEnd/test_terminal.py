"""A real terminal: what stands on the screen is what was said, by whom, and nothing else."""

import codecs
import itertools
import re
import threading
import unicodedata

import pexpect
import pyte
import pytest
import wcwidth

from circle.client import Client, Membership
from circle.keys import read_link
from people import CIRCLE, PATIENCE, Evening, Person, client_home, put_away, quick, until

# The client's own control sequences: marks of pasted text on and off, the typed line taken away,
# one letter taken away.
OWN = re.compile("\x1b\\[\\?2004[hl]|\r\x1b\\[K|\b \b")
# What a row can begin with: the circle itself, somebody with a number, the gutter, the prompt.
ROW = re.compile(r"circle: |  \| |>( |$)|[^·:]{1,80}·\d+(: | whispers to )")
FORGING = frozenset("\u061c\u200e\u200f\u2028\u2029\u202a\u202b\u202c\u202d\u202e\ufeff")


def foreign(raw):
    """Control characters that are not the client's own, and whatever else could deceive."""
    rest = OWN.sub("", raw.decode("utf-8")).replace("\r\n", "\n")
    return {letter for letter in rest if letter != "\n"
            and (unicodedata.category(letter) in ("Cc", "Cs") or letter in FORGING
                 or 0xe0000 <= ord(letter) <= 0xe007f or ord(letter) & 0xfffe == 0xfffe)}


def wide(text):
    """As a terminal draws it that joins nothing: the widest there is, and pyte knows no joiners."""
    return "".join(letter for letter in text
                   if wcwidth.wcwidth(letter) != 0 or unicodedata.combining(letter))


class Window:
    """Somebody at a terminal of 60 columns, and what they see, with all that has scrolled by."""

    def __init__(self, evening, name, link=None, options=(), rows=24, columns=60, paper=None,
                 **environment):
        self.name, self.raw = name, b""
        self.gutter = "  | " if columns > 12 else "|"
        home = {**client_home(evening.directory, name), "TERM": "xterm", **environment}
        self.process = pexpect.spawn(
            CIRCLE, ["join", link or evening.invitation, "--name", name, *options], env=home,
            dimensions=(rows, columns), timeout=PATIENCE)
        quick(self.process)
        self.screen = pyte.Screen(columns, paper or 600)
        self.stream = pyte.Stream(self.screen)
        self.decoder = codecs.getincrementaldecoder("utf-8")()
        self.lock = threading.Lock()
        self.reader = threading.Thread(target=self.read, daemon=True)
        self.reader.start()
        evening.people.append(self)

    def read(self):
        while True:
            try:
                data = self.process.read_nonblocking(65536, timeout=PATIENCE)
            except pexpect.TIMEOUT:
                continue
            except (pexpect.EOF, OSError, ValueError):
                return
            with self.lock:
                self.raw += data
                self.stream.feed(wide(self.decoder.decode(data)))

    def type(self, text):
        self.process.send(text.encode())

    def rows(self):
        """The rows down to the one where the cursor is."""
        with self.lock:
            return [row.rstrip() for row in self.screen.display[:self.screen.cursor.y + 1]]

    def lines(self):
        """The rows, joined to lines where the gutter says that one goes on."""
        lines = []
        for row in self.rows():
            if row.startswith(self.gutter.rstrip()) and lines:
                lines[-1].append(row[len(self.gutter):])
            else:
                lines.append([row])
        return lines

    def shows(self, words):
        """Waits for these words, wherever lines were broken."""
        wanted = words.replace(" ", "")
        until(lambda: any(wanted in "".join(parts).replace(" ", "") for parts in self.lines()),
              lambda: (words, self.rows()[-24:]))

    def prompts(self, typed):
        """Waits until this is what is being typed."""
        until(lambda: self.rows()[-1] == f"> {typed}".rstrip(),
              lambda: (typed, self.rows()[-3:]))

    def ends(self):
        self.reader.join(PATIENCE)
        assert not self.reader.is_alive(), self.rows()[-8:]
        self.process.wait()
        return self.process.exitstatus

    def close(self):
        put_away(self.process)
        self.reader.join(PATIENCE)


def sits(evening, name="Ana", **options):
    window = Window(evening, name, **options)
    evening.fay.await_(event="joined", name=name)
    window.shows(f"You are {name}")
    return window


# -- Typing while others speak --

def test_half_a_line_survives_what_others_say(evening):
    """§12.3: their lines stand whole, the half line stands whole at the prompt, and goes as typed."""
    bo, ana = evening.comes("Bo"), sits(evening)
    evening.fay.type("crosstalk on")
    ana.shows("The floor is open")
    ana.type("I was just about to s")
    ana.prompts("I was just about to s")
    long = " ".join(f"word{number}" for number in range(40))
    for speaker, text in ((evening.fay, "short"), (bo, long), (evening.fay, "x" * 200),
                          (bo, "the last one")):
        speaker.type(text)
        ana.shows(text)
        ana.prompts("I was just about to s")
    lines = [" ".join(parts) for parts in ana.lines()]
    assert "Fay·1: short" in lines and f"Bo·2: {long}" in lines
    assert "Bo·2: the last one" in lines
    assert "Fay·1: " + "x" * 200 in ["".join(parts) for parts in ana.lines()]
    assert sum("I was just" in row for row in ana.rows()) == 1
    ana.type("ay it.\r")
    evening.fay.await_(event="said", name="Ana", text="I was just about to say it.")
    ana.shows("Ana·3: I was just about to say it.")
    ana.prompts("")
    assert not foreign(ana.raw)


def test_a_line_wider_than_the_screen_is_typed_among_the_lines_of_others(evening):
    """What is typed while lines arrive goes out letter by letter as it was typed."""
    bo, ana = evening.comes("Bo"), sits(evening)
    evening.fay.type("crosstalk on")
    ana.shows("The floor is open")
    text = "All of this is one long line, typed slowly by somebody who is not sure of the words. " * 2
    pieces = [text[at:at + 20] for at in range(0, len(text), 20)]
    voices = itertools.cycle([evening.fay, bo])
    for number, piece in enumerate(pieces):
        ana.type(piece)
        if number < 8:
            next(voices).type(f"interruption {number}")
    for number in range(8):
        ana.shows(f": interruption {number}")
    until(lambda: ana.rows()[-1].startswith("> <"), lambda: ana.rows()[-2:])
    assert text.rstrip().endswith(ana.rows()[-1][3:])
    ana.type("\r")
    assert evening.fay.await_(event="said", name="Ana")["text"] == text
    rows = ana.rows()
    for number in range(8):
        assert sum(f"interruption {number}" in row for row in rows) == 1
    assert all(ROW.match(row + " ") for row in rows if row), rows


def test_what_is_typed_and_taken_back_leaves_an_empty_line(evening):
    """One backspace, one letter as a person sees it: then nothing is sent."""
    ana = sits(evening)
    evening.fay.type("crosstalk on")
    ana.shows("The floor is open")
    letters = ["👩‍👩‍👧", "🇩🇪", "นี้", "é", "한", "👍🏽", "a"]
    ana.type("".join(letters))
    until(lambda: ana.rows()[-1].endswith("a"), lambda: ana.rows()[-1])
    ana.type("\x7f" * len(letters))
    ana.prompts("")
    ana.type("\r")
    # More backspaces than there are letters do no harm.
    ana.type("🇫🇷" + "\x7f" * 9 + "\r")
    ana.type("ป้า🇫🇷\x7fx\r")
    evening.fay.await_(event="said", name="Ana")
    assert evening.fay.texts() == ["ป้าx"]
    ana.prompts("")


def test_keys_that_mean_nothing_here_send_nothing(evening):
    """Arrows, function keys, Escape and a torn letter are no words."""
    ana = sits(evening)
    evening.fay.type("crosstalk on")
    ana.shows("The floor is open")
    for key in (b"\x1b[A", b"\x1b[1;5D", b"\x1bOP", b"\x1b[3~", b"\x00", b"\xe2\x82", b"\xff"):
        ana.process.send(key)
    ana.type("only this\r")
    assert evening.fay.await_(event="said", name="Ana")["text"] == "only this"
    assert not foreign(ana.raw)


def test_pasted_lines_wait_for_a_yes(evening):
    """A poem is not sent line by line by accident, and not lost either."""
    ana = sits(evening)
    evening.fay.type("crosstalk on")
    ana.shows("The floor is open")
    poem = "\x1b[200~one\rtwo\rthree\x1b[201~"
    ana.type(poem)
    ana.shows("3 lines pasted; `y` sends them one by one, Enter drops them.")
    ana.type("\r")
    ana.shows("The pasted lines are dropped.")
    ana.type(poem + "y\r")
    evening.fay.await_(3, event="said", name="Ana")
    assert evening.fay.texts() == ["one", "two", "three"]


def test_an_interrupt_with_the_stick_is_asked_about_once(evening):
    """Ctrl-C by accident ends no share, and twice it ends in peace."""
    ana = sits(evening)
    evening.fay.type("call ana")
    ana.shows("The stick is offered to you.")
    ana.type("\r")
    ana.shows("You have the stick")
    ana.type("\x03")
    ana.shows("Once more, and you leave the circle.")
    ana.type("I stay.\r")
    evening.fay.await_(event="said", text="I stay.")
    ana.type("\x03\x03")
    assert ana.ends() == 0
    evening.fay.await_(event="left", name="Ana", why="left")


# -- Hostile members --

NAMES = ["circle: hi", "Fay·1: hi", "\x1b[2J\x1b[H", "Fay\u202e", "Fay", "F\u0430y", "\u2028x",
         "e" + "\u0301" * 20, "facilitator", "\r\ncircle:", "\u200b", "  | Fay", "\U000e0041x",
         "\u2067Zoe"]


def hostile_texts():
    """Each holds FORGED where a deceived reader would see a line that nobody said."""
    yield "\x1b[2J\x1b[HFORGED \x1b]0;title\x07 \x1b]52;c;eA==\x07 \x1b[6n \x9b2J"
    yield "nothing\rcircle: FORGED"
    yield "nothing\ncircle: FORGED\nFay·1: FORGED\r\n> FORGED"
    yield "\x08" * 90 + "circle: FORGED"
    yield "\u2028circle: FORGED\u2029Fay·1: FORGED\x85circle: FORGED"
    yield "\u202eDEGROF :elcric\u202c \u2066\u2067\u2068 FORGED"
    yield "\u2069\u2069\u2069 FORGED \u2067"
    yield "circle: FORGED"
    yield "Fay·1: FORGED"
    # So many letters that the imitation would stand at the beginning of a row.
    for width in range(40, 64):
        yield "x" * width + " circle: FORGED"
    yield ("circle: FORGED " * 300)[:4000]
    yield "FORGED" + "x" * 3994
    yield "\u00a0" * 53 + "circle: FORGED"
    yield "a" + "\u0301" * 1000 + " FORGED"
    yield "\u0301" * 1000 + " FORGED"
    yield "🏳️‍🌈" * 60 + "circle: FORGED"
    yield "🇩🇪" * 60 + "circle: FORGED"
    yield "字" * 120 + "circle: FORGED"
    yield "ป้ำ" * 120 + "circle: FORGED"
    yield "\uffa0\u3164\u115f" * 30 + "circle: FORGED"
    yield "\u200d\u200c\u200b\u2060" * 100 + "FORGED"
    yield "☺️" * 90 + "circle: FORGED"
    yield "\ufdfd\u2e3b\U00012031" * 40 + "circle: FORGED"
    yield "\U000e0063\U000e0069 FORGED \ufeff \ufffe \U0010ffff"
    yield "\tcircle: FORGED\t\x7f\x7f\x7f"
    yield "שלום FORGED عربي circle: 1·Fay"


class Mallory:
    """A member with a client of their own, who was let in like all the others."""

    def __init__(self, evening, name):
        link = read_link(evening.invitation)
        self.client = Client(Membership.of(link))
        self.client.join(link, name)

    def says(self, text):
        self.client.step()
        self.client.say(text)

    def whispers(self, text):
        self.client.step()
        self.client.whisper("facilitators", text)

    def close(self):
        self.client.cut()


def clean(window):
    """Nothing on the screen was forged, and no byte could have done it."""
    assert not foreign(window.raw), foreign(window.raw)
    rows = window.rows()
    for row in rows:
        assert not row or ROW.match(row + " "), row
        if "FORGED" in row:
            assert not row.startswith(("circle: ", "> ", "Fay·1: ")), row
    # No row was broken by the terminal: what the client wrote is what stands there.
    written = OWN.sub("", window.raw.decode()).replace("\r\n", "\n").split("\n")
    return rows, written


def test_a_hostile_name_is_only_a_name(evening):
    """§2.7 §12.3: it can neither move the cursor nor look like a line of somebody else."""
    ana = sits(evening)
    members = [Mallory(evening, name) for name in NAMES]
    evening.fay.await_(len(NAMES) + 1, event="joined")
    evening.fay.type("crosstalk on")
    ana.shows("The floor is open")
    for number, member in enumerate(members):
        member.client.until(lambda m=member: m.client.log.floor.state == "open")
        member.says(f"I am number {number}.")
        ana.shows(f": I am number {number}.")
    ana.type("who\r")
    ana.shows("Here: ")
    clean(ana)
    for row in ana.rows():
        for name in NAMES:
            if not name.isalpha() and not name.startswith("  |"):
                assert not row.startswith(name), row
    said = [row for row in ana.rows() if ": I am number" in row]
    assert len(said) == len(NAMES)
    numbers = {re.match(r"[^·]*·(\d+): ", row)[1] for row in said}
    assert len(numbers) == len(NAMES), "everybody can be told from everybody by the number"
    for member in members:
        member.close()


def test_hostile_words_are_only_words(evening):
    """§12.3 §7.5: no control byte reaches the terminal, and no row begins as another's would."""
    ana = sits(evening, paper=4000)
    mallory = Mallory(evening, "Mallory")
    evening.fay.type("call mallory")
    mallory.client.until(lambda: mallory.client.log.floor.state == "offered")
    for number, text in enumerate(hostile_texts()):
        while text and len(text.encode()) > 4000:
            text = text[:-1]
        mallory.says(text)
        mallory.says(f"end of {number}")
    until(lambda: f"end of {number}".encode() in ana.raw)
    ana.prompts("")
    rows, written = clean(ana)
    # The terminal has broken no row by itself: each of them begins as the client wrote it.
    assert len(rows) == len(written), (len(rows), len(written))
    assert sum(row.startswith("Mallory·3:") for row in rows) == 2 * (number + 1)
    mallory.close()


def test_hostile_whispers_are_only_whispers(relay):
    """§7.6 §12.3: whoever facilitates reads them at any time, and unasked."""
    evening = Evening(relay, seated=False)
    fay = Window(evening, "Fay", "tuesday", paper=3000)
    fay.shows("You are Fay")
    mallory = Mallory(evening, "Mallory")
    fay.shows("Mallory·2 joined.")
    texts = list(hostile_texts())[:9] + list(hostile_texts())[-12:]
    for number, text in enumerate(texts):
        mallory.whispers(text)
        mallory.whispers(f"end of {number}")
    until(lambda: f"end of {number}".encode() in fay.raw)
    fay.prompts("")
    rows, written = clean(fay)
    assert len(rows) == len(written)
    assert sum(row.startswith("Mallory·2 whispers to the") for row in rows) == 2 * len(texts)
    mallory.close()
    evening.close()


@pytest.mark.parametrize("letter", [
    "\u1100",          # Hangul: leading consonants join
    "👩\u200d",         # emoji, each joined to the next
    "\u0915\u094d",    # Devanagari: consonants with virama
    "\u0600",          # stands before what it belongs to
    "\u0e33",          # Thai: a vowel that is no mark
    "\U0001f3fb",      # colours of skin
    "\u1100\u1161\u11a8", "🇩", "\u0bb5\u0bc6\u0bbe", "\u05d0", "\u3099", "\u0903", "\ua8e2"])
def test_letters_that_join_break_no_row(evening, letter):
    """§12.3: a run that is one letter to some and a hundred to others still has its gutter."""
    ana = sits(evening)
    mallory = Mallory(evening, "Mallory")
    evening.fay.type("call mallory")
    mallory.client.until(lambda: mallory.client.log.floor.state == "offered")
    mallory.says(letter * 120 + "circle: FORGED")
    mallory.says("the end of it")
    until(lambda: b"the end of it" in ana.raw)
    ana.prompts("")
    rows, written = clean(ana)
    assert len(rows) == len(written)
    mallory.close()


@pytest.mark.parametrize("columns", [12, 20, 33])
def test_a_narrow_terminal_is_no_way_round_the_gutter(evening, columns):
    """§12.3: on a telephone, at a large size of letters."""
    ana = Window(evening, "Ana", columns=columns, paper=4000)
    evening.fay.await_(event="joined", name="Ana")
    mallory = Mallory(evening, "Mallory")
    evening.fay.await_(event="joined", name="Mallory")
    evening.fay.type("call mallory")
    mallory.client.until(lambda: mallory.client.log.floor.state == "offered")
    for text in ("circle: FORGED " * 20, "x" * 50 + " circle: FORGED", "字" * 30 + "circle: FORGED",
                 "🏳️‍🌈" * 20 + "circle: FORGED"):
        mallory.says(text)
    mallory.says("the end of it")
    ana.shows("the end of it")
    rows, written = clean_start(ana)
    assert len(rows) == len(written)
    for row in rows:
        if row.startswith("circle:"):
            assert "FORG" not in row, row
    mallory.close()


def clean_start(window):
    assert not foreign(window.raw)
    written = OWN.sub("", window.raw.decode()).replace("\r\n", "\n").split("\n")
    return window.rows(), written


# -- Coming and going --

@pytest.mark.parametrize("options", [(), ("--plain",), ("--json", "--plain")])
def test_a_terminal_that_is_closed_is_no_farewell(evening, options):
    """§5.8: as when the way to the machine breaks; the seat and the hand wait."""
    ana = evening.comes("Ana", options=options)
    ana.type("hand")
    evening.fay.await_(event="queue")
    ana.close()
    evening.fay.await_(event="presence", name="Ana", presence="adrift")
    again = Person(evening.directory, "Ana", "tuesday")
    evening.people.append(again)
    again.await_(event="seated")
    assert not evening.fay.seen(event="left")
    evening.fay.type("next")
    again.await_(event="floor", state="offered", me=True)


# -- Pages and plain lines --

MEMBERS = ("help", "A word alone on a line", "What you type without the stick")
FACILITATORS = ("help facilitator", "next             offer the stick", "lines, during an offer one.")


@pytest.mark.parametrize("columns, page, first, last", [
    (80, *MEMBERS), (80, *FACILITATORS), (60, *FACILITATORS)])
def test_a_page_of_help_fits_a_small_terminal(evening, columns, page, first, last):
    """Its first row is still there when its last one and the prompt are."""
    ana = Window(evening, "Ana", columns=columns, paper=24)
    evening.fay.await_(event="joined", name="Ana")
    ana.shows("The stick is at home.")
    ana.type(page + "\r")
    ana.shows(last)
    ana.prompts("")
    assert any(row.startswith(first) for row in ana.rows()), ana.rows()


@pytest.mark.parametrize("options, environment", [
    (("--plain",), {}), ((), {"ACCESSIBLE": "1"}), ((), {"TERM": "dumb"}), (("--json",), {})])
def test_plain_lines_hold_no_escape_byte_at_all(evening, options, environment):
    """For those whose screen is read to them, from the first byte to the last."""
    ana = Window(evening, "Ana", options=options, **environment)
    evening.fay.await_(event="joined", name="Ana")
    evening.fay.type("call ana")
    until(lambda: b"offered" in ana.raw)
    ana.type("\n")
    evening.fay.await_(event="floor", state="held")
    for word in ("I speak.", "help", "who", "rules", "time", "queue", "/nothing", "drafts"):
        ana.type(word + "\n")
    evening.fay.await_(event="said", text="I speak.")
    mallory = Mallory(evening, "\x1b[2JX")
    mallory.whispers("\x1b[2J\x1b]0;x\x07")
    ana.type("done\n")
    evening.fay.await_(event="floor", state="home", why="done")
    ana.type("leave\n")
    assert ana.ends() == 0
    for byte in (0x1b, 0x07, 0x08, 0x0b, 0x0c, 0x7f):
        assert byte not in ana.raw, ana.raw
    assert b"\r" not in ana.raw.replace(b"\r\n", b"")
    mallory.close()


def test_a_terminal_is_given_back_as_it_was(evening):
    """Marks of pasted text are off, and the line with the prompt is gone."""
    ana = sits(evening)
    ana.type("half a li")
    ana.prompts("half a li")
    ana.type("\x15leave\r")
    assert ana.ends() == 0
    assert ana.raw.endswith(b"\r\x1b[K\x1b[?2004l"), ana.raw[-40:]
    assert ana.raw.count(b"\x1b[?2004h") == ana.raw.count(b"\x1b[?2004l") == 1
