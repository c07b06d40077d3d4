"""What somebody meets who has never used the client, and what words do once they are in."""

import dataclasses
import json
import os
import pathlib
import re
import secrets
import shutil
import stat

import pytest

from circle.keys import b64, read_link
from people import CIRCLE, Evening, Person, attempt, run, until

LINK = re.compile(r"circle://\S+")
# What a program says that has lost its way, and that nobody should have to read.
CRASH = re.compile(r"traceback|fatal|backtrace|core dumped|\.swift\b|\[Trouble|Error\(", re.IGNORECASE)


def refusal(done):
    """The one sentence with which a command has ended that did not do what was asked."""
    assert done.returncode != 0, done.stdout
    assert done.stdout == ""
    assert not CRASH.search(done.stderr), done.stderr
    lines = done.stderr.strip().splitlines()
    assert len(lines) == 1 and lines[0].endswith("."), done.stderr
    return lines[0]


# -- Founding and inviting --

def test_founding_prints_exactly_two_links(relay):
    """§3.4 §9.1: one for members, one to keep; and nothing else where a program would read."""
    evening = Evening(relay, seated=False)
    again = attempt(evening.directory, "Fay", "found", str(evening.founding))
    assert again.returncode == 0, "a lost answer must not cost the founder the circle"
    lines = again.stdout.splitlines()
    assert len(lines) == 2 and all(LINK.fullmatch(line) for line in lines)
    assert lines[0] != lines[1]
    assert "member" in again.stderr and "paper" in again.stderr
    evening.close()


def test_a_second_founder_is_refused_in_a_sentence(evening):
    """§4.5: nobody takes a circle over with a link that was used."""
    done = attempt(evening.directory, "Mallory", "found", str(evening.founding), "--name", "Mallory")
    assert "has been founded already" in refusal(done)
    assert not LINK.search(done.stderr)


def test_the_recovery_link_makes_a_facilitator(relay):
    """§9.1: the house key on paper opens the door."""
    evening = Evening(relay, seated=False)
    again = attempt(evening.directory, "Fay", "found", str(evening.founding))
    recovery = again.stdout.splitlines()[1]
    new = Person(evening.directory, "Gus", recovery)
    assert new.await_(event="seated")["role"] == "facilitator"
    new.close()
    evening.close()


def test_an_invitation_is_pasted_unseen_and_a_name_is_asked_for(evening):
    """§3.4: neither the invitation nor its secret is ever on the screen."""
    ana = Person(evening.directory, "Ana", echo=True, options=("--json", "--plain"),
                 sets_name=False)
    evening.people.append(ana)
    ana.reads("it stays invisible")
    ana.type(evening.invitation)
    ana.reads("What shall the others call you?")
    ana.type("facilitator")
    ana.reads("are not names")
    ana.type("Ana")
    assert ana.await_(event="seated")["name"] == "Ana"
    shown = "\n".join(ana.noise)
    assert "circle://" not in shown and evening.invitation.partition("#")[2] not in shown


def test_an_invitation_on_the_command_line_is_hidden_from_other_processes(evening):
    """§3.4: whoever lists the processes of the machine is not invited by it."""
    ana = evening.comes("Ana")
    listed = pathlib.Path(f"/proc/{ana.process.pid}/cmdline").read_bytes().decode()
    assert "Ana" in listed
    assert evening.invitation.partition("#")[2] not in listed


def test_an_invitation_beside_a_seated_facilitator_disturbs_nobody(evening):
    """§9.1 §4.7: making, listing and ending invitations takes no seat."""
    ana = evening.comes("Ana")
    before = {person: person.now() for person in evening.people}
    link = run(evening.directory, "Fay", "invite", "tuesday").strip()
    assert LINK.fullmatch(link)
    listed = run(evening.directory, "Fay", "invite", "list", "tuesday").splitlines()
    ticket = listed[-1].split()[0]
    run(evening.directory, "Fay", "invite", "revoke", "tuesday", ticket)
    evening.says(evening.fay, "Still here.")
    for person, since in before.items():
        events = [event["event"] for event in person.events[since:]]
        assert events == ["said"], (person.name, person.events[since:])
    assert ana.reader.is_alive()


def test_invitations_are_listed_and_taken_back(evening):
    """§9.1 §9.2: what is listed can be ended, and then it is not listed any more."""
    def rows():
        return run(evening.directory, "Fay", "invite", "list", "tuesday").splitlines()
    before = rows()
    link = run(evening.directory, "Fay", "invite", "tuesday", "--role", "listener", "--uses", "2",
               "--expires", "1h").strip()
    # What time is left may be told otherwise a moment later.
    [new] = [row for row in rows() if row.split()[0] not in "\n".join(before)]
    ticket, role, left = new.split()[:3]
    assert (role, left) == ("listener", "2") and "made here" in new
    run(evening.directory, "Fay", "invite", "revoke", "tuesday", ticket)
    assert ticket not in "\n".join(rows())
    done = attempt(evening.directory, "Zoe", "join", link, "--name", "Zoe")
    assert "new" in refusal(done)
    # Taken back twice is taken back.
    run(evening.directory, "Fay", "invite", "revoke", "tuesday", ticket)
    unknown = attempt(evening.directory, "Fay", "invite", "revoke", "tuesday",
                      b64(secrets.token_bytes(32)))
    assert "no such invitation" in refusal(unknown)
    nonsense = attempt(evening.directory, "Fay", "invite", "revoke", "tuesday", "everything")
    assert "no ticket" in refusal(nonsense)


def test_taking_an_invitation_back_with_its_seats_removes_who_came_by_it(evening):
    """§9.2: they are told, they stay out, and nobody else is touched."""
    ana = evening.comes("Ana")
    before = run(evening.directory, "Fay", "invite", "list", "tuesday").splitlines()
    leaked = run(evening.directory, "Fay", "invite", "tuesday").strip()
    tickets = {row.split()[0] for row in before}
    rows = run(evening.directory, "Fay", "invite", "list", "tuesday").splitlines()
    [ticket] = {row.split()[0] for row in rows} - tickets
    zoe = evening.comes("Zoe", leaked)
    run(evening.directory, "Fay", "invite", "revoke", "tuesday", ticket, "--seats")
    assert zoe.await_(event="ended")["why"] == "removed"
    assert zoe.ends() != 0
    assert "removed" in "\n".join(zoe.noise)
    evening.fay.await_(event="left", name="Zoe", why="removed")
    back = attempt(evening.directory, "Zoe", "join", "tuesday")
    assert "You were removed from this circle" in refusal(back)
    evening.says(evening.fay, "We go on.", evening.fay, ana)


def test_only_a_facilitator_invites(evening):
    """§9.1: a member is told so in a sentence."""
    evening.comes("Ana")
    assert "Only a facilitator" in refusal(attempt(evening.directory, "Ana", "invite", "tuesday"))


# -- Invitations that do not let anybody in --

def used_up(evening):
    link = run(evening.directory, "Fay", "invite", "tuesday", "--uses", "1").strip()
    evening.comes("Ana", link)
    return link


def taken_back(evening):
    before = run(evening.directory, "Fay", "invite", "list", "tuesday").split()
    link = run(evening.directory, "Fay", "invite", "tuesday").strip()
    rows = run(evening.directory, "Fay", "invite", "list", "tuesday").splitlines()
    [ticket] = {row.split()[0] for row in rows} - set(before)
    run(evening.directory, "Fay", "invite", "revoke", "tuesday", ticket)
    return link


def expired(evening):
    before = run(evening.directory, "Fay", "invite", "list", "tuesday").splitlines()
    link = run(evening.directory, "Fay", "invite", "tuesday", "--expires", "1s").strip()
    until(lambda: len(run(evening.directory, "Fay", "invite", "list", "tuesday").splitlines())
          == len(before))
    return link


def damaged(evening):
    link = evening.invitation
    return link[:-9] + ("A" if link[-9] != "A" else "B") + link[-8:]


def cut_short(evening):
    return evening.invitation[:-5]


def without_fragment(evening):
    return evening.invitation.partition("#")[0]


def of_another_circle(evening):
    return str(dataclasses.replace(read_link(evening.invitation), circle=secrets.token_bytes(8)))


def of_another_relay(evening):
    return str(dataclasses.replace(read_link(evening.invitation), pin=b64(secrets.token_bytes(32))))


def founding(evening):
    return str(evening.founding)


def to_nobody(evening):
    return str(dataclasses.replace(read_link(evening.invitation), port=1))


def something_else(evening):
    return "https://example.org/tuesday"


@pytest.mark.parametrize("make, sentence", [
    (used_up, "has been used up. Ask whoever sent it to you for a new one."),
    (taken_back, "Ask whoever sent it to you for a new"),
    (expired, "Ask whoever sent it to you for a new"),
    (damaged, "This link is damaged"),
    (cut_short, "This link is damaged"),
    (without_fragment, "This link is damaged"),
    (of_another_circle, "This relay does not know this invitation or this key."),
    (of_another_relay, "This is not the relay of the invitation. Nothing was sent to it."),
    (founding, "`circle found` takes it."),
    (to_nobody, "Nothing answers at 127.0.0.1, port 1."),
    (something_else, "This is not a link to a circle."),
])
def test_an_invitation_that_does_not_work_ends_with_a_plain_sentence(evening, make, sentence):
    """§3.4 §4.2 §4.5: what is wrong, and what to do."""
    done = attempt(evening.directory, "Zoe", "join", make(evening), "--name", "Zoe")
    assert sentence in refusal(done)


def test_a_circle_that_is_not_known_ends_with_a_plain_sentence(evening):
    """Somebody mistypes a label, or has never been anywhere."""
    assert "No circle is known here yet." in refusal(
        attempt(evening.directory, "Zoe", "join", "tuesday"))
    assert "`circle list` shows them." in refusal(
        attempt(evening.directory, "Fay", "join", "wednesday"))


# -- Seats --

def test_who_has_one_seat_and_gives_another_name_is_called_by_it(evening):
    """The facilitator founded the circle under one name and sits down under another."""
    evening.fay.type("leave")
    evening.fay.ends()
    ana = Person(evening.directory, "Ana", "tuesday", home="Fay")
    evening.people.append(ana)
    seated = ana.await_(event="seated")
    assert (seated["name"], seated["role"]) == ("Ana", "facilitator")


def test_of_several_seats_the_one_that_may_invite_does_it(evening):
    """One account facilitates and has a member's seat beside it."""
    other = evening.comes("Bo", home="Fay")
    link = run(evening.directory, "Fay", "invite", "tuesday").strip()
    assert LINK.fullmatch(link)
    evening.says(evening.fay, "Nobody was disturbed.", evening.fay, other)


def test_a_second_process_on_a_seat_is_told_so(evening):
    """One seat, one process; the first one goes on undisturbed."""
    ana = evening.comes("Ana")
    done = attempt(evening.directory, "Ana", "join", "tuesday")
    assert "in use by another `circle` on this machine" in refusal(done)
    evening.says(evening.fay, "Ana is still here.")
    assert not ana.seen(event="lost")


def test_the_same_seat_from_another_machine_replaces_the_first(evening):
    """§4.7: the older one is told, ends, and does not come back by itself."""
    ana = evening.comes("Ana")
    shutil.copytree(os.path.join(evening.directory, "home-Ana"),
                    os.path.join(evening.directory, "home-Laptop"))
    laptop = Person(evening.directory, "Ana", "tuesday", home="Laptop")
    evening.people.append(laptop)
    laptop.await_(event="seated")
    assert ana.await_(event="ended")["why"] == "replaced"
    assert ana.ends() != 0
    evening.says(evening.fay, "Hello, laptop.", laptop, evening.fay)
    assert not laptop.seen(event="ended")


def test_two_seats_of_one_account_are_chosen_by_name(evening):
    """Two people share a computer: each has a seat, and is asked which is meant."""
    ana = evening.comes("Ana", home="Shared")
    bea = evening.comes("Bea", home="Shared")
    assert ana.await_(event="seated")["seat"] != bea.await_(event="seated")["seat"]
    listed = run(evening.directory, "Shared", "list")
    assert "Ana" in listed and "Bea" in listed
    for person in (ana, bea):
        person.type("leave")
        assert person.ends() == 0
    which = refusal(attempt(evening.directory, "Shared", "join", "tuesday"))
    assert "Ana" in which and "Bea" in which and "--name" in which
    again = evening.comes("Bea", "tuesday", home="Shared")
    assert again.await_(event="seated")["name"] == "Bea"


def test_the_files_of_an_account_are_its_own_and_hold_no_words(evening):
    """§12.1 §12.4: nothing that was said, whispered or typed is on any disk."""
    ana = evening.comes("Ana")
    evening.gives_stick(ana)
    evening.says(ana, "pomegranate was said")
    ana.type("w quince was whispered")
    evening.fay.await_(event="whispered", text="quince was whispered")
    ana.type("done")
    evening.fay.await_(event="floor", state="home", why="done")
    ana.type("medlar became a draft")
    ana.await_(event="draft-kept")
    ana.type("leave")
    assert ana.ends() == 0
    homes = [path for path in pathlib.Path(evening.directory).iterdir() if path.is_dir()]
    assert len(homes) == 2
    for home in homes:
        assert stat.S_IMODE(home.stat().st_mode) == 0o700
        files = [path for path in home.rglob("*") if path.is_file()]
        assert any(path.suffix == ".seat" for path in files)
        for path in files:
            assert stat.S_IMODE(path.stat().st_mode) == 0o600, path
            held = path.read_bytes()
            for word in (b"pomegranate", b"quince", b"medlar"):
                assert word not in held, path
            assert not path.name.startswith("core")
    for path in pathlib.Path(evening.relay.directory).rglob("*"):
        if path.is_file():
            held = path.read_bytes()
            for word in (b"pomegranate", b"quince", b"medlar", b"Tuesday"):
                assert word not in held, path


# -- Pipes --

def test_a_pipe_is_carried_out_and_answered_before_it_ends(evening):
    """`printf 'hand\\n' | circle join …` for people who script what they cannot see."""
    done = attempt(evening.directory, "Ana", "join", evening.invitation, "--name", "Ana", "--plain",
                   typed="hand\nwho\n")
    assert done.returncode == 0, done.stderr
    lines = done.stdout.splitlines()
    assert any(line.startswith("circle: Your hand is up.") for line in lines), lines
    assert any(line.startswith("circle: Here: Fay") for line in lines)
    assert "\x1b" not in done.stdout + done.stderr
    evening.fay.await_(event="left", name="Ana", why="left")


def test_the_words_of_a_pipe_are_all_heard(relay):
    """A prepared text, longer than may be said at once, arrives whole and in order."""
    evening = Evening(relay, seated=False)
    ana = Person(evening.directory, "Ana", evening.invitation)
    evening.people.append(ana)
    ana.await_(event="seated")
    text = [f"This is sentence {number}." for number in range(12)]
    done = attempt(evening.directory, "Fay", "join", "tuesday", "--plain",
                   typed="".join(line + "\n" for line in text[:-1]) + text[-1])
    assert done.returncode == 0, done.stderr
    ana.await_(event="left", name="Fay")
    assert ana.texts() == text
    evening.close()


def test_json_from_a_pipe_is_one_object_a_line(evening):
    """For programs: nothing else is on standard output."""
    done = attempt(evening.directory, "Ana", "join", evening.invitation, "--name", "Ana", "--json",
                   typed="hand\nrules\nhelp\nqueue\nnobody hears this\n")
    assert done.returncode == 0, done.stderr
    events = [json.loads(line) for line in done.stdout.splitlines()]
    kinds = {event["event"] for event in events}
    assert {"seated", "hand", "rules", "told", "queue", "draft-kept", "ended"} <= kinds
    assert events[-1] == {"event": "ended", "why": "left"}


# -- An open circle --

def test_in_an_open_circle_people_are_told_that_words_are_not_sealed(relay):
    """§7.4: everything works, and nobody believes that it is secret."""
    evening = Evening(relay, words="open", seated=False)
    evening.fay = Person(evening.directory, "Fay", "tuesday", options=("--plain",))
    evening.people.append(evening.fay)
    evening.fay.reads("This circle is open: its relay can read the words.")
    ana = Person(evening.directory, "Ana", evening.invitation)
    evening.people.append(ana)
    assert ana.await_(event="seated")["sealed"] is False
    evening.fay.reads("Ana·2 joined.")
    evening.fay.type("Good evening.")
    ana.await_(event="said", text="Good evening.")
    evening.fay.type("call ana")
    ana.await_(event="floor", state="offered", me=True)
    ana.type("Thank you.")
    evening.fay.reads("Ana·2: Thank you.")
    ana.type("a\u202eb")
    ana.await_(event="draft-kept", text="a\u202eb")
    evening.close()


def test_in_a_sealed_circle_people_are_told_so(evening):
    """§7.3."""
    assert evening.fay.await_(event="seated")["sealed"] is True


# -- Facilitating --

def test_the_words_of_a_facilitator_do_what_they_say(evening):
    """§8 §9 §10: call, home, home!, extend, crosstalk, hands, give, bell, remove."""
    fay, ana, bo = evening.fay, evening.comes("Ana"), evening.comes("Bo")

    turn = evening.gives_stick(ana)
    evening.says(ana, "I begin.")
    fay.type("extend")
    assert ana.await_(event="note", note="extended")["seconds"] == 120
    fay.type("home")
    ana.await_(event="note", note="home-asked")
    assert not ana.seen(event="floor", state="home", turn=turn + 1)
    fay.type("home!")
    assert ana.await_(event="floor", state="home", turn=turn + 1)["why"] == "home"

    fay.type("crosstalk on")
    bo.await_(event="floor", state="open")
    evening.says(bo, "May I?")
    evening.says(ana, "You may.")
    fay.type("crosstalk off")
    bo.await_(event="floor", state="home", why="closed")

    fay.type("close hands")
    bo.await_(event="hands", open=False)
    bo.type("hand")
    bo.await_(event="refused", code="hands-closed")
    fay.type("open hands")
    bo.await_(event="hands", open=True)
    bo.type("hand")
    bo.await_(event="hand", hand="up", place=1)

    evening.gives_stick(ana)
    evening.says(ana, "Bo shall speak.")
    ana.type("give bo")
    offer = bo.await_(event="floor", state="offered", why="given", me=True)
    bo.type("")
    bo.await_(event="floor", state="held", turn=offer["turn"])
    fay.type("bell 600")
    assert ana.await_(event="floor", state="space")["limit"] == 600
    bo.type("during the silence")
    bo.await_(event="draft-kept", text="during the silence")
    fay.type("bell off")
    assert bo.await_(2, event="floor", state="held", turn=offer["turn"])["why"] == "quiet-over"
    evening.says(bo, "after the silence")
    assert "during the silence" not in fay.texts()

    fay.type("remove bo")
    ana.await_(event="left", name="Bo", why="removed")
    fay.await_(event="floor", state="home", why="removed")
    assert bo.await_(event="ended")["why"] == "removed"
    assert bo.ends() != 0


def test_a_word_about_nobody_or_about_two_people_is_asked_about(evening):
    """§2.7: nobody is removed or called by a slip of the finger."""
    fay, ana, ann = evening.fay, evening.comes("Ana"), evening.comes("Anna")
    since = fay.now()
    fay.type("remove an")
    fay.type("remove zoe")
    fay.type("call")
    fay.await_(since=since, event="refused", code="no-hands")
    told = [event["text"] for event in fay.seen(since, event="told")]
    assert len(told) == 2 and all("Nobody here is called" in text or "Several" in text
                                  for text in told), told
    fay.type("call 3")
    ann.await_(event="floor", state="offered", me=True)
    assert not ana.seen(event="ended") and not ann.seen(event="ended")


def test_a_call_for_help_and_a_whisper_reach_the_facilitators_and_nobody_else(evening):
    """§7.6 §7.7: also while somebody else has the stick."""
    ana, bo = evening.comes("Ana"), evening.comes("Bo")
    evening.gives_stick(bo)
    ana.type("help me")
    ana.type("w I have to go out for a moment")
    evening.fay.await_(event="help", name="Ana")
    evening.fay.await_(event="whispered", name="Ana", text="I have to go out for a moment")
    evening.fay.type("w @ana take your time")
    ana.await_(event="whispered", text="take your time")
    evening.says(bo, "I have heard nothing of that.")
    assert not bo.seen(event="help") and not bo.seen(event="whispered")


def test_members_have_no_words_of_facilitators(evening):
    """§9.7: they are told so, and nothing happens."""
    ana, bo = evening.comes("Ana"), evening.comes("Bo")
    for word in ("next", "call bo", "home!", "crosstalk on", "close hands", "remove bo"):
        since = ana.now()
        ana.type(word)
        ana.await_(since=since, event="refused", code="role")
    evening.says(evening.fay, "All is as it was.")
    assert not bo.seen(event="left") and not bo.seen(event="hands", open=False)


# -- Leaving, and words that look like commands --

@pytest.mark.parametrize("word", ["leave", "bye", "Quit."])
def test_leaving_with_the_stick_is_asked_about_once(evening, word):
    """A word at the end of a share does not close the door behind anybody."""
    ana = evening.comes("Ana")
    evening.gives_stick(ana)
    ana.type(word)
    assert "You have the stick." in ana.await_(event="told")["text"]
    evening.says(ana, "I am still here.")
    # Something else came between: it is asked again.
    ana.type(word)
    ana.await_(2, event="told")
    assert not ana.seen(event="ended")
    ana.type(word)
    assert ana.await_(event="ended")["why"] == "left"
    assert ana.ends() == 0
    evening.fay.await_(event="left", name="Ana", why="left")
    assert evening.fay.texts() == ["I am still here."]


def test_leaving_without_the_stick_is_simple(evening):
    """Whoever has to go, goes."""
    ana = evening.comes("Ana")
    ana.type("leave")
    assert ana.ends() == 0
    assert not ana.seen(event="told")
    evening.fay.await_(event="left", name="Ana", why="left")


def test_a_line_that_begins_with_a_space_or_with_say_is_words(evening):
    """Nothing that somebody wants to say is taken for a wish."""
    ana = evening.comes("Ana")
    turn = evening.gives_stick(ana)
    for typed, heard in ((" hand", "hand"), ("say hand", "hand"), (" leave", "leave"),
                         ("say done", "done"), ("//done", "/done"),
                         ("I pass the salt", "I pass the salt")):
        count = evening.fay.texts().count(heard) + 1
        ana.type(typed)
        evening.fay.await_(count, event="said", text=heard)
    assert evening.fay.texts() == ["hand", "hand", "leave", "done", "/done", "I pass the salt"]
    assert not evening.fay.seen(event="floor", turn=turn + 1)
    assert not ana.seen(event="hand")


def test_a_mistyped_slash_word_is_never_said_aloud(evening):
    """A slip is not for everybody's ears."""
    ana = evening.comes("Ana")
    evening.gives_stick(ana)
    ana.type("/hnad")
    assert "no word /hnad" in ana.await_(event="told")["text"]
    evening.says(ana, "That was a slip.")
    assert evening.fay.texts() == ["That was a slip."]


# -- Drafts --

def test_a_draft_is_sent_only_when_its_author_says_so(evening):
    """§6.4: an offered draft never takes the next line that is typed for an answer."""
    fay, ana = evening.fay, evening.comes("Ana")
    for text in ("first draft", "second draft"):
        ana.type(text)
        ana.await_(event="draft-kept", text=text)
    ana.type("draft send")
    ana.await_(event="draft-not-now")
    turn = evening.offers(ana)
    offered = ana.await_(event="draft-offered")
    assert (offered["text"], offered["count"]) == ("first draft", 2)
    for typed in ("", "y", "yes", "send"):
        ana.type(typed)
    fay.await_(event="said", text="send")
    assert fay.texts() == ["y", "yes", "send"], "Enter takes the stick and nothing else"
    ana.type("draft send")
    fay.await_(event="said", text="first draft")
    ana.type("drafts")
    assert ana.await_(event="drafts")["texts"] == ["second draft"]
    ana.type("draft drop")
    assert ana.await_(event="drafts-dropped")["count"] == 1
    ana.type("draft send")
    assert ana.await_(2, event="drafts")["texts"] == []
    ana.type("done")
    fay.await_(event="floor", state="home", turn=turn + 1)
    assert fay.texts() == ["y", "yes", "send", "first draft"]


def test_a_line_that_is_too_long_is_kept_and_not_cut(evening):
    """§2.6: nobody finds out later that half of what they said was lost."""
    ana = evening.comes("Ana")
    evening.gives_stick(ana)
    text = "ä" * 2_001
    ana.type(text)
    assert ana.await_(event="draft-kept")["text"] == text
    evening.says(ana, "ö" * 1_000)
    assert evening.fay.texts() == ["ö" * 1_000]


def test_the_name_of_the_program_leads_to_help():
    """Somebody who types the name of the program alone is not left alone."""
    done = attempt("/nonexistent", "Nobody", "--help")
    assert done.returncode == 0 and "circle join" in done.stdout
    assert os.path.basename(CIRCLE) == "circle"
