"""Makes the fonts of this folder from Noto Sans: OpenType with cubic outlines (CFF), 2048 units per em, figures that are
proportional by default and tabular by feature. Needs fonttools 4.68; run it in the folder of the project."""

from fontTools.feaLib.builder import addOpenTypeFeaturesFromString
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.t2CharStringPen import T2CharStringPen
from fontTools.pens.transformPen import TransformPen
from fontTools.ttLib import TTFont

CHARACTERS = [*range(0x20, 0x7F), *range(0xC0, 0x100), 0xA0, *map(ord, "–—·•…‘’“”")]
SCALE = 2.048

for style, weight in [("Regular", 400), ("Bold", 700)]:
    noto = TTFont(f"templates/fonts/NotoSans-{style}.ttf")
    glyphs, cmap = noto.getGlyphSet(), noto.getBestCmap()
    order = [".notdef", "one.tnum"] + sorted({cmap[c] for c in CHARACTERS})
    charstrings, widths = {}, {}
    for name in order:
        source = "one" if name == "one.tnum" else name
        narrow = 120 if name == "one" else 0
        widths[name] = round((glyphs[source].width - narrow) * SCALE)
        pen = T2CharStringPen(widths[name], glyphs)
        glyphs[source].draw(TransformPen(pen, (SCALE, 0, 0, SCALE, -narrow / 2 * SCALE, 0)))
        charstrings[name] = pen.getCharString()
    builder = FontBuilder(2048, isTTF=False)
    builder.setupGlyphOrder(order)
    builder.setupCharacterMap({c: cmap[c] for c in CHARACTERS})
    builder.setupCFF(f"ResitTest-{style}", {"FullName": f"Resit Test {style}"}, charstrings, {})
    builder.setupHorizontalMetrics({name: (width, 0) for name, width in widths.items()})
    builder.setupHorizontalHeader(ascent=round(1069 * SCALE), descent=round(-293 * SCALE))
    builder.setupNameTable({
        "familyName": "Resit Test", "styleName": style, "psName": f"ResitTest-{style}",
        "copyright": "Copyright 2022 The Noto Project Authors", "licenseDescription": "SIL Open Font License, Version 1.1",
    })
    builder.setupOS2(usWeightClass=weight, fsType=4, sTypoAscender=2189, sTypoDescender=-600, usWinAscent=2189,
                     usWinDescent=600, sCapHeight=1462, sxHeight=1098, version=4)
    builder.setupPost()
    addOpenTypeFeaturesFromString(builder.font, "feature tnum { sub one by one.tnum; } tnum;")
    builder.font["head"].created = builder.font["head"].modified = 3_800_000_000
    builder.save(f"tests/branding/fonts/{style.lower()}.otf")
