"""规则清单：登记了的全部校验写成一份给人看的文档（docs/规则.md 的正文）。"""

from __future__ import annotations

from collections.abc import Iterable
from importlib import import_module
from itertools import groupby

from perfxl import checks
from perfxl.checks.register import Check


def markdown(rules: Iterable[Check]) -> str:
    """一族一节，一条一项：代码、规则、级别、为什么、怎么改、依据、例。"""
    families = groupby(rules, key=lambda rule: rule.code[0])
    return "\n\n".join(_family(letter, list(mine)) for letter, mine in families)


def _family(letter: str, rules: list[Check]) -> str:
    """一族的标题取自这一族文件的第一句话：`W 分值：合计、一级 …`。"""
    said = dict.fromkeys(_said(rule.family) for rule in rules)
    heads = [sentence.removeprefix(letter).strip().partition("：") for sentence in said]
    heading = f"## {letter} {heads[0][0]}"
    about = "\n".join(rest for _, _, rest in heads)
    return "\n\n".join([heading, about, *map(_entry, rules)])


def _said(family: str) -> str:
    module = import_module(f"{checks.__name__}.{family}")
    return (module.__doc__ or "").strip().splitlines()[0]


def _entry(rule: Check) -> str:
    lines = (
        f"- 级别：{rule.label}",
        f"- 为什么：{rule.why}",
        f"- 怎么改：{rule.how}",
        f"- 依据：{rule.ground}",
        f"- 例：{rule.example}",
    )
    return f"### {rule.code} {rule.title.removesuffix('。')}\n\n" + "\n".join(lines)
