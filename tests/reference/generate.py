"""Random canonical class sheets for resit that reach every branch of the analysis.

    python3 generate.py BLUEPRINT.toml CANDIDATES SEED > sheet.csv
    python3 generate.py --check [BLUEPRINT.toml [CANDIDATES [SEED]]]   is every row of every decision table reached?

Dates lie around the as-of day 2026-11-23. Orders are unambiguous: a candidate's rows are out of sequence only
where all of them are numbered or all are dated; numbers, dates and (where mixed) rows agree.
"""
import csv
import glob
import io
import random
import sys
from datetime import date, timedelta
from math import ceil

import reference as ref

AS_OF = date(2026, 11, 23)
START = AS_OF + timedelta(days=1)
FIRST = ["Ana", "Đặng", "José", "Μαρία", "Иван", "Zoë", "李", "Fatima", "Søren", "O'Neil", "Jean-Luc", "Łucja"]
LAST = ["Souza", "Nguyễn", "García", "Παππάς", "Петров", "van der Berg", "Wei", "al-Amin", "Ångström", "Smith, Jr", "Dvořák", 'Ray "Q"']
HOURS = ["", "", "", "", "2", "2.9", "2.99", "3", "3.4", "3.5", "5", "8", "8.0", "8.25", "8.5", "8.7", "8.75", "10", "12.5", "20",
         "37.5", "59.99", "60", "60.4", "61", "0", "-4", "168", "ten"]
PERCENTS = ["0%", "12%", "39%", "39.9%", "40%", "41%", "49.5%", "55%", "59%", "59.99%", "60%", "60.0%", "61%", "70%", "79%", "79.9%", "80%",
            "81%", "92%", "99.9%", "100%", "65 %"]


def special_scores(bp):
    marks = [bp.passing, bp.near, bp.middle, bp.focused, bp.passing + bp.narrow]
    out = [int(bp.min), int(bp.max)]
    for m in marks:
        out += [ceil(m) - 1, ceil(m), ceil(m) + 1]
    return [s for s in out if bp.min <= s <= bp.max]


def random_score(rng, bp, special):
    kind = rng.random()
    if kind < 0.35:
        return rng.choice(special)
    if kind < 0.75:                                                    # around the bands
        return min(int(bp.max), max(int(bp.min), int(rng.gauss(float(bp.passing) - 0.07 * float(bp.range), 0.1 * float(bp.range)))))
    return rng.randint(ceil(bp.min), int(bp.max))


def random_ranks(rng, bp, before):
    """domain -> rank or absent."""
    if not bp.keys:
        return {}
    top = len(bp.ratings) - 1
    heavy = ref.Terms(bp, dict.fromkeys(bp.keys, 0)).heavy
    kind = rng.choice(["free", "free", "free", "level", "strong heavy", "weak heavy", "few weak", "few strong", "no weak", "none", "only heavy strong",
                       "moved", "moved", "moved"])
    roles = lambda *names: [i for i, r in enumerate(bp.ratings) if r["role"] in names] or list(range(top + 1))
    weak, adequate, strong = roles("weak"), roles("adequate"), roles("strong")
    if kind == "none":
        return {}
    if kind == "moved" and before:
        ranks = {}
        for k in bp.keys:
            if k in before or rng.random() < 0.3:
                r = before.get(k, rng.randint(0, top))
                ranks[k] = min(top, max(0, r + rng.choice([0, 0, 0, 0, 1, -1])))
    elif kind == "level":
        ranks = dict.fromkeys(bp.keys, rng.randint(0, top))
    elif kind == "strong heavy":
        ranks = {k: rng.choice(strong if k in heavy else rng.choice([weak, adequate, range(top + 1)])) for k in bp.keys}
        if rng.random() < 0.3:
            ranks = {k: r if k in heavy else rng.choice(weak) for k, r in ranks.items()}
    elif kind == "weak heavy":
        ranks = {k: rng.choice(weak if k in heavy else rng.choice([adequate, strong, range(top + 1)])) for k in bp.keys}
    elif kind == "few weak":
        ranks = {k: rng.choice(adequate) for k in bp.keys}
        for k in rng.sample(bp.keys, min(len(bp.keys), rng.choice([1, 1, 2, 3]))):
            ranks[k] = rng.choice(weak)
    elif kind == "only heavy strong":                                  # heavy among those that are rated at all
        keep = rng.sample(bp.keys, rng.randint(ceil(len(bp.keys) / 2), len(bp.keys)))
        heavy = ref.Terms(bp, dict.fromkeys((k for k in bp.keys if k in keep), 0)).heavy if keep else []
        return {k: rng.choice(strong if k in heavy else weak) for k in bp.keys if k in keep}
    elif kind == "few strong":
        ranks = {k: rng.choice(rng.choice([adequate, weak])) for k in bp.keys}
        for k in rng.sample(bp.keys, min(len(bp.keys), rng.choice([1, 2]))):
            ranks[k] = rng.choice(strong)
    elif kind == "no weak":
        ranks = {k: rng.choice(adequate if rng.random() < 0.7 else strong) for k in bp.keys}
    else:
        ranks = {k: rng.randint(0, top) for k in bp.keys}
    if bp.keys and rng.random() < 0.35:                                # partly unrated: 1 to all domains left
        keep = rng.sample(bp.keys, rng.randint(1, len(bp.keys)))
        ranks = {k: r for k, r in ranks.items() if k in keep}
    return ranks


def rating_cell(rng, bp, rank, style):
    rating = bp.ratings[rank]
    if style == "percent":
        fits = [p for p in PERCENTS if ref.read_rating(bp, p) == rank]
        if fits:
            return rng.choice(fits)
        style = "label"
    if style == "mixed":
        return rating_cell(rng, bp, rank, rng.choice(["key", "label", "percent"]))
    return rating[style]


def sequence_of_dates(rng, bp, count):
    last = AS_OF + timedelta(days=rng.choice(
        [-200, -60, -45, -30, -20, -16, -15, -14, -13, -12, -11, -9, -7, -5, -3, -1, 0, 0, 1, 2, 9, 30] + [-rng.randint(1, 400)] * 20))
    edges = [d for d in (bp.valid_from, bp.valid_until) if d]
    if edges and rng.random() < 0.06:
        last = rng.choice(edges) + timedelta(days=rng.choice([-1, 0, 1]))
    if rng.random() < 0.04:                                            # days whose later year or month has no such day
        last = rng.choice([date(2024, 2, 29), date(2024, 8, 31), date(2025, 10, 31), date(2026, 8, 31)])
    days = [last]
    for _ in range(count - 1):
        days.append(days[-1] - timedelta(days=rng.choice([14, 15, 21, 29, 30, 31, 60, 90, 180, rng.randint(1, 300)])))
    return days[::-1]


def booking(rng, bp, exam, number_of_failed):
    wait = bp.wait_days[min(number_of_failed, len(bp.wait_days)) - 1] if bp.wait_days else 0
    if exam and exam > START - timedelta(days=wait + 2) and rng.random() < 0.5:          # on the bounds around the attempt
        return exam + timedelta(days=rng.choice([0, 1, wait - 1, wait, wait + 1]))
    if rng.random() < 0.1:
        return START + timedelta(days=bp.rushed_days + rng.choice([-1, 0]))
    bases = [START, START, START, AS_OF]
    if exam:
        bases += [exam, exam + timedelta(days=wait), exam + timedelta(days=wait)]
    offsets = [-30, -8, -7, -1, 0, 1, 6, 7, 8, 13, 14, 15, 20, 21, 28, 29, 30, 31, 34, 35]
    offsets += [7 * k + e for k in range(2, 15) for e in (-1, 0, 1)] + [100, 120, 200]
    return rng.choice(bases) + timedelta(days=rng.choice(offsets))


def candidate(rng, bp, index, special):
    count = rng.choice([1, 1, 1, 1, 2, 2, 2, 3, 3, 4, 5])
    mode = rng.choice(["number", "date", "both", "both", "both", "neither", "partly dated", "partly numbered", "number, partly dated"])
    dates = sequence_of_dates(rng, bp, count)
    first = rng.choice([1, 1, 1, 1, 2, 3])
    numbers = [first]
    for _ in range(count - 1):
        numbers.append(numbers[-1] + rng.choice([1, 1, 1, 1, 2]))
    if mode in ("date", "neither", "partly dated"):
        numbers = [None] * count
    if mode in ("number", "neither"):
        dates = [None] * count
    if mode in ("partly dated", "number, partly dated"):
        dates = [d if rng.random() < 0.6 else None for d in dates]
    if mode == "partly numbered":
        numbers = list(range(1, count + 1))
        numbers = [n if rng.random() < 0.6 else None for n in numbers]
        dates = [d if rng.random() < 0.6 else None for d in dates]
    name = f"{rng.choice(FIRST)} {rng.choice(LAST)} {index}"
    style = rng.choice(["key", "label", "label", "percent", "mixed"])
    chance_of_score = rng.choice([1, 1, 1, 0.5, 0]) if bp.scale else 0
    group = rng.choice(["Lisbon", "Köln", "Lisbon", "north, evening", ""])
    group = "Évora" if index in (3, 9) else "köln" if index % 16 == 5 else group         # one that is always too small
    steady_course = rng.random() < 0.25
    rows, ranks, score, failed = [], {}, None, 0
    for i in range(count):
        ranks = random_ranks(rng, bp, ranks) if not (steady_course and ranks and rng.random() < 0.7) else dict(ranks)
        previous = score
        score = None
        if rng.random() < chance_of_score:
            score = random_score(rng, bp, special)
            if previous is not None and (steady_course or rng.random() < 0.5):
                t = ceil(bp.similar)
                score = previous + rng.choice([0, 5, -5, 1 - t, t - 1, t, -t, t + 1, -t - 1])
            score = min(int(bp.max), max(ceil(bp.min), score))
            if i < count - 1 and score >= bp.passing and rng.random() < 0.8:
                score = min(score, ceil(bp.passing) - rng.randint(1, 100))
                score = max(score, ceil(bp.min))
        if score is not None:
            passed = score >= bp.passing
            word = "" if rng.random() < 0.5 else "passed" if passed else "failed"
        else:
            passed = rng.random() < (0.08 if i < count - 1 else 0.3)
            word = "passed" if passed else "failed"
        failed += not passed
        k = numbers[i] or max(1, failed)
        rows.append({
            "candidate_id": f"C-{index:05d}", "name": name, "email": f"c{index}@example.org", "group": group,
            "attempt": numbers[i] or "", "date": dates[i].isoformat() if dates[i] else "", "score": "" if score is None else score, "outcome": word,
            **{d: rating_cell(rng, bp, ranks[d], style) if d in ranks else "" for d in bp.keys},
            "hours_per_week": rng.choice(HOURS), "retake_date": booking(rng, bp, dates[i], k).isoformat() if rng.random() < 0.6 else "",
            "note": rng.choice(["", "", "", "Works nights, prefers labs", 'Said "never again"', "Üben!"])})
    if index % 10 == 4:                                                # moved into the group later
        for row in rows[:-1]:
            row["group"] = "2024"
    if index % 10 == 8:                                                # the last row does not say it again
        rows[-1]["group"] = rows[-1]["group"] if count == 1 else ""
    free = all(n is not None for n in numbers) or all(d is not None for d in dates)
    if free and rng.random() < 0.5:
        rng.shuffle(rows)
    return rows


def sheet(bp, candidates, seed):
    rng = random.Random(seed)
    special = special_scores(bp) if bp.scale else []
    queues = [candidate(rng, bp, i + 1, special) for i in range(candidates)]
    rows = []
    if rng.random() < 0.3:                                             # candidate by candidate
        rows = [r for q in queues for r in q]
    else:                                                              # interleaved, each candidate's rows in their order
        slots = [i for i, q in enumerate(queues) for _ in q]
        rng.shuffle(slots)
        its = [iter(q) for q in queues]
        rows = [next(its[i]) for i in slots]
    heads = ["candidate_id", "name", "email", "group", "attempt", "date", "score", "outcome", *bp.keys, "hours_per_week", "retake_date", "note"]
    if not bp.scale:
        heads.remove("score")
    out = io.StringIO()
    writer = csv.DictWriter(out, heads, lineterminator="\n", extrasaction="ignore")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


# ---------------------------------------------------------------- the self-check

EXPECTED = """
outcome: score, passed|outcome: score, failed|outcome: word, passed|outcome: word, failed
order: number|order: date|order: row
few-ratings: some rated|few-ratings: none rated
band: near|band: middle|band: far|review: focused|review: comprehensive
no score: row near|no score: row middle|no score: row far
outlook: near, 2n <= D|outlook: near, 2n > D|outlook: middle, 2n <= D|outlook: middle, 2n > D
outlook: far, 2n <= D, n <= 1|outlook: far, 2n <= D, n > 1|outlook: far, 2n > D
outlook: near, no ratings|outlook: middle, no ratings|outlook: far, no ratings|outlook: nothing known
adjustment: up|adjustment: up, cut|adjustment: down|adjustment: down, cut|adjustment: none
adjustment: none, heavy strong but far|adjustment: none, heavy strong but far, no score|adjustment: none, no heavy domains
need: ratings|need: without ratings|need: score|need: weak weight|need: cut to 1
readiness: both|readiness: profile|readiness: proximity|readiness: null
flag: pipeline-experience|flag: infrastructure-practice|flag: security-blind-spot
flag others: none|flag others: less|flag others: exactly the share|flag others: more
flag: integration|flag: uniform-borderline|flag: foundation|flag: retake-not-allowed|flag: rushed-retake|flag: booked-too-early
pattern: over-specialised|pattern: gap-despite-pass|pattern: consistent|pattern: solid|pattern: strong|pattern: None
margin: narrow|margin: clear|margin: None|expires: last day of the month
trend: null|trend: improving, ds >= t|trend: shifting, ds >= t|trend: regressing, ds <= -t|trend: regressing, dn > 0
trend: improving, dn < 0, ds >= 0|trend: improving, dn < 0, ds unknown|trend: shifting, rose and slipped|trend: plateau
steady: False|steady: True, improving|steady: True, shifting|steady: True, regressing|steady: True, plateau|steady: True, None
persistent|persistent: not rated in every earlier attempt|persistent: no, never rated before
hours: column|hours: column not allowed|hours: default
recommended: earliest|recommended: weeks|recommended: no date
booking: before start|booking: not after the attempt|booking: on the day of the attempt|booking: on start|booking: on start - 1
booking: on earliest|booking: on earliest - 1|booking: low, start + 29|booking: low, start + 30|booking: on recommended|booking: on recommended - 1
booking: available = weeks|booking: available = weeks - 1|booking: plan's end + 7|booking: plan's end + 6
booking: cuts|booking: cuts to nothing|booking: fits|booking: a week or more after the plan
weeks: 0|weeks: 1|weeks: 2|weeks: 3|weeks: 4|weeks: 5|weeks: 6|weeks: 7|weeks: 8|weeks: 9|weeks: 10|weeks: 11|weeks: 12
focus: weak|focus: adequate|focus: strong
path: reaches True|path: reaches False|path: reaches False, empty|path: null
entry: below|entry: above|entry: consistent
warning: other-version|warning: future-date|warning: few-ratings|warning: hours|warning: stale-booking|warning: inconsistent-entry
list: more than 500|pair: stands out|pair: does not stand out|workshop: hours|cover: 3 sets, some unreached
month: booked|month: recommended|month: earliest|month: none|history: high|history: medium|history: low|history: None
group: named, figures|group: named, too small|group: without a name, figures|difference: pass rate|difference: weak rate
""".strip().replace("\n", "|").split("|")


ELSEWHERE = {"adjustment: none, no heavy domains", "flag others: none"}   # DOP-C02's weights and few-ratings rule these out
OTHERS = """limit: later|limit: no later|focus: strong|adjustment: none, no heavy domains|flag others: none
outlook: nothing known|few-ratings: exactly half|no score: row far|outlook: far, 2n <= D, n <= 1|workshops: none""".replace("\n", "|").split("|")


def reached(path, candidates, seed):
    """Marks of a generated sheet under one blueprint, and the boundary marks that it should hold."""
    import tempfile
    bp = ref.Blueprint(path)
    with tempfile.NamedTemporaryFile("w", suffix=".csv", encoding="utf-8") as f:
        f.write(sheet(bp, candidates, seed))
        f.flush()
        people = ref.read_sheet(bp, f.name)
    concluded = [ref.conclude(bp, AS_OF, rows) for rows in people]
    ref.cohort(bp, AS_OF, people, concluded)
    results = [line for line, _ in concluded]
    seen = {f"score {r['score']}" for r in results}
    seen |= {f"difference {r['trend']['score_change']}" for r in results if r["trend"]}
    seen |= {f"{len(p)} attempts" for p in people} | {f"{len(p[-1].ranks)} rated" for p in people}
    marks = [f"{n} attempts" for n in range(1, 6)] + [f"{n} rated" for n in range(len(bp.keys) + 1)]
    if bp.scale:
        t = ceil(bp.similar)
        marks += [f"score {s}" for s in sorted(set(special_scores(bp)))] + [f"difference {s}" for s in (t - 1, t, 1 - t, -t, 0)]
    print(f"{path}: {len(people)} candidates, {sum(map(len, people))} attempts")
    return seen, marks


def check(path, others, candidates, seed):
    seen, marks = reached(path, candidates, seed)
    hits = dict(ref.HIT)
    for name in sorted(set(hits) | set(EXPECTED)):
        print(f"{hits.get(name, 0):7d}  {name}")
    missing = [e for e in EXPECTED if not hits.get(e) and e not in ELSEWHERE] + [m for m in marks if m not in seen]
    total = len(EXPECTED) - len(ELSEWHERE) + len(marks)
    ref.HIT.clear()
    for other in others:
        seen, marks = reached(other, max(300, candidates // 5), seed)
        missing += [f"{other}: {m}" for m in marks if m not in seen]
        total += len(marks)
    missing += ["others: " + o for o in OTHERS if others and not ref.HIT[o]]
    print(f"{total + len(OTHERS)} marks, missing: {missing or 'none'}")
    return missing


if __name__ == "__main__":
    args = sys.argv[1:]
    if args and args[0] == "--check":
        path, n, seed = (args[1:] + ["dop-c02.toml", "3000", "1"][len(args) - 1:])[:3]
        sys.exit(1 if check(path, sorted(glob.glob("others/*.toml")), int(n), int(seed)) else 0)
    sys.stdout.reconfigure(encoding="utf-8", newline="\n")
    sys.stdout.write(sheet(ref.Blueprint(args[0]), int(args[1]), int(args[2])))
