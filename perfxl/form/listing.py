"""把一张表样摊开来看：每个值写在哪里、出自哪份文件；两张表样哪里不同。"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from perfxl.form.file import OWN, leaves, merged, origins
from perfxl.form.form import Form
from perfxl.form.load import asked_folders, load


def form_values(code: str, folders: Sequence[Path]) -> list[tuple[str, str, str, str]]:
    """一张表样的每个值：（项，值，写在哪个文件第几行，出处）。"""
    everywhere = (*asked_folders(folders), OWN)
    data, origin = merged(code, everywhere), origins(code, everywhere)
    form = load(code, asked_folders(folders))
    flat = dict(leaves(data))
    rows = []
    for route, value in flat.items():
        cited = flat.get(f"{route.rpartition('.')[0]}.source")
        source = next((str(entry) for entry in form.source if entry.id == cited), "")
        source = "" if route.endswith("source") else source
        rows.append((route, _shown(value), origin.get(route, ""), source))
    return rows


def markdown(forms: Sequence[Form]) -> str:
    """表样清单，README 里的那张表。"""
    lines = ["| 代码 | 表 | 用于 | 制定 | 分值、等级的出处 |", "|---|---|---|---|---|"]
    for form in forms:
        code = f"`{form.code}`" + "（默认）" * form.default
        made = f"{form.authority} {form.year}"
        lines.append(f"| {code} | {form.title} | {form.what} | {made} | {form.trust} |")
    return "\n".join(lines)


def _shown(value: object) -> str:
    if isinstance(value, bool):
        return "是" if value else "否"
    return "、".join(map(str, value)) if isinstance(value, list) else str(value)


def form_differences(
    first: str, second: str, folders: Sequence[Path]
) -> list[tuple[str, str | None, str | None]]:
    """两张表样不同的项：（项，前者的值，后者的值）；没有的为 None。"""
    left = {route: value for route, value, _, _ in form_values(first, folders)}
    right = {route: value for route, value, _, _ in form_values(second, folders)}
    routes = dict.fromkeys((*left, *right))
    return [(r, left.get(r), right.get(r)) for r in routes if left.get(r) != right.get(r)]
