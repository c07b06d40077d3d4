"""The commands for whoever writes how a group meets."""

import os
import pathlib
import subprocess

RELAY = os.environ.get("CIRCLE_RELAY", "")
FORMATS = pathlib.Path(__file__).resolve().parents[2] / "Protocol" / "formats"


def format_(*arguments, directory=None):
    return subprocess.run([RELAY, "format", *arguments], capture_output=True, text=True,
                          timeout=30, cwd=directory)


def test_every_format_that_is_listed_can_be_exported_checked_and_shown(tmp_path):
    listed = format_("list")
    names = [line.split()[0] for line in listed.stdout.splitlines()]
    assert names == sorted(path.stem for path in FORMATS.glob("*.toml"))
    for name in names:
        exported = format_("export", name)
        assert exported.stdout == (FORMATS / f"{name}.toml").read_text()
        (tmp_path / "mine.toml").write_text(exported.stdout)
        checked = format_("check", "mine.toml", directory=tmp_path)
        assert checked.returncode == 0
        assert checked.stdout.startswith(f"{name}: ") and checked.stdout.count("\n") == 1
        shown = format_("show", name)
        assert shown.returncode == 0
        assert shown.stdout == format_("show", "mine.toml", directory=tmp_path).stdout


def test_a_file_with_faults_is_told_line_by_line(tmp_path):
    text = (FORMATS / "check-in.toml").read_text()
    text = text.replace('door = "open"', 'dor = "open"').replace('"2m"', '"2"')
    (tmp_path / "mine.toml").write_text(text)
    for command in ("check", "show"):
        done = format_(command, "mine.toml", directory=tmp_path)
        assert done.returncode == 1 and done.stdout == ""
        door, limit = done.stderr.splitlines()
        assert door == 'mine.toml:25:1: There is no key "dor" in [meeting]. Did you mean door?'
        assert limit.startswith("mine.toml:41:1: limit takes a time from 15s to 1h")


def test_what_is_not_there_is_said(tmp_path):
    for command in ("check", "show"):
        missing = format_(command, "none.toml", directory=tmp_path)
        assert missing.returncode == 1 and "There is no file none.toml." in missing.stderr
    for command in ("export", "show"):
        unknown = format_(command, "chek-in")
        assert unknown.returncode == 1 and "Did you mean check-in?" in unknown.stderr


def test_the_example_of_the_readme_can_be_used(tmp_path):
    readme = (FORMATS / "README.md").read_text()
    (tmp_path / "mine.toml").write_text(readme.split("```toml\n")[1].split("```")[0])
    done = format_("check", "mine.toml", directory=tmp_path)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("lunch-circle: 26 minutes, 3 parts, 6 pages.")
