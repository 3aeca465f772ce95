"""模板可以用的名称各是什么：文字、数、几段文字、一行一行的。"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from perfxl.form.form import Form
from perfxl.form.load import load_all
from perfxl.report.marks import Number, Paragraphs
from perfxl.report.sentences.names import INDICATOR, NUMBERS, PARAGRAPHS, ROWS, TEXTS, names_for
from perfxl.report.sentences.values import Row

Kind = Literal["text", "number", "texts", "rows", "columns"]


@dataclass(frozen=True)
class Vocabulary:
    """名称 → 是什么；一行一行的，行里有哪些名称。

    `sections` 是报告文字的栏目；要到填的时候才知道的（单位自己加的）为 None。
    """

    kinds: Mapping[str, Kind]
    sections: frozenset[str] | None = None

    @classmethod
    def of(cls, names: Mapping[str, object]) -> Vocabulary:
        return cls({name: kind_of(value) for name, value in names.items()})

    @classmethod
    def for_forms(cls, forms: Iterable[Form]) -> Vocabulary:
        """没有自评表、只有表样时。"""
        kinds: dict[str, Kind] = {}
        sections: set[str] = set()
        for form in forms:
            titles = [field.title for field in form.header if field.title.isidentifier()]
            kinds |= {
                **dict.fromkeys((*TEXTS, *titles), "text"),
                **dict.fromkeys(NUMBERS, "number"),
                **dict.fromkeys((*PARAGRAPHS, "预期目标", "实际完成情况"), "texts"),
                **dict.fromkeys((*ROWS, *(level1.name for level1 in form.level1)), "rows"),
                **dict.fromkeys(("正文", "数据"), "columns"),
            }
            sections |= {section.narrative for section in form.report.section if section.narrative}
        return cls(kinds, frozenset(sections))

    @cached_property
    def signature(self) -> object:
        """同样的名称同样的记号：两份自评表的名称一样，模板查出来就一样。"""
        return frozenset(self.kinds.items()), self.sections

    @cached_property
    def rows(self) -> Mapping[str, Mapping[str, str]]:
        return {
            name: ROWS.get(name, INDICATOR) for name, kind in self.kinds.items() if kind == "rows"
        }

    def holders(self, field: str) -> tuple[str, ...]:
        """行里有这个名称的：`三级` 在指标、佐证材料里。"""
        return tuple(name for name, fields in self.rows.items() if field in fields)


def kind_of(value: object) -> Kind:
    """印得出什么。"""
    if isinstance(value, Paragraphs):
        return "texts"
    if isinstance(value, tuple):
        return "rows"
    if isinstance(value, Row):
        return "columns"
    return "number" if isinstance(value, Number) else "text"


def used_by(name: str) -> tuple[str, ...]:
    """哪几张自带的表样有这个名称。"""
    return tuple(
        f"{form.title}（{form.code}）"
        for form in load_all()
        if name in names_for(_titles(form.level1)) or name in _titles(form.header)
    )


def _titles(parts: Iterable[object]) -> tuple[str, ...]:
    return tuple(str(getattr(part, "name", "") or getattr(part, "title", "")) for part in parts)
