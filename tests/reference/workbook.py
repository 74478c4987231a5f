"""What cohort.xlsx holds, read by openpyxl.

dump FILE            every worksheet as JSON: name, cells, what is frozen and filtered, links, cells with formulas
compare FILE FOLDER  every figure beside those of cohort.json, results.jsonl and manifest.csv in FOLDER; prints what
                     differs. The documents must be in English.
"""

import csv
import datetime
import json
import math
import sys
from pathlib import Path

from openpyxl import load_workbook


def plain(value):
    if isinstance(value, datetime.datetime):
        return value.date().isoformat()
    return value


def rows(sheet):
    """The cells of each row, without the empty ones at its end; rows without any are left out."""
    for row in sheet.iter_rows(values_only=True):
        cells = [plain(value) for value in row]
        while cells and cells[-1] in (None, ""):
            cells.pop()
        if cells:
            yield cells


def dump(workbook):
    sheets = []
    for sheet in workbook.worksheets:
        cells = [cell for row in sheet.iter_rows() for cell in row]
        sheets.append(
            {
                "name": sheet.title,
                "rows": list(rows(sheet)),
                "frozen": sheet.freeze_panes,
                "filter": sheet.auto_filter.ref,
                "repeated": sheet.print_title_rows,
                "landscape": sheet.page_setup.orientation == "landscape",
                "wide": bool(sheet.sheet_properties.pageSetUpPr.fitToPage) and sheet.page_setup.fitToHeight == 0,
                "links": {cell.coordinate: cell.hyperlink.target for cell in cells if cell.hyperlink},
                "formulas": [cell.coordinate for cell in cells if cell.data_type == "f"],
                "quoted": [cell.coordinate for cell in cells if cell.quotePrefix],
            }
        )
    created = workbook.properties.created
    print(json.dumps({"sheets": sheets, "created": created and created.isoformat()}))


def rate(figures, counts=True):
    if figures is None:
        return [None] * (5 if counts else 3)
    parts = ["count", "of"] if counts else []
    return [figures[part] for part in parts + ["value", "low", "high"]]


TIERS = {"high": "High", "medium": "Medium", "low": "Low"}
ANY = object()


def summary(cohort):
    """The rows of figures in their order."""
    yield ["As of", cohort["as_of"]]
    yield ["Candidates", cohort["candidates"]]
    yield ["Left out", cohort["left_out"]]
    yield ["Attempts", cohort["attempts"]]
    yield ["Passed", cohort["passed"]]
    yield ["Failed", cohort["failed"]]
    yield ["Close", cohort["close"]["count"]]
    yield ["One domain away", cohort["one_domain_away"]["count"]]
    yield ["Candidates", *rate(cohort["pass_rate"])]
    yield ["First attempts", *rate(cohort["first_attempt_pass_rate"])]
    yield ["Retakes", *rate(cohort["retake_pass_rate"])]
    scores = cohort["scores"]
    if scores:
        yield ["Scores", scores["n"]]
        yield ["Passing score", ANY]
        labels = ["Lowest", "Lower quartile", "Median", "Upper quartile", "Highest", "Mean"]
        for label, key in zip(labels, ["min", "q1", "median", "q3", "max", "mean"]):
            yield [label, scores[key]]
        for part in scores["histogram"]:
            yield [part["from"], part["to"], part["count"]]
    if cohort["failed"]:
        for tier, name in TIERS.items():
            yield [name, cohort["outlook"][tier]]
    for count in cohort["flags"].values():
        yield [ANY, count]
    for trend, count in cohort["trends"].items():
        yield [trend, count]
    names = {domain["key"]: domain["name"] for domain in cohort["domains"]}
    for key, count in cohort["persistent"].items():
        yield [names[key], count]
    for pair in cohort["pairs"]:
        if pair["stands_out"]:
            figures = [pair[key] for key in ["both", "rated", "expected", "lift", "p_adjusted"]]
            yield ["\n".join(names[key] for key in pair["domains"]), *figures]
    for month in cohort["calendar"]["months"]:
        yield [month["month"] + "-01", month["exams"], month["fees"]]
    if any(tier["passed"] for tier in cohort["history"]):
        for tier in cohort["history"]:
            yield [TIERS[tier["tier"]], *rate(tier["passed"])]
    for group in cohort["groups"]:
        own = group["figures"] or {"pass_rate": None, "difference": {"pass_rate": None}}
        difference = rate(own["difference"]["pass_rate"], counts=False)
        yield [group["name"] or "Without a group", group["candidates"], *rate(own["pass_rate"]), *difference]


def domains(cohort):
    for rank, domain in enumerate(cohort["domains"], 1):
        failed = domain["failed_weak_rate"]
        yield [
            domain["name"],
            rank,
            domain["weight"] / 100,
            *[domain[key] for key in ["weak", "adequate", "strong", "unrated"]],
            *rate(domain["weak_rate"], counts=False),
            domain["impact"],
            "with next" if domain["tied_with_next"] else None,
            failed["of"] if failed else 0,
            failed["count"] if failed else 0,
            *rate(failed, counts=False),
        ]


def named(people, count):
    names = "; ".join(person["name"] or person["candidate_id"] for person in people)
    more = count - len(people)
    return f"{names} and {more} more" if more else names or None


def workshops(cohort):
    names = {domain["key"]: domain["name"] for domain in cohort["domains"]}
    for workshop in cohort["workshops"]:
        figures = [workshop[key] for key in ["hours", "weak", "failed_weak"]]
        yield [names[workshop["domain"]], *figures, named(workshop["candidates"], workshop["failed_weak"])]
    cover = cohort["cover"]
    for chosen in cover["sets"]:
        yield ["\n".join(names[key] for key in chosen["domains"]), chosen["reached"], chosen["whole"], cover["need"]]


def candidates(folder):
    """By id: what a row says, with the domains in the order of the exam."""
    manifest = csv.DictReader((folder / "manifest.csv").open(encoding="utf-8-sig", newline=""))
    plans = {row["candidate_id"]: row["html"] or row["pdf"] for row in manifest}
    for line in (folder / "results.jsonl").open(encoding="utf-8"):
        record = json.loads(line)
        plan = record["plan"] or {}
        words = {key: word for word in ["weak", "adequate", "strong"] for key in record[word]}
        words |= {key: "not rated" for key in record["unrated"]}
        yield record["candidate_id"], {
            "Candidate": record["name"] or record["candidate_id"],
            "Group": record["group"],
            "Result": record["outcome"],
            "Score": record["score"],
            "Readiness": record["readiness"],
            "Outlook": TIERS[record["outlook"]["tier"]] if record["outlook"] else None,
            "domains": {key: word.capitalize() if word != "not rated" else word for key, word in words.items()},
            "Recommended day": plan.get("recommended_retake"),
            "Plan": plans[record["candidate_id"]],
        }


def same(found, expected):
    if expected is ANY:
        return True
    if isinstance(found, (int, float)) and isinstance(expected, (int, float)):
        return math.isclose(found, expected, rel_tol=1e-12, abs_tol=1e-12)
    # what sets names of other scripts apart is not part of them
    return (found or None) == (expected or None)


def bare(value):
    return "".join(c for c in value if c not in "\u2068\u2069\u2066\u2067") if isinstance(value, str) else value


def differences(title, found, expected):
    """Rows that hold figures, beside those expected."""

    def of_figures(row):
        return any(value is ANY or isinstance(value, (int, float)) for value in row) or row[0] == "As of"

    found, expected = filter(of_figures, found), filter(of_figures, expected)
    found, expected = list(found), list(expected)
    if len(found) != len(expected):
        yield f"{title}: {len(found)} rows of figures, expected {len(expected)}"
    for row, other in zip(found, expected):
        width = max(len(row), len(other))
        row, other = row + [None] * (width - len(row)), other + [None] * (width - len(other))
        for value, wanted in zip(map(bare, row), other):
            if not same(value, wanted):
                yield f"{title}, {other[0]}: {value!r}, expected {wanted!r}"


def compare(workbook, folder):
    cohort = json.loads((folder / "cohort.json").read_text(encoding="utf-8"))
    found = {sheet.title: list(rows(sheet)) for sheet in workbook.worksheets}
    all_found = []
    for title, expected in [("Summary", summary), ("Domains", domains), ("Workshops", workshops)]:
        all_found += differences(title, found[title], expected(cohort))
    headings, *people = found["Candidates"]
    expected = dict(candidates(folder))
    if len(people) != len(expected):
        all_found.append(f"Candidates: {len(people)} rows, expected {len(expected)}")
    for row in people:
        row = dict(zip(headings, row))
        other = expected[row.get("ID") or row["Candidate"]]
        for heading, wanted in other.items():
            if heading == "domains":
                for domain in cohort["domains"]:
                    value, rating = row.get(domain["name"]), wanted[domain["key"]]
                    if value != rating:
                        all_found.append(f"Candidates, {row['Candidate']}, {domain['key']}: {value!r}, expected {rating!r}")
            elif not same(row.get(heading), wanted):
                all_found.append(f"Candidates, {row['Candidate']}, {heading}: {row.get(heading)!r}, expected {wanted!r}")
    print("\n".join(all_found), end="")


command, file, *folder = sys.argv[1:]
book = load_workbook(file)
dump(book) if command == "dump" else compare(book, Path(folder[0]))
