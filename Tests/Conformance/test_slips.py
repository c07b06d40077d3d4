"""Attendance slips (§21.4): the vectors, and the operator's command that judges them."""

import os
import pathlib
import subprocess

import pytest

from circle import keys, slips
from circle.keys import Refusal, b64, unb64
from harness import RELAY
from test_vectors import V, h, rows

ALL = list(rows("slips.tsv"))
NAMES = [f"{row[1]}: {row[0]}" for row in ALL]
FILES = [row for row in ALL if row[1] == "file"]
RELAY_KEY = keys.private_key(h("relay seed"))
NEXT_PIN = keys.pin_of(keys.public(keys.private_key(h("next relay seed"))))
ANSWERS = {"good": 0, "proof": 1, "form": 1, "not-a-slip": 1, "newer-client": 1}


@pytest.mark.parametrize("case, reader, verdict, value", ALL, ids=NAMES)
def test_s21_4_every_slip_is_judged_alike(case, reader, verdict, value):
    """§21.4: form first, then the signature."""
    try:
        if reader == "file":
            slip, pin = slips.check_file(unb64(value))
        else:
            text, proof = value.split(" ")
            slip, pin = slips.check(unb64(text), proof)
            assert slips.write_text(slip) == unb64(text)
    except Refusal as refusal:
        assert refusal.code == verdict
    else:
        assert verdict == "good"
        assert pin == (NEXT_PIN if "next identity" in case else V["pin"])


def test_s21_4_a_slip_is_signed_alike():
    """§21.4: the same bytes from the same day, minutes and number."""
    text, proof = ALL[0][3].split(" ")
    slip = slips.read_text(unb64(text))
    assert (slip.day.isoformat(), slip.minutes) == ("2026-11-24", 47)
    assert slips.sign(slip, RELAY_KEY) == proof
    assert b64(slips.write_file(unb64(text), proof)) == FILES[0][3]


def verify(tmp_path, content, *arguments):
    path = tmp_path / "slip.txt"
    path.write_bytes(content)
    done = subprocess.run([RELAY, "slip", "verify", str(path), *arguments], timeout=30,
                          capture_output=True, text=True)
    return done.returncode, done.stdout + done.stderr


@pytest.fixture
def data(tmp_path):
    """A data directory with the relay's key of the vectors."""
    directory = tmp_path / "data"
    directory.mkdir()
    (directory / "identity.key").write_text(b64(h("relay seed")) + "\n")
    return directory


@pytest.mark.parametrize("case, reader, verdict, value", FILES, ids=[r[0] for r in FILES])
def test_s21_4_the_operators_command_judges_files(case, reader, verdict, value, tmp_path):
    """§21.4: and says why not, in a sentence."""
    status, said = verify(tmp_path, unb64(value), "--pin", V["pin"])
    assert status == ANSWERS[verdict], said
    good = "47 minutes on 2026-11-24" in said and V["pin"] in said
    assert good if verdict == "good" else "not a good slip: " in said


def test_s21_4_whose_slip_it_is_must_be_asked(tmp_path, data):
    """§21.4: anybody can sign; the pin says who did."""
    good = unb64(FILES[0][3])
    status, said = verify(tmp_path, good)
    assert status == 3 and V["pin"] in said and "is not known" in said
    assert verify(tmp_path, good, "--data", str(data))[0] == 0
    assert verify(tmp_path, good, "--pin", "sha256:" + V["pin"], "--data", str(data))[0] == 0
    other = keys.pin_of(h("other seat key"))
    status, said = verify(tmp_path, good, "--pin", other)
    assert status == 1 and "not a slip of that relay" in said and "47" not in said


@pytest.mark.parametrize("arguments, advice", [
    (["--pin", "JPb"], "That is not a pin."),
    (["--data", "{tmp}"], "There is no relay's key in"),
    (["--data", "{data}", "--pin", keys.pin_of(bytes(32))], "has another pin")])
def test_s21_4_what_cannot_be_checked_is_said(arguments, advice, tmp_path, data):
    """§21.4: and nothing is made by looking."""
    before = sorted(os.listdir(tmp_path))
    made = [a.format(tmp=tmp_path, data=data) for a in arguments]
    status, said = verify(tmp_path, unb64(FILES[0][3]), *made)
    assert status == 2 and advice in said
    assert sorted(os.listdir(tmp_path)) == sorted([*before, "slip.txt"])


def test_s21_4_a_file_that_is_not_there(tmp_path):
    """§21.4: neither good nor bad."""
    done = subprocess.run([RELAY, "slip", "verify", str(pathlib.Path(tmp_path, "none"))],
                          timeout=30, capture_output=True, text=True)
    assert done.returncode == 2 and "There is no file" in done.stderr
