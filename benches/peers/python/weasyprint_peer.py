"""WeasyPrint: HTML with one style sheet, parsed once."""

from html import escape
from importlib.metadata import version
from pathlib import Path

import weasyprint
from look import *
from weasyprint.text.fonts import FontConfiguration


class Peer:
    tool = f"WeasyPrint {version('weasyprint')}"
    tagged = "UA-1"

    def __init__(self, families, folder):
        faces, names = [], []
        for number, files in enumerate(families):
            names.append(f"plan-{number}")
            for file, weight in zip(files, ("normal", "bold")):
                # One weight stands for both where there is only one.
                weight = weight if len(files) > 1 else "normal"
                source = f"font-family:plan-{number};font-weight:{weight};src:url({Path(file).resolve().as_uri()})"
                faces.append(f"@font-face{{{source}}}")
        self.fonts = FontConfiguration()
        css = "".join(faces) + f"body{{font-family:{','.join(names)}}}" + STYLE
        self.style = weasyprint.CSS(string=css, font_config=self.fonts)

    def pdf(self, document):
        html = weasyprint.HTML(string=page(document))
        return html.write_pdf(stylesheets=[self.style], font_config=self.fonts, pdf_variant="pdf/ua-1")


def page(document):
    facts = (
        "<dl>" + "".join(f'<div style="width:{width}pt"><dt>{escape(fact["label"])}<dd>{escape(fact["value"])}</div>' for fact, width in row) + "</dl>"
        for row in document["fact_rows"]
    )
    label = document["page_label"].replace("{pages}", '" counter(pages) "').replace("{page}", '" counter(page) "')
    return (
        f'<html lang="{document["lang"]}"><head><title>{escape(document["title"])}</title>'
        f'<meta name=author content="{escape(document["author"])}">'
        f'<style>@page{{size:{document["width"]}pt {document["height"]}pt;@bottom-right{{content:"{label}"}}}}</style></head><body>'
        f'<div class=head>{escape(document["running_head"])}</div><div class=foot>{escape(document["footer"])}</div>'
        f'<p class=kicker>{escape(document["kicker"])}</p><h1>{escape(document["heading"])}</h1>'
        f"{''.join(facts)}{''.join(block(it, document['measure']) for it in document['blocks'])}</body></html>"
    )


def block(it, measure):
    space = f'style="margin-top:{it["space"]}pt"'
    match it["kind"]:
        case "heading":
            return f"<h{it['level']} {space}>{escape(it['text'])}</h{it['level']}>"
        case "lead" | "paragraph" | "fineprint":
            return f"<p class={it['kind']} {space}>{escape(it['text'])}</p>"
        case "figures":
            figure = lambda f: f"<div><dt>{escape(f['label'])}<dd class=value>{escape(f['value'])}<dd class=gloss>{escape(f['gloss'])}</div>"
            items = zip(it["items"], it["widths"] * 9)
            size = f"font-size:{it['size']}pt;line-height:{28 if it['size'] > 14 else 21}pt"
            figures = "".join(figure(f).replace("<div>", f'<div style="width:{width}pt">').replace("class=value", f'class=value style="{size}"') for f, width in items)
            return f"<dl class=figures {space}>{figures}</dl>"
        case "drawing":
            return f"<p class=bold {space}>{escape(it['title'])}</p>{chart(it['drawing'], it['description'], measure)}"
        case "table":
            return table(it, space)
        case "findings":
            return f"<div {space}>{''.join(map(finding, it['items']))}</div>"
        case "checklist":
            return f"<ul class=check {space}>{''.join(f'<li>{check(item)}' for item in it['items'])}</ul>"
        case "list":
            return f"<ul {space}>{''.join(f'<li>{escape(item)}' for item in it['items'])}</ul>"
        case "note":
            lines = "".join(f"<p>{escape(line)}</p>" for line in it["text"].split("\n"))
            return f"<blockquote {space}><p class=bold>{escape(it['title'])}</p>{lines}</blockquote>"
    raise ValueError(it["kind"])


def check(item):
    link = item["link"]
    return escape(item["text"]) + (f' <a href="{escape(link["href"])}">{escape(link["text"])}</a>' if link else "")


def finding(item):
    step = f"<p class=step>{escape(item['first_step'])}</p>" if item["first_step"] else ""
    return f"<div class=finding><p class=bold>{escape(item['title'])}</p><p class=item>{escape(item['text'])}</p>{step}</div>"


def table(it, space):
    columns = it["columns"]
    last = len(columns) - 1
    places = [width + (6 if index in (0, last) else 12) for index, width in enumerate(it["widths"])]
    cols = "".join(f'<col style="width:{width}pt">' for width in places)
    heads = "".join(f"<th scope=col class={column['align']}>{escape(column['heading'])}" for column in columns)
    row = lambda cells: "<tr>" + "".join(f"<td class={c['align']}>{cell(content)}" for content, c in zip(cells, columns))
    total = f"<tbody class=total>{row(it['total'])}" if it["total"] else ""
    body = "".join(map(row, it["rows"]))
    return f"<p class=caption {space}>{escape(it['caption'])}</p><table>{cols}<thead><tr>{heads}</thead><tbody>{body}</tbody>{total}</table>"


def cell(it):
    match it["kind"]:
        case "empty":
            return ""
        case "text":
            return escape(it["text"])
        case "strong":
            return f"<b>{escape(it['text'])}</b>"
        case "link":
            return f'<a href="{escape(it["href"])}">{escape(it["text"])}</a>'
        case "chip":
            return f"<span class='chip {it['role'] or 'unrated'}'>{escape(it['word'])}</span>"
        case "bar":
            bar = f'<span class=track><span class=bar style="width:{it["share"] * 100}%"></span></span>'
            return f"<div class=share>{bar}<span>{escape(it['label'])}</span></div>"
        case "lines":
            return "".join(f"<div><b>{escape(line['label'] or '')}</b> {escape(line['text'])}</div>" for line in it["lines"])
    raise ValueError(it["kind"])


def chart(drawing, description, measure):
    parts = []
    for it in drawing["shapes"]:
        ink = INKS[it["ink"]]
        across = lambda share: share * measure
        match it["shape"]:
            case "line":
                dash = ' stroke-dasharray="2 2"' if it["dashed"] else ""
                ends = f'x1="{across(it["x1"])}" y1="{it["y1"]}" x2="{across(it["x2"])}" y2="{it["y2"]}"'
                parts.append(f'<line {ends} stroke="{ink}" stroke-width="{it["width"]}"{dash}/>')
            case "rect":
                place = f'x="{across(it["x"])}" y="{it["y"]}" width="{across(it["width"])}" height="{it["height"]}"'
                parts.append(f'<rect {place} fill="{ink}"/>')
            case "circle":
                paint = f'fill="{ink}"' if it["filled"] else f'fill="white" stroke-width="1.2" stroke="{ink}"'
                parts.append(f'<circle cx="{across(it["x"])}" cy="{it["y"]}" r="{it["radius"]}" {paint}/>')
            case "pointer":
                x, y, size = across(it["x"]), it["y"], it["size"]
                corners = f"{x - size / 2},{y - size} {x + size / 2},{y - size} {x},{y}"
                parts.append(f'<polygon points="{corners}" fill="{ink}"/>')
            case "text":
                weight = "bold" if it["bold"] else "normal"
                style = f'font-family="plan-0" font-size="{it["size"]}" font-weight="{weight}" text-anchor="{it["anchor"]}" fill="{ink}"'
                parts.append(f'<text x="{across(it["x"])}" y="{it["y"]}" {style}>{escape(it["text"])}</text>')
    size = f'width="{measure}pt" height="{drawing["height"]}pt" viewBox="0 0 {measure} {drawing["height"]}"'
    return f'<svg {size} role="img" aria-label="{escape(description)}">{"".join(parts)}</svg>'


def rule(selector, style, more=""):
    bold, size, leading, ink = STYLES[style]
    weight = "bold" if bold else "normal"
    return f"{selector}{{font-size:{size}pt;line-height:{leading}pt;font-weight:{weight};color:{ink};margin:0;{more}}}"


STYLE = (
    f"@page{{margin:{LATER_TOP}pt {SIDE}pt {FOOT}pt;"
    f"font-size:7.5pt;color:{MUTED};@top-left{{content:element(head);vertical-align:top;padding-top:26pt;width:100%}}"
    "@bottom-left{content:element(foot);vertical-align:top;padding-top:14pt;width:80%}"
    "@bottom-right{vertical-align:top;padding-top:14pt;font-family:plan-0;white-space:nowrap}}"
    f"@page:first{{margin-top:{FIRST_TOP}pt;@top-left{{content:none}}}}"
    ".head{position:running(head)}.foot{position:running(foot)}"
    f".head{{font-size:7.5pt;line-height:10pt;color:{MUTED};border-bottom:0.4pt solid {HAIRLINE};padding-bottom:3pt}}"
    f".foot{{font-size:7.5pt;line-height:10pt;color:{MUTED}}}"
    "body{margin:0}dl,ul,blockquote{margin:0;padding:0}p{orphans:2;widows:2}tr{break-inside:avoid}svg{display:block}"
    + rule(".kicker", "kicker", "letter-spacing:0.4pt")
    + rule("h1", "h1")
    + rule("h2", "h2", "break-after:avoid")
    + rule("h3", "h3", "break-after:avoid")
    + rule("p,blockquote p", "body")
    + rule(".lead", "lead")
    + rule(".fineprint", "fineprint")
    + rule(".bold", "bold", "break-after:avoid")
    + rule(".caption", "label", "break-after:avoid")
    + rule(".item,.step,li", "item")
    + rule("dt,dd.gloss", "label")
    + rule("dd", "body")
    + rule("th", "head", "padding:2.5pt 4.5pt;vertical-align:bottom")
    + rule("td", "cell", "padding:3.5pt 4.5pt;vertical-align:top")
    + f".value{{font-weight:bold;color:{ACCENT}}}"
    + f"a{{color:{ACCENT};text-decoration:none}}"
    + f"dl{{display:flex;gap:{GUTTER}pt;margin-top:6pt}}h1+dl{{margin-top:12pt;border-top:0.8pt solid {ACCENT};padding-top:6pt}}"
    + f"dl.figures{{flex-wrap:wrap}}dl.figures div{{border-top:0.4pt solid {MUTED};padding-top:6pt}}dd.gloss{{margin:0}}"
    + f"table{{border-collapse:collapse;table-layout:fixed;width:100%}}"
    + f"thead{{border-bottom:0.8pt solid {TEXT}}}tbody tr{{border-bottom:0.4pt solid {HAIRLINE}}}"
    + f"tbody tr:last-child{{border-bottom-color:{MUTED}}}tbody.total td{{font-weight:bold;border-top:0.8pt solid {TEXT}}}"
    + "th:first-child,td:first-child{padding-left:0}th:last-child,td:last-child{padding-right:0}"
    + ".left{text-align:left}.right{text-align:right}"
    + ".chip{display:inline-block;border-radius:6.5pt;height:11pt;padding:1pt 6pt;margin:-1pt 0}"
    + ".chip:before{content:'';display:inline-block;width:5pt;height:5pt;border-radius:2.5pt;margin-right:4pt}"
    + "".join(f".chip.{role}{{background:{ground};color:{ink}}}" for role, (ground, ink) in CHIPS.items())
    + f".chip.strong{{border:0.6pt solid {MUTED};margin:-1.6pt 0}}.chip.unrated{{padding:0;color:{MUTED}}}.unrated:before{{display:none}}"
    + f".weak:before{{background:{PAPER}}}.adequate:before{{background:{WEAK}}}.strong:before{{border:0.8pt solid {ACCENT}}}"
    + f".share{{display:flex;gap:6pt}}.track{{flex:1;height:6pt;margin-top:2.5pt;background:{TRACK}}}"
    + f".bar{{display:block;height:6pt;background:{ACCENT}}}"
    + f".finding{{border-left:2pt solid {ACCENT};padding-left:10pt;break-inside:avoid}}.finding+.finding{{margin-top:8pt}}"
    + ".step{padding-left:12pt}ul{list-style:none}li+li{margin-top:3pt}li{padding-left:14pt}.check li{padding-left:18pt}"
    + f".step:before{{content:'';float:left;width:5pt;height:6pt;margin:2.5pt 0 0 -11pt;background:{ACCENT}}}"
    + f"li:before{{content:'';float:left;width:3pt;height:3pt;margin:4.4pt 0 0 -12.5pt;background:{ACCENT};border-radius:2pt}}"
    + ".check li:before{width:7.2pt;height:7.2pt;margin:1pt 0 0 -17.5pt;background:none;border-radius:0;"
    + f"border:0.8pt solid {MUTED}}}"
    + f"blockquote{{background:{WASH};border-left:2pt solid {ACCENT};padding:10pt 0 10pt 12pt}}"
)
