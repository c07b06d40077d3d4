"""What a port on the internet hears: noise, HTTP, SSH, old TLS, flights that break off."""

import random
import time

from OpenSSL import SSL

from circle.tls import Connection
from tools.crowd import Addresses, Silent, client_hello, disturbed, noise
from tools.figures import wait_until
from tools.relay import TALKATIVE, Relay
from tools.talk import Talk

RSS_MAX_KIB = 2048
AT_ONCE = 16


def arguments(parser):
    parser.add_argument("--n", type=int, default=600)


def http(_):
    return b"GET / HTTP/1.1\r\nHost: example.org\r\nUser-Agent: x\r\n\r\n"


def ssh(_):
    return b"SSH-2.0-OpenSSH_9.2p1 Debian-2\r\n"


def old_tls(_):
    return client_hello(SSL.TLS1_2_VERSION)


def other_name(_):
    return client_hello(alpn=(b"h2", b"http/1.1"))


def broken_off(dice):
    hello = client_hello()
    return hello[:dice.randrange(1, len(hello))]


def bent(dice):
    return disturbed(client_hello(), dice)


def wrong_lengths(dice):
    """A record that promises more, or nothing, or too much."""
    return bytes([dice.choice([20, 21, 22, 23, 24, 0]), 3, dice.randrange(5)]) + \
        dice.choice([0, 1, 16_384, 18_000, 65_535]).to_bytes(2, "big") + noise(dice, 64)


def endless_hello(dice):
    """A handshake message of 16 MiB, begun."""
    return b"\x16\x03\x01\x40\x00\x01\xff\xff\xff" + dice.randbytes(16_379)


KINDS = (noise, http, ssh, old_tls, other_name, broken_off, bent, wrong_lengths, endless_hello)


def throw(relay, dice, count, addresses):
    """One after the other, some of them open at once. Half of them hang up by themselves."""
    here = []
    for number in range(count):
        one = Silent(relay.port, addresses.next())
        one.send(KINDS[number % len(KINDS)](dice))
        here.append(one)
        if len(here) == AT_ONCE or number == count - 1:
            time.sleep(0.02)
            for one in here:
                one.is_closed()
                one.close()
            here = []


def break_off_inside(relay, dice, count, addresses):
    """The handshake is done; then noise instead of records, or the end in the middle of one."""
    for _ in range(count):
        connection = Connection("127.0.0.1", relay.port, source=addresses.next())
        record = b"\x17\x03\x03" + (4096).to_bytes(2, "big")
        try:
            connection.socket.send(record + dice.randbytes(dice.choice([10, 4096])))
        except OSError:
            pass
        connection.close()


def round_of(relay, dice, count):
    addresses = Addresses(1)
    throw(relay, dice, count, addresses)
    break_off_inside(relay, dice, count // 10, addresses)


def run(options, result):
    dice = random.Random(options.seed)
    with Relay(TALKATIVE) as relay:
        talk = Talk(relay, warm=1100)
        # The allocator and the library take what they keep in the first round.
        round_of(relay, dice, 100)
        time.sleep(3)
        rss, files = relay.rss(), relay.descriptors()
        began = time.monotonic()
        round_of(relay, dice, options.n)
        until = time.monotonic()
        result.tell(n=options.n + options.n // 10, seconds=until - began)
        wait_until(lambda: relay.descriptors() <= files, 25)
        result.zero(crash=not relay.is_running(), descriptors_left=max(0, relay.descriptors() - files))
        result.most(RSS_MAX_KIB, rss_growth_kib=relay.rss() - rss)
        talk.close()
        talk.judge(result, (began - 3, began), (began, until))
