#!/usr/bin/env python3
"""A second, independent verifier: holds every vector in this folder against docs/formats/*.md.

    python3 -m venv venv && venv/bin/pip install cryptography && venv/bin/python vectors/verify.py

It shares no code with the Rust implementation. CBOR, base45 and the election file are read by hand,
because a general library accepts spellings that the format refuses. Only Ed25519 is left to a library
(OpenSSL, through `cryptography`), which differs from the strict rule in one way: it accepts public keys
and R of small order. `strict_verify` refuses those first. Needs Python 3.11 or later.
"""

import csv
import hashlib
import io
import json
import sys
import tomllib
from datetime import datetime
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

HERE = Path(__file__).parent
MAX_COUNT, MAX_LISTS = 999_999_999, 4096
MAX_PAYLOAD = 128 + 5 * MAX_LISTS
MAX_SIGNED = MAX_PAYLOAD + 96
MAX_QR = 3391
ABSENT, BLANK, UNREADABLE = None, "blank", "unreadable"


class Refused(Exception):
    def __init__(self, rule, why=""):
        super().__init__(f"{rule} {why}")
        self.rule = rule


# --- CBOR, only what a sheet is made of, only in its shortest form (docs/formats/sheet.md) ---------------


class Reader:
    def __init__(self, data):
        self.data, self.at = data, 0

    def take(self, many):
        if self.at + many > len(self.data):
            raise Refused("S101", "ends too early")
        self.at += many
        return self.data[self.at - many : self.at]

    def head(self):
        """Major type and argument of the next item, in shortest form."""
        first = self.take(1)[0]
        major, low = first >> 5, first & 31
        if low < 24:
            return major, low
        if major == 7 or low > 27:
            raise Refused("S101", f"item {first:#04x}")
        width = 1 << (low - 24)
        number = int.from_bytes(self.take(width), "big")
        if number < (24, 1 << 8, 1 << 16, 1 << 32)[low - 24]:
            raise Refused("S101", "not the shortest form")
        return major, number

    def number(self, most):
        major, number = self.head()
        if major != 0 or number > most:
            raise Refused("S101", "not a number within its bound")
        return number

    def bytes(self, length=None):
        major, number = self.head()
        if major != 2 or number != (number if length is None else length):
            raise Refused("S101", "not a byte string of its length")
        return self.take(number)

    def array(self):
        major, number = self.head()
        if major != 4:
            raise Refused("S101", "not an array")
        return number

    def is_null(self):
        if self.at < len(self.data) and self.data[self.at] == 0xF6:
            self.at += 1
            return True
        return False

    def count(self):
        major, number = self.head()
        if major == 0 and number <= MAX_COUNT:
            return number
        if major == 7 and number in (20, 22, 23):
            return {20: ABSENT, 22: BLANK, 23: UNREADABLE}[number]
        raise Refused("S101", "not a count")

    def end(self):
        if self.at != len(self.data):
            raise Refused("S101", "bytes behind")


def decode_payload(data):
    if len(data) > MAX_PAYLOAD:
        raise Refused("S102")
    r = Reader(data)
    if r.array() != 17 or r.number(255) != 1:
        raise Refused("S101", "not 17 fields of version 1")
    sheet = {"version": 1, "election_hint": r.bytes(4).hex(), "table": r.number(2**32 - 1)}
    for field in ("contest", "part", "parts"):
        sheet[field] = r.number(255)
    sheet["serial"] = r.number(2**32 - 1)
    sheet["replaces"] = None if r.is_null() else r.bytes(8).hex()
    sheet["closed"] = None if r.is_null() else r.number(2**64 - 1)
    sheet["open_for"] = None if r.is_null() else r.number(2**32 - 1)
    for field in ("electors", "voters_machine", "voters_book", "null", "blank"):
        sheet[field] = r.count()
    lists = r.array()
    if lists > MAX_LISTS:
        raise Refused("S101", "too many lists")
    sheet["votes"] = [r.count() for _ in range(lists)]
    sheet["software"] = r.bytes(8).hex()
    r.end()
    return sheet


def decode_signed(data):
    """The sheet, its payload bytes and its signature."""
    if len(data) > MAX_SIGNED:
        raise Refused("S102")
    r = Reader(data)
    if r.take(7) != bytes.fromhex("d28443a10127a0"):
        raise Refused("S101", "not tag 18, four elements, {1: -8}, {}")
    payload, signature = r.bytes(), r.bytes(64)
    r.end()
    return decode_payload(payload), payload, signature


# --- Ed25519, strictly ------------------------------------------------------------------------------------

P = 2**255 - 19
Y8 = 0x05FC536D880238B13933C6D305ACDFD5F098EFF289F4C345B027B2C28F95E826
SMALL_ORDER_Y = {0, 1, P - 1, Y8, P - Y8}


def bad_point(encoded):
    """Small order, or a spelling that RFC 8032 section 5.1.3 does not decode."""
    y = int.from_bytes(encoded, "little") & (2**255 - 1)
    return y >= P or y in SMALL_ORDER_Y


def strict_verify(key, message, signature):
    if bad_point(key) or bad_point(signature[:32]):
        return False
    try:
        Ed25519PublicKey.from_public_bytes(key).verify(signature, message)
        return True
    except (InvalidSignature, ValueError):
        return False


def bstr(data):
    head = len(data)
    for low, width in ((24, 1), (25, 2), (26, 4)):
        if head < (24 if low == 24 else 0):
            return bytes([0x40 | head]) + data
        if head < 1 << (8 * width):
            return bytes([0x40 | low]) + head.to_bytes(width, "big") + data
    raise ValueError("too long")


def to_be_signed(election_id, payload):
    aad = b"cotejo/sheet/v1\0" + election_id
    return b"\x84\x6aSignature1" + bytes.fromhex("43a10127") + bstr(aad) + bstr(payload)


# --- The election directory (docs/formats/election.md) ----------------------------------------------------


class Election:
    def __init__(self, folder):
        names = ["areas.csv", "candidates.csv", "election.toml", "lists.csv", "tables.csv"]
        raw = {name: (folder / name).read_bytes() for name in names}
        listing = "".join(f"{hashlib.sha256(raw[n]).hexdigest()}  {n}\n" for n in names)
        self.id = hashlib.sha256(listing.encode()).digest()
        rows = lambda name: list(csv.DictReader(io.StringIO(raw[name].decode(), newline="")))
        manifest = tomllib.loads(raw["election.toml"].decode())
        self.opens, self.closes = (
            datetime.fromisoformat(manifest[at]).timestamp() for at in ("opens", "closes")
        )
        self.software = manifest.get("software", [])
        self.organisations = {one["id"]: one for one in manifest.get("organisations", [])}
        self.tables = rows("tables.csv")
        self.log = manifest.get("log")
        self.policy = manifest.get("cosigners", {"at_least": 1})
        self.contests = []
        for contest in manifest["contests"]:
            key = contest["key"]
            candidates = [r["candidate"] for r in rows("candidates.csv") if r["contest"] == key]
            lists = [r["candidate"] for r in rows("lists.csv") if r["contest"] == key]
            self.contests.append(
                {"areas": contest.get("areas", []), "candidates": candidates, "lists": lists or candidates}
            )

    def is_held(self, contest, table):
        path = self.tables[table]["area"]
        scope = self.contests[contest]["areas"]
        return not scope or any(path == of or path.startswith(of + "/") for of in scope)


# --- The rules on one sheet (docs/rules.md) -----------------------------------------------------------------


def rules(election, sheet):
    if sheet["election_hint"] != election.id[:4].hex():
        return {"S103"}
    if sheet["table"] >= len(election.tables):
        return {"S104"}
    found = place_rules(election, sheet) | figure_rules(election, sheet)
    if sheet["closed"] is None:
        found.add("S128")
    elif not election.opens <= sheet["closed"] <= election.closes:
        found.add("S111")
    serial, replaces = sheet["serial"], sheet["replaces"]
    if serial == 0 or (serial == 1) != (replaces is None):
        found.add("S119")
    if election.software and not any(s.startswith(sheet["software"]) for s in election.software):
        found.add("S118")
    return found


def place_rules(election, sheet):
    held = [no for no in range(len(election.contests)) if election.is_held(no, sheet["table"])]
    if sheet["contest"] not in held:
        return {"S105"}
    place = held.index(sheet["contest"]) + 1
    return set() if (sheet["part"], sheet["parts"]) == (place, len(held)) else {"S123"}


def figure_rules(election, sheet):
    found = set()
    if sheet["contest"] >= len(election.contests):
        return found
    contest = election.contests[sheet["contest"]]
    votes = sheet["votes"]
    if len(votes) != len(contest["lists"]):
        return {"S106"}
    figures = votes + [sheet[f] for f in ("electors", "voters_machine", "voters_book", "null", "blank")]
    if BLANK in figures:
        found.add("S113")
    if UNREADABLE in figures:
        found.add("S114")
    number = lambda figure: figure if isinstance(figure, int) else None
    or_zero = lambda figure: number(figure) or 0
    machine, book = number(sheet["voters_machine"]), number(sheet["voters_book"])
    enrolled = election.tables[sheet["table"]]["electors"]
    of_file, of_sheet = int(enrolled) if enrolled else None, number(sheet["electors"])
    if of_file is not None and of_sheet is not None and of_file != of_sheet:
        found.add("S112")
    electors = of_file if of_file is not None else of_sheet
    complete = all(number(v) is not None for v in votes)
    total = sum(or_zero(v) for v in votes)
    cast = total + or_zero(sheet["null"]) + or_zero(sheet["blank"])
    if machine is not None:
        settled = complete and number(sheet["null"]) is not None
        settled = settled and sheet["blank"] not in (BLANK, UNREADABLE)
        if cast > machine or (settled and cast != machine):
            found.add("S107")
        if book is not None and book != machine:
            found.add("S108")
        if electors and machine == electors:
            found.add("S116")
    voters = [v for v in (machine, book) if v is not None]
    if electors is not None and max(voters + ([cast] if machine is None else [])) > electors:
        found.add("S109")
    bounds = voters + ([electors] if electors is not None else [])
    largest = max([or_zero(v) for v in votes] + [or_zero(sheet["null"]), or_zero(sheet["blank"])])
    if bounds and largest > max(bounds):
        found.add("S110")
    if complete and total == 0:
        found.add("S115")
    if complete and total >= 50 and len(contest["candidates"]) > 1:
        by_candidate = dict.fromkeys(contest["candidates"], 0)
        for candidate, votes_of_list in zip(contest["lists"], votes):
            by_candidate[candidate] += votes_of_list
        if total in by_candidate.values():
            found.add("S117")
    return found


def judge(election, data):
    """Signature verdict and rules of a signed sheet; raises Refused."""
    sheet, payload, signature = decode_signed(data)
    found = rules(election, sheet)
    key = None
    if not found & {"S103", "S104"}:
        key = election.tables[sheet["table"]]["key"]
    if not key:
        return sheet, "not-checkable", sorted(found | {"S122"})
    if strict_verify(bytes.fromhex(key), to_be_signed(election.id, payload), signature):
        return sheet, "valid", sorted(found)
    return sheet, "invalid", sorted(found | {"S120"})


# --- QR text and security code (docs/formats/qr.md) ---------------------------------------------------------

BASE45 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"
BASE32 = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def from_qr(text):
    if len(text.encode()) > MAX_QR:
        raise Refused("S102")
    if not text.startswith("CTJ1:"):
        raise Refused("P407")
    body, data = text[5:], bytearray()
    if any(c not in BASE45 for c in body) or len(body) % 3 == 1:
        raise Refused("S101")
    for at in range(0, len(body), 3):
        chunk = body[at : at + 3]
        value = sum(BASE45.index(c) * 45**power for power, c in enumerate(chunk))
        width = len(chunk) - 1
        if value >= 256**width:
            raise Refused("S101")
        data += value.to_bytes(width, "big")
    decode_signed(bytes(data))
    return bytes(data)


def to_qr(data):
    text = "CTJ1:"
    for at in range(0, len(data), 2):
        chunk = data[at : at + 2]
        value = int.from_bytes(chunk, "big")
        for _ in range(len(chunk) + 1):
            text += BASE45[value % 45]
            value //= 45
    return text


def base32(data):
    bits = int.from_bytes(data, "big")
    chars = len(data) * 8 // 5
    return "".join(BASE32[bits >> (5 * (chars - 1 - n)) & 31] for n in range(chars))


def security_code(digest):
    name = base32(digest[:10])
    check = base32(hashlib.sha256(b"cotejo/security-code/v1\0" + name.encode()).digest()[:5])[:4]
    code = name + check
    return "-".join(code[at : at + 4] for at in range(0, 20, 4))


def read_code(typed):
    code = "".join(c for c in typed if c not in " -").upper()
    code = code.replace("O", "0").replace("I", "1").replace("L", "1")
    if len(code) != 20 or any(c not in BASE32 for c in code):
        raise Refused("code")
    bits = 0
    for c in code[:16]:
        bits = bits << 5 | BASE32.index(c)
    whole = security_code(bits.to_bytes(10, "big"))
    if whole.replace("-", "") != code:
        raise Refused("code")
    return whole


# --- The vectors ----------------------------------------------------------------------------------------------


def relation(election, one, other):
    if one == other:
        return "same"
    (sheet_a, verdict_a, _), (sheet_b, verdict_b, _) = judge(election, one), judge(election, other)
    if any(sheet_a[field] != sheet_b[field] for field in ("table", "contest")):
        return "unrelated"
    if (verdict_a, verdict_b) != ("valid", "valid"):
        return "not-proven"
    prefix = lambda data: hashlib.sha256(data).hexdigest()[:16]
    if sheet_b["replaces"] == prefix(one) or sheet_a["replaces"] == prefix(other):
        return "correction"
    # There may be a correction between them that nobody brought.
    return "equivocation" if abs(sheet_a["serial"] - sheet_b["serial"]) <= 1 else "not-proven"


def check_sheet(election, case):
    expect = case["expect"]
    data = bytes.fromhex(case["bytes"])
    try:
        sheet, verdict, found = judge(election, data)
    except Refused as refused:
        return (expect["decode"], expect.get("rule")) == ("refused", refused.rule)
    same = (expect["decode"], expect["signature"], expect["rules"]) == ("ok", verdict, found)
    if "sheet" in expect:
        digest = hashlib.sha256(data).digest()
        same = same and expect["sheet"] == sheet and expect["digest"] == digest.hex()
        same = same and expect["security_code"] == security_code(digest)
        same = same and expect["qr"] == to_qr(data) and from_qr(expect["qr"]) == data
    return same


def check_flips(election, case):
    good = bytes.fromhex(case["bytes"])
    for bit, letter in enumerate(case["verdicts"]):
        flipped = bytearray(good)
        flipped[bit // 8] ^= 1 << bit % 8
        try:
            verdict = judge(election, bytes(flipped))[1]
        except Refused:
            verdict = "decode"
        if verdict[0] != letter:
            return False
    return len(case["verdicts"]) == 8 * len(good)


def check_torn(_, case):
    for cut in case["cuts"]:
        for length in range(cut["from"], cut["to"] + 1):
            try:
                if case["kind"] == "bytes":
                    decode_signed(bytes.fromhex(case["whole"])[:length])
                else:
                    from_qr(case["whole"][:length])
                return False
            except Refused as refused:
                if refused.rule != cut["rule"]:
                    return False
    return True


def check_qr(_, case):
    try:
        return from_qr(case["text"]).hex() == case.get("bytes")
    except Refused as refused:
        return (case["decode"], case.get("rule")) == ("refused", refused.rule)


def check_code(_, case):
    try:
        code = read_code(case["typed"])
        return code == case.get("code") == security_code(bytes.fromhex(case["digest"]))
    except Refused:
        return case["decode"] == "refused"


def check_key(_, case):
    secret = hashlib.sha256(case["text"].encode()).digest()
    public = Ed25519PrivateKey.from_private_bytes(secret).public_key().public_bytes_raw()
    return (secret.hex(), public.hex()) == (case["secret"], case["public"])


def check_weak(election, case):
    key = bytes.fromhex(case["public"])
    _, payload, signature = decode_signed(bytes.fromhex(case["bytes"]))
    return not strict_verify(key, to_be_signed(election.id, payload), signature)


def check_pair(election, case):
    one, other = (bytes.fromhex(case[which]) for which in ("first", "second"))
    return relation(election, one, other) == case["relation"]


CHECKS = {
    "keys.json": check_key,
    "weak-keys.json": check_weak,
    "good.json": check_sheet,
    "bad.json": check_sheet,
    "tampered.json": check_sheet,
    "spelling.json": check_sheet,
    "flips.json": check_flips,
    "duplicated.json": check_pair,
    "torn.json": check_torn,
    "qr.json": check_qr,
    "security-codes.json": check_code,
}
def check_folder(folder, checks):
    """The election of a folder and every file of cases beside it; how much is not as expected."""
    election = Election(folder / "election")
    id_fits = election.id.hex() == (folder / "election-id.txt").read_text().strip()
    organisation, seal = (folder / "election/election.seal").read_text().split()
    key = bytes.fromhex(election.organisations[organisation]["key"])
    seal_fits = strict_verify(key, b"cotejo/election/v1\0" + election.id, bytes.fromhex(seal))
    print(f"election id {'fits' if id_fits else 'DIFFERS'}, seal {'fits' if seal_fits else 'DIFFERS'}")
    failures = 2 - id_fits - seal_fits
    for name, check in checks.items():
        vectors = json.loads((folder / name).read_text())
        assert vectors["format"] == "cotejo-vectors-1"
        wrong = [case["name"] for case in vectors["cases"] if not check(election, case)]
        path = (folder / name).relative_to(HERE)
        print(f"{path}: {len(vectors['cases']) - len(wrong)} of {len(vectors['cases'])} as expected")
        for case in wrong:
            print(f"  DIFFERS: {case}")
        failures += len(wrong)
    return failures


def main():
    # The log's part stands in a file of its own and uses this one.
    sys.dont_write_bytecode = True
    sys.path[:0] = [str(HERE), str(HERE / "log")]
    import verify_log

    failures = check_folder(HERE, CHECKS) + verify_log.check()
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
