"""Fixtures: a relay for each file of tests, and an evening in a circle of its own for each test."""

import pytest

from harness import Relay
from people import Evening


@pytest.fixture(scope="module")
def relay():
    relay = Relay()
    yield relay
    relay.remove()


@pytest.fixture
def evening(relay):
    evening = Evening(relay)
    yield evening
    evening.close()
