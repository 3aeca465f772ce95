"""读安装程序的说明（.iss）和它的中文（.isl）：够测试用的一小段语法，看不懂的就报错。"""

from __future__ import annotations

import re
from pathlib import Path

PACKAGING = Path(__file__).parent.parent.parent / "packaging"
_SECTION = re.compile(r"\[(\w+)\]")
_FIELD = re.compile(r'(\w+): ("(?:[^"]|"")*"|[^;"]+)(?:; |$)')


def sections(name: str) -> dict[str, list[str]]:
    """各节的行；注释、空行、给预处理的 `#` 行不要。"""
    by_heading: dict[str, list[str]] = {}
    lines = by_heading.setdefault("", [])
    for line in (PACKAGING / name).read_text(encoding="utf-8-sig").splitlines():
        if heading := _SECTION.fullmatch(line):
            lines = by_heading.setdefault(heading[1], [])
        elif line and not line.startswith((";", "#")):
            lines.append(line)
    return by_heading


def fields(line: str) -> dict[str, str]:
    """`名: 值; 名: 值` 写成的一行。"""
    assert _FIELD.sub("", line) == "", f"看不懂：{line}"
    return {
        name: value.strip('"').replace('""', '"') if value.startswith('"') else value
        for name, value in _FIELD.findall(line)
    }


def values(lines: list[str]) -> dict[str, str]:
    """`名=值` 的各行；名字写重了就报错。"""
    pairs = [line.split("=", 1) for line in lines]
    assert len({name for name, _ in pairs}) == len(pairs)
    return {name: value for name, value in pairs}  # noqa: C416  # dict(pairs) 说不清类型
