"""The look of a plan, as in src/document/pdf/look.rs, and what is measured before the time is taken.

Lengths are points.
"""

import re

from fontTools.ttLib import TTFont

WIDTH, HEIGHT = 595.276, 841.89
SIDE, FIRST_TOP, LATER_TOP, FOOT = 51.0, 42.0, 54.0, 48.0
RUNNING_HEAD, FOOTER = 33.0, 27.0
GUTTER = 16.0
CAP_HEIGHT = 0.714

TEXT, MUTED, ACCENT = "#1b1f24", "#565e69", "#1f4e79"
HAIRLINE, WASH, TRACK, PAPER = "#c6ccd4", "#f2f5f9", "#e3e8ee", "#ffffff"
WEAK, ADEQUATE, STRONG = "#162f4c", "#7b9cbf", "#dbe6f1"
INKS = {
    "text": TEXT, "muted": MUTED, "hairline": HAIRLINE, "accent": ACCENT, "wash": WASH,
    "weak": WEAK, "adequate": ADEQUATE, "strong": STRONG,
}  # fmt: skip

# Whether bold, size, leading, colour.
STYLES = {
    "kicker": (True, 8.5, 12.0, ACCENT),
    "h1": (True, 22.0, 27.0, TEXT),
    "h2": (True, 12.0, 15.0, ACCENT),
    "h3": (True, 9.5, 12.0, TEXT),
    "lead": (False, 11.0, 15.0, TEXT),
    "body": (False, 9.0, 12.0, TEXT),
    "bold": (True, 9.0, 12.0, TEXT),
    "item": (False, 8.5, 11.0, TEXT),
    "label": (False, 7.5, 10.0, MUTED),
    "fineprint": (False, 7.5, 10.0, MUTED),
    "cell": (False, 8.5, 11.0, TEXT),
    "strong": (True, 8.5, 11.0, TEXT),
    "head": (True, 7.5, 10.0, MUTED),
}

# Ground and ink of a rating.
CHIPS = {"weak": (WEAK, PAPER), "adequate": (STRONG, TEXT), "strong": (PAPER, TEXT)}


class Preparation:
    """Gives the blocks of a document the distances and the widths of columns that resit gives them."""

    def __init__(self, families):
        self.fonts = []
        for file in (families[0][0], families[0][-1]):
            font = TTFont(file)
            self.fonts.append((font.getBestCmap(), font["hmtx"].metrics, font["head"].unitsPerEm))

    def prepare(self, document):
        # Where resit sets a document smaller, the others get a larger sheet: as much fits on a page.
        scale = document["scale"]
        document["width"], document["height"] = WIDTH / scale, HEIGHT / scale
        document["measure"] = self.measure = WIDTH / scale - 2 * SIDE
        document["fact_rows"] = self.fact_rows(document["facts"])
        above = None
        for block in document["blocks"]:
            block["space"] = space_before(above, block)
            if block["kind"] == "table":
                block["widths"] = self.table_widths(block)
            if block["kind"] == "figures":
                block["size"], block["widths"] = self.figures(block["items"])
            above = block
        return document

    def width(self, text, style):
        bold, size, _, _ = STYLES[style]
        glyphs, metrics, em = self.fonts[bold]
        return sum(metrics[glyphs[ord(c)]][0] if ord(c) in glyphs else em for c in text) * size / em

    def widest_word(self, text, style):
        return max(self.width(word, style) for word in re.split(r"[ \n]|(?<=[-–/])", text))

    def fact_rows(self, facts):
        """Facts by rows, each with its width: all in one row where there is room."""
        widths = [max(self.width(f["value"], "body"), self.width(f["label"], "label")) + 0.1 for f in facts]
        spare = self.measure - GUTTER * (len(facts) - 1) - sum(widths)
        if spare >= 0:
            return [[(fact, width + spare / len(facts)) for fact, width in zip(facts, widths)]]
        if spare >= -0.4 * max(widths):
            widths[widths.index(max(widths))] += spare
            return [list(zip(facts, widths))]
        column = lambda count: (self.measure - GUTTER * (count - 1)) / count
        count = next((n for n in (4, 3, 2) if max(widths) <= column(n) * 1.6), 1)
        rows = [facts[at : at + count] for at in range(0, len(facts), count)]
        return [[(fact, column(count)) for fact in row] for row in rows]

    def figures(self, items):
        """Size of the values and widths of the columns, so that every value stands on one line."""
        count = min(len(items), 4)
        room = self.measure - GUTTER * (count - 1)
        widest = [max(self.width(item["value"], "h1") for item in items[at::count]) / 22.0 for at in range(count)]
        size = next((size for size in (20.0, 17.0, 14.0) if sum(widest) * size + 0.1 * count <= room), 12.0)
        return size, share_out(room, [1.0] * count, [width * size + 0.1 for width in widest])

    def table_widths(self, table):
        columns = table["columns"]
        room = self.measure - 12.0 * (len(columns) - 1)
        needs = []
        for index, column in enumerate(columns):
            need = self.widest_word(column["heading"], "head")
            for row in table["rows"] + ([table["total"]] if table["total"] else []):
                need = max(need, self.need(row[index]))
            needs.append(max(min(need, room * 0.4), 6.0) + 0.1)
        return share_out(room, [column["width"] or 1.0 for column in columns], needs)

    def need(self, cell):
        match cell["kind"]:
            case "text" | "link":
                return self.widest_word(cell["text"], "cell")
            case "strong":
                return self.widest_word(cell["text"], "strong")
            case "lines":
                words = [self.widest_word(line["text"], "cell") for line in cell["lines"]]
                return max(words + [self.widest_word(line["label"] or "", "strong") for line in cell["lines"]])
            case "chip":
                return 24.0 + self.width(cell["word"], "cell")
            case "bar":
                return 40.0 + self.widest_word(cell["label"], "cell")
        return 0.0


def space_before(above, block):
    """Distance to the block above; resit rounds up to its grid of 6 points, which adds 2 on average."""
    texts = ("paragraph", "fineprint", "list")
    if block["kind"] == "heading":
        return (18.0 if block["level"] == 2 else 12.0) + 2.0
    if above is not None and above["kind"] in ("heading", "drawing"):
        return 6.0 + 2.0
    if above is not None and above["kind"] in texts and block["kind"] in texts:
        return 4.5
    return (18.0 if block["kind"] == "figures" else 9.0) + 2.0


def share_out(room, shares, needs):
    """Widths by share, but at least what each column needs while all needs together fit."""
    if sum(needs) >= room:
        return [need * room / sum(needs) for need in needs]
    fixed = set()
    while True:
        free = sum(share for index, share in enumerate(shares) if index not in fixed)
        left = room - sum(needs[index] for index in fixed)
        widths = [needs[i] if i in fixed else left * shares[i] / free for i in range(len(shares))]
        narrow = next((i for i in range(len(shares)) if i not in fixed and widths[i] < needs[i]), None)
        if narrow is None:
            return widths
        fixed.add(narrow)
