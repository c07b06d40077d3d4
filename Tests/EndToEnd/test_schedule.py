"""When a circle meets: set by a facilitator, carried by invitations, told by everybody's own clock."""

import datetime
import io
import pathlib
import re
import subprocess
import zoneinfo

import icalendar
import pytest
import recurring_ical_events
from dateutil import tz

from circle.keys import unb64
from people import CIRCLE, PATIENCE, Evening, Person, attempt, client_home, run
from test_client import refusal

UTC = datetime.timezone.utc
RULE = "weekly tue 19:00 from 2026-10-06 for 90 min in Europe/Berlin"
MONTHS = ("January February March April May June July August September October November"
          " December").split()
DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()


@pytest.fixture
def quiet(relay):
    """A circle in which nobody sits."""
    evening = Evening(relay, seated=False)
    yield evening
    evening.close()


def ask(evening, name, *arguments, **environment):
    environment = {**client_home(evening.directory, name), **environment}
    return subprocess.run([CIRCLE, *arguments], env=environment, capture_output=True, text=True,
                          stdin=subprocess.DEVNULL, timeout=PATIENCE)


def sets(evening, text, *arguments):
    done = ask(evening, "Fay", "schedule", "tuesday", text, *arguments)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def next_weekly(weekday, hour, minute, zone, minutes):
    """The start of the next weekly meeting that is not over, by another library's clock."""
    zone = zoneinfo.ZoneInfo(zone)
    now = datetime.datetime.now(UTC)
    day = now.astimezone(zone).date() - datetime.timedelta(days=2)
    while True:
        if day.weekday() == weekday:
            start = datetime.datetime(day.year, day.month, day.day, hour, minute, tzinfo=zone)
            if start.astimezone(UTC) + datetime.timedelta(minutes=minutes) > now:
                return start
        day += datetime.timedelta(days=1)


def told(start, zone, words):
    """What the sentence about a meeting must hold, whichever form the day gives it."""
    local = start.astimezone(zone)
    today = datetime.datetime.now(UTC).astimezone(zone).date()
    time = f"at {local:%H:%M} {words}"
    day = f"{DAYS[local.weekday()]} {local.day} {MONTHS[local.month - 1]}"
    days = (local.date() - today).days
    if start.astimezone(UTC) <= datetime.datetime.now(UTC):
        return [time, "began"]
    if days == 0:
        return ["The next meeting is today", day, time]
    if days == 1:
        return [f"The next meeting is tomorrow, {day}", time]
    year = f" {local.year}" if local.year != today.year else ""
    return [f"The next meeting is on {day}{year} {time}, in {days} days."]


def assert_told(said, weekday, hour, minute, zone, minutes, own, words="your time"):
    """Midnight may pass, or a meeting begin, between the question and the answer."""
    start = next_weekly(weekday, hour, minute, zone, minutes)
    wanted = told(start, own, words)
    assert all(part in said for part in wanted), (said, wanted)


# -- Founding, changing --

def test_a_circle_is_founded_with_a_schedule_that_reaches_its_members(relay):
    """§3.10: founder, box, member; and the relay has no word of it."""
    evening = Evening(relay, seated=False)
    founding = str(relay.circle("scheduled"))
    said = run(evening.directory, "Gus", "found", founding, "--name", "Gus", "--title", "Wednesday",
               "--schedule", "weekly wed 19:15", "--zone", "Europe/Berlin", "--minutes", "60")
    invitation = re.findall(r"circle://\S+", said)[0]
    text = ask(evening, "Gus", "schedule", "wednesday").stdout.strip()
    assert re.fullmatch(r"weekly wed 19:15 from 20\d\d-\d\d-\d\d for 60 min in Europe/Berlin", text)
    ana = Person(evening.directory, "Ana", invitation)
    evening.people.append(ana)
    berlin = zoneinfo.ZoneInfo("Europe/Berlin")
    first = ana.await_(event="told")["text"]
    local = datetime.datetime.now().astimezone().tzinfo
    assert_told(first, 2, 19, 15, "Europe/Berlin", 60, local)
    assert ask(evening, "Ana", "schedule", "wednesday").stdout.strip() == text
    for zone in ("America/New_York", "Asia/Kathmandu", ":Pacific/Chatham", "Europe/Berlin"):
        listed = ask(evening, "Ana", "list", TZ=zone).stdout
        assert_told(listed, 2, 19, 15, "Europe/Berlin", 60, zoneinfo.ZoneInfo(zone.strip(":")))
    rule = ask(evening, "Ana", "list", TZ="XYZ5:30").stdout
    assert_told(rule, 2, 19, 15, "Europe/Berlin", 60,
                datetime.timezone(-datetime.timedelta(hours=5, minutes=30)))
    # Nobody knows this clock; then the circle's own is named.
    nowhere = ask(evening, "Ana", "list", TZ="Nowhere/Land").stdout
    assert_told(nowhere, 2, 19, 15, "Europe/Berlin", 60, berlin, "Europe/Berlin time")
    bare = ask(evening, "Ana", "list", TZDIR="/nonexistent").stdout
    assert ("The circle meets every Wednesday at 19:15, Europe/Berlin time, for 60 minutes."
            " This machine has no data for that time zone.") in bare
    for path in pathlib.Path(relay.directory).rglob("*"):
        if path.is_file():
            held = path.read_bytes()
            for word in (b"weekly", b"19:15", b"Berlin"):
                assert word not in held, path
    evening.close()


def test_without_a_zone_the_one_of_the_machine_is_taken(quiet):
    """§3.10: by its name, so that it holds all year."""
    done = ask(quiet, "Fay", "schedule", "tuesday", "weekly tue 19:00", TZ="America/Lima")
    assert done.stdout.strip().endswith("for 90 min in America/Lima")
    kept = ask(quiet, "Fay", "schedule", "tuesday", "weekly wed 19:00", TZ="Asia/Tokyo")
    assert kept.stdout.strip().endswith("for 90 min in America/Lima")
    longer = ask(quiet, "Fay", "schedule", "tuesday", "--minutes", "120")
    assert longer.stdout.startswith("weekly wed 19:00 from ")
    assert longer.stdout.strip().endswith("for 120 min in America/Lima")
    run(quiet.directory, "Fay", "schedule", "tuesday", "--none")
    nameless = ask(quiet, "Fay", "schedule", "tuesday", "weekly tue 19:00", TZ="XYZ5")
    assert "--zone Europe/Berlin" in refusal(nameless)


def test_a_changed_schedule_reaches_who_is_invited_after_it(quiet):
    """§3.10: a new invitation tells it, also to somebody who is in the circle already."""
    def knows(name):
        return ask(quiet, name, "schedule", "tuesday").stdout.strip()
    assert attempt(quiet.directory, "Ana", "join", quiet.invitation, "--name", "Ana",
                   typed="leave\n").returncode == 0
    assert knows("Ana") == ""
    assert sets(quiet, RULE) == RULE
    new = run(quiet.directory, "Fay", "invite", "tuesday").strip()
    for name in ("Ana", "Bo"):
        assert attempt(quiet.directory, name, "join", new, "--name", name,
                       typed="leave\n").returncode == 0
        assert knows(name) == RULE
    other = RULE.replace("19:00", "20:30")
    sets(quiet, other)
    link = run(quiet.directory, "Fay", "invite", "tuesday").strip()
    assert attempt(quiet.directory, "Ana", "join", link, "--name", "Ana",
                   typed="leave\n").returncode == 0
    assert (knows("Ana"), knows("Bo")) == (other, RULE)
    # A member can follow an announcement by hand.
    done = ask(quiet, "Bo", "schedule", "tuesday", other)
    assert done.stdout.strip() == other and "nothing for the others" in done.stderr
    # An invitation without a schedule takes none away.
    gone = ask(quiet, "Fay", "schedule", "tuesday", "--none")
    assert gone.returncode == 0 and "No schedule is known" in gone.stderr
    link = run(quiet.directory, "Fay", "invite", "tuesday").strip()
    assert attempt(quiet.directory, "Ana", "join", link, "--name", "Ana",
                   typed="leave\n").returncode == 0
    assert knows("Ana") == other


def test_an_invitation_made_in_the_circle_tells_it_too(quiet):
    """§3.10 §9.1."""
    sets(quiet, RULE)
    fay = Person(quiet.directory, "Fay", "tuesday")
    quiet.people.append(fay)
    fay.await_(event="seated")
    in_use = ask(quiet, "Fay", "schedule", "tuesday", "weekly wed 19:00")
    assert "in use by another `circle`" in refusal(in_use)
    since = fay.now()
    fay.type("invite")
    link = fay.await_(2, since=since, event="told")["text"]
    assert attempt(quiet.directory, "Ana", "join", link, "--name", "Ana",
                   typed="leave\n").returncode == 0
    assert ask(quiet, "Ana", "schedule", "tuesday").stdout.strip() == RULE


@pytest.mark.parametrize("arguments, sentence", [
    (["weekly tues 19:00"], "“tues” (character 8 of the schedule) does not fit: a day is mon"),
    (["weekly tue 7pm"], "“7pm” (character 12 of the schedule) does not fit: a time is"),
    (["often"], "begin with weekly, every 2 weeks, monthly first, or a date"),
    (["2020-01-01 19:00", "--zone", "UTC"], "That day is over."),
    (["weekly tue 19:00", "--zone", "Europe/Atlantis"], "knows no time zone “Europe/Atlantis”"),
    (["weekly tue 19:00", "--zone", "../../etc/passwd"], "knows no time zone"),
    (["weekly tue 19:00", "--zone", "UTC", "--minutes", "1"], "5 to 720 minutes"),
    (["--minutes", "60"], "has no schedule yet"),
])
def test_a_schedule_that_cannot_be_is_refused_with_its_place(quiet, arguments, sentence):
    """§3.10: and nothing is kept of it."""
    assert sentence in refusal(ask(quiet, "Fay", "schedule", "tuesday", *arguments))
    assert ask(quiet, "Fay", "schedule", "tuesday").stdout == ""


def test_a_fault_at_the_founding_founds_nothing(relay, tmp_path):
    """§3.10: the link can be used once more."""
    founding = str(relay.circle("faulty"))
    done = attempt(tmp_path, "Fay", "found", founding, "--name", "Fay", "--schedule", "weekly",
                   "--zone", "UTC")
    assert "ends too early" in refusal(done)
    assert attempt(tmp_path, "Gus", "found", founding, "--name", "Gus").returncode == 0


# -- Calendars --

def calendar(evening, name="Fay"):
    """The entry, whose form is checked as far as any entry's is."""
    done = subprocess.run([CIRCLE, "ics", "tuesday"], env=client_home(evening.directory, name),
                          capture_output=True, timeout=PATIENCE)
    assert done.returncode == 0, done.stderr
    text = done.stdout.decode()
    assert text.endswith("END:VCALENDAR\r\n")
    rows = done.stdout.split(b"\r\n")
    assert all(len(row) <= 75 and b"\n" not in row and b"\r" not in row for row in rows)
    return text


def test_the_calendar_entry_says_what_the_schedule_says(quiet):
    """Another library reads it; the circle's id is not in it."""
    sets(quiet, RULE)
    text = calendar(quiet)
    parsed = icalendar.Calendar.from_ical(text)
    [event] = parsed.walk("VEVENT")
    assert event["SUMMARY"] == "Tuesday"
    assert "circle join tuesday" in event["DESCRIPTION"]
    assert event["DURATION"].dt == datetime.timedelta(minutes=90)
    assert event["DTSTART"].params["TZID"] == "Europe/Berlin"
    stamp = event["DTSTAMP"].dt
    assert abs((datetime.datetime.now(UTC) - stamp).total_seconds()) < 120
    [alarm] = parsed.walk("VALARM")
    assert alarm["TRIGGER"].dt == -datetime.timedelta(minutes=10)
    assert parsed["VERSION"] == "2.0" and parsed["PRODID"]
    [row] = [row for row in run(quiet.directory, "Fay", "list").splitlines()
             if row.startswith("tuesday")]
    circle = row.split()[1]
    assert circle not in text and unb64(circle).hex() not in text
    assert icalendar.Calendar.from_ical(calendar(quiet)).walk("VEVENT")[0]["UID"] == event["UID"]


@pytest.mark.parametrize("text, first, expected", [
    (RULE, (2026, 10, 1), ["2026-10-06 17:00", "2026-10-13 17:00", "2026-10-20 17:00",
                           "2026-10-27 18:00", "2026-11-03 18:00"]),
    ("every 2 weeks sun 18:00 from 2027-03-07 for 60 min in America/New_York", (2027, 3, 1),
     ["2027-03-07 23:00", "2027-03-21 22:00", "2027-04-04 22:00"]),
    ("monthly last fri 09:30 from 2027-03-26 for 45 min in Australia/Sydney", (2027, 3, 1),
     ["2027-03-25 22:30", "2027-04-29 23:30", "2027-05-27 23:30", "2027-06-24 23:30"]),
    ("2026-12-01 19:00 for 90 min in Asia/Kolkata", (2026, 11, 1), ["2026-12-01 13:30"]),
])
def test_the_meetings_of_the_entry_keep_their_local_time(quiet, text, first, expected):
    """As a calendar program works them out, by its own zones and by those of the entry."""
    assert sets(quiet, text) == text
    entry = calendar(quiet)
    zone = text.split()[-1]
    # That library keeps zones by their names, so every case has a name of its own.
    for named in (entry, entry.replace(zone, f"Circle/{zone}")):
        found = recurring_ical_events.of(icalendar.Calendar.from_ical(named)).after(
            datetime.datetime(*first, tzinfo=UTC))
        starts = []
        for event in found:
            starts.append(f"{event['DTSTART'].dt.astimezone(UTC):%Y-%m-%d %H:%M}")
            if len(starts) == len(expected):
                break
        assert starts == expected


ZONES = """Europe/Berlin Europe/Dublin America/New_York America/Santiago America/Nuuk America/Sao_Paulo
Asia/Kolkata Asia/Jerusalem Asia/Gaza Asia/Beirut Africa/Cairo Africa/Casablanca Australia/Lord_Howe
Australia/Sydney Pacific/Chatham Pacific/Easter Atlantic/Azores America/St_Johns Antarctica/Troll
Etc/UTC Etc/GMT+5""".split()


@pytest.mark.parametrize("day", ["2026-12-01", "2027-07-06", "2009-03-03"])
def test_the_clocks_of_the_entry_are_those_of_the_zone(quiet, day):
    """A third library reads the zone's description alone and agrees with the system for twenty years,
    three hours before and after each change and on every Tuesday."""
    for name in ZONES:
        sets(quiet, f"weekly tue 19:00 from {day}", "--zone", name)
        described = tz.tzical(io.StringIO(calendar(quiet))).get(name)
        zone = zoneinfo.ZoneInfo(name)
        moment = datetime.datetime.fromisoformat(day)
        moments = [moment + datetime.timedelta(days=7 * week, hours=12) for week in range(20 * 52)]
        hours = [moment + datetime.timedelta(hours=6 * step) for step in range(4 * 366 * 3)]
        for one, next_ in zip(hours, hours[1:]):
            if one.replace(tzinfo=zone).utcoffset() != next_.replace(tzinfo=zone).utcoffset():
                moments += [one - datetime.timedelta(hours=3), next_ + datetime.timedelta(hours=3)]
        wrong = [at for at in moments if at.replace(tzinfo=described).utcoffset()
                 != at.replace(tzinfo=zone).utcoffset()]
        assert not wrong, (name, wrong[:3])


def test_a_title_in_any_language_stays_whole(relay, tmp_path):
    """Folded between letters, with commas and semicolons."""
    title = "Trauer, Abschied; и память — 悲しみ \\ " * 2
    founding = str(relay.circle("long-title"))
    run(tmp_path, "Fay", "found", founding, "--name", "Fay", "--title", title.strip(),
        "--schedule", "2199-12-31 23:59", "--zone", "UTC")
    [row] = run(tmp_path, "Fay", "list").splitlines()[:1]
    done = run(tmp_path, "Fay", "ics", row.split()[1])
    [event] = icalendar.Calendar.from_ical(done).walk("VEVENT")
    assert event["SUMMARY"] == title.strip()


def test_without_a_schedule_there_is_no_entry(quiet):
    """What is missing, and who knows it."""
    done = attempt(quiet.directory, "Fay", "ics", "tuesday")
    assert "No schedule is known for this circle." in refusal(done)
    sets(quiet, RULE)
    done = ask(quiet, "Fay", "ics", "tuesday", TZDIR="/nonexistent")
    assert "no data for the time zone Europe/Berlin" in refusal(done)
