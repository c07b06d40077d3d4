"""Lines under a turn that is over or not yet there, at every hand-over (SPEC §7.1, §7.2).

Clients write whole stretches at once: a line, the end of the share, another line under the same
turn; meanwhile others speak under the old, the present and the coming turn."""

import random
import time

from circle.log import Floor
from tools.relay import TALKATIVE, Relay
from tools.table import Table


def arguments(parser):
    parser.add_argument("--n", type=int, default=120, help="hand-overs")
    parser.add_argument("--members", type=int, default=5)


class Handing:
    def __init__(self, relay, dice, members):
        self.table = Table(relay, "stale", members=members)
        self.dice, self.asked, self.stale = dice, {}, set()
        self.number = 0

    def line(self, client, turn, is_stale):
        """Writes a line, and knows whether it may be heard."""
        self.number += 1
        text = f"{'stale' if is_stale else 'timely'} {self.number}"
        if is_stale:
            self.stale.add(text)
        self.asked[client, self.table.sends(client, text, turn)] = text

    def act(self, client, verb, *params):
        client.last_id += 1
        tags = f"@id={client.last_id};turn={self.table.turn}"
        client.raw(" ".join([tags, verb, *map(str, params)]))
        self.asked[client, client.last_id] = None

    def hand_over(self):
        """One of several ends of a turn, with lines before, in and after it."""
        table, turn = self.table, self.table.turn
        holder, other = table.holder, self.dice.choice(table.others(table.holder, table.founder))
        self.line(holder, turn, False)
        self.line(other, turn, True)
        self.line(other, turn + 1, True)
        way = self.dice.choice(["DONE", "PASS", "GIVE", "HOME"])
        if way == "HOME":
            # Of two connections, nobody knows which comes first: that line may be heard or not.
            self.line(holder, turn, False)
            self.act(table.founder, "HOME", "now")
            self.line(table.founder, turn, True)
        else:
            self.act(holder, way, *[other.log.seat][:way == "GIVE"])
            self.line(holder, turn, True)
            self.line(holder, turn + 1, True)
        self.line(other, turn - 1, True)
        table.settle()
        self.offer_on(turn, holder, other, way)

    def offer_on(self, turn, before, after, way):
        """The next one takes the stick with a first line, and the old holder talks into it."""
        table = self.table
        if way != "GIVE":
            self.act(table.founder, "CALL", after.log.seat)
            self.line(before, turn, True)
            self.line(after, turn, True)
            self.settle_offer()
        self.line(before, table.turn, True)
        self.line(after, turn, True)
        self.line(after, table.turn, False)
        self.line(after, table.turn + 1, True)
        table.holder = after
        table.settle()

    def settle_offer(self):
        self.table.until(lambda: self.table.founder.log.floor.state == "offered")
        self.table.settle()


def delivered_stale(client, stale):
    """Lines that one member was shown and that no member should have been shown."""
    wrong, floor = 0, Floor()
    texts = {heard.n: heard.text for heard in client.log.heard}
    for message in client.log.shown:
        if message.verb == "FLOOR":
            floor = Floor.read(message.params)
        elif message.verb == "LINE":
            seat, _, turn = map(int, message.params[:3])
            is_timely = turn == floor.turn and (seat == floor.seat or floor.state == "home")
            wrong += not is_timely or texts[message.number("n")] in stale
    return wrong


def run(options, result):
    with Relay(TALKATIVE) as relay:
        handing = Handing(relay, random.Random(options.seed), options.members)
        began = time.monotonic()
        for _ in range(options.n):
            handing.hand_over()
        table = handing.table
        table.settle()
        verdicts = [client.answers.get(id) for client, id in handing.asked]
        timely = [text for text in handing.asked.values() if text and text not in handing.stale]
        heard = set(table.founder.log.texts())
        result.tell(handovers=options.n, lines=len([t for t in handing.asked.values() if t]),
                    stale_tried=len(handing.stale), timely_heard=len(heard & set(timely)),
                    seconds=time.monotonic() - began)
        result.zero(delivered_stale=sum(delivered_stale(client, handing.stale)
                                        for client in table.clients),
                    without_verdict=verdicts.count(None))
        result.least(options.n, timely_heard=len(heard & set(timely)))
        table.agree()
        table.close()
