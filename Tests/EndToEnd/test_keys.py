"""One seat on two devices: key files, and what becomes of the seat."""

import hashlib
import os
import pathlib
import re
import stat

import pexpect
import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from harness import Relay
from people import CIRCLE, PATIENCE, Evening, Person, attempt, client_home, run, until
from test_client import refusal

PASSPHRASE = "four words and a bät"
HEAD = 11 + 32


@pytest.fixture
def key_file(evening):
    return os.path.join(evening.directory, "ana.key")


def exports(evening, name, file, *arguments, passphrase=PASSPHRASE):
    done = attempt(evening.directory, name, "key", "export", "tuesday", file, *arguments,
                   typed=passphrase + "\n")
    assert done.returncode == 0, done.stderr
    assert done.stdout == ""
    return done.stderr


def imports(evening, home, file, passphrase=PASSPHRASE):
    return attempt(evening.directory, home, "key", "import", file, typed=passphrase + "\n")


def record(evening, home):
    """What an account keeps of its only seat, by the first word of each line."""
    [path] = pathlib.Path(evening.directory, "home-" + home).glob("*.seat")
    return dict(line.split(" ", 1) for line in path.read_text().splitlines())


def opened(file, passphrase=PASSPHRASE):
    """What a key file holds, read by what its vectors say of it and nothing else."""
    data = pathlib.Path(file).read_bytes()
    assert data[:11] == b"circle-key\x01"
    assert data[-8:] == hashlib.sha256(data[:-8]).digest()[:8]
    key = hashlib.scrypt(passphrase.encode(), salt=data[11:HEAD], n=1 << 17, r=8, p=1,
                         maxmem=1 << 28, dklen=32)
    return AESGCM(key).decrypt(bytes(12), data[HEAD:-8], data[:HEAD])


def leaves(person):
    person.type("leave")
    assert person.ends() == 0


def test_a_seat_goes_to_a_second_device_and_back(evening, key_file):
    """§4.7 §3.3: the same seat, wherever one sits down; the older device is told."""
    ana = evening.comes("Ana")
    said = exports(evening, "Ana", key_file)
    assert "the one that comes later takes the seat" in said
    assert "catches up by itself" in said
    done = imports(evening, "Laptop", key_file)
    assert done.returncode == 0, done.stderr
    assert "circle join tuesday" in done.stderr
    laptop = Person(evening.directory, "Ana", "tuesday", home="Laptop")
    evening.people.append(laptop)
    assert laptop.await_(event="seated")["seat"] == ana.await_(event="seated")["seat"]
    assert ana.await_(event="ended")["why"] == "replaced"
    assert ana.ends() != 0
    evening.says(evening.fay, "Hello, laptop.", laptop, evening.fay)
    again = Person(evening.directory, "Ana", "tuesday")
    evening.people.append(again)
    again.await_(event="seated")
    assert laptop.await_(event="ended")["why"] == "replaced"
    evening.says(evening.fay, "Hello, desk.", again, evening.fay)


def test_the_file_is_what_its_vectors_say_and_shows_nothing(evening, key_file):
    """§3.3: another program opens it with the passphrase; without it there is nothing to see."""
    leaves(evening.comes("Ana"))
    exports(evening, "Ana", key_file)
    [path] = pathlib.Path(evening.directory, "home-Ana").glob("*.seat")
    assert opened(key_file) == path.read_bytes()
    held = pathlib.Path(key_file).read_bytes()
    for word in (b"Ana", b"Tuesday", b"127.0.0.1", record(evening, "Ana")["seed"].encode()):
        assert word not in held
    assert stat.S_IMODE(os.stat(key_file).st_mode) == 0o600
    assert os.listdir(evening.directory).count("ana.key") == 1
    assert not [name for name in os.listdir(evening.directory) if name.startswith("ana.key.")]


def test_a_device_that_stayed_away_catches_up():
    """§4.9 §3.3: the older key leads to every later meeting."""
    relay = Relay()
    evening = Evening(relay)
    file = os.path.join(evening.directory, "ana.key")
    ana = evening.comes("Ana")
    exports(evening, "Ana", file)
    relay.stop()
    for journal in relay.journals():
        journal.unlink()
    relay.start()
    for person in (ana, evening.fay):
        person.await_(event="note", note="anew")
    evening.says(evening.fay, "A new meeting.")
    until(lambda: record(evening, "Ana")["chain"] != dict(
        line.split(" ", 1) for line in opened(file).decode().splitlines())["chain"])
    leaves(ana)
    assert imports(evening, "Laptop", file).returncode == 0
    laptop = Person(evening.directory, "Ana", "tuesday", home="Laptop")
    evening.people.append(laptop)
    laptop.await_(event="seated")
    evening.says(evening.fay, "You have caught up.", laptop, evening.fay)
    leaves(laptop)
    until(lambda: record(evening, "Laptop")["chain"] == record(evening, "Ana")["chain"])

    # The older file, brought back to a device that is further, takes nothing away.
    before = record(evening, "Ana")
    done = imports(evening, "Ana", file)
    assert done.returncode == 0 and "knows nothing newer" in done.stderr
    assert record(evening, "Ana") == before
    # A newer file takes an older device further.
    newer = file + "2"
    exports(evening, "Ana", newer)
    assert imports(evening, "Tablet", file).returncode == 0
    assert record(evening, "Tablet")["highest"] != before["highest"]
    done = imports(evening, "Tablet", newer)
    assert done.returncode == 0 and "later meetings was added" in done.stderr
    assert record(evening, "Tablet") == before
    evening.close()
    relay.remove()


def damaged(data):
    return data[:60] + bytes([data[60] ^ 1]) + data[61:]


def cut(data):
    return data[:-1]


def newer(data):
    data = data[:10] + b"\x02" + data[11:-8]
    return data + hashlib.sha256(data).digest()[:8]


def something_else(_):
    return b"Dear diary"


def nothing(_):
    return b""


@pytest.mark.parametrize("change, sentence", [
    (damaged, "This key file is damaged"),
    (cut, "This key file is damaged"),
    (newer, "made by a newer version of this program"),
    (something_else, "This is not a key file."),
    (nothing, "This is not a key file."),
])
def test_a_file_that_cannot_be_used_is_told_by_its_own_sentence(evening, key_file, change,
                                                                sentence):
    """What is wrong and what to do, before anybody is asked for a passphrase."""
    exports(evening, "Fay", key_file)
    path = pathlib.Path(key_file)
    path.write_bytes(change(path.read_bytes()))
    done = imports(evening, "Laptop", key_file)
    assert sentence in refusal(done)
    assert not list(pathlib.Path(evening.directory, "home-Laptop").glob("*.seat"))


def test_a_wrong_passphrase_is_told_by_its_own_sentence(evening, key_file):
    """Nothing is changed, and it can be tried again."""
    exports(evening, "Fay", key_file)
    assert "This passphrase does not open the file." in refusal(
        imports(evening, "Laptop", key_file, PASSPHRASE + "s"))
    assert "Without its passphrase" in refusal(imports(evening, "Laptop", key_file, ""))
    assert "There is no file" in refusal(imports(evening, "Laptop", key_file + ".not"))
    assert imports(evening, "Laptop", key_file).returncode == 0


def test_an_export_overwrites_nothing_and_takes_no_short_passphrase(evening, key_file):
    """A mistake costs no file."""
    pathlib.Path(key_file).write_text("mine")
    done = attempt(evening.directory, "Fay", "key", "export", "tuesday", key_file,
                   typed=PASSPHRASE + "\n")
    assert "is there already" in refusal(done)
    assert pathlib.Path(key_file).read_text() == "mine"
    short = attempt(evening.directory, "Fay", "key", "export", "tuesday", key_file + "2",
                    typed="short\n")
    assert short.returncode != 0 and "too short" in short.stderr
    assert not os.path.exists(key_file + "2")
    nowhere = attempt(evening.directory, "Fay", "key", "export", "tuesday",
                      os.path.join(evening.directory, "no", "file"), typed=PASSPHRASE + "\n")
    assert "could not be written" in refusal(nowhere)


def test_an_import_overwrites_no_other_seat(evening, key_file):
    """§3.3: two people of one name keep their own keys."""
    leaves(evening.comes("Ana"))
    exports(evening, "Ana", key_file)
    other = evening.comes("Ana", home="Laptop")
    leaves(other)
    before = record(evening, "Laptop")
    assert "Another seat called Ana is here already" in refusal(
        imports(evening, "Laptop", key_file))
    assert record(evening, "Laptop") == before


def test_an_import_waits_for_the_seat_to_be_left(evening, key_file):
    """Whoever sits there goes on undisturbed."""
    exports(evening, "Fay", key_file)
    assert "in use by another `circle`" in refusal(imports(evening, "Fay", key_file))
    assert evening.fay.reader.is_alive()


def at_terminal(evening, name, *arguments):
    return pexpect.spawn(CIRCLE, ["key", *arguments], env=client_home(evening.directory, name),
                         encoding="utf-8", timeout=PATIENCE, dimensions=(24, 400))


def test_at_a_terminal_the_passphrase_is_asked_for_twice_and_never_shown(evening, key_file):
    """A slip of the finger locks nobody out."""
    asked = at_terminal(evening, "Fay", "export", "tuesday", key_file)
    shown = ""
    for expected, typed in (("Choose a passphrase", "short"), ("too short", None),
                            ("Choose a passphrase", PASSPHRASE), ("once more", PASSPHRASE + "!"),
                            ("not the same", None), ("Choose a passphrase", PASSPHRASE),
                            ("once more", PASSPHRASE)):
        asked.expect(expected)
        shown += asked.before
        if typed:
            asked.expect_exact("\r\n")
            asked.send(typed + "\r")
    asked.expect(pexpect.EOF)
    shown += asked.before
    asked.close()
    assert asked.exitstatus == 0, shown
    assert PASSPHRASE not in shown and "bät" not in shown
    assert re.search(rb"^circle-seat 1\n", opened(key_file))

    answered = at_terminal(evening, "Laptop", "import", key_file)
    answered.expect("passphrase of the file.*\r\n")
    answered.send(PASSPHRASE + "\r")
    answered.expect("Your seat is here now")
    answered.expect(pexpect.EOF)
    answered.close()
    assert answered.exitstatus == 0
    assert "Fay" in run(evening.directory, "Laptop", "list")
