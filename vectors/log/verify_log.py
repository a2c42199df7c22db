"""The log's part of `vectors/verify.py`, which runs it: checkpoints, receipts, tiles, statements, equivocations.

Written from docs/formats/log.md and the C2SP texts, and shares no code with the Rust implementation.
"""

import base64
import hashlib
import re

from verify import HERE, Election, Reader, Refused, bstr, check_folder, check_key, from_qr, judge, relation, strict_verify
MAX_NOTE, MAX_SIGNATURES, MAX_RECEIPT, MAX_ENTRY = 64 << 10, 64, 155_951, 65_535
KINDS = "election withdrawal submission cosigner-change bulletin draw box-count challenge ruling certificate".split()


def from_base64(text):
    """Bytes of padded base64 in its one spelling, else None."""
    try:
        data = base64.b64decode(text.encode("ascii"), validate=True)
    except (ValueError, UnicodeEncodeError):
        return None
    return data if base64.b64encode(data).decode() == text else None


def decimal(text):
    if not re.fullmatch("0|[1-9][0-9]*", text, re.ASCII) or int(text) >= 2**64:
        return None
    return int(text)


def leaf_hash(entry):
    return hashlib.sha256(b"\0" + entry).digest()


def node_hash(left, right):
    return hashlib.sha256(b"\1" + left + right).digest()


def tree_hash(hashes):
    if not hashes:
        return hashlib.sha256(b"").digest()
    if len(hashes) == 1:
        return hashes[0]
    split = 1 << (len(hashes) - 1).bit_length() - 1
    return node_hash(tree_hash(hashes[:split]), tree_hash(hashes[split:]))


class Key:
    def __init__(self, name, kind, public):
        digest = hashlib.sha256(name.encode() + b"\n" + bytes([kind]) + public).digest()
        self.name, self.kind, self.public, self.id = name, kind, public, digest[:4]

    def vkey(self):
        return f"{self.name}+{self.id.hex()}+{base64.b64encode(bytes([self.kind]) + self.public).decode()}"

    def verify(self, text, signature):
        """The time of a cosignature, 0 for a log's own; None where it does not verify."""
        time, message = 0, text
        if self.kind == 4:
            if len(signature) < 8:
                return None
            time, signature = int.from_bytes(signature[:8], "big"), signature[8:]
            message = f"cosignature/v1\ntime {time}\n{text}"
        good = len(signature) == 64 and strict_verify(self.public, message.encode(), signature)
        return time if good and time < 2**63 else None


def keys_of(election):
    """The log's key and each organisation's, with the organisation."""
    origin = election.log["origin"]
    log = Key(origin, 1, bytes.fromhex(election.log["key"]))
    given = [one for one in election.organisations.values() if "key" in one]
    return log, [(one, Key(f"{origin}/{one['id']}", 4, bytes.fromhex(one["key"]))) for one in given]


def decode_note(text):
    if len(text.encode()) > MAX_NOTE or any(c < " " and c != "\n" for c in text):
        raise Refused("L418", "too large, or a control character")
    at = text.rfind("\n\n")
    if at < 0 or not text[at + 2 :].endswith("\n"):
        raise Refused("L418", "no signatures, or cut")
    lines = text[at + 2 : -1].split("\n")
    if len(lines) > MAX_SIGNATURES:
        raise Refused("L418", "too many signatures")
    signatures = []
    for line in lines:
        name, blank, encoded = line.removeprefix("\u2014 ").partition(" ")
        data = from_base64(encoded)
        # str.isspace is the property White_Space and four controls, which are refused above.
        named = name and not any(c.isspace() or c == "+" or c in CONTROLS for c in name)
        if not line.startswith("\u2014 ") or not blank or not named or data is None or len(data) < 5:
            raise Refused("L418", "a line that is no signature")
        signatures.append((name, data[:4], data[4:]))
    return text[: at + 1], signatures


CONTROLS = {chr(code) for code in [*range(32), *range(127, 160)]}


def verify_checkpoint(election, note, now=None):
    body, signatures = decode_note(note)
    lines = body[:-1].split("\n")
    if len(lines) != 3 or not lines[0]:
        raise Refused("L419", "not three lines")
    size, root = decimal(lines[1]), from_base64(lines[2])
    if size is None or root is None or len(root) != 32:
        raise Refused("L419", "no size, or no root")
    log, cosigners = keys_of(election)
    if lines[0] != log.name:
        raise Refused("L414")
    of = lambda key: [key.verify(body, data) for name, id, data in signatures if (name, id) == (key.name, key.id)]
    if not of(log) or None in of(log):
        raise Refused("L413")
    cosigned, others = [], 0
    for organisation, key in cosigners:
        times = of(key)
        if None in times or (now is not None and any(time > now + 300 for time in times)):
            raise Refused("L415")
        if times:
            cosigned.append([organisation["id"], max(times)])
            others += organisation["role"] != "authority"
    quorum = len(cosigned) >= election.policy["at_least"] and others >= election.policy.get("not_authority", 0)
    return size, root, cosigned, quorum


def decode_receipt(text):
    head, blank, note = text.partition("\n\n")
    lines = head.split("\n")
    if len(text.encode()) > MAX_RECEIPT or not blank or lines.pop(0) != "c2sp.org/tlog-proof@v1":
        raise Refused("L420", "too large, cut, or another version")
    extra = None
    if lines and lines[0].startswith("extra "):
        extra = from_base64(lines.pop(0)[6:])
        if extra is None:
            raise Refused("L420", "extra data that is no base64")
    if not lines or not lines[0].startswith("index ") or decimal(lines[0][6:]) is None:
        raise Refused("L420", "no index")
    path = [from_base64(line) for line in lines[1:]]
    if len(path) > 63 or any(one is None or len(one) != 32 for one in path):
        raise Refused("L420", "not a path")
    return extra, decimal(lines[0][6:]), path, note


def root_of_path(hash, index, size, path):
    """RFC 9162 section 2.1.3.2, by the tree's shape: None where the path has another length."""
    if index >= size:
        return None
    if size == 1:
        return None if path else hash
    if not path:
        return None
    split = 1 << (size - 1).bit_length() - 1
    *below, sibling = path
    if index < split:
        left = root_of_path(hash, index, split, below)
        return left and node_hash(left, sibling)
    right = root_of_path(hash, index - split, size - split, below)
    return right and node_hash(sibling, right)


def tile_path(kind, index, width):
    groups = [f"{index % 1000:03}"]
    while index >= 1000:
        index //= 1000
        groups.insert(0, f"x{index % 1000:03}")
    return f"tile/{kind}/{'/'.join(groups)}" + (f".p/{width}" if width < 256 else "")


def check_log(election, files):
    """The checkpoint, every tile and the root of a log's folder, `files` being path to bytes."""

    def fetch(path):
        if path not in files:
            raise Refused("L421", path)
        return files[path]

    size, root, _, _ = verify_checkpoint(election, fetch("checkpoint").decode())
    tiles = lambda many: [(at, min(256, many - at * 256)) for at in range((many + 255) // 256)]
    hashes = []
    for index, width in tiles(size):
        data, at = fetch(tile_path("entries", index, width)), 0
        for _ in range(width):
            length = int.from_bytes(data[at : at + 2], "big")
            if at + 2 + length > len(data):
                raise Refused("L425", "a bundle ends early")
            hashes.append(leaf_hash(data[at + 2 : at + 2 + length]))
            at += 2 + length
        if at != len(data):
            raise Refused("L425", "a bundle has bytes left")
    level, of_level = 0, hashes
    while of_level:
        for index, width in tiles(len(of_level)):
            data = fetch(tile_path(level, index, width))
            if len(data) != 32 * width:
                raise Refused("L425", "a tile has another length")
            if data != b"".join(of_level[index * 256 : index * 256 + width]):
                raise Refused("L412", "a tile")
        full = len(of_level) // 256
        of_level = [tree_hash(of_level[at * 256 : at * 256 + 256]) for at in range(full)]
        level += 1
    if tree_hash(hashes) != root:
        raise Refused("L412", "the root")
    return hashes


# --- Statements (docs/formats/log.md) ---------------------------------------------------------------------------

STATEMENT_HEADER = b"\xa2\x01\x27\x03\x78\x21application/cotejo-statement+cbor"


def decode_statement(payload):
    r = Reader(payload)

    def text(most, least=0):
        major, length = r.head()
        if major != 3 or not least <= length <= most:
            raise Refused("L402", "not a text within its bound")
        return r.take(length).decode()

    def many(most):
        length = r.array()
        if length > most:
            raise Refused("L402", "too many")
        return range(length)

    if r.array() != 8 or r.number(255) != 1:
        raise Refused("L402", "not 8 fields of version 1")
    said = {"hint": r.bytes(4), "kind": KINDS[r.number(len(KINDS) - 1)], "by": text(200, 1)}
    said["at"] = None if r.is_null() else r.number(2**64 - 1)
    said["subjects"] = [r.bytes(32).hex() for _ in many(64)]
    said["tables"] = [r.number(2**32 - 1) for _ in many(8192)]
    if any(one >= other for one, other in zip(said["tables"], said["tables"][1:])):
        raise Refused("L402", "tables are not in ascending order")
    said["text"] = text(16 << 10)
    r.end()
    return said


def admit(election, data, index):
    """What the log says of a record at its door: the statement, or None for a sheet; raises Refused."""
    if len(data) > MAX_ENTRY:
        raise Refused("L402", "too large")
    try:
        _, verdict, found = judge(election, data)
    except Refused:
        return admit_statement(election, data, index)
    if index == 0:
        raise Refused("L402", "a sheet as entry 0")
    refusing = {"S103", "S104", "S105", "S106"} | ({"S120", "S122"} if verdict != "valid" else set())
    for rule in found:
        if rule in refusing:
            raise Refused(rule)
    return None


def admit_statement(election, data, index):
    try:
        r = Reader(data)
        if r.take(2) != b"\xd2\x84" or r.bytes() != STATEMENT_HEADER or r.take(1) != b"\xa0":
            raise Refused("L402", "not a statement's envelope")
        payload, signature = r.bytes(), r.bytes(64)
        r.end()
        said = decode_statement(payload)
    except (Refused, UnicodeDecodeError) as error:
        raise Refused("L402", str(error)) from error
    key = election.organisations.get(said["by"], {}).get("key")
    aad = b"cotejo/statement/v1\0" + election.id
    message = b"\x84\x6aSignature1" + bstr(STATEMENT_HEADER) + bstr(aad) + bstr(payload)
    if said.pop("hint") != election.id[:4] or not key or not strict_verify(bytes.fromhex(key), message, signature):
        raise Refused("L402", "of another election, or not signed by whom it names")
    if (index == 0) != (said["kind"] == "election" and said["subjects"][:1] == [election.id.hex()]):
        raise Refused("L402", "entry 0, and no other, names the election file")
    return said


# --- The vectors ----------------------------------------------------------------------------------------------


def outcome(make):
    try:
        size, root, cosigned, quorum = make()
    except Refused as refused:
        return {"verdict": "refused", "rule": refused.rule}
    root = base64.b64encode(root).decode()
    return {"verdict": "valid", "size": size, "root": root, "cosigned": cosigned, "quorum": quorum}


def check_checkpoint(election, case):
    return outcome(lambda: verify_checkpoint(election, case["note"], case.get("now"))) == case["expect"]


def check_receipt(election, case):
    def verify():
        extra, index, path, note = decode_receipt(case["receipt"])
        record = bytes.fromhex(case["record"]) if "record" in case else extra
        checkpoint = verify_checkpoint(election, note)
        if root_of_path(leaf_hash(record), index, checkpoint[0], path) != checkpoint[1]:
            raise Refused("L417")
        return checkpoint

    return outcome(verify) == case["expect"]


def check_admission(election, case):
    try:
        said = admit(election, bytes.fromhex(case["bytes"]), case["index"])
    except Refused as refused:
        return (case["verdict"], case.get("rule")) == ("refused", refused.rule)
    return (case["verdict"], case.get("statement")) == ("admitted", said)


def check_equivocation(election, case):
    lines = case["proof"].removesuffix("\n").split("\n")
    try:
        if len(lines) != 3 or lines[0] != "cotejo/equivocation/v1":
            raise Refused("L420")
        one, other = from_qr(lines[1]), from_qr(lines[2])
    except Refused:
        return case["verdict"] == "malformed"
    proven = relation(election, one, other) == "equivocation"
    return case["verdict"] == ("proven" if proven else "not-proven")


def check_damage(election, case):
    folder = HERE / "log/small/log"
    files = {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    for change in case["changes"]:
        name = change["file"]
        if change.get("gone"):
            del files[name]
        elif "whole" in change:
            files[name] = bytes.fromhex(change["whole"])
        elif "cut" in change:
            files[name] = files[name][: change["cut"]]
        else:
            at, put = change["put"][0], bytes.fromhex(change["put"][1])
            files[name] = files[name][:at] + put + files[name][at + len(put) :]
    try:
        check_log(election, files)
        return "rule" not in case
    except Refused as refused:
        return case.get("rule") == refused.rule


CHECKS = {
    "keys.json": check_key,
    "checkpoints.json": check_checkpoint,
    "receipts.json": check_receipt,
    "statements.json": check_admission,
    "sheets.json": check_admission,
    "equivocations.json": check_equivocation,
    "small.json": check_damage,
}


def check():
    """How much in `vectors/log/` is not as expected."""
    log, cosigners = keys_of(Election(HERE / "log/election"))
    lines = [f"log {log.vkey()}\n", *(f"{one['role']} {key.vkey()}\n" for one, key in cosigners)]
    fits = "".join(lines) == (HERE / "log/vkeys.txt").read_text()
    print(f"log/vkeys.txt {'fits' if fits else 'DIFFERS'}")
    return check_folder(HERE / "log", CHECKS) + (not fits)
