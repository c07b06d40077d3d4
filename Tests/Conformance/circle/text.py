"""What may be in a text or a name, and how what must not be there is shown (§2.6, §2.7, §12.3)."""

import unicodedata

OPENERS, CLOSER = "\u2066\u2067\u2068", "\u2069"
RESERVED = {"relay", "system", "server", "facilitator", "host", "moderator"}
SCRIPTS = ("LATIN", "GREEK", "CYRILLIC", "ARMENIAN", "CHEROKEE")
JOINERS = "\u200c\u200d"


def forbidden(scalar):
    """Whether §2.6 forbids this one wherever it stands."""
    code = ord(scalar)
    return (code < 0x20 or 0x7F <= code <= 0x9F or code in (0x2028, 0x2029, 0xFEFF)
            or 0xFDD0 <= code <= 0xFDEF or code & 0xFFFE == 0xFFFE
            or 0xD800 <= code <= 0xDFFF or 0xE0000 <= code <= 0xE007F
            or code in (0x61C, 0x200E, 0x200F) or 0x202A <= code <= 0x202E)


def is_mark(scalar):
    return unicodedata.category(scalar).startswith("M")


def offences(text):
    """The places in ``text`` that §2.6 does not allow."""
    open_isolates, bad, marks = [], set(), 0
    for at, scalar in enumerate(text):
        marks = marks + 1 if is_mark(scalar) else 0
        if forbidden(scalar) or marks > 8:
            bad.add(at)
        elif scalar in OPENERS:
            open_isolates.append(at)
        elif scalar == CLOSER:
            if open_isolates:
                open_isolates.pop()
            else:
                bad.add(at)
    return bad | set(open_isolates)


def shown(text):
    """``text`` as a terminal may show it (§12.3)."""
    bad = offences(text)
    return "".join(f"<U+{ord(s):04X}>" if at in bad else s for at, s in enumerate(text))


def name_is_fit(name):
    """Whether §2.7 allows this name."""
    if offences(name) or not 1 <= len(name.encode()) <= 60 or name.lower() in RESERVED:
        return False
    letters, marks, scripts = 0, 0, set()
    for at, scalar in enumerate(name):
        category = unicodedata.category(scalar)
        around = name[at - 1:at] + name[at + 1:at + 2] if at else ""
        if is_mark(scalar):
            marks += 1
            if at == 0 or marks > 2:
                return False
            continue
        marks = 0
        if scalar == " ":
            if len(around) < 2 or " " in around:
                return False
        elif scalar in JOINERS:
            if len(around) < 2 or not all(s.isalpha() or is_mark(s) for s in around):
                return False
            continue
        elif not (category.startswith("L") or category == "Nd" or scalar in "'-."):
            return False
        letters += 1
        scripts |= {s for s in SCRIPTS if unicodedata.name(scalar, "").startswith(s)}
    return letters <= 24 and len(scripts) <= 1


def folded(name):
    """Two names in a circle differ after this (§2.7)."""
    plain = unicodedata.normalize("NFKD", name.lower())
    plain = "".join(s for s in plain if not is_mark(s) and s not in JOINERS)
    for seen, meant in (("rn", "m"), ("0", "o"), ("1", "i"), ("l", "i"), ("5", "s")):
        plain = plain.replace(seen, meant)
    return plain
