"""What was said before is said again: records, proofs, acts; and what was never sent (SPEC §4.4,
§5.7, §6.3, §7.1)."""

import random
import time

from circle.proofs import auth_line
from circle.tls import Connection
from circle.wire import decode
from tools.crowd import Silent
from tools.figures import wait_until
from tools.relay import CROWDED, TALKATIVE, Relay
from tools.table import Table
from tools.tap import Tap


def arguments(parser):
    parser.add_argument("--n", type=int, default=20, help="of each kind")


class Replaying:
    def __init__(self, relay, dice):
        self.relay, self.dice = relay, dice
        self.table = Table(relay, "replay")
        self.tap = Tap(relay.port)
        self.tried = self.accepted = 0
        self.victim = self.through_tap(self.table.members[1])

    def through_tap(self, client):
        client.member.port = self.tap.port
        client.cut()
        client.back()
        self.table.settle()
        return client

    def counts(self, was_accepted):
        self.tried += 1
        self.accepted += bool(was_accepted)

    def heard_so_far(self):
        return [client.log.texts() for client in self.table.clients if client.log]

    # -- On other connections --

    def whole_connection(self):
        """All that went up, once more on a connection of its own."""
        before = self.heard_so_far()
        stranger = Silent(self.relay.port, "127.0.0.1")
        stranger.send(b"".join(self.tap.heard[-1]))
        # The relay answers the hello with keys of this connection; the next record does not fit.
        ended = wait_until(stranger.is_closed, 5)
        self.table.settle()
        self.counts(not ended or self.heard_so_far() != before)
        stranger.close()

    def records_of_another(self):
        """Records of one connection, put into another one of somebody who is here."""
        before = self.heard_so_far()
        records = [chunk for chunk in self.tap.heard[-1] if chunk[:1] == b"\x17"]
        other = self.through_tap(self.table.members[2])
        self.tap.says(-1, self.dice.choice(records))
        self.ends(other)
        self.counts(self.heard_so_far() != before)
        other.cut()
        other.back()
        self.table.settle()

    def own_records(self):
        """A record said twice on its own connection."""
        speaker = self.table.holder
        self.through_tap(speaker)
        text = f"once {self.tried}"
        speaker.say(text)
        self.table.settle()
        record = next(chunk for chunk in reversed(self.tap.heard[-1]) if chunk[:1] == b"\x17")
        self.tap.says(-1, record)
        self.ends(speaker)
        counts = [client.log.texts().count(text) for client in self.table.clients]
        self.counts(max(counts) > 1 or not speaker.connection.closed)
        speaker.cut()
        speaker.back()
        self.table.settle()

    def ends(self, client):
        end = time.monotonic() + 5
        while not client.connection.closed and time.monotonic() < end:
            client.step(0.05)

    def proof_of_another_connection(self):
        """AUTH as it was made for another greeting."""
        member = self.victim.member
        connections = [Connection("127.0.0.1", self.relay.port) for _ in range(2)]
        hellos = [connection.read_line().decode() for connection in connections]
        proofs = [auth_line("back", member.circle, connection.binding, hello, member.seat)
                  for connection, hello in zip(connections, hellos)]
        mixed = auth_line("back", member.circle, connections[0].binding, hellos[1], member.seat)
        connections[1].send_line(self.dice.choice([proofs[0], mixed]))
        answer = decode(connections[1].read_line())
        self.counts((answer.verb, answer.params[:2]) != ("FAIL", ["AUTH", "proof"]))
        for connection in connections:
            connection.close()

    # -- On the own connection --

    def same_act(self, again):
        """An act with an id that was used: the same bytes, or others."""
        table, speaker = self.table, self.table.holder
        text = f"the first {self.tried}"
        line = table.line(speaker, text)
        speaker.last_id += 1
        speaker.raw(line)
        speaker.until(lambda: speaker.last_id in speaker.answers)
        first = speaker.answers.pop(speaker.last_id)
        speaker.raw(line if again else table.line(speaker, f"the second {self.tried}", None,
                                                  speaker.last_id))
        speaker.until(lambda: speaker.last_id in speaker.answers)
        second = speaker.answers[speaker.last_id]
        table.settle()
        is_same = (second.verb, second.params) == (first.verb, first.params)
        heard = [client.log.texts() for client in table.clients]
        self.counts(any(texts.count(text) != 1 or f"the second {self.tried}" in texts
                        for texts in heard)
                    or not (is_same or second.params[1:2] == ["duplicate"]))

    def old_act(self):
        """An act with an id long past."""
        table, speaker = self.table, self.table.holder
        id = self.dice.randrange(1, speaker.last_id)
        speaker.answers.pop(id, None)
        text = f"the past {self.tried}"
        speaker.raw(table.line(speaker, text, None, id))
        speaker.until(lambda: id in speaker.answers)
        table.settle()
        self.counts(table.hears(text))

    def other_turn(self):
        """A line under a turn that is over, or to come."""
        table, speaker = self.table, self.table.holder
        turn = self.dice.choice([table.turn - 1, table.turn + 1, table.turn + 1000, 4_294_967_295])
        text = f"the wrong turn {self.tried}"
        id = table.sends(speaker, text, turn)
        speaker.until(lambda: id in speaker.answers)
        table.settle()
        self.counts(table.hears(text) or speaker.answers[id].verb == "OK")

    def forged_ack(self):
        """ACK for what was never sent."""
        client = self.table.members[2]
        client.ack()
        client.raw(f"ACK {client.log.last + self.dice.choice([1, 7, 100_000])}")
        self.ends(client)
        self.counts(not client.connection.closed)
        client.cut()
        client.back()
        self.table.settle()


def run(options, result):
    dice = random.Random(options.seed)
    with Relay(TALKATIVE | CROWDED) as relay:
        replaying = Replaying(relay, dice)
        kinds = {"connections": replaying.whole_connection,
                 "foreign_records": replaying.records_of_another,
                 "own_records": replaying.own_records,
                 "proofs": replaying.proof_of_another_connection,
                 "same_bytes": lambda: replaying.same_act(True),
                 "same_ids": lambda: replaying.same_act(False),
                 "old_ids": replaying.old_act, "turns": replaying.other_turn,
                 "acks": replaying.forged_ack}
        for name, attempt in kinds.items():
            before = replaying.accepted
            for _ in range(options.n):
                attempt()
            result.zero(**{f"{name}_accepted": replaying.accepted - before})
        result.tell(tried=replaying.tried)
        result.zero(accepted=replaying.accepted, crash=not relay.is_running())
        table = replaying.table
        table.take_stick()
        table.holder.say("Still here.")
        table.settle()
        table.agree()
        result.least(len(table.here()), still_heard=table.hears("Still here."))
        replaying.tap.close()
        table.close()
