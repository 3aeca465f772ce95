"""校验的登记处：`@check` 登记一条，`run` 逐条执行。

一条校验出了程序错误，报为 `X00 程序错误`，不冒用它的代码，也不耽误别的校验。
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from typing import TypeVar

from perfxl import checks
from perfxl.cells.grid import Cell, Field
from perfxl.cells.later import later
from perfxl.cells.names import alike
from perfxl.checks.vocabulary.answered import answered
from perfxl.checks.vocabulary.grounds import CITED, GROUNDS
from perfxl.checks.vocabulary.stages import TARGET_RULES
from perfxl.checks.vocabulary.unpointed import unpointed
from perfxl.errors import FormError
from perfxl.filing.beside import Beside
from perfxl.filing.findings import (
    TRIAL,
    Finding,
    Level,
    distinct,
    group,
    order,
    outside,
    settle_consequences,
    settle_fixes,
)
from perfxl.filing.fixes import Fix
from perfxl.filing.model import Filing, Scored
from perfxl.filing.together import Together
from perfxl.form.form import CheckRule
from perfxl.form.source import Source

Place = Cell | Field[object] | None
Subject = TypeVar("Subject", Filing, Scored, Together, Beside)
_OnOne = (Filing, Scored)


@dataclass(frozen=True, slots=True)
class Remark:
    """校验函数交出的一条：指着手里的格（或 Field），说是什么、怎么改。

    `fix` 空着时用该校验说明里的“怎么改”；`source` 空着时照表样写的出处，没有写的见 grounds.py。
    """

    at: tuple[Place, ...]
    message: str
    fix: str = ""
    source: Source | None = None
    level: Level | None = None
    fixes: tuple[Fix, ...] = ()  # 表里的数定得下唯一答案的，改哪几格
    basis: tuple[Place, ...] = ()  # 照哪几格算出来的：那里有说明得了它的错，先改那里


@dataclass(frozen=True, slots=True)
class Check:
    """登记了的一条校验。`title` 是一句话的规则，处处用作标题。"""

    code: str
    level: Level
    on: type[Filing | Scored | Together | Beside]
    function: Callable[..., Iterator[Remark]]
    english: str
    title: str
    why: str
    how: str
    example: str
    trial: bool = False
    explains: frozenset[str] = frozenset()  # 它没有改好时，哪几条规则的结论是它的后果

    @property
    def ground(self) -> str:
        return GROUNDS.get(self.code, CITED)

    @property
    def label(self) -> str:
        """给人看的级别：`提醒`、`提醒（试行）`。"""
        return self.level.label + TRIAL * self.trial

    @property
    def name(self) -> str:
        return self.function.__name__

    @property
    def family(self) -> str:
        return self.function.__module__.rpartition(".")[2]


_REGISTER: dict[str, Check] = {}
_DOC = later(r"(.+?)\n\s*为什么：(.+?)\n\s*怎么改：(.+?)(?:\n\s*例：(.+))?", re.DOTALL)


def check(
    code: str,
    level: Level,
    *,
    on: type[Subject],
    english: str,
    trial: bool = False,
    explains: Sequence[str] = (),
) -> Callable[[Callable[[Subject], Iterator[Remark]]], Callable[[Subject], Iterator[Remark]]]:
    """登记一条校验。说明文字须有四段：一句话的规则、`为什么：`、`怎么改：`、`例：`。

    `explains`：照它的格算出来的规则，改好以前不教人改；`ALL`：别的都不说；`WITHIN`：同格的不说。
    新立的、依据不足的规则先试行（`trial`）：最重是提醒，处处注明；表样给它定了级别的，转为正式。

    Raises:
        ValueError: 代码重复，或说明缺段（写校验的人的错，装载时就报）。
    """

    def register(
        function: Callable[[Subject], Iterator[Remark]],
    ) -> Callable[[Subject], Iterator[Remark]]:
        doc = inspect.getdoc(function) or ""
        parts = _DOC.fullmatch(doc)
        if parts is None or code in _REGISTER:
            raise ValueError(f"{code}：代码重复，或说明不是“规则／为什么／怎么改”三段")
        title, why, how, example = (
            "".join(line.strip() for line in part.splitlines()) for part in parts.groups("")
        )
        _REGISTER[code] = Check(
            code, level, on, function, english, title, why, how, example, trial, frozenset(explains)
        )
        return function

    return register


@cache
def registered() -> dict[str, Check]:
    """全部校验，按代码排序。"""
    for module in iter_modules(checks.__path__):
        import_module(f"{checks.__name__}.{module.name}")
    return dict(sorted(_REGISTER.items()))


def run(scored: Scored) -> tuple[Finding, ...]:
    """对一份核过分的自评表执行全部校验：排好序、并好同类的结论。"""
    filing = scored.filing
    early = filing.form.stage != "evaluate"
    rules = [
        rule
        for rule in registered().values()
        if rule.on in _OnOne and (not early or rule.code in TARGET_RULES)
    ]
    local = {item.code: item for item in filing.form.check}
    every = (
        _judged(rule, filing if rule.on is Filing else scored, filing, local.get(rule.code))
        for rule in rules
    )
    findings = [finding for mine in every if mine for finding in _once_a_cell(mine, filing)]
    return order(group(settle_fixes(settle_consequences(findings, _explains()))))


def _explains() -> dict[str, frozenset[str]]:
    return {code: rule.explains for code, rule in registered().items()}


def settled(findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """一份的结论和几份之间的结论放在一起：整列填反了的，两样都不必再说那几格。"""
    return order(outside(findings, _explains()))


def _once_a_cell(findings: Sequence[Finding], filing: Filing) -> list[Finding]:
    """合并了几行的格，几条指标各说一遍同样的话，只留第一遍：话里换的只有指标名称。"""
    if len(findings) < 2:
        return list(findings)
    names = sorted({row.name.value for row in filing.indicators if row.name.value}, key=len)
    named = re.compile("|".join(f"“{re.escape(name)}”" for name in reversed(names)) or r"(?!)")
    kept: dict[tuple[str, ...], Finding] = {}
    for finding in findings:
        places = (cell.address for cell in finding.cells)
        kept.setdefault((named.sub("“”", finding.message), *places), finding)
    return list(kept.values())


def run_together(together: Together) -> tuple[Finding, ...]:
    """几份之间的校验：排好序、并好同类的结论。级别照第一份的表样。"""
    return _across(together, together.filings[0])


def run_beside(beside: Beside) -> tuple[Finding, ...]:
    """与申报表、与去年的自评表比：排好序、并好同类的结论。"""
    return _across(beside, beside.filing)


def _across(subject: Together | Beside, filing: Filing) -> tuple[Finding, ...]:
    """看几份的规则的结论：排好序、并好同类的。级别照 `filing` 的表样。"""
    local = {item.code: item for item in filing.form.check}
    rules = [rule for rule in registered().values() if rule.on is type(subject)]
    every = (_judged(rule, subject, filing, local.get(rule.code)) for rule in rules)
    return order(group(finding for mine in every for finding in mine))


def _judged(
    rule: Check,
    subject: Filing | Scored | Together | Beside,
    filing: Filing,
    local: CheckRule | None,
) -> list[Finding]:
    """一条规则的结论，照表样（`local`）定的级别（关掉的没有），带上填报人写过的说明。"""
    if (level := local.level if local else "") == "off":
        return []
    default = Level(level) if level else rule.level
    ground = filing.form.cite(local.source).label if local else GROUNDS.get(rule.code, "")
    try:
        remarks = list(rule.function(subject))
    except Exception as error:  # noqa: BLE001  # 校验自己的毛病不能算在填报人头上，也不能停下整批
        return [_crashed(rule, error)]
    if not remarks:
        return []  # 多数规则没有话说
    mine = [unpointed(_finding(rule, remark, default, ground), filing) for remark in remarks]
    return answered([_on_trial(one) for one in mine] if rule.trial and not level else mine, filing)


def _crashed(rule: Check, error: Exception) -> Finding:
    return Finding(
        "X00",
        Level.WARNING,
        (),
        f"程序错误：校验 {rule.code} 没有完成（{type(error).__name__}）",
        "其余校验不受影响；请把这份工作簿和这句话反馈给 perfxl 的维护者",
        title="程序错误",
        english="A check crashed; its result is missing",
    )


def _finding(rule: Check, remark: Remark, default: Level, ground: str) -> Finding:
    return Finding(
        rule.code,
        remark.level or default,
        _cells(remark.at),
        remark.message,
        remark.fix or rule.how.removesuffix("。"),
        remark.source.label if remark.source else ground,
        rule.title,
        rule.english,
        fixes=remark.fixes,
        basis=_cells(remark.basis),
    )


def _on_trial(finding: Finding) -> Finding:
    """试行的规则最重是提醒。"""
    light = finding.level in {Level.WARNING, Level.INFO}
    return replace(finding, level=finding.level if light else Level.WARNING, trial=True)


def _cells(places: Sequence[Place]) -> tuple[Cell, ...]:
    cells = (place.cell if isinstance(place, Field) else place for place in places)
    return distinct(cell for cell in cells if cell is not None)


def asked(codes: Sequence[str]) -> frozenset[str]:
    """`--apply` 后面写的代码；写 all、全部 的是每一条。

    Raises:
        FormError: 没有这个代码。
    """
    known, wanted = registered(), {code.strip().upper() for code in codes}
    if wanted & {"ALL", "全部"}:
        return frozenset(known)
    unknown = next((code for code in codes if code.strip().upper() not in known), None)
    if unknown is not None:
        near = "、".join(alike(unknown, known)) or "例如 P06"
        raise FormError(
            f"没有代码为“{unknown}”的规则；--apply 写在文件后面，跟规则的代码（{near}）或 全部"
        )
    return frozenset(wanted)


def rules() -> tuple[Check, ...]:
    """全部校验规则，按代码排序。"""
    return tuple(registered().values())


def rule(code: str) -> Check:
    """一条校验规则。

    Raises:
        FormError: 没有这个代码。
    """
    known = registered().get(code.strip().upper())
    if known is None:
        near = alike(code, registered())
        ask = f"是不是 {'、'.join(near)}；" if near else ""
        raise FormError(
            f"没有代码为“{code}”的规则；{ask}全部规则见 perfxl explain，核对报告的从 R01 起"
        )
    return known
