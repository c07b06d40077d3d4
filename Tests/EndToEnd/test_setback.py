"""A line that stops the relay cannot stop it for ever (SPEC §11.8).

The relay is killed while it works on the lines of one member, twice in a row: then that member waits,
and nobody else does.
"""

import hashlib
import itertools
import signal
import threading

import pytest

from circle.client import Client, Failed
from circle.keys import public
from harness import Relay, Room
from moment import busiest_thread, crash_at_worst_moment

WORD = "forgetmenot"
CRASHES_MAX = 30


@pytest.fixture
def relay():
    relay = Relay()
    yield relay
    relay.remove()


def talk(founder, over):
    """The word, as often as it goes, until the relay is gone."""
    try:
        while not over.is_set():
            founder.send_words("LINE", " ".join([WORD] * 330))
            founder.step()
    except Exception:
        return


def dies_in_mid_sentence(relay, founder):
    """Kills the relay while it has the founder's words in hand; answers whose line it worked on."""
    over = threading.Event()
    talking = threading.Thread(target=talk, args=(founder, over))
    talking.start()
    crash_at_worst_moment(relay.process.pid, busiest_thread(relay.process.pid), signal.SIGKILL,
                          lambda seen: WORD[:6].encode() in seen)
    relay.process.wait()
    relay.process.stdout.close()
    over.set()
    talking.join(30)
    crumbs = {path.read_bytes() for path in relay.runtime.glob("*/working-*")}
    return crumbs - {bytes(8)}


def test_s11_8_whoever_stops_the_relay_twice_in_a_row_waits_and_nobody_else(relay):
    room = Room(relay, "setback", "open")
    bo = room.join("Bo")
    check = hashlib.sha256(public(room.founder.member.seat)).digest()
    mine = int.from_bytes(check[:8], "big").to_bytes(8, "little")
    row = 0
    for _ in itertools.takewhile(lambda _: row < 2, range(CRASHES_MAX)):
        crumbs = dies_in_mid_sentence(relay, room.founder)
        assert crumbs <= {mine}, "the crumb is another's"
        row = row + 1 if crumbs else 0
        relay.start()
        if row < 2:
            room.founder = Client(room.founder.member)
            room.founder.back()
            room.founder.sit("Ana")
    assert row == 2, "the relay was never killed twice in a row within a line"
    with pytest.raises(Failed) as refused:
        Client(room.founder.member).back()
    assert refused.value.code == "set-back"
    assert 0 < int(refused.value.detail[0]) <= 90
    again = Client(bo.member)
    again.back()
    again.sit("Bo")
    relay.restart()
    Client(room.founder.member).back()
