"""Invitations that let nobody in any more, or never did; and the link that brings a facilitator back."""

import dataclasses
import pathlib
import secrets
import subprocess

import pytest

from circle import keys
from circle.client import Client, Membership
from circle.keys import b64, read_link
from harness import RELAY
from people import Evening, Person, attempt, run, until
from test_client import LINK, refusal, used_up, taken_back, expired


def told(done):
    """The sentences of a refusal, without the word that the command line puts before them."""
    return refusal(done).removeprefix("Error: ")


def zoe(evening, link):
    """Somebody who was never here, with this link."""
    return attempt(evening.directory, "Zoe", "join", link, "--name", "Zoe")


# -- What the relay refuses --

@pytest.mark.parametrize("make, sentence", [
    (used_up, "This invitation has been used up. Ask a facilitator for a new one."),
    (taken_back, "This invitation was taken back. Ask a facilitator for a new one."),
    (expired, "This invitation has expired. Ask a facilitator for a new one."),
])
def test_an_invitation_that_is_over_says_why(evening, make, sentence):
    """§4.5: what is wrong in one sentence, whom to ask in the next; a new one lets them in."""
    assert told(zoe(evening, make(evening))) == sentence
    new = run(evening.directory, "Fay", "invite", "tuesday").strip()
    zoe_in = evening.comes("Zoe", new)
    assert zoe_in.await_(event="seated")["name"] == "Zoe"


@pytest.mark.parametrize("make", [used_up, taken_back, expired])
def test_who_is_in_comes_back_by_an_invitation_that_is_over(evening, make):
    """§4.5: the key opens the door; nobody needs to know that."""
    bo = evening.comes("Bo")
    bo.type("leave")
    assert bo.ends() == 0
    again = evening.comes("Bo", make(evening))
    assert again.await_(event="seated")["name"] == "Bo"


def test_a_founding_link_used_twice_founds_nothing(evening):
    """§4.5: whoever has it learns that, and whom to tell."""
    done = attempt(evening.directory, "Mallory", "found", str(evening.founding), "--name", "Mallory")
    assert told(done) == ("This circle has been founded already. If it was not you, tell the"
                             " person who runs the relay.")
    done = zoe(evening, str(evening.founding))
    assert told(done) == "This is a founding link. `circle found` takes it."
    assert evening.fay.reader.is_alive()


def test_a_founding_link_that_the_relay_does_not_know(relay, tmp_path):
    """§4.5: another person is to be asked for a new one than for an invitation."""
    link = dataclasses.replace(relay.circle("unknown-founding"), secret=secrets.token_bytes(32))
    done = attempt(tmp_path, "Fay", "found", str(link), "--name", "Fay")
    assert told(done) == ("This relay does not know this founding link. Ask the person who runs"
                             " the relay for a new one.")


def test_an_invitation_to_a_closed_circle(relay):
    """§4.5: outsiders learn nothing, members that it is over."""
    evening = Evening(relay, seated=False)
    ana = attempt(evening.directory, "Ana", "join", evening.invitation, "--name", "Ana",
                  typed="leave\n")
    assert ana.returncode == 0
    rows = subprocess.run([RELAY, "circle", "list", "--data", relay.data], env=relay.environment,
                          capture_output=True, text=True, check=True).stdout.splitlines()
    [label] = [row.split("\t")[0] for row in rows if b64(evening.founding.circle) in row]
    subprocess.run([RELAY, "circle", "close", label, "--data", relay.data],
                   env=relay.environment, check=True, capture_output=True)
    assert told(zoe(evening, evening.invitation)) == (
        "This relay does not know this invitation or this key. Ask a facilitator for a new"
        " invitation.")
    assert told(attempt(evening.directory, "Ana", "join", "tuesday")) == (
        "This circle has been closed.")
    evening.close()


# -- What the client refuses before it connects --

def damaged(link):
    return link[:-9] + ("A" if link[-9] != "A" else "B") + link[-8:]


def cut(link):
    return link[:-5]


def too_new(link):
    return str(dataclasses.replace(read_link(link), kind=3))


def without_pin(link):
    front, _, fragment = link.partition("#")
    front = front.partition("?")[0]
    body = keys.unb64(fragment)[:-3]
    return f"{front}#{b64(body + keys.link_check(front, body))}"


@pytest.mark.parametrize("change, sentence", [
    (damaged, "This link is damaged: a part of it was lost or changed on the way. Copy it again as a"
              " whole, or ask whoever sent it to you for a new one."),
    (cut, "This link is damaged: a part of it was lost or changed on the way. Copy it again as a"
          " whole, or ask whoever sent it to you for a new one."),
    (too_new, "This link was made by a newer version of this program. Update it, then try again."),
    (without_pin, "This link does not say how to recognise its relay, so it cannot be used safely."
                  " Ask whoever sent it to you for a new one."),
])
def test_a_link_that_cannot_be_used_is_refused_before_anything_is_sent(evening, change, sentence):
    """§3.4: and nothing is kept of it."""
    link = change(evening.invitation)
    assert told(zoe(evening, link)) == sentence
    assert not list(pathlib.Path(evening.directory, "home-Zoe").glob("*.seat"))
    assert told(attempt(evening.directory, "Zoe", "found", link)) == sentence


# -- What is in the box --

def founder(evening):
    """Fay with a client of her own, and an evening in which she does not sit."""
    home = pathlib.Path(evening.directory, "home-Fay")
    [path] = home.glob("*.seat")
    kept = dict(line.split(" ", 1) for line in path.read_text().splitlines())
    member = Membership.of(read_link(evening.invitation))
    member.seat = keys.private_key(keys.unb64(kept["seed"]))
    index, key = kept["chain"].split()
    member.index, member.key, member.mode = int(index), keys.unb64(key), "sealed"
    member.founder = keys.unb64(kept["founder"])
    client = Client(member)
    client.back()
    return client


def with_box(client, payload_of):
    """An invitation whose box is what `payload_of` makes of the right one."""
    m, secret = client.member, secrets.token_bytes(32)
    link = keys.Link(m.host, m.port, m.circle, m.pins[0], keys.INVITATION, secret)
    log = int(client.welcome.params[2])
    box = keys.Box("sealed", log, m.chain(log), m.founder, "member", "Tuesday")
    client.ask("INVITE", b64(keys.public(keys.ticket_key(secret))), "member", 5, 600, 0,
               b64(payload_of(secret, m.circle, box)))
    return str(link)


@pytest.mark.parametrize("payload_of, sentence", [
    (lambda secret, circle, box: keys.seal_box(secret, circle, box, more=[(7, b"new")]),
     "This circle needs a newer version of `circle`. Update it, then try again."),
    (lambda secret, circle, box: b"\x02" + keys.seal_box(secret, circle, box)[1:],
     "This circle needs a newer version of `circle`. Update it, then try again."),
    (lambda secret, circle, box: keys.seal_box(secret, bytes(8), box),
     "What belongs to this invitation does not open. Do not go on; tell whoever sent it to you, by"
     " another way, and ask for a new one."),
    (lambda secret, circle, box: keys.seal_box(
        secret, circle, dataclasses.replace(box, role="listener")),
     "What this invitation says of the circle does not agree with what is known of it. Do not go on;"
     " ask your facilitator by another way."),
])
def test_a_box_that_cannot_be_used_is_told_in_a_sentence(relay, payload_of, sentence):
    """§3.6 §4.9: too new, foreign, or not what the relay says."""
    evening = Evening(relay, seated=False)
    link = with_box(founder(evening), payload_of)
    assert told(zoe(evening, link)) == sentence
    evening.close()


def test_a_box_with_entries_of_a_later_client_lets_in(relay):
    """§3.6 §3.10: what may be passed over is, and so is a schedule that is none."""
    evening = Evening(relay, seated=False)
    link = with_box(founder(evening), lambda secret, circle, box: keys.seal_box(
        secret, circle, box, more=[(0x80, b"when the moon is full"), (0x81, b"?")]))
    done = attempt(evening.directory, "Zoe", "join", link, "--name", "Zoe", typed="leave\n")
    assert done.returncode == 0, done.stderr
    kept = attempt(evening.directory, "Zoe", "schedule", "tuesday")
    assert kept.stdout == "" and "No schedule is known" in kept.stderr
    evening.close()


# -- The recovery link --

def recovery_link(evening):
    return LINK.findall(run(evening.directory, "Fay", "found", str(evening.founding)))[1]


def test_a_lost_facilitator_comes_back_by_the_recovery_link(relay):
    """§9.1 §4.6 §9.3: on a new machine with a new key; the others see it, and the old key can be
    made a member's or be removed."""
    evening = Evening(relay, seated=False)
    recovery = recovery_link(evening)
    fay = Person(evening.directory, "Fay", "tuesday")
    evening.people.append(fay)
    evening.fay = fay
    fay.await_(event="seated")
    ana = evening.comes("Ana")
    gus = Person(evening.directory, "Gus", recovery)
    evening.people.append(gus)
    assert gus.await_(event="seated")["role"] == "facilitator"
    for other in (fay, ana):
        assert other.await_(event="joined", name="Gus")["role"] == "facilitator"

    gus.type("role fay member")
    for other in (fay, ana, gus):
        other.await_(event="role", name="Fay", role="member")
    since = fay.now()
    fay.type("remove ana")
    fay.await_(since=since, event="refused", code="role")
    no_more = attempt(evening.directory, "Fay", "invite", "tuesday")
    assert "Only a facilitator can do that." in told(no_more)

    gus.type("remove fay")
    assert fay.await_(event="ended")["why"] == "removed"
    ana.await_(event="left", name="Fay", why="removed")
    assert "You were removed from this circle." in told(
        attempt(evening.directory, "Fay", "join", "tuesday"))

    # The new key facilitates: it invites, and gives the stick.
    bo = Person(evening.directory, "Bo", run(evening.directory, "Gus", "invite", "tuesday").strip())
    evening.people.append(bo)
    bo.await_(event="seated")
    gus.type("call ana")
    ana.await_(event="floor", state="offered", me=True)
    # And the paper is spent.
    assert told(attempt(evening.directory, "Mallory", "join", recovery, "--name", "Mallory")) == (
        "This invitation has been used up. Ask a facilitator for a new one.")
    evening.close()


def test_the_recovery_link_opens_the_door_when_nobody_is_there(relay):
    """§9.1: also years later, so to speak, and after the first facilitator's files are gone."""
    evening = Evening(relay, seated=False)
    recovery = recovery_link(evening)
    done = attempt(evening.directory, "New", "join", recovery, "--name", "Fay", "--json",
                   typed="leave\n")
    assert done.returncode == 0, done.stderr
    assert '"role":"facilitator"' in done.stdout.replace(" ", "")
    link = run(evening.directory, "New", "invite", "tuesday", "--role", "facilitator").strip()
    ana = Person(evening.directory, "Ana", link)
    evening.people.append(ana)
    assert ana.await_(event="seated")["role"] == "facilitator"
    until(lambda: "facilitator" in run(evening.directory, "Ana", "list"))
    evening.close()
