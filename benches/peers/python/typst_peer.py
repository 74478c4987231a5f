"""typst: one template, compiled once for each document, whose content comes as an input."""

import json
from importlib.metadata import version
from pathlib import Path

import typst


class Peer:
    tool = f"typst {version('typst')}"
    tagged = "UA-1, A-2a"

    def __init__(self, families, folder):
        # typst asks for folders: one with these files and no others.
        fonts = folder / "fonts"
        fonts.mkdir(exist_ok=True)
        for file in (Path(file) for family in families for file in family):
            link = fonts / file.name
            if not link.exists():
                link.symlink_to(file.resolve())
        template = Path(__file__).with_name("plan.typ")
        self.compiler = typst.Compiler(str(template), font_paths=[str(fonts)], ignore_system_fonts=True)

    def pdf(self, document):
        inputs = {"document": json.dumps(document)}
        return self.compiler.compile(format="pdf", sys_inputs=inputs, pdf_standards=["ua-1", "a-2a"])
