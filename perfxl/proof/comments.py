"""把结论写成 Word 批注，正指着有问题的那几个字；原报告不动，写在另一份里。

批注只能从一个 run 的开头到一个 run 的末尾：字在中间的，先把 run 一分为二，格式两边都留着；
先分末尾，再分开头。
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from copy import deepcopy
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import BadZipFile, ZipFile

import docx
from docx.text.run import Run

from perfxl.disk import lock_of, put
from perfxl.proof.document import level_of
from perfxl.proof.model import Finding, Proofed
from perfxl.proof.register import proof_rules
from perfxl.proof.text.archive import ReportError
from perfxl.proof.text.docx import Reader, pieces
from perfxl.proof.text.numbering import Numbering, W

AUTHOR = "perfxl 核对"
_ASIDE = {"note": "", "box": "文本框里", "header": ""}  # 指不到那几个字上的，说是哪里
_NOTES = {"脚注": "foot", "尾注": "end"}
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


def write_comments(source: Path, proofed: Proofed, output: Path) -> Path:
    """带批注的一份报告；`output` 是文件夹的，写成 `<名>-核对.docx`。

    Raises:
        ReportError: 不是 .docx，要写的地方是原报告或别的文件，写不了。
    """
    target = output if output.suffix.lower() == ".docx" else output / f"{source.stem}-核对.docx"
    _require_writable(source, target)
    try:
        document = docx.Document(str(source))
    except (KeyError, ValueError, BadZipFile) as error:
        raise ReportError(f"{source.name}：批注写不进去；请另存为 .docx 再试") from error
    reader = Reader(Numbering(None, None))
    body: Any = document.element.body
    reader.part(body, "body")
    first = next((one for one in reader.elements if any(True for _ in _texts(one))), None)
    for finding in proofed.findings:
        runs = _pointed(finding, reader.elements, body)
        if not runs and first is not None:  # 页眉里的、没有字的，标在头一个字上
            runs = _runs(first, 0, 1)
        if runs:
            _comment(document, runs, finding)
    _save(document, target)
    return target


def _require_writable(source: Path, target: Path) -> None:
    if source.suffix.lower() != ".docx":
        raise ReportError(f"{source.name}：批注只能写进 .docx；请用 Word 另存为 .docx 再核对")
    if target.resolve() == source.resolve():
        raise ReportError(f"{target.name} 就是原报告，没有覆盖；请用 -o 换一个文件名")
    if target.exists() and not _is_ours(target):
        raise ReportError(f"{target.name} 已经有了，没有覆盖；请用 -o 换一个文件名")


def _is_ours(path: Path) -> bool:
    """上次核对写的那一份：批注是我们写的。"""
    try:
        with ZipFile(path) as archive:
            return AUTHOR.encode() in archive.read("word/comments.xml")
    except (BadZipFile, KeyError, OSError):
        return False


def _pointed(finding: Finding, elements: Sequence[Any], body: Any) -> tuple[Any, ...]:
    """批注指着的头尾两个 run。Word 不许批注写在文本框、脚注里：指着画框的地方、脚注的号。"""
    place = finding.paragraph
    if place.kind == "note":
        kind, _, number = place.place.partition(" ")
        marks = list(body.iter(f"{W}{_NOTES[kind]}noteReference"))
        return _around(marks[int(number) - 1]) if int(number) <= len(marks) else ()
    if place.number > len(elements):
        return ()
    element = elements[place.number - 1]
    if place.kind == "box":
        return _around(next(element.iterancestors(f"{W}txbxContent")))
    return _runs(element, finding.start, finding.end)


def _around(element: Any) -> tuple[Any, ...]:
    """装着它的 run，最外面的一层。"""
    outer = list(element.iterancestors(f"{W}r"))[-1:]
    return (*outer, *outer)


def _texts(element: Any) -> Iterator[tuple[Any, str]]:
    return ((piece, text) for piece, text in pieces(element) if piece.tag == f"{W}t")


def _runs(element: Any, start: int, end: int) -> tuple[Any, ...]:
    """正好盖住 [start, end) 的头尾两个 run；没有字为空。"""
    if not any(True for _ in _texts(element)):
        return ()
    _split(element, end)
    _split(element, start)
    inside, offset = [], 0
    for piece, text in pieces(element):
        run = _run_of(piece)
        if run is not None and start <= offset < end:
            inside.append(run)
        offset += len(text)
    return (inside[0], inside[-1]) if inside else ()


def _run_of(piece: Any) -> Any:
    """写着这个字的 run。"""
    parent = piece.getparent()
    return parent if parent is not None and parent.tag == f"{W}r" else None


def _split(element: Any, at: int) -> None:
    """在第 `at` 个字前把 run 分开；正好在边上的不用分。"""
    offset = 0
    for piece, text in list(pieces(element)):
        if offset < at < offset + len(text) and piece.tag == f"{W}t":
            _split_run(_run_of(piece), piece, at - offset)
            return
        if offset == at:
            run = _run_of(piece)
            if run is not None and _first_content(run) is not piece:
                _split_run(run, piece, 0)
            return
        offset += len(text)


def _first_content(run: Any) -> Any:
    return next((child for child in run if child.tag != f"{W}rPr"), None)


def _split_run(run: Any, piece: Any, at: int) -> None:
    place = list(run).index(piece)
    right = deepcopy(run)
    for child in list(run)[place + (at > 0) :]:
        run.remove(child)
    for child in list(right)[:place]:
        if child.tag != f"{W}rPr":
            right.remove(child)
    if at:
        text = piece.text
        twin = next(child for child in right if child.tag == f"{W}t")
        piece.text, twin.text = text[:at], text[at:]
        for one in (piece, twin):
            one.set(_SPACE, "preserve")
    run.addnext(right)


def _comment(document: Any, runs: tuple[Any, ...], finding: Finding) -> None:
    first, last = (Run(one, document) for one in runs)
    rule = proof_rules()[finding.code]
    fix = finding.fix or rule.how.removesuffix("。")
    where = (
        f"{_ASIDE[finding.paragraph.kind] or finding.paragraph.place}“{finding.quote}”："
        if finding.paragraph.kind in _ASIDE
        else ""
    )
    head = f"[{level_of(finding).label}] {finding.code} {rule.what}："
    text = f"{head}{where}{finding.message}。\n{fix}。"
    document.add_comment(runs=[first, last], text=text, author=AUTHOR, initials="核")


def _save(document: Any, target: Path) -> None:
    """写完整了才一步换上；正开着的说一句。"""
    content = BytesIO()
    document.save(content)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        if lock_of(target) is not None:
            raise ReportError(f"{target.name} 正开着；请关闭以后再试")
        put(target, content.getvalue())
    except OSError as error:
        raise ReportError(f"{target.name} 写不了；请关闭打开着的这份文件，或换一个位置") from error
