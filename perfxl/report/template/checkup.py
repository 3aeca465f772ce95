"""模板的体检：不要自评表，只看模板和表样；写错的全部列出来。

比填的时候多看几样：填得出来、印出来却不是那回事的（写在域代码里、批注里，一个标记也没有）。
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass

from lxml import etree

from perfxl.cells.later import later
from perfxl.errors import TemplateError
from perfxl.form.form import Form
from perfxl.report.marks import Ledger
from perfxl.report.package import Package
from perfxl.report.template.engine import Prepared, prepare
from perfxl.report.template.mistakes import Mistake, Mistakes
from perfxl.report.template.places import places
from perfxl.report.template.tags import Place, around
from perfxl.report.template.tidy import W
from perfxl.report.template.vocabulary import Vocabulary

_W = f"{{{W}}}"
_PARTS = {"word/comments": "批注", "word/charts/": "图表", "docProps/": "文档属性",
          "word/diagrams/": "图示", "word/styles": "样式"}  # fmt: skip
_MERGE = later(r"\s*MERGEFIELD\s+\"?(?P<name>[^\s\"]+)", re.IGNORECASE)
_TAG = later(r"\{\{|\{%|\}\}|%\}")


@dataclass(frozen=True, slots=True)
class Checkup:
    """体检的结果：写错的地方；不算错、要知道的。"""

    mistakes: tuple[Mistake, ...]
    notes: tuple[str, ...] = ()


def checkup(template: bytes, forms: Sequence[Form]) -> Checkup:
    """照这几张表样的名称看（没有指定表样的，给出全部）。

    Raises:
        TemplateError: 不是 Word 文件、损坏、太大：没有办法看。
    """
    mistakes = Mistakes()
    known = Vocabulary.for_forms(forms)
    try:
        made = prepare(template, known, mistakes, Ledger())
        _more(template, made, known, mistakes)
    except TemplateError:
        if not mistakes.found:
            raise
        return Checkup(mistakes.found, ("写错的太多，后面的没有再看；改好这些再检查一遍",))
    unused = _unused(made, forms[0]) if len(forms) == 1 and not mistakes.found else []
    return Checkup(mistakes.found, (*_other_kind(mistakes), *made.notes, *unused))


def _other_kind(mistakes: Mistakes) -> tuple[str, ...]:
    """拿汇总报告的模板来检查的：一处一处都“写错”，其实是拿错了。"""
    if not any("名单." in mistake.shown for mistake in mistakes.found):
        return ()
    said = "像是汇总报告的模板（写着“名单”）；这里照自评报告的名称检查，名称不同。"
    return (f"{said}汇总报告的模板在 perfxl collect --template 时检查",)


def _more(template: bytes, made: Prepared, known: Vocabulary, mistakes: Mistakes) -> None:
    mistakes.next_part()
    if not any(source.tags for source in made.sources.values()) and not mistakes.found:
        said = "里一个标记也没有，填出来每份都一样；要填的地方请写 {{ 名称 }}"
        mistakes.add(Place("", ""), "", said)
    for name in made.unfilled:
        called = next((word for head, word in _PARTS.items() if name.startswith(head)), name)
        said = "里写了标记，这里不填，印出来还是花括号；请写到正文、页眉、页脚或文本框里"
        mistakes.add(Place(f"的{called}", ""), "", said)
    package = Package(template)
    for name in made.sources:
        root = package.tree(name)
        called = made.called[name]
        for paragraph, where in places(root, called):
            for code in _codes(paragraph):
                if fault := _field_fault(code, known.kinds):
                    text = "".join(piece.text or "" for piece in paragraph.iter(f"{_W}t"))
                    mistakes.add(Place(where, around(text.strip(), 0)), code.strip(), fault)


def _codes(paragraph: etree._Element) -> Iterator[str]:
    """这一段里各个域的代码；域套域的各算各的。"""
    opened: list[list[str]] = []
    loose: list[str] = []
    for element in paragraph.iter(f"{_W}fldChar", f"{_W}instrText", f"{_W}fldSimple"):
        kind = element.get(f"{_W}fldCharType")
        if element.tag == f"{_W}fldSimple":
            yield element.get(f"{_W}instr", "")
        elif element.tag == f"{_W}instrText":
            (opened[-1] if opened else loose).append(element.text or "")
        elif kind == "begin":
            opened.append([])
        elif kind == "end" and opened:
            yield "".join(opened.pop())
    yield "".join([*loose, *("".join(code) for code in opened)])


def _field_fault(code: str, known: Container[str]) -> str:
    """域的代码里不该这样写的；没有的为空。"""
    shown = code.strip()
    if merged := _MERGE.match(code):
        return f"里的邮件合并域“{shown[:40]}”不会填；请删去这个域，写 {{{{ {merged['name']} }}}}"
    if shown in known:
        return f"里的“{shown}”做成了域（按过 Ctrl+F9），不会填；请删去，用键盘打 {{{{ {shown} }}}}"
    if _TAG.search(code) and not shown.upper().startswith("HYPERLINK"):
        return (
            f"里的标记写在域的代码里（{shown[:40]}），填进去以后页面上显示的还是旧的，"
            "在 Word 里按 F9 才更新；请写在域的外面"
        )
    return ""


def _unused(made: Prepared, form: Form) -> list[str]:
    """提纲里有、模板没有用到的栏目：填报人写了也不进报告。"""
    text = "".join(tag.text for source in made.sources.values() for tag in source.tags)
    names = [section.narrative for section in form.report.section if section.narrative]
    left = [name for name in dict.fromkeys(names) if name not in text]
    if not left or len(left) == len(names):
        return []
    return [f"表样提纲里的栏目没有用到：{'、'.join(left)}；单位填了也不进这份报告"]
