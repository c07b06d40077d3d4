"""Shipped formats, each a whole meeting of real programs over TLS, from founding to the end.

What is long by design is made short as a facilitator would: in a copy of the format's file.
"""

import pytest

from gathering import Gathering, export, hastened


@pytest.fixture
def gather(relay):
    made = []

    def gather(name, **options):
        made.append(Gathering(relay, hastened(export(name)), **options))
        return made[0]
    yield gather
    for gathering in made:
        gathering.close()


def leaves(*people):
    for person in people:
        person.type("leave")
        assert person.ends() == 0, person.name


def test_a_talking_circle_goes_round_twice(gather):
    """§14 §15 §21: the stick goes round, a quiet minute ends by itself, nobody marks anything."""
    talking = gather("talking-circle")
    fay = talking.fay
    ana, bo, cy = (talking.comes(name) for name in ("Ana", "Bo", "Cy"))
    talking.says(ana, "Good to be here.")
    talking.goes_on("Why we meet")
    talking.reads("Welcome to the circle. In a circle nobody sits above another.",
                  "You may speak to it, or to what you need to say instead.")
    talking.says(fay, "What did you leave unsaid this week?")
    talking.goes_on("First round")
    talking.turn_of(fay, "I did not say thank you.")
    turn = talking.offered(ana)
    talking.says(ana, "I did not say goodbye.")
    bo.type("/heard")
    bo.await_(event="refused", verb="MARK", code="not-in-phase")
    talking.is_done(ana, turn)
    talking.lets_by(bo, "later")
    dee = talking.waits("Dee", "boundary")
    talking.turn_of(cy, "I did not say that I am proud.")
    dee.await_(event="seated")
    assert dee.texts() == []
    # Who said later comes again; who came late is last.
    talking.lets_by(bo)
    since = talking.places()
    talking.turn_of(dee, "I did not say that I am tired.")
    talking.begins("A quiet minute", since)
    talking.begins("Second round", since)
    talking.turn_of(fay, "I listened.")
    for person in (ana, bo, cy):
        talking.lets_by(person)
    since = talking.places()
    talking.turn_of(dee, "You were quiet, and it was good.")
    talking.begins("Closing round", since)
    for person in (fay, ana, bo, cy):
        talking.turn_of(person, "One word.")
    talking.lets_by(dee)
    assert len(talking.end()) == 4
    leaves(fay)
    assert talking.all_saw_the_same() > 60


def test_a_twelve_step_meeting_has_a_topic_and_no_answers(gather):
    """§14 §16 §20.3: prompts come by themselves, one opens the topic, each share stands alone."""
    steps = gather("twelve-step-discussion")
    fay = steps.fay
    ana, bo, cy = (steps.comes(name) for name in ("Ana", "Bo", "Cy"))
    since = steps.places()
    steps.goes_on("Quiet time")
    steps.all_see(since, event="prompt", text="Let your feet rest on the floor.")
    steps.all_see(since, event="prompt", text="When you are ready, come back to the room.")
    steps.begins("Opening", since)
    steps.reads("Welcome to this meeting. All that you need in order to be here is the wish to get"
                " better.", "Please keep what you hear to yourself. People here trust you with it.")
    steps.goes_on("A word to newcomers")
    steps.goes_on("The topic")
    fay.type("call Ana")
    steps.turn_of(ana, "The topic is patience.", "I had none.")
    steps.goes_on("Sharing")
    for person in (bo, cy):
        person.type("hand")
        person.await_(event="hand", hand="up")
    fay.type("next")
    turn = steps.offered(bo)
    bo.type("")
    bo.await_(event="floor", state="held", turn=turn)
    since = steps.places()
    bo.type("note A relapse.")
    steps.all_see(since, event="content-note", text="A relapse.")
    cy.type("step out")
    fay.await_(event="out", name="Cy", on=True)
    fay.await_(since=since["Fay"], event="floor", state="held", why="quiet-over")
    steps.says(bo, "I drank on Friday. It is three days now.", fay, ana)
    for person, word in ((ana, "heard"), (fay, "thank you")):
        person.type(word)
    bo.type("/welcome")
    bo.await_(event="refused", verb="RESPONSE", code="not-in-phase")
    steps.is_done(bo, turn)
    cy.await_(event="back-in")
    assert not cy.seen(event="said", text="I drank on Friday. It is three days now.")
    bo.await_(event="mark", name="Ana", mark="heard")
    ana.await_(event="marks", name="Bo", heard=1, **{"thank-you": 1, "with-you": 0})
    assert not ana.seen(event="mark")
    fay.type("next")
    steps.lets_by(cy)
    steps.goes_on("Last call")
    bo.type("hand")
    bo.await_(2, event="hand", hand="up")
    fay.type("next")
    fay.await_(event="refused", code="first-hands")
    since = fay.now()
    fay.type("phase next")
    fay.await_(since=since, event="refused", code="hands-up")
    steps.goes_on("Closing", "phase next!")
    steps.reads("Nobody has to do this alone. We would be glad to see you again.")
    steps.goes_on("After the meeting")
    steps.says(cy, "Thank you all.")
    steps.says(bo, "Until next week.")
    assert len(steps.end()) == 3
    leaves(fay)
    assert steps.all_saw_the_same(but=["Cy"]) > 40


def test_a_support_group_checks_in_and_answers_who_asks(gather):
    """§14 to §21: the door, agreeing, a check-in, a share with answers, marks, the last round."""
    group = gather("support-group", hosts=("Fay", "Cleo"))
    fay = group.fay
    cleo = group.comes("Cleo", group.invites("cofacilitator"))
    ana, bo, cy = (group.waits(name, "door") for name in ("Ana", "Bo", "Cy"))
    group.is_let_in(ana)
    fay.type("admit all")
    for person in (bo, cy):
        person.await_(event="seated")
    group.says(ana, "Hello. This is my first time.")
    group.goes_on("Welcome and how we meet")
    group.reads("We will end on time.")
    group.goes_on("Our agreements")
    since = group.places()
    for person in (ana, bo, cy):
        person.type("agree")
        fay.await_(event="agreed", name=person.name)
    group.begins("Check-in", since)
    group.turn_of(fay, "I am well.")
    group.turn_of(cleo, "I am well too.")
    group.turn_of(ana, "I would like some time later on.")
    group.lets_by(bo, "later")
    since = group.places()
    group.turn_of(cy, "A better week.")
    group.lets_by(bo)
    group.begins("Time to share", since)
    ana.type("hand")
    ana.await_(event="hand", hand="up")
    fay.type("next")
    turn = group.offered(ana)
    group.says(ana, "I lost my work, after nine years.")
    ana.type("welcome")
    ana.await_(event="accepted", verb="RESPONSE")
    cy.type("with you")
    since = group.places()
    group.is_done(ana, turn)
    group.all_see(since, event="phase", kind="response")
    ana.await_(event="mark", name="Cy", mark="with-you")
    bo.type("hand")
    group.turn_of(bo, "It happened to me too.")
    ana.type("no more")
    group.turn_of(ana, "Thank you. That helps.")
    group.all_see(since, event="phase", why="resume")
    fay.type("balance")
    assert fay.await_(event="balance", name="Ana")["seconds"] >= 0
    group.goes_on("Closing round")
    since = group.places()
    for person in (fay, cleo, ana, bo):
        group.turn_of(person, "One thing that I take with me.")
    group.lets_by(cy)
    group.begins("Goodbye", since)
    group.goes_on("Staying on")
    group.says(bo, "Good night.")
    assert len(group.end()) == 3
    cleo.type("w I will write to Ana.")
    fay.await_(event="whispered", text="I will write to Ana.")
    leaves(cleo, fay)
    assert group.all_saw_the_same() > 60
