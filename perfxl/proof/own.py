"""perfxl 照对的表写的那些话，单独看也有话说的，是这里看错了，不是报告的错。

报告里与现在新写的一份一字不差的各段，数都出自表里。把单位自己写的（报告文字、目标和完成情况、原因、
手改过的、添的）都遮去，剩下的再看一遍：这样也说得出的，不管怎样都不是单位写错的，不说。
与单位写的话对出来的矛盾，遮去以后就没有了，照说。
表自己还有错误的不这样做：话里的数也许真的加不起来。
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace

from perfxl.assess import Assessment
from perfxl.cells.later import later
from perfxl.filing.findings import Level
from perfxl.proof.model import Finding, Paragraph, Report, Table
from perfxl.proof.reading import Reading
from perfxl.proof.text.docx import text_of
from perfxl.proof.text.numbering import W
from perfxl.proof.written import Written

Checks = Iterable[Callable[[Reading], Iterable[Finding]]]
_Key = tuple[str, int, int, int]
# 数与数、话与数对出来的；编号、错字之类本来就只看一处。
_RELATED = frozenset({"R01", "R02", "R03", "R04", "R05", "R07", "R08", "R09", "R15"})
_REASON = later(r"(?<=[因施]：).*", re.DOTALL)  # 原因和措施：……到一段完，都是单位写的
_NAMED = later(r"【[^【】]*】")
_BLANK, _LEAST = "　", 4


def without_own(
    findings: Sequence[Finding], reading: Reading, ours: Written, checks: Checks
) -> list[Finding]:
    """去掉单看 perfxl 自己写的话也会说的。"""
    related = [one for one in findings if one.code in _RELATED]
    if not (ours.trees and related) or _is_wrong(reading.assessments):
        return list(findings)
    own = _own(reading, ours)
    if not any(one.paragraph.number in own for one in related):
        return list(findings)
    alone = Reading(_masked(reading.report, own), reading.assessments)
    said = {_key(finding) for check in checks for finding in check(alone)}
    return [one for one in findings if one.code not in _RELATED or _key(one) not in said]


def _key(finding: Finding) -> _Key:
    return finding.code, finding.paragraph.number, finding.start, finding.end


def _is_wrong(assessments: Iterable[Assessment]) -> bool:
    return any(one.level is Level.ERROR for each in assessments for one in each.findings)


def _own(reading: Reading, ours: Written) -> dict[int, str]:
    """perfxl 写的各段：第几段，遮去单位写的话以后的样子（字数不变）。"""
    fresh = {text_of(one) for root in ours.trees.values() for one in root.iter(f"{W}p")}
    changed = {one.paragraph.number for one in ours.findings}
    copied = [_pattern(one) for one in sorted(_copied(reading.assessments), key=len, reverse=True)]
    made = {}
    for paragraph in reading.report.paragraphs:
        if paragraph.text in fresh and paragraph.number not in changed:
            made[paragraph.number] = _without(paragraph.text, [*copied, _REASON])
    return made


def _copied(assessments: Iterable[Assessment]) -> Iterator[str]:
    """表里单位自己写的话，一行一行的。"""
    for assessment in assessments:
        filing = assessment.filing
        said = [filing.goal, filing.achievement, *(row.reason for row in filing.indicators)]
        said += [line.reason for line in filing.funds]
        texts = [one.value for one in said if one is not None]
        texts += [one.text.value for one in filing.narratives]
        for text in texts:
            yield from (line for line in map(str.strip, text.splitlines()) if len(line) >= _LEAST)


def _without(text: str, copied: Iterable[re.Pattern[str]]) -> str:
    for one in copied:
        text = one.sub(lambda match: _BLANK * len(match[0]), text)
    return text


def _pattern(line: str) -> re.Pattern[str]:
    """单位写的一行；里面的 `【名称】` 写报告时换成了数。末尾的句号可有可无。"""
    pieces = _NAMED.split(line.rstrip("。；"))
    return re.compile(r"[^，。；\n]{0,40}?".join(map(re.escape, pieces)))


def _masked(report: Report, own: dict[int, str]) -> Report:
    """只剩 perfxl 写的话的报告：段数、位置都不变。"""
    made = {one.number: replace(one, text=own.get(one.number, "")) for one in report.paragraphs}
    tables = tuple(_table(table, made) for table in report.tables)
    return replace(report, paragraphs=tuple(made.values()), tables=tables, kept=(), source=None)


def _table(table: Table, made: dict[int, Paragraph]) -> Table:
    rows = tuple(
        tuple(
            replace(cell, paragraphs=tuple(made[one.number] for one in cell.paragraphs))
            for cell in row
        )
        for row in table.rows
    )
    return replace(table, rows=rows)
