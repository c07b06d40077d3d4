"""Fixtures: one relay for most tests, and a room with its founder for each."""

import itertools

import pytest

from harness import RELAY, Relay, Room

labels = itertools.count(1)


@pytest.fixture(scope="session")
def relay():
    if not RELAY:
        pytest.exit("CIRCLE_RELAY is not set: the path of the relay to test", 2)
    relay = Relay()
    yield relay
    relay.remove()


@pytest.fixture
def make_relay():
    """A relay of a test's own, with other settings."""
    made = []

    def make(**settings):
        made.append(Relay(**settings))
        return made[-1]
    yield make
    for relay in made:
        relay.remove()


@pytest.fixture
def make_room(relay):
    made = []

    def make(words="sealed", at=None, **options):
        made.append(Room(at or relay, f"room-{next(labels)}", words, **options))
        return made[-1]
    yield make
    for room in made:
        room.close()
    for room in made:
        room.agree()


@pytest.fixture
def room(make_room):
    return make_room()


@pytest.fixture
def three(room):
    """The founder Ana, and the members Ben and Cem."""
    room.ben, room.cem = room.join("Ben"), room.join("Cem")
    return room
