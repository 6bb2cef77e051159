"""A slow and plain reader of GDELT events, to check the fast one against. Written from the formats' descriptions and the
comments of events.h; of the library it uses only what the codes mean (ontology), one row at a time."""
import datetime
import re
from dataclasses import dataclass

import entente as ent


class Reject(Exception):
    """The reason of a row that is not kept, and the byte of the line where the mistake is, from 1."""


@dataclass(frozen=True)
class Event:
    line: int
    event: int
    from_: str
    to: str
    date: str
    code: str
    tone: float
    kind: str
    status: str
    source: object


def lines_of(data):
    """The rows of a file, without line ends."""
    if data.startswith(b"\xef\xbb\xbf"):
        data = data[3:]
    only_cr = b"\n" not in data[:65536] and b"\r" in data[:65536]
    newline = b"\r" if only_cr else b"\n"
    lines = data.split(newline)
    if lines[-1] == b"":
        lines.pop()
    return [line[:-1] if line.endswith(b"\r") and not only_cr else line for line in lines]


def is_text(data):
    try:
        data.decode("utf-8")
        return True
    except UnicodeDecodeError:
        return False


def day_of(text):
    """The day of eight digits, None if there is none."""
    if not re.fullmatch(rb"[0-9]{8}", text):
        return None
    try:
        return datetime.date(int(text[:4]), int(text[4:6]), int(text[6:]))
    except ValueError:
        return None


def added_day_of(text):
    if re.fullmatch(rb"[0-9]{14}", text):
        if int(text[8:10]) > 23 or int(text[10:12]) > 59 or int(text[12:]) > 59:
            return None
        return day_of(text[:8])
    return day_of(text)


class Reader:
    """Reads files one after the other, as one reading does."""

    def __init__(self, repair=False, rules=None):
        self.repair, self.rules = repair, rules
        self.events, self.rejected, self.first, self.rejects = [], {}, {}, []
        self.ids, self.actors = set(), {}
        self.counts = dict.fromkeys(("rows", "kept", "rejected", "blank", "repaired_codes", "bad_bytes", "doubtful_dates",
                                     "filled_tones", "other_tones"), 0)

    def read(self, data, name="file"):
        for number, line in enumerate(lines_of(data), 1):
            if line.strip(b" ") == b"":
                self.counts["blank"] += 1
                continue
            self.counts["rows"] += 1
            notes = set()
            try:
                event = self.row(number, line, notes)
            except Reject as rejected:
                reason, column = rejected.args
                self.counts["rejected"] += 1
                self.rejected[reason] = self.rejected.get(reason, 0) + 1
                self.first.setdefault(reason, (name, number, column, line[:4096], len(line)))
                self.rejects.append(line)
                continue
            self.counts["kept"] += 1
            for note in notes:
                self.counts[note] += 1
            self.events.append(event)

    def row(self, number, line, notes):
        fields = line.split(b"\t")
        starts = [sum(len(field) + 1 for field in fields[:i]) + 1 for i in range(len(fields))]
        if len(fields) not in (57, 58, 61):
            raise Reject("columns", starts[61] if len(fields) > 61 else len(line) + 1)
        if b"\0" in line:
            raise Reject("nul", line.index(b"\0") + 1)
        added = 56 if len(fields) == 57 else len(fields) - 2
        used = {0, 1, 5, *range(7, 16), *range(17, 25), 26, 30, added}
        self.check_bytes(line, fields, starts, used, notes)
        fields = [field.strip(b" ") for field in fields]
        if not re.fullmatch(rb"[0-9]{1,19}", fields[0]):
            raise Reject("event-id", starts[0])
        day, added_day = day_of(fields[1]), added_day_of(fields[added])
        if day is None:
            raise Reject("date", starts[1])
        if added_day is None:
            raise Reject("date", starts[added])
        if day > added_day:
            raise Reject("late", starts[1])
        if (added_day - day).days > 2:
            notes.add("doubtful_dates")
        code = self.code(fields, starts, notes)
        tone = self.tone(fields, starts, code, notes)
        source, target = self.sides(line.split(b"\t"), starts)
        if code.mediator == "target":
            source, target = target, source
        event = int(fields[0])
        if source == target:
            raise Reject("same-actor", 1)
        if event in self.ids:
            raise Reject("duplicate", 1)
        if event:
            self.ids.add(event)
        publisher = None if len(fields) == 57 else self.publisher(fields[-1])
        return Event(number, event, source, target, day.isoformat(), code.code, tone, code.kind, code.status, publisher)

    def check_bytes(self, line, fields, starts, used, notes):
        if is_text(line):
            return
        bad = 0
        while bad < len(line):
            try:
                line[bad:].decode("utf-8")
                return
            except UnicodeDecodeError as problem:
                bad += problem.start
            column = max(i for i, start in enumerate(starts) if start - 1 <= bad)
            if column in used:
                raise Reject("bytes", bad + 1)
            notes.add("bad_bytes")
            bad += 1

    def code(self, fields, starts, notes):
        text = fields[26]
        code = None
        if is_text(text) and re.fullmatch(rb"[0-9]{1,4}", text):
            if self.repair:
                root = fields[28].decode("latin-1") if len(fields[28]) < 8 else ""
                quad = int(fields[29]) if re.fullmatch(rb"0*[0-4]", fields[29][:19]) and len(fields[29]) < 20 else 0
                found, outcome = ent.repair_cameo(text.decode(), root, quad)
                code = ent.cameo(found, self.rules) if found else None
                if outcome == "done":
                    notes.add("repaired_codes")
            else:
                try:
                    code = ent.cameo(text.decode(), self.rules)
                except ent.NotFoundError:
                    code = None
        if code is None:
            raise Reject("code", starts[26])
        return code

    def tone(self, fields, starts, code, notes):
        text = fields[30]
        if text == b"":
            notes.add("filled_tones")
            return code.tone if code.tone is not None else 0.0
        if not re.fullmatch(rb"[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]+)?", text) or not -10 <= float(text) <= 10:
            raise Reject("tone", starts[30])
        if code.tone is not None and float(text) != code.tone:
            notes.add("other_tones")
        return float(text)

    def sides(self, fields, starts):
        source, target = self.actor(fields[5], fields[7:15]), self.actor(fields[15], fields[17:25])
        if source is None and target is None:
            raise Reject("no-actors", starts[5])
        if source is None:
            raise Reject("no-source", starts[5])
        if target is None:
            raise Reject("no-target", starts[15])
        if "unreadable" in (source, target):
            raise Reject("actor", starts[5] if source == "unreadable" else starts[15])
        return source, target

    def actor(self, chain, rest):
        """The id of a row's actor, None for nobody."""
        key = (chain, *rest)
        if key not in self.actors:
            self.actors[key] = self.resolve(chain, rest)
        return self.actors[key]

    def resolve(self, chain, rest):
        if not any([chain, *rest]):
            return None
        joined = b"\t".join(rest)
        if len(chain) + len(joined) > 96 or not re.fullmatch(rb"[A-Za-z0-9 \t]*", chain + joined):
            return "unreadable"
        country, group, ethnic, first, second, *types = [part.decode() for part in rest]
        try:
            spec = ent.actor_from_codes(chain.decode(), country=country, group=group, ethnic=ethnic,
                                        religions=(first, second), types=types)
        except ent.NotFoundError:
            return None
        return None if "nobody" in spec.flags else spec.id

    @staticmethod
    def publisher(address):
        """The host of an address, another text as it is; None for none, or one that is no text."""
        scheme = re.match(rb"[a-z]+://(?=.)", address, re.S)
        name = address[scheme.end():].split(b"/")[0] if scheme else address
        if len(name) > 255:
            return None
        if scheme:
            name = re.split(rb"[?#]", name)[0].rsplit(b"@", 1)[-1].split(b":")[0].lower()
            name = name[4:] if name.startswith(b"www.") and len(name) > 4 else name
        return name.decode() if name and is_text(name) else None
