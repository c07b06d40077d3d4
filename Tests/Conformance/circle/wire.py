"""Lines of bytes, both ways (§2)."""

import re
from dataclasses import dataclass, field

LIMIT = 8192
TAG = re.compile(r"([a-z0-9-]{1,32})=([A-Za-z0-9_\-.,/]{0,128})", re.ASCII)
VERB = re.compile(r"[A-Z]{1,16}|\*", re.ASCII)
PARAM = re.compile(r"[\x21-\x39\x3b-\x7e]+", re.ASCII)


class Malformed(Exception):
    """A line that breaks the form of §2.3."""


@dataclass
class Message:
    verb: str
    params: list = field(default_factory=list)
    tags: dict = field(default_factory=dict)
    text: str | None = None

    def number(self, tag):
        """The value of a tag as a number, or None."""
        return int(self.tags[tag]) if tag in self.tags else None

    def __str__(self):
        return encode(self)


def encode(message):
    """A message as a line without its end."""
    words = []
    if message.tags:
        words.append("@" + ";".join(f"{key}={value}" for key, value in message.tags.items()))
    words += [message.verb, *map(str, message.params)]
    if message.text is not None:
        words.append(":" + message.text)
    return " ".join(words)


def decode(line):
    """A line without its end as a message."""
    try:
        rest = line.decode() if isinstance(line, bytes) else line
    except UnicodeDecodeError:
        raise Malformed("not UTF-8") from None
    tags = {}
    if rest.startswith("@"):
        front, space, rest = rest[1:].partition(" ")
        for part in front.split(";"):
            tag = TAG.fullmatch(part)
            if not space or not tag or tag[1] in tags:
                raise Malformed("tags")
            tags[tag[1]] = tag[2]
    rest, colon, text = rest.partition(" :")
    verb, *params = rest.split(" ")
    if not VERB.fullmatch(verb) or not all(PARAM.fullmatch(param) for param in params):
        raise Malformed("verb or parameter")
    if len(tags) > 16 or len(params) + bool(colon) > 15:
        raise Malformed("too many")
    return Message(verb, params, tags, text if colon else None)


class LineReader:
    """Gives the same lines however the bytes were split in transit (§2.1, §2.2)."""

    def __init__(self):
        self.buffer = b""

    def feed(self, data):
        self.buffer += data
        *lines, self.buffer = self.buffer.split(b"\n")
        lines = [line + b"\n" for line in lines]
        if any(len(line) > LIMIT for line in [*lines, self.buffer]):
            raise Malformed("line too long")
        return [line for line in (raw.removesuffix(b"\n").removesuffix(b"\r") for raw in lines)
                if line]
