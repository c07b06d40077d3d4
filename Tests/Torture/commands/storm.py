"""Every connection is lost at the same instant, and everybody comes back (SPEC §11.7)."""

import random
import threading
import time

from circle.client import Client, Membership
from harness import Room
from tools.figures import percentile
from tools.network import be_alone, kill_sockets
from tools.relay import TALKATIVE, Relay
from tools.witness import Gathering

BACK_MAX_S = 30
WAITS = (1, 2, 4, 8, 16, 30)        # SPEC §11.7
WASTED_MAX = 0.5
PER_CIRCLE = 100


def arguments(parser):
    parser.add_argument("--n", type=int, default=150, help="members with a client of these tests")
    parser.add_argument("--members", type=int, default=8, help="real clients beside them")


class Returning:
    """One member who loses the connection and comes back by the book."""

    def __init__(self, client, dice):
        self.client, self.dice = client, dice
        self.tries, self.took, self.why = 0, None, None

    def come_back(self, lost):
        for wait in WAITS:
            time.sleep(self.dice.uniform(0, wait))
            self.tries += 1
            try:
                self.client.back()
                self.client.until(lambda: self.client.ready)
                self.took = time.monotonic() - lost
                return
            except Exception as failure:
                self.why = failure
                self.client.cut()


def fill(relay, count, dice):
    """Circles full of members, each from an address of its own."""
    rooms, everybody = [], []
    for first in range(0, count, PER_CIRCLE):
        room = Room(relay, f"storm-{first}")
        link = room.founder.invite("member", uses=200)
        for number in range(min(PER_CIRCLE, count - first)):
            client = Client(Membership.of(link))
            client.source = f"127.2.{first // PER_CIRCLE}.{number + 1}"
            client.join(link, f"Member {number + 1}")
            everybody.append(Returning(client, random.Random(dice.random())))
        rooms.append(room)
    for one in everybody:
        one.client.until(lambda: one.client.ready)
    return rooms, everybody


def run(options, result):
    be_alone()
    settings = {**TALKATIVE, "seats.max": 200}
    with Relay(settings) as relay:
        rooms, everybody = fill(relay, options.n, random.Random(options.seed))
        with Gathering(relay) as circle:
            circle.gather(options.members)
            logs = {one: one.client.log.seat for one in everybody}
            lost = time.monotonic()
            kill_sockets(relay.port)
            threads = [threading.Thread(target=one.come_back, args=(lost,), daemon=True)
                       for one in everybody]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join(max(0.1, lost + 2 * BACK_MAX_S - time.monotonic()))
            circle.says(circle.fay, "Here we are again.")
        judge(result, everybody, logs, relay)
        result.tell(real_members=len(circle.people))


def judge(result, everybody, seats, relay):
    took = [one.took for one in everybody if one.took is not None]
    tries = sum(one.tries for one in everybody)
    result.tell(n=len(everybody), back_p50_s=percentile(took, 0.5))
    result.most(BACK_MAX_S, back_max_s=max(took, default=None))
    result.zero(missing=len(everybody) - len(took),
                seats_changed=sum(one.client.log.seat != seats[one] for one in everybody),
                crash=not relay.is_running())
    result.most(WASTED_MAX, wasted_share=(tries - len(took)) / max(1, tries))
    for one in everybody:
        if one.took is None:
            result.fails(f"{one.client.name}: {one.why!r}")
        one.client.cut()
