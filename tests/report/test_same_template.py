"""一份模板写一批报告：只编译一次，写出来的与单写一份的逐字节相同，各记各的单元格、各用各的限度。"""

from __future__ import annotations

from pathlib import Path

import oddtemplates as odd
import pytest
import reportcase as case
from manyrows import many_rows

from perfxl.errors import TemplateError
from perfxl.report.template import engine

_LINES = (
    "用了{{ 全年执行数|约 }}，即{{ 全年执行数|元 }}。",
    "{% for 行 in 指标 %}{{ 行.三级 ~ '得' ~ 行.得分 }}分，{% endfor %}共{{ 指标|count }}条。",
)


def _alone(folder: Path, rows: int, template: Path) -> case.Made:
    """像刚起来的程序那样写一份。"""
    engine.compiled.cache_clear()
    folder.mkdir()
    return case.made(folder, many_rows(rows), template=template)


def test_一批里的每一份与单写的相同(tmp_path: Path) -> None:
    template = case.with_lines(tmp_path, *_LINES)
    rows = (3, 40, 7, 3)
    alone = [_alone(tmp_path / f"单写{place}", n, template) for place, n in enumerate(rows)]
    engine.compiled.cache_clear()
    batch = []
    misses = set()
    for place, count in enumerate(rows):
        folder = tmp_path / f"一批{place}"
        folder.mkdir()
        batch.append(case.made(folder, many_rows(count), template=template))
        misses.add(engine.compiled.cache_info().misses)
    assert len(misses) == 1  # 头一份编译过，后面的都用得上
    for one, other in zip(alone, batch, strict=True):
        assert one.text == other.text
        assert one.controls() == other.controls()
        assert one.path.read_bytes() == other.path.read_bytes()
    assert len({made.text for made in batch}) == 3


def test_填不下去的_下一份照说是哪一个标记(tmp_path: Path) -> None:
    template = odd.with_text("{{ 项目名称|元 }}")
    said = [odd.said(tmp_path, template, many_rows(count)) for count in (3, 5)]
    assert said[0] == said[1]
    assert "“{{ 项目名称|元 }}”" in said[0]


def test_限度一份一份地算(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """二十条指标约一千步：前面几份用去的不算在后面一份里；一份自己超过了，还是说。"""
    template = case.with_lines(tmp_path, *_LINES)
    monkeypatch.setattr("perfxl.report.template.budget.MAX_STEPS", 1500)
    for _ in range(3):
        case.made(tmp_path, many_rows(20), template=template)
    with pytest.raises(TemplateError, match="循环的圈数太多"):
        case.made(tmp_path, many_rows(40), template=template)
