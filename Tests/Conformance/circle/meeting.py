"""What a person does in a meeting with a plan (§14 to §21).

Acts that need nothing but their parameters are said with ``act``: ``act("MARK", "heard")``,
``act("DOOR", "knock")``, ``act("ASIDE", 4, "on")``.
"""

from . import keys
from .keys import Refusal, b64, public, unb64
from .text import shown


class InMeetings:
    """The part of ``Client`` that plans, phases, pages and the end need."""

    # -- Plans and phases (§14) --

    def set_plan(self, plan):
        return self.ask("PLAN", *plan.words())

    def next_phase(self, now=False):
        """Names the phase that is shown, so that two cannot skip one (§14.4)."""
        return self.act("PHASE", "next", self.log.phase.number, *["now"] * now)

    def end_meeting(self, now=False):
        return self.act("PHASE", "end", self.log.phase.number, *["now"] * now)

    # -- Pages (§20) --

    def bring_page(self, number, text):
        if self.member.mode == "open":
            payload = b64(text.encode())
        else:
            context = self._page_context(number, public(self.member.seat))
            payload = keys.seal_words(self._words_key(), context, text, keys.PAGE)
        return self.ask("PAGE", number, payload)

    def page(self, number):
        """The text of a page as it may be shown, row by row."""
        return "\n".join(shown(row) for row in self._page(number).split("\n"))

    def _page(self, number):
        self.ask("PAGE", number)
        leaf = next(leaf for leaf in reversed(self.leaves) if int(leaf[0]) == number)
        if self.member.mode == "open":
            return keys.utf8(unb64(leaf[2]))
        context = self._page_context(number, unb64(leaf[1], 32))
        return keys.open_words(self._words_key(), context, leaf[2], keys.PAGE)

    def _page_context(self, number, author):
        return keys.words_context(self.member.circle, self.member.log, author, keys.PAGE, number)

    def _words_key(self):
        return keys.words_key(self.member.chain(self.member.log))

    def accept_agreements(self):
        """Shows page 0 and accepts it, if it is the text that the relay's hash is of (§20.2)."""
        told = self.welcome.tags.get("agreements")
        text = self._page(0)
        found = keys.agreements_hash(self.member.circle, text)
        if told is None or unb64(told, 20) != found:
            raise Refusal("agreements")
        self.member.agreed = found
        return text

    # -- Balance, slips, cards, names (§19.6, §21) --

    def balance(self):
        """Seat: (shares, seconds)."""
        before = len(self.balances)
        self.ask("BALANCE")
        return {int(seat): (int(shares), int(seconds))
                for seat, shares, seconds in (row[:3] for row in self.balances[before:])}

    def slip(self):
        """Date, minutes and number, under the relay's signature."""
        self.ask("SLIP")
        return keys.read_slip(*self.slips[-1][:2], self.member.pins)

    def card(self, locale):
        """The operator's crisis card, or None."""
        self.ask("CARD", locale)
        text = self.cards[-1][1]
        return None if text == "-" else keys.utf8(unb64(text))

    def rename(self, name):
        """Another name, in the middle of the meeting (§21.5)."""
        if self.member.mode == "open":
            answer = self.ask("NAME", text=name)
        else:
            payload = self.seal_name(name)
            answer = self.ask("NAME", payload)
            self.log.own_name = payload
        self.name = name
        return answer
