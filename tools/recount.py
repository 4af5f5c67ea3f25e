#!/usr/bin/env python3
"""Counts the searches of a Casebound log from its public files alone, after verifying all of them.

    python3 tools/recount.py DIR [--key VKEY] [--policy FILE] [--json]

It follows docs/recount.md, needs nothing but Python 3.9 or newer, and shares no code with Casebound. Exits with 0 only when
everything holds; 1 with the evidence when not; 2 when it was called wrongly.
"""

import base64
import hashlib
import json
import os
import re
import sys
from collections import Counter
from datetime import date, timedelta

TILE_WIDTH = 256
MAX_ENTRY_BYTES = 4096

ANY = "any"

# Types of entries, with the types that `ref` may point to; None where the type has no `ref`.
PARENTS = {
    "genesis": None,
    "policy": None,
    "codes": None,
    "witnesses": None,
    "key": None,
    "gallery": None,
    "model": None,
    "strangers": ("strangers",),
    "cred": None,
    "search": None,
    "refusal": ("search",),
    "result": ("search",),
    "fail": ("search",),
    "proposal": ("search",),
    "analysis": ("result",),
    "assign": ("result",),
    "review": ("result",),
    "withdraw": ("search",),
    "resolve": ("search",),
    "lead": ("search",),
    "outcome": ("search",),
    "packet": ("search",),
    "guard": ("search",),
    "inquiry": ("search",),
    "approval": ("search",),
    "outside": None,
    "incident": None,
    "disclose": ANY,
    "erase": None,
    "import": None,
    "conduct": None,
    "contract": None,
    "scan": None,
    "finding": ("scan",),
    "declare": None,
    "tripwire": None,
    "alarm": ("alarm",),
    "elsewhere": None,
    "audit": ("audit",),
    "misuse": ("misuse",),
    "planting": ("result", "planting"),
}
# Types whose `ref` may be left out.
REF_OPTIONAL = ("strangers", "refusal", "approval", "alarm", "audit", "misuse", "planting")
POINTERS = {"pol": "policy", "gal": "gallery"}


class Finding(Exception):
    """Something that does not hold, in words."""


# Ed25519 (RFC 8032), the plain way: slow, and without any library.

P = 2**255 - 19
ORDER = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
SQRT_MINUS_1 = pow(2, (P - 1) // 4, P)


def _x_of(y, odd):
    if y >= P:
        return None
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    if square == 0:
        return None if odd else 0
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P != 0:
        x = x * SQRT_MINUS_1 % P
    if (x * x - square) % P != 0:
        return None
    return P - x if (x & 1) != odd else x


def _point(data):
    if len(data) != 32:
        return None
    number = int.from_bytes(data, "little")
    y = number & (2**255 - 1)
    x = _x_of(y, number >> 255)
    return None if x is None else (x, y, 1, x * y % P)


def _add(one, other):
    a = (one[1] - one[0]) * (other[1] - other[0]) % P
    b = (one[1] + one[0]) * (other[1] + other[0]) % P
    c = 2 * one[3] * other[3] * D % P
    d = 2 * one[2] * other[2] % P
    e, f, g, h = b - a, d - c, d + c, b + a
    return (e * f % P, g * h % P, f * g % P, e * h % P)


def _times(scalar, point):
    total = (0, 1, 1, 0)
    while scalar:
        if scalar & 1:
            total = _add(total, point)
        point = _add(point, point)
        scalar >>= 1
    return total


_BASE_Y = 4 * pow(5, P - 2, P) % P
BASE = (_x_of(_BASE_Y, 0), _BASE_Y, 1, _x_of(_BASE_Y, 0) * _BASE_Y % P)


def ed25519_holds(public_key, message, signature):
    if len(signature) != 64:
        return False
    key, nonce = _point(public_key), _point(signature[:32])
    scalar = int.from_bytes(signature[32:], "little")
    if key is None or nonce is None or scalar >= ORDER:
        return False
    digest = hashlib.sha512(signature[:32] + public_key + message).digest()
    left = _times(scalar, BASE)
    right = _add(nonce, _times(int.from_bytes(digest, "little") % ORDER, key))
    same_x = (left[0] * right[2] - right[0] * left[2]) % P == 0
    return same_x and (left[1] * right[2] - right[1] * left[2]) % P == 0


# Signed notes and checkpoints (C2SP).


def strict_base64(text, what):
    try:
        data = base64.b64decode(text, validate=True)
    except ValueError:
        raise Finding(f"{what} is not base64")
    if base64.b64encode(data).decode() != text:
        raise Finding(f"{what} is not written the one way it must be")
    return data


NOTE_KEY, COSIGNATURE_KEY = 1, 4


def read_key(line, kind=NOTE_KEY):
    """Name, id and public key of a verifier key; those of witnesses are of another kind than those of logs."""
    match = re.fullmatch(r"([^\s+]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/=]+)", line.strip())
    if not match:
        raise Finding("the verifier key is not one")
    name, key_id, encoded = match.groups()
    data = strict_base64(encoded, "the verifier key")
    if len(data) != 33 or data[0] != kind:
        raise Finding(f"the verifier key of {name} is not an Ed25519 key of kind {kind}")
    if hashlib.sha256(name.encode() + b"\n" + data).hexdigest()[:8] != key_id:
        raise Finding("the verifier key does not fit its own id")
    return name, bytes.fromhex(key_id), data[1:]


def split_note(data, what):
    """Text of a signed note, and its signature lines as name and bytes."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        raise Finding(f"{what} is not UTF-8")
    cut = text.rfind("\n\n")
    if cut < 0 or not text.endswith("\n"):
        raise Finding(f"{what} is not a signed note")
    lines = []
    for line in text[cut + 2 : -1].split("\n"):
        match = re.fullmatch("\u2014 ([^ +]+) ([A-Za-z0-9+/=]+)", line)
        if not match:
            raise Finding(f"a signature line of {what} is not one")
        lines.append((match.group(1), strict_base64(match.group(2), "a signature")))
    return text[: cut + 1], lines


def signed_by(body, lines, keys, what):
    """Those of the keys that signed a note; a known key whose signature does not hold spoils it."""
    found = []
    for name, signature in lines:
        for key in keys:
            if (name, signature[:4]) == key[:2]:
                if not ed25519_holds(key[2], body.encode(), signature[4:]):
                    raise Finding(f"the signature of {what} does not hold")
                found.append(key)
    return found


def read_checkpoint(data, keys, policy=None):
    """Size and root of a checkpoint that one of the log's keys signed, and that is cosigned as the policy asks; who cosigned it."""
    name = keys[0][0]
    body, signatures = split_note(data, "the checkpoint")
    cosigned = []
    if not signed_by(body, signatures, keys, "the checkpoint"):
        raise Finding(f"the checkpoint is not signed by {name}")
    for signer, signature in signatures:
        for witness in policy.witnesses if policy else []:
            if (signer, signature[:4]) == witness.key[:2]:
                if not cosignature_holds(witness.key[2], body, signature[4:]):
                    raise Finding(f"the cosignature by {signer} does not hold")
                cosigned.append(witness)
    lines = body[:-1].split("\n")
    if len(lines) != 3 or lines[0] != name or not re.fullmatch(r"0|[1-9]\d{0,15}", lines[1]):
        raise Finding("the checkpoint is not the three lines origin, size, root")
    root = strict_base64(lines[2], "the root")
    if len(root) != 32:
        raise Finding("the root is not 32 bytes")
    if policy and not policy.reached(policy.quorum, {witness.name for witness in cosigned}):
        raise Finding(f"the checkpoint is cosigned by {len(set(cosigned))} witnesses, fewer than the policy asks for")
    return int(lines[1]), root, sorted({witness.key[0] for witness in cosigned})


def cosignature_holds(public_key, body, signature):
    """A time of eight bytes, then the signature over that time and the checkpoint (C2SP tlog-cosignature)."""
    if len(signature) != 72:
        return False
    said = f"cosignature/v1\ntime {int.from_bytes(signature[:8], 'big')}\n{body}"
    return ed25519_holds(public_key, said.encode(), signature[8:])


# The keys of a log: the first stands in genesis, each later one in a note that it and the key before it signed.


def read_log_keys(folder, vkey):
    """Verifier keys of the log in order, as its notes link them, the hashes of the notes, and the place of the trusted one."""
    pinned, vkeys, digests = read_key(vkey), [], []
    for number in range(2, 101):
        path = os.path.join("keys", f"{number}.note")
        data = read_file(folder, path)
        if data is None:
            break
        body, signatures = split_note(data, path)
        lines = body[:-1].split("\n")
        if len(lines) != 4 or lines[:2] != [pinned[0], f"log key {number}"] or lines[2] == lines[3]:
            raise Finding(f"{path} is not the announcement of key {number}")
        both = [read_key(lines[2]), read_key(lines[3])]
        if any(key[0] != pinned[0] for key in both) or len({key for key in signed_by(body, signatures, both, path)}) != 2:
            raise Finding(f"{path} is not signed by both the old and the new key")
        if vkeys and vkeys[-1] != lines[2]:
            raise Finding(f"{path} follows another key than the one before it")
        vkeys = (vkeys or [lines[2]]) + [lines[3]]
        digests.append(hashlib.sha256(data).hexdigest())
    if vkeys and vkey.strip() not in vkeys:
        raise Finding("keys/2.note begins a chain of keys in which the trusted key does not stand")
    vkeys = vkeys or [vkey.strip()]
    return vkeys, digests, vkeys.index(vkey.strip())


def check_keys(folder, found, announced, live):
    """Holds the keys against the entries that announce them, and the newest checkpoint against the newest of these."""
    vkeys, digests, pinned = found
    for number, (index, vkey, digest) in enumerate(announced, 2):
        if number > len(vkeys) or vkeys[number - 1] != vkey:
            raise Finding(f"keys/{number}.note does not announce key {number}, which entry {index} names")
        if digests[number - 2] != digest:
            raise Finding(f"keys/{number}.note is not the note that entry {index} names")
    body, signatures = split_note(read_file(folder, "live/checkpoint" if live else "checkpoint"), "the checkpoint")
    signed = signed_by(body, signatures, [read_key(vkey) for vkey in vkeys], "the checkpoint")
    if read_key(vkeys[len(announced)]) not in signed:
        if announced:
            raise Finding(f"the newest checkpoint is not signed by key {len(announced) + 1}, which entry {announced[-1][0]} announced")
        raise Finding("the newest checkpoint is signed by a key that the log never announced, and not by the one that it began with")
    if not any(read_key(vkey) in signed for vkey in vkeys[pinned:]):
        raise Finding("the newest checkpoint is signed by an older key than the trusted one only")


# Who must cosign (C2SP tlog-policy).


class Witness:
    def __init__(self, name, key):
        self.name, self.key = name, key


class Policy:
    """Reads a policy line by line: names stand for a witness or a group once they are defined, and for nothing before."""

    def __init__(self, data):
        self.witnesses, self.groups, self.used, self.quorum = [], {}, set(), None
        text = data.decode("latin-1")
        if not text.endswith("\n") or re.search(r"[\x00-\x08\x0b-\x1f\x7f]", text):
            raise Finding("policy.txt does not end with a newline, or holds a control character")
        for number, line in enumerate(text[:-1].split("\n"), 1):
            words = [word for word in re.split("[ \t]+", line) if word]
            if words and not words[0].startswith("#"):
                try:
                    self.take(words[0], words[1:])
                except (Finding, TypeError, UnicodeError) as error:
                    raise Finding(f"line {number} of policy.txt is not one of a policy: {error}")
        if self.quorum is None:
            raise Finding("policy.txt has no quorum line")

    def take(self, keyword, words):
        if keyword == "log" and 1 <= len(words) <= 2:
            read_key(words[0].encode("latin-1").decode("utf-8"))
        elif keyword == "witness" and 2 <= len(words) <= 3:
            key = read_key(words[1].encode("latin-1").decode("utf-8"), COSIGNATURE_KEY)
            if any(witness.key[2] == key[2] for witness in self.witnesses):
                raise Finding("it names a witness key again")
            self.witnesses.append(Witness(self.fresh(words[0]), key))
        elif keyword == "group" and len(words) >= 3:
            members = words[2:]
            needed = {"all": len(members), "any": 1}.get(words[1]) or int(re.fullmatch(r"[1-9]\d{0,3}", words[1])[0])
            if not 1 <= needed <= len(members) or self.used & set(members) or len(set(members)) != len(members):
                raise Finding("its threshold or its members cannot be")
            for member in members:
                self.known(member)
            self.used |= set(members)
            self.groups[self.fresh(words[0])] = (needed, members)
        elif keyword == "quorum" and len(words) == 1 and self.quorum is None:
            self.quorum = words[0] if words[0] == "none" else self.known(words[0])
        else:
            raise Finding("it is none of log, witness, group and one quorum")

    def known(self, name):
        if name not in self.groups and all(witness.name != name for witness in self.witnesses):
            raise Finding("it uses a name that no line before it defines")
        return name

    def fresh(self, name):
        if len(self.groups) + len(self.witnesses) >= 100:
            raise Finding("it defines more than 100 witnesses and groups")
        if name == "none" or name in self.groups or any(witness.name == name for witness in self.witnesses):
            raise Finding("it defines a name that stands for something already")
        return name

    def reached(self, name, cosigned):
        if name == "none" or name in cosigned:
            return True
        needed, members = self.groups.get(name, (1, []))
        return sum(self.reached(member, cosigned) for member in members) >= needed


def check_witnesses(folder, keys, found, pinned):
    """Holds the published policy against the log, and the newest checkpoint against the policy; gives who cosigned, or None."""
    recorded = shown_live(folder, found) or found["recorded"]
    text = read_file(folder, "policy.txt")
    if recorded and text is None:
        raise Finding(f"policy.txt is missing, although entry {recorded[0]} names the witnesses who must cosign")
    if recorded and hashlib.sha256(text).hexdigest() != recorded[1]:
        raise Finding(f"policy.txt is not the policy that entry {recorded[0]} names")
    policy = pinned or (Policy(text) if text is not None else None)
    if policy is None:
        return None
    newest = "checkpoint" if found["live"] is None else "live/checkpoint"
    return read_checkpoint(read_file(folder, newest), keys, policy)[2]


def shown_live(folder, found):
    """The newest entry `witnesses` that is committed to and not public yet: its index and the hash it names."""
    if found["live"] is None or read_file(folder, "live/witnesses.json") is None:
        return None
    shown = read_json(folder, "live/witnesses.json")
    try:
        index, data = int(shown["index"]), strict_base64(shown["entry"], "live/witnesses.json")
        if index < found["size"]:
            return None
        if index >= len(found["live"]) or hashlib.sha256(b"\x00" + data).digest() != found["live"][index]:
            raise Finding("live/witnesses.json shows an entry that live/checkpoint does not commit to")
        entry = read_entry(data)
        if entry.get("t") != "witnesses":
            raise Finding("live/witnesses.json shows an entry of another type")
        return index, entry["sha256"]
    except (KeyError, TypeError, ValueError):
        raise Finding("live/witnesses.json is not an index and an entry")


# The tree (RFC 9162) and its tiles (C2SP tlog-tiles).


def node_hash(left, right):
    return hashlib.sha256(b"\x01" + left + right).digest()


def root_of(hashes):
    """Root over leaf hashes, or over the roots of subtrees that are all whole but the last."""
    if not hashes:
        return hashlib.sha256(b"").digest()
    while len(hashes) > 1:
        paired = [node_hash(hashes[at], hashes[at + 1]) for at in range(0, len(hashes) - 1, 2)]
        hashes = paired + (hashes[-1:] if len(hashes) % 2 else [])
    return hashes[0]


def root_at(levels, size):
    """Root of the first `size` leaves, from the whole subtrees that they fall into; `levels` as whole_subtrees gives them."""
    nodes, start = [], 0
    for level in range(size.bit_length() - 1, -1, -1):
        if size >> level & 1:
            nodes.append(levels[level][start >> level])
            start += 1 << level
    root = nodes.pop()
    while nodes:
        root = node_hash(nodes.pop(), root)
    return root


def whole_subtrees(leaves):
    levels = [leaves]
    while len(levels[-1]) > 1:
        below = levels[-1]
        levels.append([node_hash(below[at], below[at + 1]) for at in range(0, len(below) - 1, 2)])
    return levels


def check_seeds(leaves, seeds):
    """The seed of a draw is the root of as many entries as it says."""
    levels = whole_subtrees(leaves) if seeds else []
    for index, at, seed in seeds:
        if root_at(levels, at).hex() != seed:
            raise Finding(f"entry {index}: its seed is not the root of the first {at} entries")


def piece_path(kind, index, width):
    digits = str(index)
    digits = digits.zfill((len(digits) + 2) // 3 * 3)
    groups = [digits[at : at + 3] for at in range(0, len(digits), 3)]
    parts = [f"x{group}" for group in groups[:-1]] + [groups[-1]]
    path = os.path.join("tile", kind, *parts)
    return path if width == TILE_WIDTH else os.path.join(f"{path}.p", str(width))


def read_file(folder, path):
    try:
        with open(os.path.join(folder, path), "rb") as file:
            return file.read()
    except FileNotFoundError:
        return None


def read_entries(folder, size):
    for first in range(0, size, TILE_WIDTH):
        width = min(TILE_WIDTH, size - first)
        path = piece_path("entries", first // TILE_WIDTH, width)
        data = read_file(folder, path)
        if data is None:
            raise Finding(f"{path} is missing")
        at = 0
        for index in range(first, first + width):
            length = int.from_bytes(data[at : at + 2], "big")
            if at + 2 > len(data) or at + 2 + length > len(data):
                raise Finding(f"entry {index} is cut off in {path}")
            yield index, data[at + 2 : at + 2 + length]
            at += 2 + length
        if at != len(data):
            raise Finding(f"{len(data) - at} bytes follow the last entry of {path}")


def check_tiles(folder, leaves, prefix=""):
    hashes, level = leaves, 0
    while hashes:
        upper = []
        for first in range(0, len(hashes), TILE_WIDTH):
            tile = hashes[first : first + TILE_WIDTH]
            path = prefix + piece_path(str(level), first // TILE_WIDTH, len(tile))
            if read_file(folder, path) != b"".join(tile):
                raise Finding(f"{path} does not hold the hashes of the entries")
            if len(tile) == TILE_WIDTH:
                upper.append(root_of(tile))
        hashes, level = upper, level + 1


def check_live(folder, keys, leaves):
    """What a delayed publication commits to beyond its public entries; gives all its leaf hashes, or None without one."""
    note = read_file(folder, "live/checkpoint")
    if note is None:
        return None
    size, root, _ = read_checkpoint(note, keys)
    hashes = []
    for first in range(0, size, TILE_WIDTH):
        path = "live/" + piece_path("0", first // TILE_WIDTH, min(TILE_WIDTH, size - first))
        data = read_file(folder, path)
        if data is None or len(data) % 32:
            raise Finding(f"{path} is missing or no tile")
        hashes += [data[at : at + 32] for at in range(0, len(data), 32)]
    if len(hashes) != size or root_of(hashes) != root:
        raise Finding("the hashes under live/ do not give the root of live/checkpoint")
    if hashes[: len(leaves)] != leaves:
        raise Finding("the public entries are not the beginning of what live/checkpoint commits to")
    check_tiles(folder, hashes, "live/")
    return hashes


# What is published beside the log.


def read_json(folder, path):
    data = read_file(folder, path)
    if data is None:
        raise Finding(f"{path} is missing")
    try:
        return json.loads(data.decode("utf-8"))
    except ValueError:
        raise Finding(f"{path} is not JSON")


def rollups_of(counted):
    months = sorted({cell["month"] for cell in counted["cells"] + counted["refusalCells"] + counted["oversightCells"]})
    for month in months:
        parts = [[dict(cell) for cell in counted[name] if cell["month"] == month] for name in ("cells", "refusalCells", "oversightCells")]
        for cell in sum(parts, []):
            del cell["month"]
        yield {
            "format": "casebound-rollup-v1",
            "month": month,
            "requests": sum(cell["searches"] for cell in parts[0]),
            "refused": sum(cell["refusals"] for cell in parts[1]),
            "cells": parts[0],
            "refusals": parts[1],
            "oversight": parts[2],
        }


def check_publication(folder, size, counted, promised):
    """Compares rollups, policy texts and tables of imports with the log; gives the months, or None without a publication."""
    if read_file(folder, "publication.json") is None:
        return None
    listed = read_json(folder, "publication.json")
    if not isinstance(listed, dict) or listed.get("format") != "casebound-publication-v1" or listed.get("size") != size:
        raise Finding(f"publication.json does not speak of the {size} entries of the log")
    rollups = list(rollups_of(counted))
    for rollup in rollups:
        path = f"rollups/{rollup['month']}.json"
        if read_json(folder, path) != rollup:
            raise Finding(f"{path} does not say what the log adds up to")
    for kind in ("policies", "codes"):
        for digest in promised[kind]:
            path = f"{kind}/{digest}.json"
            data = read_file(folder, path)
            if data is None or hashlib.sha256(data).hexdigest() != digest:
                raise Finding(f"{path} is missing or not the text that was adopted")
    for batch in promised["imports"]:
        path = f"imports/{batch['n']}.json"
        data = read_file(folder, path)
        if data is None or hashlib.sha256(data).hexdigest() != batch["table"]:
            raise Finding(f"{path} is missing or not the table that was fixed when it was imported")
        if sum(cell["searches"] for cell in read_json(folder, path)["cells"]) != batch["rows"]:
            raise Finding(f"{path} does not add up to the searches that the log tells of")
    wanted = (
        [rollup["month"] for rollup in rollups],
        sorted(set(promised["policies"])),
        sorted(set(promised["codes"])),
        sorted(batch["n"] for batch in promised["imports"]),
    )
    if tuple(sorted(listed.get(name, [])) for name in ("months", "policies", "codes", "imports")) != wanted:
        raise Finding("publication.json lists other months, policies, codes or imports than the log has")
    return wanted[0]


# Entries: RFC 8785 within a narrow profile, and the rules that public fields can show.


def no_twice(pairs):
    members = dict(pairs)
    if len(members) != len(pairs):
        raise ValueError("a member stands twice")
    return members


def refuse_float(text):
    raise ValueError(f"{text} is no whole number")


def check_profile(value):
    if value is None:
        raise ValueError("null is not allowed")
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) > 2**53 - 1:
        raise ValueError("a number is too large")
    for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else []:
        check_profile(inner)


def read_entry(data):
    if len(data) > MAX_ENTRY_BYTES:
        raise Finding(f"it has {len(data)} bytes; the limit is {MAX_ENTRY_BYTES}")
    try:
        text = data.decode("utf-8")
        value = json.loads(text, object_pairs_hook=no_twice, parse_float=refuse_float, parse_constant=refuse_float)
        check_profile(value)
    except (ValueError, RecursionError) as error:
        raise Finding(f"it is outside the canonical profile: {error}")
    if json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")) != text:
        raise Finding("it is not written canonically")
    if not isinstance(value, dict):
        raise Finding("it is not an object")
    return value


def monday_of(week):
    match = re.fullmatch(r"(\d{4})-W(\d{2})", week) if isinstance(week, str) else None
    try:
        return date.fromisocalendar(int(match.group(1)), int(match.group(2)), 1)
    except (AttributeError, ValueError):
        raise Finding("its week is not one")


def month_of(week):
    return (monday_of(week) + timedelta(days=3)).strftime("%Y-%m")


class Chain:
    def __init__(self, vkey):
        self.vkey, self.types, self.ids = vkey, [], set()
        self.announced = []
        self.ended, self.models, self.newest = set(), set(), None
        self.search_of, self.sealed = {}, Counter()
        self.oversight, self.rows_of = Oversight(), {}

    def take(self, entry):
        kind, index = entry.get("t"), len(self.types)
        self.types.append(kind)
        if entry.get("v") != 1 or kind not in PARENTS:
            raise Finding("its version or type is unknown")
        if not isinstance(entry.get("u"), str) or not isinstance(entry.get("c"), dict) or not entry["c"]:
            raise Finding("it has no unit or commits to nothing")
        if not isinstance(entry.get("id"), str) or entry["id"] in self.ids:
            raise Finding("its id is missing or stands in the log twice")
        self.ids.add(entry["id"])
        self.check_place(entry, kind, index)
        self.check_pointers(entry, kind, index)
        self.oversight.take(entry, kind, index)
        self.check_rows(entry, kind, index)
        if kind in ("result", "fail"):
            if entry["ref"] in self.ended:
                raise Finding("the search has ended before")
            self.ended.add(entry["ref"])
        if kind == "result":
            self.search_of[index] = entry["ref"]
        if kind == "review":
            self.sealed[self.search_of[entry["ref"]]] += 1
        if kind == "lead":
            self.check_conclusions(entry)
        if kind == "model":
            self.models.add(entry.get("model"))
        if kind == "key":
            if entry["n"] != len(self.announced) + 2:
                raise Finding(f"it announces key {entry['n']}; the next one is {len(self.announced) + 2}")
            self.announced.append((index, entry["vkey"], entry["note"]))

    def check_rows(self, entry, kind, index):
        if kind == "import":
            self.rows_of[index] = entry["rows"]
        fields = entry.get("fields")
        if kind != "disclose" or not isinstance(fields, list):
            return
        for name in fields:
            if not str(name).startswith("row."):
                continue
            rows = self.rows_of.get(entry.get("ref"))
            if rows is None:
                raise Finding("it opens rows of an entry that is no import")
            if not re.fullmatch(r"row\.(0|[1-9][0-9]{0,6})", str(name)) or int(name[4:]) >= rows:
                raise Finding(f"it opens {str(name)[:20]} of a batch of {rows} rows")

    def check_conclusions(self, entry):
        said, sealed = entry.get("said"), self.sealed[entry["ref"]]
        if not isinstance(said, list) or len(said) != sealed:
            raise Finding(f"it tells {len(said) if isinstance(said, list) else 0} conclusions where {sealed} were sealed")

    def check_place(self, entry, kind, index):
        if (kind == "genesis") != (index == 0):
            raise Finding("the first entry, and no other, must be genesis")
        if kind == "genesis" and entry.get("vkey") != self.vkey:
            raise Finding("genesis names another verifier key")
        monday = monday_of(entry.get("w"))
        if self.newest and monday < self.newest - timedelta(days=7):
            raise Finding("its week lies more than one week before the newest")
        self.newest = monday if self.newest is None else max(self.newest, monday)

    def check_pointers(self, entry, kind, index):
        for name, wanted in POINTERS.items():
            if name in entry and self.type_at(entry[name], index) != wanted:
                raise Finding(f"{name} does not point to an earlier {wanted}")
        if kind in ("search", "gallery") and entry.get("model") not in self.models:
            raise Finding("its model was not logged before")
        parents = PARENTS[kind]
        if parents and ("ref" in entry or kind not in REF_OPTIONAL):
            found = self.type_at(entry.get("ref"), index)
            if found is None if parents == ANY else found not in parents:
                raise Finding(f"ref does not point to an earlier {'entry' if parents == ANY else ' or '.join(parents)}")

        if "refs" in entry:
            refs = entry["refs"]
            if not isinstance(refs, list) or any(self.type_at(ref, index) is None for ref in refs):
                raise Finding("refs do not all point to earlier entries")
            if len(set(refs)) != len(refs):
                raise Finding("refs name an entry twice")

    def type_at(self, at, index):
        whole = isinstance(at, int) and not isinstance(at, bool)
        return self.types[at] if whole and 0 <= at < index else None


# What the house's own oversight put on record: alarms, audits, cases of misuse.

# Of each kind the first step, how it stands from there on, and the step that ends it.
FOLLOWED = {
    "alarm": ("raised", "open", "settled"),
    "audit": ("announced", "announced", "signed"),
    "misuse": ("opened", "open", "closed"),
}


class Oversight:
    def __init__(self):
        self.things, self.searches, self.disciplines, self.seeds = {}, [], Counter(), []

    def take(self, entry, kind, index):
        if kind == "search":
            self.searches.append((index, entry["u"]))
        if kind not in FOLLOWED:
            return
        begin, stand, end = FOLLOWED[kind]
        step = entry["step"]
        if step == begin:
            if "ref" in entry:
                raise Finding(f"it is {begin} and refers to something before it")
            self.things[index] = {
                "kind": kind, "week": entry["w"], "unit": entry["u"], "stand": stand, "ended": False,
                "from": entry["rule"] if kind == "alarm" else entry["source"] if kind == "misuse" else "",
                "size": entry.get("size", 0), "first": entry.get("from", 0), "index": index, "picked": None, "checks": {},
            }
            return
        thing = self.things.get(entry.get("ref"))
        if thing is None or thing["kind"] != kind:
            raise Finding(f"it follows no {kind} that was {begin}")
        if thing["unit"] != entry["u"]:
            raise Finding(f"the {kind} belongs to another unit")
        if thing["ended"]:
            raise Finding(f"the {kind} was {end} before")
        if kind == "alarm" and thing["from"] != entry["rule"]:
            raise Finding("the alarm was raised by another wire")
        if kind == "audit":
            self.take_audit(entry, thing, step, index)
        if step == end:
            thing["ended"], thing["stand"] = True, "signed" if kind == "audit" else entry["class"]
            if kind == "misuse":
                self.disciplines[entry["discipline"]] += 1

    def take_audit(self, entry, audit, step, index):
        if step == "drawn":
            if audit["picked"] is not None:
                raise Finding("the sample was drawn before")
            if not audit["index"] + 1 < entry["at"] <= index:
                raise Finding(f"its seed is of the first {entry['at']} entries; it must be of {audit['index'] + 2} to {index}")
            self.seeds.append((index, entry["at"], entry["seed"]))
            self.check_draw(entry, audit)
            audit["picked"], audit["stand"] = entry["picked"], "drawn"
            return
        if audit["picked"] is None:
            raise Finding("nothing was drawn yet")
        checks = audit["checks"]
        if step == "checked":
            if entry["search"] not in audit["picked"] or entry["search"] in checks:
                raise Finding("the search is not in the sample or was checked before")
            checks[entry["search"]] = entry["says"]
            return
        says = Counter(checks.values())
        told = (entry["same"], entry["different"], entry["untold"])
        if told != (says["yes"], says["no"], says["could-not-tell"]) or len(checks) != len(audit["picked"]):
            raise Finding("its result is not that of the checks")

    def check_draw(self, entry, audit):
        among = [at for at, unit in self.searches if unit == audit["unit"] and audit["first"] <= at < audit["index"]]
        among.sort(key=lambda at: hashlib.sha256(f"{entry['seed']} {at}".encode()).hexdigest())
        if entry["picked"] != among[: audit["size"]] or entry["among"] != len(among):
            raise Finding("its sample is not the one that the seed draws")

    def count(self):
        things = list(self.things.values())
        cells = Counter((month_of(one["week"]), one["unit"], one["kind"], one["from"], one["stand"]) for one in things)
        by = lambda kind, name: dict(Counter(one[name] for one in things if one["kind"] == kind))
        says = Counter()
        for one in things:
            if one["stand"] == "signed":
                says.update(one["checks"].values())
        return {
            "alarms": sum(one["kind"] == "alarm" for one in things),
            "alarmsByWire": by("alarm", "from"),
            "alarmsByStand": by("alarm", "stand"),
            "audits": sum(one["kind"] == "audit" for one in things),
            "auditsByStand": by("audit", "stand"),
            "auditedSearches": dict(says),
            "misuseCases": sum(one["kind"] == "misuse" for one in things),
            "misuseBySource": by("misuse", "from"),
            "misuseByFinding": by("misuse", "stand"),
            "misuseByDiscipline": dict(self.disciplines),
            "oversightCells": [
                dict(zip(("month", "unit", "what", "from", "stand"), cell), count=cells[cell]) for cell in sorted(cells)
            ],
        }


# The count.


FOR_ONE_SOURCE = ("supports-same-source", "limited-support-same-source")
FOR_TWO_SOURCES = ("limited-support-different-sources", "supports-different-sources", "exclusion", "none-of-these")


def direction_of(conclusion):
    return 1 if conclusion in FOR_ONE_SOURCE else 2 if conclusion in FOR_TWO_SOURCES else 0


def disagree(first, second, decision, resolved):
    both_support = first == second == "supports-same-source"
    return direction_of(first) != direction_of(second) or (both_support and (resolved or decision == "inconclusive"))


class Count:
    def __init__(self):
        self.entries, self.emergencies, self.weeks = Counter(), 0, []
        self.failures, self.codes, self.acts, self.conclusions = Counter(), Counter(), Counter(), Counter()
        self.cell_of, self.stand_of = {}, {}
        self.examined_once, self.examined_twice, self.disagreements = 0, 0, 0
        self.refused, self.imported, self.disclosed, self.erased = Counter(), Counter(), Counter(), Counter()

    def take(self, index, entry):
        kind, week = entry["t"], entry["w"]
        self.entries[kind] += 1
        self.weeks = [min([week] + self.weeks[:1]), max([week] + self.weeks[1:])]
        if kind == "search":
            self.cell_of[index] = (month_of(week), entry["u"], entry["crime"], entry["purpose"])
            self.stand_of[index] = "open"
            self.emergencies += entry.get("exig") is True
        elif kind == "result":
            self.stand_of[entry["ref"]] = "listed"
        elif kind == "fail":
            self.failures[entry["class"]] += 1
            self.stand_of[entry["ref"]] = "failed"
        elif kind == "refusal":
            self.codes.update(entry["codes"])
            self.acts[entry["act"]] += 1
            self.refused[(month_of(week), entry["u"], entry["act"], " ".join(sorted(entry["codes"])))] += 1
        elif kind == "lead":
            self.conclusions[entry["dec"]] += 1
            self.examined_once += len(entry["said"]) == 1
            if len(entry["said"]) == 2:
                self.examined_twice += 1
                self.disagreements += disagree(*entry["said"], entry["dec"], entry.get("resolved") is True)
            self.stand_of[entry["ref"]] = entry["dec"]
        elif kind == "withdraw":
            self.stand_of[entry["ref"]] = "withdrawn"
        elif kind == "outcome":
            self.stand_of[entry["ref"]] = entry["out"]
        elif kind == "import":
            self.imported[entry["source"]] += entry["rows"]
        elif kind == "disclose":
            self.disclosed[entry["audience"]] += len(entry["fields"])
        elif kind == "erase":
            self.erased[entry["basis"]] += entry["values"]

    def recount(self):
        stands = Counter(self.stand_of.values())
        cells = Counter(cell + (self.stand_of[index],) for index, cell in self.cell_of.items())
        names = ("month", "unit", "crime", "purpose", "stand")
        return {
            "entries": dict(self.entries),
            "firstWeek": self.weeks[0] if self.weeks else "",
            "lastWeek": self.weeks[1] if self.weeks else "",
            "requests": self.entries["search"],
            "searches": self.entries["result"],
            "emergencies": self.emergencies,
            "failuresByClass": dict(self.failures),
            "refusals": self.entries["refusal"],
            "refusalsByCode": dict(self.codes),
            "refusalsByAct": dict(self.acts),
            "conclusions": dict(self.conclusions),
            "examinedTwice": self.examined_twice,
            "disagreements": self.disagreements,
            "examinedOnce": self.examined_once,
            "stands": dict(stands),
            "leadsWithoutOutcome": stands["lead"],
            "cells": [dict(zip(names, cell), searches=cells[cell]) for cell in sorted(cells)],
            "refusalCells": [
                dict(zip(("month", "unit", "act", "codes"), cell), refusals=self.refused[cell]) for cell in sorted(self.refused)
            ],
            "importedBySource": dict(self.imported),
            "imported": sum(self.imported.values()),
            "disclosedByAudience": dict(self.disclosed),
            "erasedByBasis": dict(self.erased),
        }


def recount(folder, vkey=None, pinned=None):
    """Verifies the folder and gives what it adds up to. Raises Finding."""
    if vkey is None:
        data = read_file(folder, os.path.join("keys", "log.vkey"))
        if data is None:
            raise Finding("keys/log.vkey is missing; give the key with --key")
        vkey = data.decode("utf-8", "replace").strip()
    log_keys = read_log_keys(folder, vkey)
    keys = [read_key(one) for one in log_keys[0]]
    note = read_file(folder, "checkpoint")
    if note is None:
        raise Finding("the checkpoint is missing")
    size, root, _ = read_checkpoint(note, keys)
    leaves, chain, count = [], Chain(log_keys[0][0]), Count()
    promised, recorded = {"policies": [], "codes": [], "imports": []}, None
    for index, data in read_entries(folder, size):
        leaves.append(hashlib.sha256(b"\x00" + data).digest())
        try:
            entry = read_entry(data)
            chain.take(entry)
            count.take(index, entry)
            if entry["t"] == "policy":
                promised["policies"].append(entry["sha256"])
            elif entry["t"] == "codes":
                promised["codes"].append(entry["sha256"])
            elif entry["t"] == "witnesses":
                recorded = (index, entry["sha256"])
            elif entry["t"] == "import":
                promised["imports"].append({name: entry[name] for name in ("n", "table", "rows")})
        except Finding as finding:
            raise Finding(f"entry {index}: {finding}")
        except (KeyError, TypeError) as error:
            raise Finding(f"entry {index}: a public field is missing or of the wrong kind ({error})")
    if root_of(leaves) != root:
        raise Finding("the root of the entries is not the signed root")
    check_tiles(folder, leaves)
    check_seeds(leaves, chain.oversight.seeds)
    live = check_live(folder, keys, leaves)
    check_keys(folder, log_keys, chain.announced, live is not None)
    witnesses = check_witnesses(folder, keys, {"size": size, "live": live, "recorded": recorded}, pinned)
    counted = {**count.recount(), **chain.oversight.count()}
    rollups = check_publication(folder, size, counted, promised)
    return {
        "verified": True,
        "liveSize": None if live is None else len(live),
        "size": size,
        "root": root.hex(),
        "verifierKey": vkey,
        "cosignedBy": witnesses,
        "rollups": rollups,
        "recount": counted,
    }


def show(found):
    counted = found["recount"]
    print(f"Everything holds: {found['size']} entries, {counted['firstWeek']} to {counted['lastWeek']}.")
    for words, number in (
        ("requests permitted", counted["requests"]),
        ("searches that gave a list", counted["searches"]),
        ("claimed as emergencies", counted["emergencies"]),
        ("refusals", counted["refusals"]),
        ("leads without an outcome", counted["leadsWithoutOutcome"]),
        ("lists that two examiners concluded about", counted["examinedTwice"]),
        ("of those, lists about which they differ", counted["disagreements"]),
        ("ended by one examiner, no second drawn", counted["examinedOnce"]),
        ("alarms of the tripwires", counted["alarms"]),
        ("of those, not settled yet", counted["alarmsByStand"].get("open", 0)),
        ("audits announced", counted["audits"]),
        ("cases of misuse opened", counted["misuseCases"]),
        ("imported from an older system, unattested", counted["imported"]),
        ("hidden values opened for somebody", sum(counted["disclosedByAudience"].values())),
        ("hidden values erased", sum(counted["erasedByBasis"].values())),
    ):
        print(f"  {number:>9,}  {words}")
    if found["cosignedBy"]:
        print(f"  Cosigned as the policy asks, by {', '.join(found['cosignedBy'])}.")
    if found["rollups"] is not None:
        print(f"  {len(found['rollups']):>9,}  monthly rollups say the same, and policy texts and imports are those of the log")
    for stand, number in sorted(counted["stands"].items()):
        print(f"  {number:>9,}  searches stand at {stand}")


def main(arguments):
    as_json = "--json" in arguments
    arguments = [argument for argument in arguments if argument != "--json"]
    given = {}
    for option in ("--key", "--policy"):
        if option in arguments:
            at = arguments.index(option)
            given[option] = arguments[at + 1] if at + 1 < len(arguments) else None
            del arguments[at : at + 2]
    if len(arguments) != 1 or arguments[0].startswith("-") or None in given.values():
        print(__doc__, file=sys.stderr)
        return 2
    try:
        pinned = None
        if "--policy" in given:
            data = read_file("", given["--policy"])
            if data is None:
                raise Finding(f"there is no file {given['--policy']}")
            pinned = Policy(data)
        found = recount(arguments[0], given.get("--key"), pinned)
    except Finding as finding:
        print(json.dumps({"verified": False, "finding": str(finding)}) if as_json else f"NO COUNT: {finding}")
        return 1
    if as_json:
        print(json.dumps(found, ensure_ascii=False, sort_keys=True))
    else:
        show(found)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
