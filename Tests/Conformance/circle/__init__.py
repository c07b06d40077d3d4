"""A client for the protocol circle/1, written from Protocol/SPEC.md alone.

Read the files in this order:

- ``keys.py``    numbers and secrets: derivation, links, boxes, sealed words (§3)
- ``proofs.py``  the greeting of the relay and the proof of the client (§4.1 to §4.4)
- ``slips.py``   what somebody can show who was there (§21.4)
- ``text.py``    what may be in a text or a name, and how it is shown (§2.6, §2.7, §12.3)
- ``wire.py``    lines of bytes, both ways (§2)
- ``tls.py``     one connection (§1)
- ``plan.py``    what a meeting is made of (§14.1, §14.2)
- ``log.py``     a meeting as a client sees it, folded from its events (§5, §7.5, §8.3, §14 to §19)
- ``meeting.py`` what a person does in a meeting with a plan (§14 to §21)
- ``client.py``  a person in a circle: comes in, sits down, speaks, comes back (§4, §5, §6)
"""
