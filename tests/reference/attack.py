"""Tries to compute back what share.html does not tell.

attack.py SHARE.HTML PASSING

Reads the tables of the page (in English), writes down all sums that hold of them, and asks an integer solver for every
cell that is not told which values it can have, for somebody who knows that "<5" is one to four and that a hidden count
is none or five and more. Prints as JSON how many cells there are of each kind, and those that are told all the same.
"""

import json
import re
import sys
from html.parser import HTMLParser

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp


class Page(HTMLParser):
    """Facts and tables of a page: each table as its caption and rows of texts."""

    def __init__(self):
        super().__init__()
        self.tables, self.facts, self.text = [], [], None

    def handle_starttag(self, tag, _):
        if tag == "table":
            self.tables.append({"caption": "", "rows": []})
        elif tag == "tr":
            self.tables[-1]["rows"].append([])
        if tag in ("caption", "th", "td", "dt", "dd"):
            self.text = ""

    def handle_data(self, data):
        if self.text is not None:
            self.text += data

    def handle_endtag(self, tag):
        if self.text is None or tag not in ("caption", "th", "td", "dt", "dd"):
            return
        text, self.text = " ".join(self.text.split()), None
        if tag == "caption":
            self.tables[-1]["caption"] = text
        elif tag in ("dt", "dd"):
            self.facts.append(text)
        else:
            self.tables[-1]["rows"][-1].append(text)


class Attack:
    def __init__(self, people):
        self.people, self.cells, self.sums = people, [], []

    def cell(self, name, text):
        """A count as it is told; its number."""
        self.cells.append((name, text))
        return len(self.cells) - 1

    def unknown(self, name):
        """A count that the page does not speak of."""
        return self.cell(name, "?")

    def add(self, parts, whole):
        """These counts are together that one, a cell or (None) everybody."""
        self.sums.append((parts, whole))

    def possible(self, at, low, high):
        """The lowest or highest value of a cell between bounds, by the sign of `at`; None where there is none."""
        count = len(self.cells)
        # for each cell its count, and whether it is anybody where five is the least
        lower, upper = np.zeros(2 * count), np.full(2 * count, float(self.people))
        upper[count:] = 1
        rows, lows, highs = [], [], []
        for index, (_, text) in enumerate(self.cells):
            if text == "<5":
                lower[index], upper[index] = 1, 4
            elif text == "–":
                row = np.zeros(2 * count)
                row[index], row[count + index] = 1, -5
                rows.append(row)
                lows.append(0), highs.append(np.inf)
                row = np.zeros(2 * count)
                row[index], row[count + index] = 1, -self.people
                rows.append(row)
                lows.append(-np.inf), highs.append(0)
            elif text != "?":
                lower[index] = upper[index] = int(text)
        for parts, whole in self.sums:
            row = np.zeros(2 * count)
            row[parts] = 1
            if whole is not None:
                row[whole] = -1
            rows.append(row)
            lows.append(self.people if whole is None else 0), highs.append(self.people if whole is None else 0)
        index, sign = at
        lower[index], upper[index] = max(lower[index], low), min(upper[index], high)
        if lower[index] > upper[index]:
            return None
        aim = np.zeros(2 * count)
        aim[index] = sign
        solved = milp(
            aim, constraints=LinearConstraint(np.array(rows), lows, highs), bounds=Bounds(lower, upper), integrality=1
        )
        if solved.status == 2:
            return None
        assert solved.success, solved.message
        return round(solved.x[index])

    def told(self):
        """Cells that are not told, with what the others say of them, where that is too much."""
        for index, (name, text) in enumerate(self.cells):
            if text == "<5":
                values = [value for value in range(1, 5) if self.possible((index, 1), value, value) is not None]
                if values != [1, 2, 3, 4]:
                    yield f"{name}: {values}"
            elif text == "–":
                low, high = (self.possible((index, sign), 0, self.people) for sign in (1, -1))
                if low is None or low == high:
                    yield f"{name}: {low}"


def attack(page, passing):
    facts = dict(zip(page.facts[::2], page.facts[1::2]))
    if "Candidates" not in facts:
        assert not page.tables, page.tables
        return {"cells": {}, "told": []}
    attack = Attack(int(facts["Candidates"]))
    tables = {table["caption"]: table["rows"] for table in page.tables}
    sides = {"passed": attack.unknown("passed"), "failed": attack.unknown("failed")}
    attack.add(list(sides.values()), None)
    for caption, (headings, *rows) in tables.items():
        if caption.startswith("Candidates by the result"):
            for name, count in rows:
                attack.cells[sides[name.lower()]] = (name, count)
        elif caption.startswith("Candidates by score"):
            parts = {"passed": [], "failed": []}
            for score, outcome, count in rows:
                if score != "without a score":
                    low, high = map(int, re.fullmatch(r"(-?\d+)–(-?\d+)", score).groups())
                    assert (low >= passing) == (high >= passing) == (outcome == "passed"), (score, outcome)
                parts[outcome].append(attack.cell(f"{outcome} {score}", count))
            for outcome, cells in parts.items():
                if cells:
                    attack.add(cells, sides[outcome])
        elif headings[0] == "Domain":
            for name, _, *counts in rows:
                attack.add([attack.cell(f"{name}, {word}", count) for word, count in zip(headings[2:6], counts)], None)
    kinds = {"<5": 0, "–": 0, "told": 0}
    for _, text in attack.cells:
        kinds[text if text in kinds else "told"] += text != "?"
    return {"cells": kinds, "told": list(attack.told())}


page = Page()
page.feed(open(sys.argv[1], encoding="utf-8").read())
print(json.dumps(attack(page, int(sys.argv[2]))))
