"""An independent computation of what resit concludes, written from the rules of the analysis alone.

    python3 reference.py BLUEPRINT.toml AS_OF SHEET.csv [--start YYYY-MM-DD] [--hours N]
    python3 reference.py --cohort BLUEPRINT.toml AS_OF SHEET.csv [--start ...] [--hours N] [--teaching-hours N]
                         [--compare OLD_COHORT.json]

The cohort needs the packages of requirements.txt (`make setup` puts them into target/tools/statistics, for PYTHONPATH):
each statistic is computed exactly here and must agree with the one of a library.
Everything is exact (Fraction); rounding is half up, once, where a figure is printed.
Section numbers in comments are those of the rules. CHOICE marks a place where the text is silent or
can be read in two ways.
"""
import calendar
import csv
import json
import os
import re
import sys
import tomllib
from collections import Counter
from datetime import date, timedelta
from decimal import Decimal, getcontext
from fractions import Fraction as F
from math import comb, floor

getcontext().prec = 60
HIT = Counter()          # which row of which decision table was reached (for generate.py --check)


def hit(name):
    HIT[name] += 1


def half_up(x, places):
    """Exact half-up rounding of a Fraction, as the float that prints with at most so many decimals."""
    unit = 10 ** places
    return floor(F(x) * unit + F(1, 2)) / unit


def plain(x):
    """An int where the number is whole."""
    x = F(x)
    return int(x) if x.denominator == 1 else half_up(x, 2)


def as_date(value):
    if value is None or value == "":
        return None
    return value if isinstance(value, date) else date.fromisoformat(str(value))


def iso(d):
    return None if d is None else d.isoformat()


# ---------------------------------------------------------------- the blueprint (section 1)

class Blueprint:
    def __init__(self, path):
        with open(path, "rb") as f:
            t = tomllib.load(f, parse_float=F)
        self.id = t["id"]
        version = t.get("version", {})
        self.valid_from, self.valid_until = as_date(version.get("from")), as_date(version.get("until"))
        scale = t.get("scale")
        self.scale = scale is not None
        if self.scale:
            self.min, self.max, self.passing = F(scale["min"]), F(scale["max"]), F(scale["passing"])
            self.range = self.max - self.min
            part = lambda n: self.range * F(n, 900)
            self.near = F(scale.get("near", self.passing - part(70)))
            self.middle = F(scale.get("middle", self.passing - part(130)))
            self.focused = F(scale.get("focused", self.passing - part(100)))
            self.narrow = F(scale.get("narrow_margin", part(25)))
            self.similar = F(scale.get("similar_score", part(30)))
        retake = t.get("retake", {})
        self.wait_days = retake.get("wait_days", [])
        if not isinstance(self.wait_days, list):
            self.wait_days = [self.wait_days]
        self.rushed_days = retake.get("rushed_days", 30)
        self.validity_months = retake.get("validity_months")
        self.fee = retake.get("fee")
        self.limit = retake.get("limit")
        self.weeks = t.get("weeks", {"high": [2, 4], "medium": [4, 8], "low": [8, 12]})
        self.ratings = t.get("ratings", [])
        for r in self.ratings:
            r["low"], r["high"] = F(r["correct"][0]), F(r["correct"][1])
            r["mid"] = (r["low"] + r["high"]) / 2
        self.domains = t.get("domains", [])
        raw = [(F(d["weight"][0]) + F(d["weight"][1])) / 2 if isinstance(d["weight"], list) else F(d["weight"])
               for d in self.domains]
        ranges = any(isinstance(d["weight"], list) for d in self.domains)
        total = sum(raw)
        self.weight = {d["key"]: w * 100 / total if ranges else w for d, w in zip(self.domains, raw)}
        self.keys = [d["key"] for d in self.domains]
        self.names = {d["key"]: d["name"] for d in self.domains}
        self.flags = t.get("flags", [])
        self.words = {}
        for rank, r in enumerate(self.ratings):
            for w in [r["key"], r["label"], *r.get("aliases", []), *r.get("aliases_without_strong", [])]:
                self.words.setdefault(norm(w), rank)

    def role(self, rank):
        return self.ratings[rank]["role"]

    def unrated_emphasis_rating(self):
        """The rating whose emphasis an unrated domain takes (section 8.2: 'counts as adequate').
        CHOICE: several adequate ratings: the lowest; none: the highest weak one; none: the lowest."""
        adequate = [r for r in self.ratings if r["role"] == "adequate"]
        weak = [r for r in self.ratings if r["role"] == "weak"]
        return adequate[0] if adequate else weak[-1] if weak else self.ratings[0]


def norm(text):
    return re.sub(r"[^0-9a-z]+", "", text.lower())


def read_rating(bp, cell):
    cell = cell.strip()
    if cell == "":
        return None
    m = re.fullmatch(r"(\d+(?:[.,]\d+)?)\s*%", cell)
    if m:
        share = F(m.group(1).replace(",", ".")) / 100
        if not 0 <= share <= 1:
            raise ValueError(f"percentage {cell}")
        rank = 0
        for i, r in enumerate(bp.ratings):       # a bound belongs to the higher one
            if share >= r["low"]:
                rank = i
        return rank
    return bp.words[norm(cell)]


# ---------------------------------------------------------------- the sheet

class Attempt:
    pass


def read_sheet(bp, path):
    """Candidates in the order of their first row: a list of lists of attempts, each ordered (section 2)."""
    people = {}
    with open(path, encoding="utf-8-sig", newline="") as f:
        reader = csv.reader(f)
        heads = next(reader)
        at = {h.strip(): i for i, h in enumerate(heads)}
        line = reader.line_num
        for cells in reader:
            row, line = line + 1, reader.line_num
            if not any(c.strip() for c in cells):
                continue
            get = lambda k: (cells[at[k]].strip() if k in at and at[k] < len(cells) else "")
            a = Attempt()
            a.file, a.row = os.path.basename(path), row
            a.id, a.name, a.email, a.group = (get(k) or None for k in ("candidate_id", "name", "email", "group"))
            a.number = int(get("attempt")) if get("attempt") else None
            a.date = as_date(get("date"))
            a.score = int(get("score")) if get("score") and bp.scale else None
            a.word = get("outcome").lower() or None
            a.ranks = {k: r for k in bp.keys if (r := read_rating(bp, get(k))) is not None}
            a.hours, a.retake, a.note = get("hours_per_week"), as_date(get("retake_date")), get("note")
            if a.score is not None:                                     # section 3
                a.passed = a.score >= bp.passing
                hit("outcome: score, " + ("passed" if a.passed else "failed"))
                assert a.word is None or (a.word == "passed") == a.passed, f"row {row}: outcome against score"
                assert bp.min <= a.score <= bp.max, f"row {row}: score outside the scale"
            else:
                assert a.word in ("passed", "failed"), f"row {row}: no outcome"
                a.passed = a.word == "passed"
                hit("outcome: word, " + a.word)
            key = a.id if "candidate_id" in at else a.email if "email" in at else norm_name(a.name)
            a.key = key
            people.setdefault(key, []).append(a)
    return [order(rows) for rows in people.values()]


def norm_name(name):
    return " ".join(name.lower().split())


def order(rows):
    """By attempt number, else by date, else by row. CHOICE: a source of order counts for a candidate where
    every row has it; equal dates are ordered by row."""
    if all(a.number is not None for a in rows):
        hit("order: number")
        return sorted(rows, key=lambda a: (a.number, a.row))
    if all(a.date is not None for a in rows):
        hit("order: date")
        return sorted(rows, key=lambda a: (a.date, a.row))
    hit("order: row")
    return sorted(rows, key=lambda a: a.row)


# ---------------------------------------------------------------- terms (section 2)

TIERS = ["low", "medium", "high"]


class Terms:
    """The rated domains as a section sees them: all rated ones, or none where too few are rated."""

    def __init__(self, bp, ranks):
        self.ranks = ranks
        by = lambda role: sorted((k for k in bp.keys if k in ranks and bp.role(ranks[k]) == role),
                                 key=lambda k: (-bp.weight[k], bp.keys.index(k)))
        self.weak, self.adequate, self.strong = by("weak"), by("adequate"), by("strong")
        self.priority = self.weak + self.adequate + self.strong
        self.n, self.s, self.d = len(self.weak), len(self.strong), len(self.priority)
        rated = sum(bp.weight[k] for k in self.priority)
        self.w = {k: bp.weight[k] * 100 / rated for k in bp.keys if k in ranks}       # rescaled
        self.weak_weight = sum((self.w[k] for k in self.weak), F(0))
        self.heavy = [k for k in self.w if self.w[k] > F(100, self.d)]


def few_ratings(bp, a):
    """CHOICE: a candidate without any rating in an exam with domains has the warning too (0 < half)."""
    return 2 * sum((bp.weight[k] for k in a.ranks), F(0)) < sum(bp.weight.values(), F(0))


# ---------------------------------------------------------------- section 4

def row_of_band(bp, a, u):
    """The row of the outlook's table: the band, or without a score the one by weak weight; None: nothing known."""
    if a.score is not None:
        return band(bp, a.score)
    if u.d == 0:
        return None
    if 3 * u.weak_weight <= 100:
        row = "near"
    elif 3 * u.weak_weight <= 200:
        row = "middle"
    else:
        row = "far"
    hit("no score: row " + row)
    return row


def band(bp, score):
    return "near" if score >= bp.near else "middle" if score >= bp.middle else "far"


def outlook(bp, a, u):
    row = row_of_band(bp, a, u)
    if row is None:
        hit("outlook: nothing known")
        return None, None, "none"          # CHOICE: an object with null tiers and adjustment none
    if u.d == 0:
        base = {"near": "high", "middle": "medium", "far": "low"}[row]
        hit(f"outlook: {row}, no ratings")
        return base, base, "none"
    few = 2 * u.n <= u.d
    if row == "near":
        base = "high" if few else "medium"
    elif row == "middle":
        base = "medium" if few else "low"
    else:
        base = "medium" if few and u.n <= 1 else "low"
    hit(f"outlook: {row}, {'2n <= D' if few else '2n > D'}" + (f", n {'<=' if u.n <= 1 else '>'} 1" if row == "far" and few else ""))
    adjustment = "none"
    if u.heavy and all(k in u.strong for k in u.heavy):
        if row != "far":                    # CHOICE: without a score the row far counts as the band far
            adjustment = "up"
        else:
            hit("adjustment: none, heavy strong but far" + (", no score" if a.score is None else ""))
    elif u.heavy and all(k in u.weak for k in u.heavy):
        adjustment = "down"
    if not u.heavy:
        hit("adjustment: none, no heavy domains")
    step = {"up": 1, "down": -1, "none": 0}[adjustment]
    tier = TIERS[min(2, max(0, TIERS.index(base) + step))]
    hit(f"adjustment: {adjustment}" + (", cut" if step and tier == base else ""))
    return base, tier, adjustment


def weeks_of(bp, a, u, base, tier):
    lo, hi = max((bp.weeks[base], bp.weeks[tier]), key=lambda r: (r[1], r[0]))
    first = 2 * u.weak_weight / 100 if u.d else F(1, 2)
    second = (bp.passing - a.score) / (F(1, 5) * bp.range) if a.score is not None else F(0)
    hit("need: without ratings" if not u.d else "need: ratings")
    hit("need: " + ("score" if second > first else "weak weight"))
    if max(first, second) > 1:
        hit("need: cut to 1")
    need = min(F(1), max(first, second))
    return lo + floor((hi - lo) * need + F(1, 2))


def readiness(bp, a, u):
    proximity = profile = None
    if a.score is not None:
        proximity = F(1) if bp.passing == bp.min else min(F(1), max(F(0), (a.score - bp.min) / (bp.passing - bp.min)))
    if u.d:
        profile = sum(u.w[k] / 100 * F(u.ranks[k], len(bp.ratings) - 1) for k in u.w)
    if proximity is not None and profile is not None:
        hit("readiness: both")
        return 100 * (F(2, 5) * proximity + F(3, 5) * profile)
    if profile is not None:
        hit("readiness: profile")
        return 100 * profile
    if proximity is not None:
        hit("readiness: proximity")
        return 100 * proximity
    hit("readiness: null")
    return None


# ---------------------------------------------------------------- section 5

def flags_of(bp, u, tier, booking, earliest, recommended, start):
    """booking: the booked retake, None where there is none or it is stale."""
    out = []
    for flag in bp.flags:
        when = flag["when"]
        weak = when.get("weak", [])
        ok = u.d > 0 and all(k in u.weak for k in weak)
        share = when.get("strong_share_of_others")
        if ok and share is not None:
            others = [k for k in u.priority if k not in weak]
            strong = sum(k in u.strong for k in others)
            hit("flag others: none" if not others else "flag others: exactly the share" if strong == F(share) * len(others)
                else "flag others: more" if strong > F(share) * len(others) else "flag others: less")
            ok = len(others) >= 1 and strong >= F(share) * len(others)
        if ok:
            out.append(flag["id"])
    if u.d > 0 and u.n == 0 and u.s >= 1:
        out.append("integration")
    if u.d > 0 and u.n == 0 and u.s == 0:
        out.append("uniform-borderline")
    if 2 * u.n > u.d:
        out.append("foundation")
    if booking is not None:
        if earliest is not None and booking < earliest:
            out.append("retake-not-allowed")
        else:
            if (booking - start).days < bp.rushed_days and tier == "low":
                out.append("rushed-retake")
            if recommended is not None and booking < recommended:
                out.append("booked-too-early")
    for f in out:
        hit("flag: " + f)
    return out


# ---------------------------------------------------------------- section 6

def passing_of(bp, a, u):
    if u.d == 0:
        pattern = None
    elif u.n >= 1:
        pattern = "over-specialised" if u.s >= 1 and 3 * u.s <= u.d else "gap-despite-pass"
    elif u.s == 0:
        pattern = "consistent"
    else:
        pattern = "solid" if 3 * u.s <= u.d else "strong"
    margin = None if a.score is None else "narrow" if a.score - bp.passing < bp.narrow else "clear"
    expires = add_months(a.date, bp.validity_months) if a.date and bp.validity_months is not None else None
    hit(f"pattern: {pattern}")
    hit(f"margin: {margin}")
    return {"pattern": pattern, "margin": margin, "development": u.weak + u.adequate, "expires": iso(expires)}


def add_months(d, months):
    y, m = divmod(d.year * 12 + d.month - 1 + months, 12)
    m += 1
    last = calendar.monthrange(y, m)[1]
    if d.day > last:
        hit("expires: last day of the month")
    return date(y, m, min(d.day, last))


# ---------------------------------------------------------------- section 7

class Pair:
    def __init__(self, bp, before, now):
        both = [k for k in bp.keys if k in before.ranks and k in now.ranks]
        weak = lambda a: {k for k in both if bp.role(a.ranks[k]) == "weak"}
        self.ds = now.score - before.score if now.score is not None and before.score is not None else None
        self.dn = len(weak(now)) - len(weak(before)) if both else None
        self.risen = [k for k in both if now.ranks[k] > before.ranks[k]]
        self.slipped = [k for k in both if now.ranks[k] < before.ranks[k]]
        self.answered = [k for k in both if k in weak(before) - weak(now)]
        self.kind, self.why = self.first_row(bp, bool(both))

    def first_row(self, bp, both):
        ds, dn, slipped, risen = self.ds, self.dn, self.slipped, self.risen
        if ds is None and not both:
            return None, "null"
        t = bp.similar if bp.scale else None
        if ds is not None and ds >= t and not slipped:
            return "improving", "improving, ds >= t"
        if ds is not None and ds >= t and slipped:
            return "shifting", "shifting, ds >= t"
        if ds is not None and ds <= -t:
            return "regressing", "regressing, ds <= -t"
        if dn is not None and dn > 0:
            return "regressing", "regressing, dn > 0"
        if dn is not None and dn < 0 and not slipped and (ds is None or ds >= 0):
            return "improving", "improving, dn < 0, ds " + ("unknown" if ds is None else ">= 0")
        if risen and slipped:
            return "shifting", "shifting, rose and slipped"
        return "plateau", "plateau"


def trend_of(bp, attempts):
    if len(attempts) < 2:
        return None
    pairs = [Pair(bp, x, y) for x, y in zip(attempts, attempts[1:])]
    last, now = pairs[-1], attempts[-1]
    for p in pairs:
        hit("trend: " + p.why)
    # CHOICE: null is taken as a kind like the others (it stands in the table's column kind).
    steady = len(attempts) >= 3 and len({p.kind for p in pairs}) == 1
    hit(f"steady: {steady}" + (f", {last.kind}" if steady else ""))
    persistent = []
    for k in bp.keys:
        earlier = [a for a in attempts[:-1] if k in a.ranks]
        weak = lambda a: k in a.ranks and bp.role(a.ranks[k]) == "weak"
        if weak(now) and earlier and all(weak(a) for a in earlier):
            persistent.append(k)
            hit("persistent" + (": not rated in every earlier attempt" if len(earlier) < len(attempts) - 1 else ""))
        elif weak(now) and not earlier:
            hit("persistent: no, never rated before")
    return {"kind": last.kind, "steady": steady, "score_change": last.ds, "weak_change": last.dn,
            "risen": last.risen, "slipped": last.slipped, "persistent": persistent, "answered": last.answered}


# ---------------------------------------------------------------- section 8

def hours_of(a, config):
    """(H in half hours, warning). CHOICE: the range 3..60 is tested before the rounding down."""
    warned = False
    for name, text in (("column", a.hours), ("config", config)):
        if text in (None, ""):
            continue
        if re.fullmatch(r"-?\d+(\.\d+)?", str(text)) and 3 <= F(str(text)) <= 60:
            hit(f"hours: {name}")
            return floor(F(str(text)) * 2), warned
        warned = True
        hit(f"hours: {name} not allowed")
    hit("hours: default")
    return 16, warned


def earliest_of(bp, attempts):
    now = attempts[-1]
    if now.date is None:
        return None
    earliest = now.date
    if bp.wait_days:
        k = now.number if now.number is not None else sum(not a.passed for a in attempts)
        earliest = now.date + timedelta(days=bp.wait_days[min(max(k, 1), len(bp.wait_days)) - 1])
    if bp.limit and len(attempts) >= bp.limit["attempts"]:
        # CHOICE: the oldest by the order of the attempts; without a date (or with fewer attempts in the sheet) no limit.
        oldest = attempts[-bp.limit["attempts"]]
        if oldest.date is not None:
            limited = oldest.date + timedelta(days=bp.limit["days"])
            hit("limit: " + ("later" if limited > earliest else "no later"))
            earliest = max(earliest, limited)
    return earliest


def largest_remainder(total, parts, tie):
    """Whole units of `total` in proportion to `parts` (key -> Fraction), ties by `tie`."""
    whole = sum(parts.values(), F(0))
    if whole == 0:
        return {k: 0 for k in parts}
    quota = {k: total * v / whole for k, v in parts.items()}
    out = {k: floor(q) for k, q in quota.items()}
    left = total - sum(out.values())
    for k in sorted(parts, key=lambda k: (-(quota[k] - out[k]), *tie(k)))[:left]:
        out[k] += 1
    return out


def plan_of(bp, a, weeks_full, booking, start, earliest, recommended, half_hours):
    weeks, cut = weeks_full, 0
    if booking is not None and not (earliest is not None and booking < earliest):
        available = (booking - start).days // 7
        if available < weeks:
            weeks, cut = available, weeks_full - available
            hit("booking: cuts" + (" to nothing" if weeks == 0 else ""))
        elif booking >= start + timedelta(days=7 * weeks_full + 7):
            hit("booking: a week or more after the plan")
        else:
            hit("booking: fits")
    rehearsal = 0 if weeks <= 1 else max(1, floor(F(weeks, 5) + F(1, 2)))
    build = weeks - rehearsal
    hit(f"weeks: {weeks}")
    # 2. hours by domain
    near = a.score is not None and band(bp, a.score) == "near"       # CHOICE: without a score the band is not near
    filler = bp.unrated_emphasis_rating() if bp.ratings else None

    def emphasis(k):
        r = bp.ratings[a.ranks[k]] if k in a.ranks else filler
        return F(r["emphasis_near"]) if near and "emphasis_near" in r else F(r["emphasis"])

    def role(k):
        return bp.role(a.ranks[k]) if k in a.ranks else "adequate"

    heaviest = lambda k: (-bp.weight[k], bp.keys.index(k))
    hours = largest_remainder(build * half_hours, {k: bp.weight[k] * emphasis(k) for k in bp.keys}, heaviest)
    # 3. focus and maintenance
    by = {r: sorted((k for k in bp.keys if role(k) == r), key=heaviest) for r in ("weak", "adequate", "strong")}
    lead = next((r for r in ("weak", "adequate", "strong") if by[r]), None)
    hit(f"focus: {lead}")
    focus = by[lead] if lead else []
    maintenance = [k for r in ("weak", "adequate", "strong") if r != lead for k in by[r]]
    # 4. weeks
    left = dict(hours)
    m = sum(hours[k] for k in maintenance)
    schedule = []
    for i in range(1, weeks + 1):
        week = dict.fromkeys(bp.keys, 0)

        def take(keys, amount):
            for k in keys:
                part = min(amount, left[k])
                week[k] += part
                left[k] -= part
                amount -= part
            return amount

        if i <= build and bp.keys:
            keep = floor(F(i * m, build)) - floor(F((i - 1) * m, build))
            assert take(maintenance, keep) == 0
            assert take(focus, half_hours - keep) == 0
            assert sum(week.values()) == half_hours
        first = start + timedelta(days=7 * (i - 1))
        schedule.append({"week": i, "from": iso(first), "to": iso(first + timedelta(days=6)),
                         "hours": {k: h / 2 for k, h in week.items() if h}})
    assert not any(left.values())
    assert not bp.keys or sum(hours.values()) == build * half_hours
    return {"hours_per_week": half_hours / 2, "weeks": weeks, "build_weeks": build, "rehearsal_weeks": rehearsal,
            "start": iso(start), "earliest_retake": iso(earliest), "recommended_retake": iso(recommended),
            "cut_weeks": cut, "hours": {k: hours[k] / 2 for k in bp.keys}, "schedule": schedule}


# ---------------------------------------------------------------- section 9

def estimate_of(bp, a, u):
    gap = path = reaches = low = high = None
    if not a.passed and a.score is not None:
        gap = bp.passing - a.score
    if u.d:
        low = sum(u.w[k] * bp.ratings[u.ranks[k]]["low"] for k in u.w)
        high = sum(u.w[k] * bp.ratings[u.ranks[k]]["high"] for k in u.w)
    if gap is not None and u.d:
        path, total = [], F(0)
        for k in u.weak + u.adequate:
            if total >= gap:
                break
            rank = u.ranks[k]
            if rank + 1 == len(bp.ratings):
                continue
            gain = u.w[k] / 100 * (bp.ratings[rank + 1]["mid"] - bp.ratings[rank]["mid"]) * bp.range
            total += gain
            path.append({"domain": k, "to": bp.ratings[rank + 1]["key"], "gain": half_up(gain, 1)})
        reaches = total >= gap
        hit(f"path: reaches {reaches}" + ("" if path else ", empty"))
        if total == gap:
            hit("path: exactly")
    else:
        hit("path: null")
    return {"correct_low": None if low is None else half_up(low, 1), "correct_high": None if high is None else half_up(high, 1),
            "gap": None if gap is None else plain(gap), "path": path, "path_reaches": reaches}


def single_steps(bp, a, u):
    """The domains whose step by one rating alone reaches the gap (one domain away), in the order of the priority path.
    CHOICE: the steps are those of the priority path, from weak and adequate domains."""
    if a.score is None or not u.d:
        return []
    gain = lambda k: u.w[k] / 100 * (bp.ratings[u.ranks[k] + 1]["mid"] - bp.ratings[u.ranks[k]]["mid"]) * bp.range
    return [k for k in u.weak + u.adequate if u.ranks[k] + 1 < len(bp.ratings) and gain(k) >= bp.passing - a.score]


def inconsistent(bp, a, u):
    if a.score is None or not u.d:
        return False
    implied = (a.score - bp.min) / bp.range
    low = sum(u.w[k] / 100 * (bp.ratings[u.ranks[k]]["low"] if u.ranks[k] else F(0)) for k in u.w)
    high = sum(u.w[k] / 100 * bp.ratings[u.ranks[k]]["high"] for k in u.w)
    tolerance = F(15, 100)
    if implied < low - tolerance:
        hit("entry: below")
    elif implied > high + tolerance:
        hit("entry: above")
    else:
        hit("entry: consistent")
    return not low - tolerance <= implied <= high + tolerance


def trace_booking(booking, start, earliest, recommended, weeks, tier):
    """Counts the bookings that lie exactly on a bound (for generate.py --check; decides nothing)."""
    if booking is None:
        return
    day = timedelta(days=1)
    for name, bound in (("start", start), ("earliest", earliest if earliest and earliest > start else None), ("recommended", recommended)):
        if bound and booking in (bound, bound - day):
            hit(f"booking: on {name}" + ("" if booking == bound else " - 1"))
    if tier == "low" and (booking - start).days in (29, 30):
        hit(f"booking: low, start + {(booking - start).days}")
    if weeks is not None:
        for extra, name in ((0, "available = weeks"), (-1, "available = weeks - 1")):
            if (booking - start).days // 7 == weeks + extra:
                hit("booking: " + name)
        for extra in (6, 7):
            if (booking - start).days == 7 * weeks + extra:
                hit(f"booking: plan's end + {extra}")


# ---------------------------------------------------------------- a candidate

class Aside:
    """What the cohort needs of a candidate beside the line: the dates of a retake, exact readiness, single steps."""
    earliest = recommended = booked = readiness = None
    steps = ()


def analyse(bp, as_of, attempts, start=None, config_hours=None):
    """The results.jsonl object of one candidate."""
    return conclude(bp, as_of, attempts, start, config_hours)[0]


def conclude(bp, as_of, attempts, start=None, config_hours=None):
    """The results.jsonl object of one candidate, and what the cohort needs beside it."""
    aside = Aside()
    now = attempts[-1]
    start = start or as_of + timedelta(days=1)
    few = few_ratings(bp, now)
    listed = Terms(bp, now.ranks)                      # lists, section 7 and 8
    u = Terms(bp, {} if few else now.ranks)            # sections 4 to 6 and 9
    warnings = set()
    for a in attempts:
        if a.date and (bp.valid_from and a.date < bp.valid_from or bp.valid_until and a.date > bp.valid_until):
            warnings.add("other-version")
        if a.date and a.date > as_of:
            warnings.add("future-date")
    if bp.keys and 2 * sum((bp.weight[k] for k in now.ranks), F(0)) == sum(bp.weight.values()):
        hit("few-ratings: exactly half")
    if few:
        warnings.add("few-ratings")
        hit("few-ratings: " + ("some rated" if now.ranks else "none rated"))
    out_outlook = out_passing = plan = None
    flags = []
    if now.passed:
        out_passing = passing_of(bp, now, u)
    else:
        base, tier, adjustment = outlook(bp, now, u)
        # an outlook that concludes nothing is null
        out_outlook = None if tier is None else {"base": base, "tier": tier, "adjustment": adjustment}
        weeks = None if tier is None else weeks_of(bp, now, u, base, tier)
        half_hours, warned = hours_of(now, config_hours)
        if warned:
            warnings.add("hours")
        earliest = earliest_of(bp, attempts)
        recommended = None
        if weeks is not None:
            recommended = start + timedelta(days=7 * weeks)
            if earliest is not None:
                hit("recommended: " + ("earliest" if earliest > recommended else "weeks"))
                recommended = max(recommended, earliest)
            else:
                hit("recommended: no date")
        booking = now.retake
        trace_booking(booking, start, earliest, recommended, weeks, tier)
        if booking is not None and (booking < start or now.date is not None and booking <= now.date):
            warnings.add("stale-booking")
            hit("booking: before start" if booking < start else "booking: not after the attempt")
            if booking == now.date and booking >= start:
                hit("booking: on the day of the attempt")
            booking = None
        aside.earliest, aside.recommended, aside.booked = earliest, recommended, booking
        aside.steps = single_steps(bp, now, u)
        flags = flags_of(bp, u, tier, booking, earliest, recommended, start)
        if weeks is not None:
            plan = plan_of(bp, now, weeks, booking, start, earliest, recommended, half_hours)
    estimate = estimate_of(bp, now, u)
    if inconsistent(bp, now, u):
        warnings.add("inconsistent-entry")
    # CHOICE: beyond the rules, the reader warns where some attempts have a number or a date and only the rows order them
    known = [[getattr(a, of) is not None for a in attempts] for of in ("number", "date")]
    if len(attempts) > 1 and not any(map(all, known)) and any(map(any, known)):
        warnings.add("open-order")
    codes = ["other-version", "future-date", "few-ratings", "hours", "stale-booking", "inconsistent-entry", "open-order"]
    for w in warnings:
        hit("warning: " + w)
    ready = aside.readiness = readiness(bp, now, u)
    failed_score = not now.passed and now.score is not None
    if failed_score:
        hit("band: " + band(bp, now.score))
        hit("review: " + ("focused" if now.score >= bp.focused else "comprehensive"))
    known = lambda key: next((getattr(a, key) for a in reversed(attempts) if getattr(a, key) is not None), None)
    line = {
        "candidate_id": now.key, "name": known("name"), "email": known("email"), "group": known("group"), "exam": bp.id,
        "attempts": [{"file": a.file, "row": a.row, "number": a.number, "date": iso(a.date), "score": a.score,
                      "outcome": "passed" if a.passed else "failed",
                      "ratings": {k: bp.ratings[a.ranks[k]]["key"] for k in bp.keys if k in a.ranks}} for a in attempts],
        "outcome": "passed" if now.passed else "failed", "score": now.score,
        "margin": None if now.score is None else plain(now.score - bp.passing),
        "band": band(bp, now.score) if failed_score else None,
        "review": ("focused" if now.score >= bp.focused else "comprehensive") if failed_score else None,
        "priority": listed.priority,
        "weak": listed.weak, "adequate": listed.adequate, "strong": listed.strong,
        "unrated": [k for k in bp.keys if k not in now.ranks],
        "readiness": None if ready is None else half_up(ready, 1),
        "outlook": out_outlook, "passing": out_passing, "flags": flags, "trend": trend_of(bp, attempts), "plan": plan,
        "estimate": estimate, "warnings": [c for c in codes if c in warnings]}
    return line, aside


# ---------------------------------------------------------------- section 10

Z = Decimal("1.959964")


class Library:
    """The statistics of scipy, statsmodels and numpy, loaded where the first one is needed."""

    def __getattr__(self, name):
        import numpy
        from scipy.stats import fisher_exact, hypergeom, norm
        from statsmodels.stats.multitest import multipletests
        from statsmodels.stats.proportion import confint_proportions_2indep, proportion_confint
        self.__dict__ |= locals()
        self.alpha = 2 * norm.sf(float(Z))              # the level that belongs to our z
        return self.__dict__[name]


library = Library()


def same(ours, theirs, least=0.0):
    """Every exact number is the one of the library, as far as floating point carries; below `least` it does not."""
    for a, b in zip(ours, theirs, strict=True):
        assert abs(float(a) - float(b)) <= max(1e-9 * abs(float(a)), 1e-12, least), (float(a), float(b))


def wilson(count, of):
    """Low and high as Decimals (60 digits)."""
    n, p, z2 = Decimal(of), Decimal(count) / Decimal(of), Z * Z
    centre = p + z2 / (2 * n)
    half = Z * (p * (1 - p) / n + z2 / (4 * n * n)).sqrt()
    low, high = (centre - half) / (1 + z2 / n), (centre + half) / (1 + z2 / n)
    return max(Decimal(0), low) if count else Decimal(0), min(Decimal(1), high) if count < of else Decimal(1)


def rate(count, of):
    if of == 0:
        return None                                     # CHOICE: the whole object is null
    low, high = wilson(count, of)
    same((low, high), library.proportion_confint(count, of, alpha=library.alpha, method="wilson"))
    return {"count": count, "of": of, "value": half_up(F(count, of), 4), "low": half_up(F(low), 4), "high": half_up(F(high), 4)}


def quantile(values, q):
    at = (len(values) - 1) * q
    i = floor(at)
    return F(values[i]) if i + 1 == len(values) else values[i] + (at - i) * (values[i + 1] - values[i])


def scores_of(bp, scores):
    scores = sorted(scores)
    if not scores or not bp.scale:
        return None
    quarters = [F(i, 4) for i in (1, 2, 3)]
    same([quantile(scores, q) for q in quarters], library.numpy.quantile(scores, [float(q) for q in quarters], method="linear"))
    out = {"n": len(scores), "min": None, "q1": None, "median": None, "q3": None, "max": None, "mean": None, "histogram": []}
    if scores:
        out |= {"min": scores[0], "q1": half_up(quantile(scores, F(1, 4)), 1), "median": half_up(quantile(scores, F(1, 2)), 1),
                "q3": half_up(quantile(scores, F(3, 4)), 1), "max": scores[-1], "mean": half_up(F(sum(scores), len(scores)), 1)}
    if bp.scale:
        a = bp.min
        while a < bp.max:
            b = min(a + 50, bp.max)                     # CHOICE: a last bin that is not full ends at the maximum
            count = sum(a <= x < b or b == bp.max == x for x in scores)
            out["histogram"].append({"from": plain(a), "to": plain(b), "count": count})
            a += 50
    return out


def figures(bp, people, results):
    """The figures of all candidates or of a group of them."""
    attempts = [a for rows in people for a in rows]
    passed = sum(rows[-1].passed for rows in people)
    first, retake = [], []
    for rows in people:
        for i, a in enumerate(rows):
            # CHOICE: a numbered attempt is a first one where its number is 1, an unnumbered one where it is the candidate's earliest.
            (first if (a.number == 1 if a.number is not None else i == 0) else retake).append(a.passed)
    domains = []
    for k in bp.keys:
        role = lambda a: bp.role(a.ranks[k]) if k in a.ranks else "unrated"
        c, f = Counter(role(rows[-1]) for rows in people), Counter(role(rows[-1]) for rows in people if not rows[-1].passed)
        rated, failed_rated = len(people) - c["unrated"], f.total() - f["unrated"]
        impact = bp.weight[k] * F(c["weak"], rated) if rated else None
        bounds = [bp.weight[k] * F(x) for x in wilson(c["weak"], rated)] if rated else None
        domains.append((impact, bounds, {
            "key": k, "name": bp.names[k], "weight": plain(bp.weight[k]),
            "weak": c["weak"], "adequate": c["adequate"], "strong": c["strong"], "unrated": c["unrated"],
            "weak_rate": rate(c["weak"], rated), "failed_weak_rate": rate(f["weak"], failed_rated),
            "impact": None if impact is None else half_up(impact, 2), "tied_with_next": False}))
    domains.sort(key=lambda d: (d[0] is None, -(d[0] or 0)))         # stable: ties in blueprint order
    for (_, x, d), (_, y, _) in zip(domains, domains[1:]):
        d["tied_with_next"] = x is not None and y is not None and x[0] <= y[1] and y[0] <= x[1]
    tally = lambda names, got: {n: c for n in names if (c := sum(g == n for g in got))}     # CHOICE: only what occurs
    general = ["integration", "uniform-borderline", "foundation", "retake-not-allowed", "rushed-retake", "booked-too-early"]
    tiers = Counter(r["outlook"]["tier"] for r in results if r["outlook"])
    return {
        "attempts": len(attempts), "passed": passed, "failed": len(people) - passed,
        "pass_rate": rate(passed, len(people)), "first_attempt_pass_rate": rate(sum(first), len(first)),
        "retake_pass_rate": rate(sum(retake), len(retake)),
        "scores": scores_of(bp, [rows[-1].score for rows in people if rows[-1].score is not None]),
        "domains": [d for _, _, d in domains],
        "outlook": {t: tiers[t] for t in ("high", "medium", "low")},
        "flags": tally([f["id"] for f in bp.flags] + general, [f for r in results for f in r["flags"]]),
        "passing": tally(["over-specialised", "gap-despite-pass", "consistent", "solid", "strong"],
                         [r["passing"]["pattern"] for r in results if r["passing"]]),
        "trends": tally(["improving", "shifting", "regressing", "plateau"], [r["trend"]["kind"] for r in results if r["trend"]]),
        "persistent": tally(bp.keys, [k for r in results if r["trend"] for k in r["trend"]["persistent"]])}


MOST_LISTED = 500
MOST_GROUPS = 500
LEAST_IN_GROUP = 5
LEAST_IN_PAIR = 3


def listed(lines, more=lambda line: {}):
    if len(lines) > MOST_LISTED:
        hit("list: more than 500")
    return [{"candidate_id": r["candidate_id"], "name": r["name"], **more(r)} for r in lines[:MOST_LISTED]]


def fisher(n, a, b, both):
    """P(X >= both) of the hypergeometric distribution, exactly: which pairs stand out must not hang on a last digit."""
    k = max(both, a + b - n, 0)
    term, total = comb(a, k) * comb(n - a, b - k), 0
    while k <= min(a, b):
        total += term
        term = term * (a - k) * (b - k) // ((k + 1) * (n - a - b + k + 1))
        k += 1
    p = F(total, comb(n, b))
    # theirs is 1 less 1e-13 in places, and carries no more than ten digits where it is tiny
    table = [[both, a - both], [b - both, n - a - b + both]]
    same([p] * 2, [library.fisher_exact(table, alternative="greater").pvalue, library.hypergeom.sf(both - 1, n, a, b)], 1e-10)
    return p


def holm(ps):
    """Adjusted p by Holm, 1979, in the order of `ps`."""
    adjusted, largest = [None] * len(ps), F(0)
    for rank, i in enumerate(sorted(range(len(ps)), key=lambda i: ps[i])):
        largest = max(largest, min(F(1), (len(ps) - rank) * ps[i]))
        adjusted[i] = largest
    if ps:
        same(adjusted, library.multipletests([float(p) for p in ps], method="holm")[1])
    return adjusted


def pairs_of(bp, people):
    current, out = [rows[-1] for rows in people], []
    weak = lambda a, k: bp.role(a.ranks[k]) == "weak"
    for i, x in enumerate(bp.keys):
        for y in bp.keys[i + 1:]:
            rated = [(weak(a, x), weak(a, y)) for a in current if x in a.ranks and y in a.ranks]
            if not rated:
                continue
            n, n_x, n_y, both = len(rated), sum(p for p, _ in rated), sum(q for _, q in rated), sum(p and q for p, q in rated)
            expected = F(n_x * n_y, n)
            out.append((fisher(n, n_x, n_y, both), {
                "domains": [x, y], "rated": n, "weak": [n_x, n_y], "both": both, "expected": half_up(expected, 2),
                "lift": half_up(both / expected, 2) if expected else None}))
    for (p, pair), adjusted in zip(out, holm([p for p, _ in out])):
        stands_out = pair["both"] >= LEAST_IN_PAIR and adjusted < F(1, 10)
        pair |= {"p": half_up(p, 6), "p_adjusted": half_up(adjusted, 6), "stands_out": stands_out}
        hit("pair: stands out" if stands_out else "pair: does not stand out")
        if adjusted < F(1, 10) and not stands_out:
            hit("pair: too few")
        if pair["lift"] is None:
            hit("pair: nobody weak in one")
        if pair["both"] and p == 1:
            hit("pair: p is 1")
    return [pair for _, pair in sorted(out, key=lambda at: at[0])]   # stable: ties in blueprint order


def impacts(bp, people):
    """domain -> exact impact, in order of impact; those that nobody is rated in are left out."""
    out = {}
    for k in bp.keys:
        rated = [rows[-1].ranks[k] for rows in people if k in rows[-1].ranks]
        if rated:
            out[k] = bp.weight[k] * F(sum(bp.role(rank) == "weak" for rank in rated), len(rated))
    return dict(sorted(out.items(), key=lambda at: -at[1]))


def workshops_of(bp, people, results, failing, teaching):
    """(teaching hours, workshops)"""
    at_stake = {k: impact for k, impact in impacts(bp, people).items() if impact > 0}
    if not at_stake:
        hit("workshops: none")
        return None, []
    order, half_hours = list(at_stake), floor(teaching * 2)
    hours = largest_remainder(half_hours, at_stake, lambda k: (order.index(k),))
    assert sum(hours.values()) == half_hours
    workshops = []
    for k in order:
        weak = [r for r in failing if k in r["weak"]]
        workshops.append({"domain": k, "weak": sum(k in r["weak"] for r in results), "failed_weak": len(weak),
                          "hours": hours[k] / 2, "candidates": listed(weak)})
        hit("workshop: " + ("hours" if hours[k] else "too little for half an hour") + ("" if weak else ", nobody failing"))
    return half_hours / 2, workshops


def cover_of(bp, failing):
    need = [r for r in failing if r["weak"]]
    left, chosen, sets = need, [], []
    while left and len(chosen) < 3:
        gain = {k: bp.weight[k] * sum(k in r["weak"] for r in left) for k in bp.keys if k not in chosen}
        best = max(gain, key=gain.get)                               # the first of the largest: blueprint order
        if sum(g == gain[best] for g in gain.values()) > 1:
            hit("cover: tie")
        chosen.append(best)
        left = [r for r in left if best not in r["weak"]]
        sets.append({"domains": list(chosen), "reached": len(need) - len(left),
                     "whole": sum(set(r["weak"]) <= set(chosen) for r in need)})
    hit(f"cover: {len(sets)} sets, " + ("some unreached" if left else "all reached"))
    return {"need": len(need), "sets": sets, "unreached": {"count": len(left), "candidates": listed(left)}}


def calendar_of(bp, asides, as_of):
    """CHOICE: the earliest retake counts also where ratings and score are missing and there is no plan: without it the
    months' "else the earliest" would say nothing. A day that has passed counts in the month of the build, because nobody sits
    before. A booking before the earliest retake is used: only a stale one is ignored."""
    by_date = lambda dates: [{"date": iso(d), "count": n} for d, n in sorted(Counter(d for d in dates if d).items())]
    exams = Counter()
    for a in asides:
        day = a.booked or a.recommended or a.earliest
        hit("month: " + ("booked" if a.booked else "recommended" if a.recommended else "earliest" if a.earliest else "none"))
        if day:
            exams[max(iso(day), iso(as_of))[:7]] += 1
    fee = None if bp.fee is None else F(bp.fee["amount"])
    return {"earliest": by_date(a.earliest for a in asides), "recommended": by_date(a.recommended for a in asides),
            "booked": by_date(a.booked for a in asides),
            "months": [{"month": m, "exams": n, "fees": None if fee is None else half_up(fee * n, 2)} for m, n in sorted(exams.items())],
            "currency": None if bp.fee is None else bp.fee["currency"]}


def difference(one, other):
    """Of two (count, of): with the hybrid score interval of Newcombe, 1998 (method 10); null below five on either side."""
    if one[1] < LEAST_IN_GROUP or other[1] < LEAST_IN_GROUP:
        return None
    (l1, u1), (l2, u2) = wilson(*one), wilson(*other)
    p1, p2 = (Decimal(count) / Decimal(of) for count, of in (one, other))
    low = p1 - p2 - ((p1 - l1) ** 2 + (u2 - p2) ** 2).sqrt()
    high = p1 - p2 + ((u1 - p1) ** 2 + (p2 - l2) ** 2).sqrt()
    same((low, high), library.confint_proportions_2indep(*one, *other, method="newcomb", compare="diff", alpha=library.alpha))
    return {"value": half_up(F(*one) - F(*other), 4), "low": half_up(F(low), 4), "high": half_up(F(high), 4)}


def groups_of(bp, people, results):
    names = {r["group"] for r in results}
    if names <= {None}:
        return []
    many = len(names) > MOST_GROUPS                                  # CHOICE: those without a group count as one
    groups = []
    for name in sorted(names, key=lambda name: (name is None, name or "")):          # code points; None last
        inside = [r["group"] == name for r in results]
        own, rest = ([rows for rows, yes in zip(people, inside) if yes == side] for side in (True, False))
        lines = [r for r, yes in zip(results, inside) if yes]
        of = None
        if len(own) >= LEAST_IN_GROUP and not many:
            def compared(what):
                seen = [[x for x in (what(rows[-1]) for rows in side) if x is not None] for side in (own, rest)]
                return difference(*((sum(side), len(side)) for side in seen))

            of = figures(bp, own, lines)
            of["difference"] = {
                "pass_rate": compared(lambda a: a.passed),
                "domains": [{"domain": k, "weak_rate": compared(lambda a: bp.role(a.ranks[k]) == "weak" if k in a.ranks else None)}
                            for k in bp.keys]}
            hit("difference: " + ("pass rate" if of["difference"]["pass_rate"] else "no pass rate"))
            for line in of["difference"]["domains"]:
                hit("difference: " + ("weak rate" if line["weak_rate"] else "no weak rate"))
        hit("group: " + ("without a name" if name is None else "named") + (", figures" if of else ", too many" if many else ", too small"))
        groups.append({"name": name, "candidates": len(own), "figures": of})
    return groups


def history_of(bp, people):
    after = {tier: [] for tier in ("high", "medium", "low")}
    marks = HIT.copy()                                               # these outlooks are nobody's current ones
    for rows in people:
        for a, b in zip(rows, rows[1:]):
            if not a.passed:
                tier = outlook(bp, a, Terms(bp, {} if few_ratings(bp, a) else a.ranks))[1]
                after.setdefault(tier, []).append(b.passed)
    HIT.clear()
    HIT.update(marks)
    for tier, passed in after.items():
        hit(f"history: {tier}" + ("" if passed else ", nobody"))
    return [{"tier": tier, "passed": rate(sum(after[tier]), len(after[tier]))} for tier in ("high", "medium", "low")]


def sat_again(rows, day):
    """The last attempt up to the day, of a candidate who had sat by then and has sat since; None: did not; "unknown".
    CHOICE: an attempt without a date may lie on either side of the day, as far as the order of the attempts allows; it is known
    where all readings give one answer. The last attempt up to the day is the last one that is known to lie there."""
    side = [None if a.date is None else a.date > day for a in rows]
    answers = set()
    for first_later in range(len(rows) + 1):                         # every way to cut the attempts in two
        if all(s in (None, i >= first_later) for i, s in enumerate(side)):
            answers.add(0 < first_later < len(rows))
    if answers != {True}:
        return "unknown" if True in answers else None
    return [a for a, s in zip(rows, side) if s is False][-1]


def rate_change(before, after):
    """Two (count, of)."""
    by = difference(after, before)
    return {"before": rate(*before), "after": rate(*after), "difference": by,
            "moved": by is not None and not by["low"] <= 0 <= by["high"]}


def figure_change(before, after, places):
    shown = lambda x: None if x is None else half_up(x, places)
    both = before is not None and after is not None
    return {"before": shown(before), "after": shown(after), "difference": shown(after - before) if both else None}


def comparison(bp, people, ready, now, old):
    """`ready`: the results by readiness, those who failed first; `now`: the figures of this build; `old`: an earlier cohort.json."""
    day = date.fromisoformat(old["as_of"])
    part = lambda r: (0, 0) if r is None else (r["count"], r["of"])
    old_rate = lambda key: part(old.get(key))
    change = lambda key: rate_change(old_rate(key), part(now[key]))
    count = lambda before, after: {"before": before, "after": after}
    passed, of = old_rate("pass_rate")
    score = lambda key: figure_change(*(None if s is None or not bp.scale else F(str(s[key])) for s in (old.get("scores"), now["scores"])), 1)
    weak_before = {d["key"]: part(d["weak_rate"]) for d in old.get("domains", [])}
    domains = []
    for d in now["domains"]:
        before, after = weak_before.get(d["key"], (0, 0)), part(d["weak_rate"])
        impact = lambda p: bp.weight[d["key"]] * F(*p) if p[1] else None
        domains.append({"domain": d["key"], "weak_rate": rate_change(before, after), "impact": figure_change(impact(before), impact(after), 2)})
        hit("moved: " + str(domains[-1]["weak_rate"]["moved"]))
    by_id = {rows[-1].key: rows for rows in people}
    sides = {key: sat_again(rows, day) for key, rows in by_id.items()}
    for key, side in sides.items():
        hit("sat again: " + (side or "no" if not isinstance(side, Attempt) else "yes"))
    again = [r for r in ready if isinstance(sides[r["candidate_id"]], Attempt)]
    pairs = [(sides[r["candidate_id"]], by_id[r["candidate_id"]][-1]) for r in again]
    changes = sorted(b.score - a.score for a, b in pairs if a.score is not None and b.score is not None)
    turns = []
    for k in bp.keys:
        both = [(bp.role(a.ranks[k]) == "weak", bp.role(b.ranks[k]) == "weak") for a, b in pairs if k in a.ranks and k in b.ranks]
        turns.append({"domain": k, "rated": len(both), "weak_before": sum(a for a, _ in both),
                      "no_longer_weak": both.count((True, False)), "newly_weak": both.count((False, True))})
    word = lambda a: "passed" if a.passed else "failed"
    who = {id(r): {"score_before": a.score, "score": b.score, "outcome_before": word(a), "outcome": word(b)} for r, (a, b) in zip(again, pairs)}
    return {
        "as_of": old["as_of"], "candidates": count(of, len(people)), "attempts": count(old["attempts"], now["attempts"]),
        "passed": count(passed, now["passed"]), "failed": count(of - passed, now["failed"]),
        "pass_rate": change("pass_rate"), "first_attempt_pass_rate": change("first_attempt_pass_rate"),
        "retake_pass_rate": change("retake_pass_rate"), "median": score("median"), "mean": score("mean"), "domains": domains,
        "sat_again": {
            "count": len(again), "candidates": listed(again, lambda r: who[id(r)]),
            "passed": rate(sum(b.passed for _, b in pairs), len(pairs)), "scored": len(changes),
            "median_change": half_up(quantile(changes, F(1, 2)), 1) if changes else None,
            "domains": turns, "unknown": sum(side == "unknown" for side in sides.values())}}


def cohort(bp, as_of, people, concluded, teaching=F(12), old=None):
    results = [line for line, _ in concluded]
    # by readiness, unrounded; the sort is stable, so ties stay in the order of the sheet
    ready = sorted(concluded, key=lambda at: (at[1].readiness is None, -(at[1].readiness or 0)))
    failing = [(line, aside) for line, aside in ready if line["outcome"] == "failed"]
    lines = [line for line, _ in failing]
    close = [r for r in lines if r["outlook"] and r["outlook"]["tier"] == "high"]
    away = {id(line): aside.steps for line, aside in failing if aside.steps}
    single = [r for r in lines if id(r) in away]
    teaching, workshops = workshops_of(bp, people, results, lines, teaching)
    now = figures(bp, people, results)
    in_order = lines + [line for line, _ in ready if line["outcome"] == "passed"]
    return {
        "exam": bp.id, "as_of": iso(as_of), "candidates": len(people), "left_out": 0, **now,
        "close": {"count": len(close), "candidates": listed(close, lambda r: {"score": r["score"], "readiness": r["readiness"]})},
        "one_domain_away": {"count": len(single),
                            "candidates": listed(single, lambda r: {"score": r["score"], "domains": away[id(r)]})},
        "pairs": pairs_of(bp, people), "workshops": workshops, "teaching_hours": teaching, "cover": cover_of(bp, lines),
        "calendar": calendar_of(bp, [aside for _, aside in failing], as_of), "groups": groups_of(bp, people, results),
        "history": history_of(bp, people),
        "comparison": None if old is None else comparison(bp, people, in_order, now, old)}


def main(args):
    options, plain_args, as_cohort = {}, [], False
    it = iter(args)
    for arg in it:
        if arg == "--cohort":
            as_cohort = True
        elif arg in ("--start", "--hours", "--teaching-hours", "--compare"):
            options[arg] = next(it)
        else:
            plain_args.append(arg)
    bp, as_of = Blueprint(plain_args[0]), as_date(plain_args[1])
    people = read_sheet(bp, plain_args[2])
    concluded = [conclude(bp, as_of, rows, as_date(options.get("--start")), options.get("--hours")) for rows in people]
    sys.stdout.reconfigure(encoding="utf-8", newline="\n")
    teaching, old = F(options.get("--teaching-hours", "12")), None
    if "--compare" in options:
        with open(options["--compare"], encoding="utf-8") as file:
            old = json.load(file)
    for line in [cohort(bp, as_of, people, concluded, teaching, old)] if as_cohort else [line for line, _ in concluded]:
        print(json.dumps(line, ensure_ascii=False, separators=(",", ":")))


if __name__ == "__main__":
    main(sys.argv[1:])
