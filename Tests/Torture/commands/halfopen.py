"""Connections that say nothing, while members talk (SPEC §1.4, §11.3)."""

import time

from tools.crowd import Addresses, Silent
from tools.figures import wait_until
from tools.relay import TALKATIVE, Relay
from tools.talk import Talk

# Of OpenSSL before its first flight, and of the relay's own books.
KIB_PER_CONNECTION = 64
# The handshake has 20 seconds; a busy machine looks at its clock late.
GONE_MAX = 30


def arguments(parser):
    parser.add_argument("--n", type=int, default=200)
    parser.add_argument("--calm", type=float, default=4, help="seconds of talk before")


def run(options, result):
    with Relay(TALKATIVE) as relay:
        talk = Talk(relay)
        time.sleep(options.calm)
        rss, files = relay.rss(), relay.descriptors()
        began = time.monotonic()
        addresses = Addresses()
        silent = [Silent(relay.port, addresses.next()) for _ in range(options.n)]
        time.sleep(1)
        held = sum(not one.is_closed() for one in silent)
        most = relay.rss()
        wait_until(lambda: all([one.is_closed() for one in silent]), GONE_MAX + 5)
        gone = time.monotonic() - began
        most = max(most, relay.rss())
        left = sum(not one.is_closed() for one in silent)
        wait_until(lambda: relay.descriptors() <= files, 5)
        files_left = max(0, relay.descriptors() - files)
        talk.close()
        result.tell(n=options.n, held_at_first=held, rss_kib=most)
        result.most(options.n * KIB_PER_CONNECTION + 2048, rss_growth_kib=most - rss)
        result.most(GONE_MAX, gone_s=round(gone, 1))
        result.zero(left=left, descriptors_left=files_left)
        talk.judge(result, (talk.since, began), (began, began + gone))
        for one in silent:
            one.close()
