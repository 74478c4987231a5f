"""The calendars of a build, read by the icalendar package.

compare FOLDER LANGUAGE CODE SHEET  every calendar beside the line of results.jsonl and the page of its candidate, and
                                    the booked days beside the sheet; CODE is the exam's. Prints what differs, a line
                                    each, and last how many entries of each kind it saw.
dump FILE                           the entries of one calendar as JSON, by UID
"""

import collections
import csv
import datetime
import hashlib
import html
import json
import re
import sys
from pathlib import Path

import icalendar

# how an entry is named: hours of a domain, hours without one, a rehearsal, and the days of the retake
SUMMARIES = {
    "en": {
        "domain": "{exam}: {hours} h {domain}",
        "study": "{exam}: {hours} h of study",
        "rehearsal": "{exam}: {hours} h of rehearsal",
        "retake-earliest": "{exam}: first day on which you may sit again",
        "retake-recommended": "{exam}: recommended day for the retake",
        "retake-booked": "{exam}: retake",
    },
    "de": {
        "domain": "{exam}: {hours} h {domain}",
        "study": "{exam}: {hours} h Lernen",
        "rehearsal": "{exam}: {hours} h Generalprobe",
        "retake-earliest": "{exam}: erster Tag, an dem Sie wieder antreten dürfen",
        "retake-recommended": "{exam}: empfohlener Tag für die Wiederholung",
        "retake-booked": "{exam}: Wiederholung",
    },
    "es": {
        "domain": "{exam}: {hours} h {domain}",
        "study": "{exam}: {hours} h de estudio",
        "rehearsal": "{exam}: {hours} h de ensayo",
        "retake-earliest": "{exam}: primer día en que puede volver a presentarse",
        "retake-recommended": "{exam}: día recomendado para el nuevo examen",
        "retake-booked": "{exam}: nuevo examen",
    },
}
UPKEEP = {
    "en": "A few practice questions keep this domain up.",
    "de": "Einige Übungsfragen halten diesen Bereich wach.",
    "es": "Unas preguntas de práctica bastan para repasar este dominio.",
}
TOPICS = {"en": "Topics: ", "de": "Themen: ", "es": "Temas: "}
CHECK = {"en": "Check: ", "de": "Kontrolle: ", "es": "Control: "}
WEEK = {"en": "Week {} of {} ", "de": "Woche {} von {} ", "es": "Semana {} de {} "}


def bare(text):
    """Without the marks that set names of other scripts apart; with plain spaces."""
    return re.sub("[\u2066-\u2069]", "", text).replace("\u00a0", " ")


def letters(text):
    return re.sub(r"\s", "", bare(text))


def page_letters(page):
    text = re.sub(r"<(script|style|title|desc)\b.*?</\1>", " ", page, flags=re.S)
    return letters(html.unescape(re.sub(r"<[^>]*>", " ", text)))


def hours(value, language):
    """8.0 as people write it: 8; 7.5 as 7.5 or 7,5."""
    return f"{value:g}".replace(".", "." if language == "en" else ",")


def day(text):
    return datetime.date.fromisoformat(text)


def faults_of_bytes(data):
    """What RFC 5545 says of lines: CRLF, 75 bytes at most, no character cut in two, no control character."""
    if not data.endswith(b"END:VCALENDAR\r\n"):
        yield "does not end with END:VCALENDAR and CRLF"
    for line in data.split(b"\r\n"):
        if len(line) > 75:
            yield f"a line of {len(line)} bytes: {line!r}"
        try:
            if re.search("[\x00-\x1f\x7f]", line.decode("utf-8")):
                yield f"a control character in {line!r}"
        except UnicodeDecodeError:
            yield f"a character is cut in two in {line!r}"


def read(data):
    calendar = icalendar.Calendar.from_ical(data)
    events = calendar.walk("VEVENT")
    for part in [calendar, *events]:
        if part.errors:
            raise ValueError(f"the parser found {part.errors}")
    if len(calendar.subcomponents) != len(events):
        raise ValueError("there is something else than events")
    return calendar, events


def bookings(sheet):
    """By id: the booked day in the last row of a candidate."""
    text = Path(sheet).read_text(encoding="utf-8-sig")
    days = {}
    for row in csv.DictReader(text.splitlines(keepends=True), delimiter=max(",;", key=text.splitlines()[0].count)):
        cells = {re.sub(r"\W", "_", heading.lower()): cell for heading, cell in row.items() if heading}
        booked = cells.get("retake_date") or cells.get("booked_retake") or ""
        booked = re.sub(r"^(\d\d)\.(\d\d)\.(\d{4})$", r"\3-\2-\1", booked)
        days[cells["candidate_id"]] = day(booked) if re.fullmatch(r"\d{4}-\d\d-\d\d", booked) else None
    return days


def counts(booked, record):
    """Not before the plan starts, after the attempt, and allowed."""
    plan, last = record["plan"], record["attempts"][-1]["date"]
    earliest = plan["earliest_retake"]
    is_stale = booked < day(plan["start"]) or (last and booked <= day(last))
    return not is_stale and not (earliest and booked < day(earliest))


def expected(record, as_of, names, booked, code, language):
    """First day, day behind the last, summary and domain of every entry, by the kind in its UID."""
    plan, words = record["plan"], SUMMARIES[language]
    entries = collections.defaultdict(list)

    def add(kind, first, days, words_of, amount=0.0, domain=None):
        summary = words[words_of].format(exam=code, hours=hours(amount, language), domain=domain)
        entries[kind].append((first, first + datetime.timedelta(days=days), bare(summary), domain and bare(domain)))

    for week in plan["schedule"]:
        first = day(week["from"])
        if week["week"] > plan["build_weeks"]:
            add("rehearsal", first, 7, "rehearsal", plan["hours_per_week"])
        elif not week["hours"]:
            add("study", first, 7, "study", plan["hours_per_week"])
        for key, amount in week["hours"].items():
            add("study", first, 7, "domain", amount, names[key])
    earliest = plan["earliest_retake"]
    add("retake-recommended", day(plan["recommended_retake"]), 1, "retake-recommended")
    if earliest and day(earliest) > as_of:
        add("retake-earliest", day(earliest), 1, "retake-earliest")
    if booked and counts(booked, record):
        add("retake-booked", booked, 1, "retake-booked")
    return {kind: sorted(found, key=str) for kind, found in entries.items()}


def faults_of_hours(entries, plan, names):
    """The sums of the hours that the summaries tell are those of the plan."""
    sums = collections.Counter()
    for _, _, summary, domain in entries:
        amount = re.search(r": ([\d.,]+) h ", summary).group(1)
        sums[domain] += float(amount.replace(",", "."))
    total = plan["hours_per_week"] * plan["build_weeks"]
    if sum(sums.values()) != total:
        yield f"{sum(sums.values())} hours in all, expected {total}"
    for key, amount in plan["hours"].items():
        if sums[bare(names[key])] != amount:
            yield f"{sums[bare(names[key])]} hours for {key}, expected {amount}"


def faults_of_words(key, event, page, plan, language):
    """Every line but the last, which names the plan, stands in the candidate's page."""
    *lines, last = bare(event["DESCRIPTION"]).split("\n")
    week = (event["DTSTART"].dt - day(plan["start"])).days // 7 + 1
    if not key.startswith("retake-") and not last.startswith(WEEK[language].format(week, plan["weeks"])):
        yield f"{key}: the last line is {last!r}"
    if lines and lines.pop() != "":
        yield f"{key}: no empty line before the last"
    for line in lines:
        if line.startswith(TOPICS[language]):
            line = line.removeprefix(TOPICS[language]).removesuffix(".")
        # the page tells the check of all domains that end in a week in one sentence
        parts = line.removesuffix(".").split(": ", 2) if line.startswith(CHECK[language]) else [line]
        if line != UPKEEP[language] and not all(letters(part) in page["letters"] for part in parts):
            # or it is a link
            if html.escape(line) not in page["source"]:
                yield f"{key}: the page does not hold {line!r}"


def faults(data, record, page, as_of, names, booked, code, language):
    yield from faults_of_bytes(data)
    calendar, events = read(data)
    for key, value in {"VERSION": "2.0", "CALSCALE": "GREGORIAN", "METHOD": "PUBLISH"}.items():
        if calendar.get(key) != value:
            yield f"{key} is {calendar.get(key)!r}"
    if not calendar["PRODID"].startswith("-//resit//resit "):
        yield f"PRODID is {calendar['PRODID']!r}"
    name = bare(calendar["NAME"])
    if name != bare(calendar["X-WR-CALNAME"]) or letters(name) not in letters(html.unescape(page["title"])):
        yield f"the calendar is called {name!r}"
    if calendar["NAME"].params["LANGUAGE"] != language:
        yield "the name is in another language"

    found = {}
    for event in events:
        uid = rf"([0-9a-z_]{{12}})-{re.escape(record['exam'])}-(.+)@resit"
        candidate, key = re.fullmatch(uid, event["UID"]).groups()
        if not page["name"].endswith(f"-{candidate}"):
            yield f"{event['UID']} is of somebody else"
        found[key] = event
        if event["DTSTAMP"].dt != datetime.datetime.combine(as_of, datetime.time(), datetime.timezone.utc):
            yield f"{key}: stamped {event['DTSTAMP'].dt}"
        if event["SEQUENCE"] != (as_of - datetime.date(2000, 1, 1)).days:
            yield f"{key}: version {event['SEQUENCE']}"
        if event["TRANSP"] != ("OPAQUE" if key == "retake-booked" else "TRANSPARENT"):
            yield f"{key}: {event['TRANSP']}"
        if {event[text].params["LANGUAGE"] for text in ["SUMMARY", "DESCRIPTION"]} != {language}:
            yield f"{key}: another language"
        if any(event[end].params["VALUE"] != "DATE" for end in ["DTSTART", "DTEND"]):
            yield f"{key}: not whole days"
        date = event["DTSTART"].dt
        if key.startswith("retake-"):
            if not {str(date.day), str(date.year)} <= set(re.findall(r"\d+", event["DESCRIPTION"])):
                yield f"{key} is on {date}, but {event['DESCRIPTION']!r}"
        # without weeks there is no table that says what the day is recommended for
        if key != "retake-recommended" or record["plan"]["weeks"]:
            yield from faults_of_words(key, event, page, record["plan"], language)
    if len(found) != len(events):
        yield "a UID stands twice"

    by_kind = collections.defaultdict(list)
    for key, event in found.items():
        kind, number = re.fullmatch(r"(retake-[a-z]+|[a-z]+)(?:-(\d{2,}))?", key).groups()
        domain = bare(event["CATEGORIES"].cats[0]) if "CATEGORIES" in event else None
        entry = event["DTSTART"].dt, event["DTEND"].dt, bare(event["SUMMARY"]), domain
        by_kind[kind].append((int(number or 0), entry))
    for kind, entries in by_kind.items():
        numbers, days = zip(*((number, first) for number, (first, *_) in sorted(entries)))
        if numbers != (tuple(range(1, len(entries) + 1)) if kind in ["study", "rehearsal"] else (0,)):
            yield f"{kind}: numbered {numbers}"
        if list(days) != sorted(days):
            yield f"{kind}: not in the order of the days"
    by_kind = {kind: sorted((entry for _, entry in entries), key=str) for kind, entries in by_kind.items()}
    wanted = expected(record, as_of, names, booked, code, language)
    for kind in wanted.keys() | by_kind.keys():
        if by_kind.get(kind) != wanted.get(kind):
            yield f"{kind}: {by_kind.get(kind)}, expected {wanted.get(kind)}"
    yield from faults_of_hours(by_kind.get("study", []), record["plan"], names)


def compare(folder, language, code, sheet):
    cohort = json.loads((folder / "cohort.json").read_text(encoding="utf-8"))
    as_of = day(cohort["as_of"])
    names = {domain["key"]: domain["name"] for domain in cohort["domains"]}
    manifest = csv.DictReader((folder / "manifest.csv").open(encoding="utf-8-sig", newline=""))
    records = map(json.loads, (folder / "results.jsonl").open(encoding="utf-8"))
    booked = bookings(sheet)
    uids, files, kinds = collections.Counter(), set(), collections.Counter()
    for row, record in zip(manifest, records, strict=True):
        who = record["candidate_id"]
        if bool(row["ics"]) != bool(record["plan"]) or bool(row["ics"]) != bool(row["ics_sha256"]):
            print(f"{who}: calendar {row['ics']!r}, plan {record['plan']}")
        if not row["ics"]:
            kinds["none"] += 1
            continue
        files.add(row["ics"])
        data = (folder / row["ics"]).read_bytes()
        if hashlib.sha256(data).hexdigest() != row["ics_sha256"]:
            print(f"{who}: another hash than the manifest's")
        source = (folder / row["html"]).read_text(encoding="utf-8")
        page = {
            "name": Path(row["html"]).stem,
            "source": source,
            "letters": page_letters(source),
            "title": re.search(r"<title>(.*?)</title>", source, re.S).group(1),
        }
        for fault in faults(data, record, page, as_of, names, booked.get(who), code, language):
            print(f"{who}: {fault}")
        for event in read(data)[1]:
            uids[event["UID"]] += 1
            key = event["UID"].split("-", 1)[1].removeprefix(record["exam"] + "-")
            kinds["domain" if "CATEGORIES" in event else re.match(r"retake-[a-z]+|[a-z]+", key).group()] += 1
    for uid, count in uids.items():
        if count > 1:
            print(f"{uid} stands {count} times")
    if files != {f"plans/{path.name}" for path in (folder / "plans").glob("*.ics")}:
        print("other calendars than the manifest's")
    print(json.dumps(kinds, sort_keys=True))


def dump(file):
    keys = ["SUMMARY", "DESCRIPTION", "CATEGORIES", "TRANSP", "SEQUENCE"]
    calendar, events = read(Path(file).read_bytes())
    found = {"name": str(calendar["NAME"])}
    for event in events:
        entry = {key.lower(): event.get(key) for key in keys}
        entry["categories"] = [str(name) for name in event["CATEGORIES"].cats] if "CATEGORIES" in event else []
        entry |= {"from": event["DTSTART"].dt.isoformat(), "until": event["DTEND"].dt.isoformat()}
        found[event["UID"]] = entry
    print(json.dumps(found))


if __name__ == "__main__":
    if sys.argv[1] == "dump":
        dump(sys.argv[2])
    else:
        compare(Path(sys.argv[2]), *sys.argv[3:])
