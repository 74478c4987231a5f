"""ReportLab: Platypus flowables. It does not shape text and writes no structure; a name in another script gets its font."""

import io
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path
from xml.sax.saxutils import escape

from look import *
from reportlab import rl_config
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    BaseDocTemplate, CondPageBreak, Flowable, Frame, KeepTogether, PageTemplate, Paragraph, Spacer, Table, TableStyle,
)  # fmt: skip
from reportlab.lib.enums import TA_RIGHT
from reportlab.lib.styles import ParagraphStyle

rl_config.invariant = 1


class Peer:
    tool = f"ReportLab {version('reportlab')}"
    tagged = "no"

    def __init__(self, families, folder):
        self.fonts = []
        for files in families:
            names = [Path(file).stem for file in files]
            faces = [TTFont(name, file) for name, file in zip(names, files)]
            for face in faces:
                pdfmetrics.registerFont(face)
            self.fonts.append((faces[0].face.charToGlyph, names[0], names[-1]))
        self.styles = {name: self.style(*values) for name, values in STYLES.items()}
        self.right = {name: ParagraphStyle(name, style, alignment=TA_RIGHT) for name, style in self.styles.items()}

    def style(self, bold, size, leading, ink):
        font = self.fonts[0][1 + bold]
        return ParagraphStyle(font, fontName=font, fontSize=size, leading=leading, textColor=ink)

    @lru_cache(maxsize=10_000)
    def markup(self, text, bold):
        """The text with a font for each run of characters."""
        runs = []
        for character in text:
            has = (font for font in self.fonts if ord(character) in font[0])
            name = next(has, self.fonts[0])[1 + bold]
            if runs and (runs[-1][0] == name or character.isspace()):
                runs[-1][1].append(character)
            else:
                runs.append((name, [character]))
        usual = self.fonts[0][1 + bold]
        parts = ((name, escape("".join(run))) for name, run in runs)
        return "".join(run if name == usual else f'<font name="{name}">{run}</font>' for name, run in parts)

    def text(self, text, style, right=False):
        bold = STYLES[style][0]
        return Paragraph(self.markup(text, bold), (self.right if right else self.styles)[style])

    def pdf(self, document):
        self.measure = document["measure"]
        story = [self.text(document["kicker"], "kicker"), Bookmark(document["heading"], 0)]
        story += [self.text(document["heading"], "h1"), Spacer(0, 12), Rule(self.measure, 0.8, ACCENT), Spacer(0, 6)]
        for row in document["fact_rows"]:
            cells = [[self.text(fact["label"], "label"), self.text(fact["value"], "body")] for fact, _ in row]
            story.append(columns(cells, [width for _, width in row]))
        blocks = [(block, self.block(block)) for block in document["blocks"]]
        for index, (block, flowables) in enumerate(blocks):
            story.append(Spacer(0, block["space"]))
            if block["kind"] == "heading":
                # The heading stays with what follows it.
                story.append(CondPageBreak(60))
                story.append(Bookmark(block["text"], 1))
            story += flowables
        file = io.BytesIO()
        template = Template(file, document, self)
        template.build(story, canvasmaker=lambda *args, **named: NumberedCanvas(template, *args, **named))
        return file.getvalue()

    def block(self, block):
        match block["kind"]:
            case "heading":
                return [self.text(block["text"], f"h{block['level']}")]
            case "paragraph":
                return [self.text(block["text"], "body")]
            case "lead" | "fineprint":
                return [self.text(block["text"], block["kind"])]
            case "figures":
                return self.figures(block["items"], block["size"], block["widths"])
            case "drawing":
                return [KeepTogether([self.text(block["title"], "bold"), Chart(block["drawing"], self)])]
            case "table":
                return self.table(block)
            case "findings":
                return [part for item in block["items"] for part in (self.finding(item), Spacer(0, 8))][:-1]
            case "checklist":
                return self.items(map(self.check, block["items"]), 18, TickBox)
            case "list":
                return self.items((self.text(item, "item") for item in block["items"]), 14, Bullet)
            case "note":
                lines = [self.text(line, "body") for line in block["text"].split("\n")]
                note = [[text] for text in [Spacer(0, 10), self.text(block["title"], "bold"), *lines, Spacer(0, 10)]]
                style = [("BACKGROUND", (0, 0), (-1, -1), WASH), ("LINEBEFORE", (0, 0), (0, -1), 2, ACCENT)]
                return [Table(note, [self.measure], style=PLAIN + style + [("LEFTPADDING", (0, 0), (-1, -1), 14)])]
        raise ValueError(block["kind"])

    def figures(self, items, size, widths):
        style = self.style(True, size, 28.0 if size > 14.0 else 21.0, ACCENT)
        cell = lambda item, width: [
            Rule(width, 0.4, MUTED), Spacer(0, 6), self.text(item["label"], "label"),
            Paragraph(self.markup(item["value"], True), style), self.text(item["gloss"], "label"),
        ]  # fmt: skip
        rows = [items[at : at + 4] for at in range(0, len(items), 4)]
        return [columns(list(map(cell, row, widths)), widths[: len(row)]) for row in rows]

    def table(self, table):
        columns = table["columns"]
        right = [column["align"] == "right" for column in columns]
        rows = [[self.text(column["heading"], "head", at) for column, at in zip(columns, right)]]
        widths = table["widths"]
        for row in table["rows"]:
            rows.append([self.cell(*cell) for cell in zip(row, right, widths)])
        style = [
            ("VALIGN", (0, 0), (-1, -1), "TOP"), ("VALIGN", (0, 0), (-1, 0), "BOTTOM"),
            ("TOPPADDING", (0, 0), (-1, 0), 2.5), ("BOTTOMPADDING", (0, 0), (-1, 0), 2.5),
            ("TOPPADDING", (0, 1), (-1, -1), 3.5), ("BOTTOMPADDING", (0, 1), (-1, -1), 3.5),
            ("LEFTPADDING", (0, 0), (-1, -1), 0), ("RIGHTPADDING", (0, 0), (-1, -1), GAP),
            ("RIGHTPADDING", (-1, 0), (-1, -1), 0), ("LINEBELOW", (0, 0), (-1, 0), 0.8, TEXT),
            ("LINEBELOW", (0, 1), (-1, -2), 0.4, HAIRLINE), ("LINEBELOW", (0, -1), (-1, -1), 0.4, MUTED),
        ]  # fmt: skip
        if table["total"]:
            rows.append([self.cell(*cell, bold=True) for cell in zip(table["total"], right, widths)])
        widths = [width + 12.0 for width in widths[:-1]] + widths[-1:]
        return [self.text(table["caption"], "label"), Table(rows, widths, repeatRows=1, style=TableStyle(style))]

    def cell(self, cell, right, width, bold=False):
        style = "strong" if bold else "cell"
        match cell["kind"]:
            case "empty":
                return ""
            case "text":
                return self.text(cell["text"], style, right)
            case "strong":
                return self.text(cell["text"], "strong", right)
            case "link":
                return Paragraph(self.link(cell), self.styles[style])
            case "chip" if cell["role"] is None:
                return self.text(cell["word"], style)
            case "chip":
                return Chip(cell, self.fonts[0][1])
            case "bar":
                return Bar(cell, width, self.fonts[0][1 + bold])
            case "lines":
                label = lambda line: self.markup(line["label"], True) if line["label"] else ""
                bold = self.fonts[0][2]
                texts = (f'<font name="{bold}">{label(line)}</font> {self.markup(line["text"], False)}' for line in cell["lines"])
                return [Paragraph(text, self.styles[style]) for text in texts]
        raise ValueError(cell["kind"])

    def link(self, link):
        return f'<a href="{escape(link["href"])}" color="{ACCENT}">{self.markup(link["text"], False)}</a>'

    def finding(self, item):
        parts = [[self.text(item["title"], "bold")], [self.text(item["text"], "item")]]
        if item["first_step"]:
            parts.append([columns([[Arrow()], [self.text(item["first_step"], "item")]], [12, self.measure - 24], 0)])
        style = [("LINEBEFORE", (0, 0), (0, -1), 2, ACCENT), ("LEFTPADDING", (0, 0), (-1, -1), 12)]
        return KeepTogether([Table(parts, [self.measure], style=PLAIN + style)])

    def check(self, item):
        link = " " + self.link(item["link"]) if item["link"] else ""
        return Paragraph(self.markup(item["text"], False) + link, self.styles["item"])

    def items(self, texts, indent, mark):
        rows = [columns([[mark()], [text]], [indent, self.measure - indent], 0) for text in texts]
        return [part for row in rows for part in (row, Spacer(0, 3))][:-1]


# A little less than between resit's columns: without kerning, words are wider.
GAP = 9.0
PLAIN = [
    ("VALIGN", (0, 0), (-1, -1), "TOP"), ("TOPPADDING", (0, 0), (-1, -1), 0), ("BOTTOMPADDING", (0, 0), (-1, -1), 0),
    ("LEFTPADDING", (0, 0), (-1, -1), 0), ("RIGHTPADDING", (0, 0), (-1, -1), 0),
]  # fmt: skip


def columns(cells, widths, gutter=GUTTER):
    widths = [width + gutter for width in widths[:-1]] + list(widths[-1:])
    apart = [("RIGHTPADDING", (0, 0), (-2, -1), gutter)]
    return Table([cells], widths, style=PLAIN + apart, hAlign="LEFT")


class Template(BaseDocTemplate):
    """The first page begins higher: it has no running head."""

    def __init__(self, file, document, peer):
        BaseDocTemplate.__init__(
            self, file, pagesize=(document["width"], document["height"]), title=document["title"], author=document["author"], lang=document["lang"]
        )
        self.document, self.peer = document, peer
        height = document["height"]
        frame = lambda top: [Frame(SIDE, FOOT, peer.measure, height - top - FOOT, 0, 0, 0, 0)]
        pages = [PageTemplate("first", frame(FIRST_TOP), autoNextPageTemplate="later"), PageTemplate("later", frame(LATER_TOP))]
        self.addPageTemplates(pages)


class NumberedCanvas(Canvas):
    """Keeps the pages until it is known how many there are."""

    def __init__(self, template, *arguments, **named):
        Canvas.__init__(self, *arguments, **named)
        self.document, self.peer, self.kept = template.document, template.peer, []

    def showPage(self):
        self.kept.append(dict(self.__dict__))
        self._startPage()

    def save(self):
        for number, page in enumerate(self.kept, 1):
            self.__dict__.update(page)
            label = self.document["page_label"].replace("{page}", str(number)).replace("{pages}", str(len(self.kept)))
            self.line_at(label, self.peer.measure - self.stringWidth(label, self.peer.fonts[0][1], 7.5), FOOTER)
            self.line_at(self.document["footer"], 0, FOOTER)
            if number > 1:
                head = self.document["height"] - RUNNING_HEAD
                self.line_at(self.document["running_head"], 0, head)
                self.setStrokeColor(HAIRLINE)
                self.setLineWidth(0.4)
                self.line(SIDE, head - 6, SIDE + self.peer.measure, head - 6)
            Canvas.showPage(self)
        Canvas.save(self)

    def line_at(self, text, x, baseline):
        paragraph = self.peer.text(text, "label")
        paragraph.wrap(self.peer.measure, 20)
        # A paragraph of one line has its baseline a size below its top.
        paragraph.drawOn(self, SIDE + x, baseline - 10 + 7.5)


class Drawn(Flowable):
    def __init__(self, width, height):
        Flowable.__init__(self)
        self.width, self.height = width, height


class Rule(Drawn):
    def __init__(self, width, thickness, ink):
        Drawn.__init__(self, width, 0)
        self.thickness, self.ink = thickness, ink

    def draw(self):
        self.canv.setStrokeColor(self.ink)
        self.canv.setLineWidth(self.thickness)
        self.canv.line(0, 0, self.width, 0)


class Bookmark(Drawn):
    def __init__(self, title, level):
        Drawn.__init__(self, 0, 0)
        self.title, self.level = title, level

    def draw(self):
        key = f"{self.canv.getPageNumber()} {self.title}"
        self.canv.bookmarkPage(key)
        self.canv.addOutlineEntry(self.title, key, self.level)


class TickBox(Drawn):
    def __init__(self):
        Drawn.__init__(self, 9, 11)

    def draw(self):
        self.canv.setStrokeColor(MUTED)
        self.canv.setLineWidth(0.8)
        self.canv.rect(0.5, 1, 8, 8)


class Bullet(Drawn):
    def __init__(self):
        Drawn.__init__(self, 6, 11)

    def draw(self):
        self.canv.setFillColor(ACCENT)
        self.canv.circle(3, 5, 1.5, 0, 1)


class Arrow(Drawn):
    def __init__(self):
        Drawn.__init__(self, 8, 11)

    def draw(self):
        self.canv.setFillColor(ACCENT)
        polygon(self.canv, [(1, 2), (6, 5), (1, 8)])


class Chip(Drawn):
    def __init__(self, cell, font):
        Drawn.__init__(self, 24 + pdfmetrics.stringWidth(cell["word"], font, 8.5), 11)
        self.role, self.word, self.font = cell["role"], cell["word"], font

    def draw(self):
        canvas = self.canv
        ground, ink = CHIPS[self.role]
        canvas.setFillColor(ground)
        canvas.setStrokeColor(MUTED)
        canvas.setLineWidth(0.6)
        canvas.roundRect(0, -1, self.width, 13, 6.5, int(self.role == "strong"), 1)
        if self.role == "weak":
            canvas.setFillColor(PAPER)
            polygon(canvas, [(6, 7.7), (12, 7.7), (9, 2.7)])
        else:
            canvas.setStrokeColor(ACCENT if self.role == "strong" else WEAK)
            canvas.setLineWidth(0.8)
            canvas.circle(9, 5.5, 2.6)
            if self.role == "adequate":
                canvas.setFillColor(WEAK)
                canvas.wedge(6, 2.5, 12, 8.5, 90, 180, 0, 1)
        canvas.setFillColor(ink)
        canvas.setFont(self.font, 8.5)
        canvas.drawString(16, 2.5, self.word)


class Bar(Drawn):
    def __init__(self, cell, width, font):
        Drawn.__init__(self, width, 11)
        self.share, self.label, self.font = cell["share"], cell["label"], font

    def draw(self):
        canvas = self.canv
        room = self.width - canvas.stringWidth(self.label, self.font, 8.5) - 6
        canvas.setFillColor(TRACK)
        canvas.rect(0, 2.5, room, 6, 0, 1)
        canvas.setFillColor(ACCENT)
        canvas.rect(0, 2.5, room * min(max(self.share, 0), 1), 6, 0, 1)
        canvas.setFillColor(TEXT)
        canvas.setFont(self.font, 8.5)
        canvas.drawRightString(self.width, 2.5, self.label)


class Chart(Drawn):
    def __init__(self, drawing, peer):
        Drawn.__init__(self, peer.measure, drawing["height"])
        self.shapes, self.fonts = drawing["shapes"], peer.fonts[0][1:]

    def draw(self):
        canvas = self.canv
        across, down = lambda share: share * self.width, lambda y: self.height - y
        for shape in self.shapes:
            canvas.setFillColor(INKS[shape["ink"]])
            canvas.setStrokeColor(INKS[shape["ink"]])
            match shape["shape"]:
                case "line":
                    canvas.setLineWidth(shape["width"])
                    canvas.setDash([2, 2] if shape["dashed"] else [])
                    canvas.line(across(shape["x1"]), down(shape["y1"]), across(shape["x2"]), down(shape["y2"]))
                    canvas.setDash([])
                case "rect":
                    width, height = across(shape["width"]), shape["height"]
                    canvas.rect(across(shape["x"]), down(shape["y"] + height), width, height, 0, 1)
                case "circle":
                    canvas.setLineWidth(1.2)
                    if not shape["filled"]:
                        canvas.setFillColor(PAPER)
                    canvas.circle(across(shape["x"]), down(shape["y"]), shape["radius"], int(not shape["filled"]), 1)
                case "pointer":
                    x, y, size = across(shape["x"]), down(shape["y"]), shape["size"]
                    polygon(canvas, [(x - size / 2, y + size), (x + size / 2, y + size), (x, y)])
                case "text":
                    canvas.setFont(self.fonts[shape["bold"]], shape["size"])
                    write = {"start": canvas.drawString, "middle": canvas.drawCentredString, "end": canvas.drawRightString}
                    write[shape["anchor"]](across(shape["x"]), down(shape["y"]), shape["text"])


def polygon(canvas, corners):
    path = canvas.beginPath()
    path.moveTo(*corners[0])
    for corner in corners[1:]:
        path.lineTo(*corner)
    path.close()
    canvas.drawPath(path, 0, 1)
