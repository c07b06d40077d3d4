"""What was typed, compared with what everybody heard: the oracle of the crashes."""

from dataclasses import dataclass

from tools.figures import wait_until
from tools.witness import Witness, token

# How a client tells its person that words have not gone out.
TOLD = ("draft-kept", "unsure", "draft-offered")


@dataclass
class Typed:
    text: str
    author: Witness
    turn: int


def meetings(witness):
    """The numbered events of one client, meeting by meeting: it says once in each that it sits."""
    parts = []
    for event in list(witness.events):
        if event["event"] == "seated":
            parts.append([])
        elif "n" in event and parts:
            parts[-1].append(event)
    return parts


def essence(event):
    """What no two members may see differently."""
    return tuple(event.get(key) for key in ("event", "seat", "text", "state", "turn", "why"))


class Ledger:
    def __init__(self):
        self.typed = []

    def say(self, author, turn=None):
        """Types a line nobody else could have typed; answers its text."""
        text = f"{token()} number {len(self.typed)}"
        self.typed.append(Typed(text, author, author.turn() if turn is None else turn))
        author.type(text)
        return text

    def settle(self, people, patience=20):
        """Waits until everybody has heard everything; answers whether they have."""
        texts = {typed.text for typed in self.typed}
        return wait_until(lambda: all(texts <= set(person.texts()) for person in people), patience)

    def judge(self, people, result):
        """All figures of this oracle; each must be 0."""
        self.settle(people)
        result.tell(lines=len(self.typed), members=len(people))
        result.zero(lost=self.lost(people), drafts=self.drafts(), dup=self.twice(people),
                    reorder=self.out_of_order(people) + self.disagreements(people),
                    stick_violations=sum(map(self.out_of_turn, people)),
                    new_meetings=sum(len(meetings(person)) - 1 for person in people))

    def lost(self, people):
        """Lines that somebody did not hear, unless nobody did and the author was told."""
        lost = 0
        for typed in self.typed:
            deaf = [person for person in people if not person.has_heard(typed.text)]
            if len(deaf) < len(people) or not self.was_told(typed):
                lost += len(deaf)
        return lost

    @staticmethod
    def was_told(typed):
        return any(typed.author.seen(event=event, text=typed.text) for event in TOLD)

    def drafts(self):
        return sum(map(self.was_told, self.typed))

    def twice(self, people):
        return sum(len(person.texts()) - len(set(person.texts())) for person in people)

    def out_of_order(self, people):
        """Neighbours that stand in another order than they were typed in."""
        place = {typed.text: number for number, typed in enumerate(self.typed)}
        wrong = 0
        for person in people:
            order = [place[text] for text in person.texts() if text in place]
            wrong += sum(one > other for one, other in zip(order, order[1:]))
        return wrong

    @staticmethod
    def disagreements(people):
        """Numbers that went back, or stand for one thing here and for another there."""
        wrong, known = 0, {}
        for person in people:
            for meeting, events in enumerate(meetings(person)):
                numbers = [event["n"] for event in events]
                wrong += sum(one > other for one, other in zip(numbers, numbers[1:]))
                for event in events:
                    if event["event"] in ("said", "floor"):
                        place = (meeting, event["n"], event["event"])
                        wrong += known.setdefault(place, essence(event)) != essence(event)
        return wrong

    def out_of_turn(self, person):
        """Lines that this client showed under another turn or of somebody without the stick."""
        turns, wrong = {typed.text: typed.turn for typed in self.typed}, 0
        facilitators, floor = set(), None
        for event in list(person.events):
            facilitators |= {row["seat"] for row in [event, *event.get("here", [])]
                             if row.get("role") == "facilitator"}
            if event["event"] == "floor":
                floor = event
            elif event["event"] == "said" and floor:
                holds = floor["state"] in ("held", "offered") and floor.get("seat") == event["seat"]
                at_home = floor["state"] == "home" and event["seat"] in facilitators
                is_timely = turns.get(event["text"], floor["turn"]) == floor["turn"]
                wrong += not (is_timely and (holds or at_home))
        return wrong
