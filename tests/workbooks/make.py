"""Writes the workbooks of the tests, with other programs than those that read them.

    python3 -m venv /tmp/venv && /tmp/venv/bin/pip install openpyxl==3.1.5 odfpy==1.4.1 xlwt==1.3.0
    /tmp/venv/bin/python tests/workbooks/make.py

The files are committed, so that the tests need none of this. xlsb has no free writer: its records are written here.

The workbooks of LibreOffice were made by version 7.4 from the sample class, and from the document beside this file, which
LibreOffice calculated while it converted it:

    cp samples/dop-c02-class.csv class-libreoffice.csv
    soffice --headless --infilter=CSV:44,34,76,1,,2057,false,true --convert-to ods class-libreoffice.csv    (xlsx and xls alike)
    soffice --headless --convert-to ods tests/workbooks/cells-libreoffice.fods                              (xlsx and xls alike)
"""

import csv
import datetime
import io
import pathlib
import re
import struct
import zipfile

import openpyxl
import xlwt
from odf import office, style, table, text
from odf.opendocument import OpenDocumentSpreadsheet
from openpyxl.utils.datetime import CALENDAR_MAC_1904

HERE = pathlib.Path(__file__).parent
BAD = HERE.parent / "bad_input"
NO_RESULT = object()


class Error(str):
    pass


class Percent(float):
    pass


def class_rows():
    """The sample class, with numbers, days and percentages as a spreadsheet program holds them."""
    sample = HERE.parent.parent / "samples" / "dop-c02-class.csv"
    rows = list(csv.reader(sample.open(encoding="utf-8")))
    return [rows[0]] + [[typed(cell) for cell in row] for row in rows[1:]]


def typed(cell):
    if re.fullmatch(r"\d{4}-\d\d-\d\d", cell):
        return datetime.date.fromisoformat(cell)
    if re.fullmatch(r"\d+", cell):
        return int(cell)
    if re.fullmatch(r"\d+\.\d+", cell):
        return float(cell)
    if percent := re.fullmatch(r"(\d+(?:\.\d+)?) ?%", cell):
        return Percent(float(percent[1]) / 100)
    return cell


DAY = datetime.date(2026, 8, 3)
CELLS = [
    [],
    ["ID", "Name", "Exam date", "Score", "Result", "SDLC", "Hours per week", "Note", "Average"],
    ["A-1", "Zoë\u00a0Ångström ", DAY, 712, "Fail", Percent(0.515), 7.5, "first line\nsecond, \"line\"", Error("#DIV/0!")],
    ["A-2", "Bo Li", DAY, "\u00a0655 ", False, "Competent", "", "", 0.1 + 0.2],
    ["", "", datetime.datetime(2026, 9, 3, 10, 15), 700.0, False, Percent(0.1 + 0.2), 8, "", ""],
    ["A-3", "Cy Lee", DAY, Error("#N/A"), "Fail", "Strong", "", "", ""],
    ["A-4", "Di Wu", DAY, 601, "Fail", NO_RESULT, "", "", ""],
    [],
    ["A-5", "Ed Ray", DAY, 801, True, "Strong", 10, "", ""],
    ["A-6", "Flo Day", DAY, "abc", "Fail", "Strong", "", "", ""],
]
MERGED = [(3, 4, 0), (3, 4, 1)]
OTHERS = [("Empty", [], False), ("Old", [["ID", "Score"], ["X-1", 500]], True)]


def xlsx(path, sheets, merged=(), epoch=None):
    book = openpyxl.Workbook()
    book.remove(book.active)
    if epoch:
        book.epoch = epoch
    for name, rows, hidden in sheets:
        sheet = book.create_sheet(name)
        sheet.sheet_state = "hidden" if hidden else "visible"
        for at, row in enumerate(rows, 1):
            for column, value in enumerate(row, 1):
                if value == "":
                    continue
                cell = sheet.cell(at, column)
                if value is NO_RESULT:
                    cell.value = "=1/2"
                elif isinstance(value, Error):
                    cell.value, cell.data_type = str(value), "e"
                elif isinstance(value, Percent):
                    cell.value, cell.number_format = float(value), "0.0%"
                else:
                    cell.value = value
        for first, last, column in merged if sheets[0][0] == name else ():
            sheet.merge_cells(start_row=first + 1, end_row=last + 1, start_column=column + 1, end_column=column + 1)
    book.save(path)


def xls(path, sheets, merged=()):
    book = xlwt.Workbook(encoding="utf-8")
    codes = {"#NULL!": 0, "#DIV/0!": 7, "#VALUE!": 15, "#REF!": 23, "#NAME?": 29, "#NUM!": 36, "#N/A": 42}
    format_of = lambda code: xlwt.easyxf(num_format_str=code)
    percent, day, moment = format_of("0.0%"), format_of("yyyy-mm-dd"), format_of("yyyy-mm-dd hh:mm")
    for name, rows, hidden in sheets:
        sheet = book.add_sheet(name, cell_overwrite_ok=True)
        sheet.visibility = int(hidden)
        tall = {(first, column): last for first, last, column in merged} if sheets[0][0] == name else {}
        for at, row in enumerate(rows):
            for column, value in enumerate(row):
                if value == "" or value is NO_RESULT:
                    continue
                if isinstance(value, Error):
                    sheet.row(at).set_cell_error(column, codes[str(value)])
                elif isinstance(value, Percent):
                    sheet.write(at, column, float(value), percent)
                elif isinstance(value, datetime.datetime):
                    sheet.write(at, column, value, moment)
                elif isinstance(value, datetime.date):
                    sheet.write(at, column, value, day)
                elif (at, column) in tall:
                    sheet.write_merge(at, tall[at, column], column, column, value)
                else:
                    sheet.write(at, column, value)
    book.save(str(path))


def ods(path, sheets, merged=()):
    document = OpenDocumentSpreadsheet()
    hidden_style = style.Style(name="hidden", family="table")
    hidden_style.addElement(style.TableProperties(display="false"))
    document.automaticstyles.addElement(hidden_style)
    for name, rows, hidden in sheets:
        sheet = table.Table(name=name, **({"stylename": hidden_style} if hidden else {}))
        tall = {(first, column): last for first, last, column in merged} if sheets[0][0] == name else {}
        for at, row in enumerate(rows):
            line = table.TableRow()
            for column, value in enumerate(row):
                span = {}
                if (at, column) in tall:
                    span = {"numberrowsspanned": str(tall[at, column] - at + 1), "numbercolumnsspanned": "1"}
                if any(column == c and first < at <= last for (first, c), last in tall.items()):
                    line.addElement(table.CoveredTableCell())
                    continue
                line.addElement(ods_cell(value, span))
            sheet.addElement(line)
        # as LibreOffice fills up a sheet
        rest = table.TableRow(numberrowsrepeated="1048000")
        rest.addElement(table.TableCell(numbercolumnsrepeated="16384"))
        sheet.addElement(rest)
        document.spreadsheet.addElement(sheet)
    document.save(str(path))


def ods_cell(value, span):
    if value == "":
        return table.TableCell(**span)
    if value is NO_RESULT:
        return table.TableCell(formula="of:=1/2", **span)
    if isinstance(value, Error):
        cell = table.TableCell(formula="of:=1/0", valuetype="string", **span)
        cell.setAttrNS("urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0", "value-type", "error")
    elif isinstance(value, bool):
        cell = table.TableCell(valuetype="boolean", booleanvalue=str(value).lower(), **span)
    elif isinstance(value, Percent):
        cell = table.TableCell(valuetype="percentage", value=repr(float(value)), **span)
    elif isinstance(value, (int, float)):
        cell = table.TableCell(valuetype="float", value=repr(value), **span)
    elif isinstance(value, (datetime.date, datetime.datetime)):
        cell = table.TableCell(valuetype="date", datevalue=value.isoformat(), **span)
    else:
        cell = table.TableCell(valuetype="string", **span)
    for line in str(value).split("\n"):
        paragraph = text.P()
        paragraph.addText(line)
        cell.addElement(paragraph)
    return cell


def xlsb(path, sheets, merged=()):
    def record(number, data=b""):
        head = bytes([number]) if number < 0x80 else bytes([number & 0x7F | 0x80, number >> 7])
        length = len(data)
        while True:
            more = length > 0x7F
            head += bytes([length & 0x7F | (0x80 if more else 0)])
            length >>= 7
            if not more:
                return head + data

    def wide(value):
        units = value.encode("utf-16-le")
        return struct.pack("<I", len(units) // 2) + units

    codes = {"#DIV/0!": 7, "#N/A": 42}
    strings, parts = [], {}
    for number, (name, rows, hidden) in enumerate(sheets, 1):
        widest = max(map(len, rows), default=1)
        data = record(0x81) + record(0x94, struct.pack("<IIII", 0, max(len(rows), 1) - 1, 0, widest - 1)) + record(0x91)
        for at, row in enumerate(rows):
            data += record(0x00, struct.pack("<IIHHB", at, 0, 300, 0, 0) + struct.pack("<I", 0))
            for column, value in enumerate(row):
                place = lambda form=0: struct.pack("<II", column, form)
                if value == "" or value is NO_RESULT:
                    continue
                if isinstance(value, Error):
                    # of a formula: result, flags, and a formula of no tokens
                    data += record(0x0B, place() + bytes([codes[str(value)]]) + struct.pack("<HII", 0, 0, 0))
                elif isinstance(value, bool):
                    data += record(0x04, place() + bytes([value]))
                elif isinstance(value, Percent):
                    data += record(0x05, place(1) + struct.pack("<d", value))
                elif isinstance(value, datetime.datetime):
                    days = (value - datetime.datetime(1899, 12, 30)).total_seconds() / 86400
                    data += record(0x05, place(2) + struct.pack("<d", days))
                elif isinstance(value, datetime.date):
                    days = (value - datetime.date(1899, 12, 30)).days
                    data += record(0x02, place(2) + struct.pack("<I", days << 2 | 2))
                elif isinstance(value, (int, float)):
                    data += record(0x05, place() + struct.pack("<d", value))
                else:
                    if value not in strings:
                        strings.append(value)
                    data += record(0x07, place() + struct.pack("<I", strings.index(value)))
        data += record(0x92)
        if sheets[0][0] == name:
            for first, last, column in merged:
                data += record(0xB0, struct.pack("<IIII", first, last, column, column))
        parts[f"xl/worksheets/sheet{number}.bin"] = data + record(0x82)
    book = record(0x83) + record(0x99, struct.pack("<III", 0, 0, 0)) + record(0x8F)
    for number, (name, _, hidden) in enumerate(sheets, 1):
        book += record(0x9C, struct.pack("<II", int(hidden), number) + wide(f"rId{number}") + wide(name))
    parts["xl/workbook.bin"] = book + record(0x90) + record(0x84)
    shared = record(0x9F, struct.pack("<II", len(strings), len(strings)))
    shared += b"".join(record(0x13, b"\0" + wide(value)) for value in strings)
    parts["xl/sharedStrings.bin"] = shared + record(0xA0)
    xf = lambda form: record(0x2F, struct.pack("<HH", 0, form) + bytes(12))
    parts["xl/styles.bin"] = (
        record(0x116) + record(0x267, struct.pack("<I", 1)) + record(0x2C, struct.pack("<H", 164) + wide("0.0%"))
        + record(0x268) + record(0x272, struct.pack("<I", 1)) + xf(0) + record(0x273)
        + record(0x269, struct.pack("<I", 3)) + xf(0) + xf(164) + xf(14) + record(0x26A) + record(0x117)
    )
    relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006"
    targets = [(f"rId{n}", "worksheet", f"worksheets/sheet{n}.bin") for n in range(1, len(sheets) + 1)]
    targets += [("rIdS", "styles", "styles.bin"), ("rIdT", "sharedStrings", "sharedStrings.bin")]
    rels = "".join(f'<Relationship Id="{i}" Type="{relation}/{t}" Target="{target}"/>' for i, t, target in targets)
    parts["xl/_rels/workbook.bin.rels"] = f'<Relationships xmlns="{package}/relationships">{rels}</Relationships>'
    root = f'<Relationship Id="rId1" Type="{relation}/officeDocument" Target="xl/workbook.bin"/>'
    parts["_rels/.rels"] = f'<Relationships xmlns="{package}/relationships">{root}</Relationships>'
    parts["[Content_Types].xml"] = f'<Types xmlns="{package}/content-types"><Default Extension="bin" ContentType="application/vnd.ms-excel.sheet.binary.macroEnabled.main"/></Types>'
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as out:
        for name, data in parts.items():
            out.writestr(name, data)


def compound(streams):
    """A compound file with streams of 4096 bytes and more (shorter ones are filled up)."""
    sector, free, end = 512, 0xFFFFFFFF, 0xFFFFFFFE
    streams = [(name, data + bytes(max(0, 4096 - len(data)))) for name, data in streams]
    body, table_, entries = b"", [], []
    for name, data in streams:
        first, count = len(table_) + 2, -(-len(data) // sector)
        table_ += [first + n + 1 for n in range(count - 1)] + [end]
        body += data + bytes(count * sector - len(data))
        entries.append((name, 2, first, len(data)))
    table_ = [0xFFFFFFFD, end] + table_
    directory = b""
    for name, kind, first, length in [("Root Entry", 5, end, 0)] + entries:
        units = name.encode("utf-16-le")
        directory += units + bytes(64 - len(units)) + struct.pack("<HBBIII", len(units) + 2, kind, 1, free, free, free)
        directory += bytes(36) + struct.pack("<IQ", first, length)
    directory += bytes(sector - len(directory))
    header = bytes.fromhex("D0CF11E0A1B11AE1") + bytes(16) + struct.pack("<HHHHH", 62, 3, 0xFFFE, 9, 6) + bytes(6)
    header += struct.pack("<IIIIIIIII", 0, 1, 1, 0, 4096, end, 0, end, 0) + struct.pack("<I", 0) + struct.pack("<I", free) * 108
    fat = b"".join(struct.pack("<I", number) for number in table_)
    return header + fat + b"\xFF" * (sector - len(fat)) + directory + body


def replaced(path, part, old, new):
    """The workbook with a change in one of its parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            data = source.read(name)
            target.writestr(name, data.replace(old, new) if name == part else data)
    return out.getvalue()


def main():
    one = [["ID", "Score"], ["A-1", 600]]
    for write in (xlsx, xls, ods, xlsb):
        ending = write.__name__
        write(HERE / f"class.{ending}", [("Class", class_rows(), False)])
        write(HERE / f"cells.{ending}", [("Results", CELLS, False)] + OTHERS, MERGED)
    days = [["ID", "Score", "Exam date"], ["A-1", 600, DAY], ["A-2", 600, datetime.date(2026, 8, 4)]]
    xlsx(HERE / "1904.xlsx", [("Class", days, False)], epoch=CALENDAR_MAC_1904)
    xlsx(HERE / "several.xlsx", [("Summary", [["Mean"], [600]], False), ("June “late”", one, False), ("Old", one, True)])
    xlsx(BAD / "only-hidden.xlsx", [("Cover", [], False), ("Old", one, True)])
    ods(BAD / "no-rows.ods", [("Class", [], False)])
    xlsx(BAD / "nothing-known.xlsx", [("Class", [[], ["Colour", "Size"], ["red", 3]], False)])
    (BAD / "password.xlsx").write_bytes(compound([("EncryptionInfo", b""), ("EncryptedPackage", b"")]))
    stream = struct.pack("<HHHHIQ", 0x809, 16, 0x600, 5, 0, 0) + struct.pack("<HHHHH", 0x2F, 6, 1, 1, 1)
    (BAD / "password.xls").write_bytes(compound([("Workbook", stream)]))
    (BAD / "excel-95.xls").write_bytes(compound([("Book", b"")]))
    (BAD / "letter.doc").write_bytes(compound([("WordDocument", b"")]))
    manifest = b"</manifest:manifest>"
    locked = b'<manifest:file-entry manifest:full-path="content.xml"><manifest:encryption-data/></manifest:file-entry>'
    (BAD / "password.ods").write_bytes(replaced(HERE / "cells.ods", "META-INF/manifest.xml", manifest, locked + manifest))
    for ending in ("xlsx", "xls", "ods", "xlsb"):
        whole = (HERE / f"cells.{ending}").read_bytes()
        (BAD / f"cut-off.{ending}").write_bytes(whole[: len(whole) * 2 // 3])
    entities = b'<!DOCTYPE w [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]><worksheet'
    (BAD / "entities.xlsx").write_bytes(replaced(HERE / "cells.xlsx", "xl/worksheets/sheet1.xml", b"<worksheet", entities))
    (BAD / "no-such-text.xlsx").write_bytes(replaced(HERE / "cells-libreoffice.xlsx", "xl/worksheets/sheet1.xml", b't="s"><v>0<', b't="s"><v>999<'))
    (BAD / "unusual-error.xlsx").write_bytes(replaced(HERE / "cells.xlsx", "xl/worksheets/sheet1.xml", b"#N/A", b"#GETTING_DATA"))
    for name, part in (("letter.docx", "word/document.xml"), ("archive.zip", "class.csv"), ("class.numbers", "Index/Document.iwa")):
        with zipfile.ZipFile(BAD / name, "w") as out:
            out.writestr(part, "ID,Score\nA-1,600\n")


main()
