"""Are the claims of the decision sheets true?   python3 check_rows.py DECISIONS RESULTS

Every id in a `shows` cell must hold on its candidate's line in RESULTS/<sheet>.jsonl, and every id of ROWS.txt must be
claimed by somebody. In rows.json `holds` reads the line `r`; `given`, where a row has one, reads the sheet too: `row`
(the current attempt's cells), `earlier` (those of the attempts before it) and `date` (text to day).
"""
import csv
import glob
import json
import os
import sys
from datetime import date

decisions, results = sys.argv[1:3]
rows = json.load(open(f"{decisions}/rows.json", encoding="utf-8"))
lines = open(f"{decisions}/ROWS.txt", encoding="utf-8").read().splitlines()
ids = [line.strip() for line in lines if line.strip() and not line.startswith("#")]
assert set(ids) == set(rows) and len(ids) == len(set(ids)), set(ids) ^ set(rows)
claimed, faults, claims = set(), [], 0
for path in sorted(glob.glob(f"{decisions}/**/*.csv", recursive=True)):
    name = os.path.relpath(path, decisions)[:-4]
    table = list(csv.reader(open(path, encoding="utf-8")))
    # no cell of these sheets holds a line break, so a row's number is its line
    cells = {number: dict(zip(table[0], row)) for number, row in enumerate(table, 1)}
    seen = set()
    for line in open(f"{results}/{name}.jsonl", encoding="utf-8"):
        r = json.loads(line)
        seen.add(r["candidate_id"])
        own = [cells[attempt["row"]] for attempt in r["attempts"]]
        names = {"r": r, "row": own[-1], "earlier": own[:-1], "date": date.fromisoformat}
        for shown in filter(None, (text.strip() for row in own for text in row["shows"].split(";"))):
            claims += 1
            claimed.add(shown)
            if shown not in rows:
                faults.append((name, r["candidate_id"], shown, "no such row"))
            elif not eval(rows[shown]["holds"], dict(names)):
                faults.append((name, r["candidate_id"], shown, "does not hold"))
            elif "given" in rows[shown] and not eval(rows[shown]["given"], dict(names)):
                faults.append((name, r["candidate_id"], shown, "not given"))
    missing = {row["candidate_id"] for row in cells.values()} - seen - {"candidate_id"}
    if missing:
        faults.append((name, sorted(missing), "", "no line"))
faults += [("", "", row, "claimed by nobody") for row in ids if row not in claimed]
for fault in faults:
    print(*fault)
print(f"{len(ids)} rows, {claims} claims, {len(faults)} faults")
sys.exit(bool(faults))
