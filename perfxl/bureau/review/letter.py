"""退回意见.docx：一家一份，列出退回的各份有哪些要改、复核怎样扣的分；数带着它在原表、复核表里的格。"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from perfxl import disk
from perfxl.bureau.decisions import Decision, decisions
from perfxl.bureau.names import name_of
from perfxl.bureau.review.subjects import Subject, subjects
from perfxl.bureau.schema import REVIEWED
from perfxl.bureau.standing import RETURNED
from perfxl.bureau.tables.gather import rows
from perfxl.cells.quantity import plain
from perfxl.errors import PerfxlError, TemplateError
from perfxl.form.outline import Report
from perfxl.report.blank.build import packed
from perfxl.report.blank.look import HEAD, NS, section
from perfxl.report.blank.sheet import Column, paragraph, simple
from perfxl.report.finish.filled import filled
from perfxl.report.marks import Ledger as Marks
from perfxl.report.marks import pure
from perfxl.report.sentences.values import Row

if TYPE_CHECKING:
    from perfxl.bureau.ledger import Ledger

LOOK = Report(title="", section=(), source="", annex=False)
# 落款右空四字（GB/T 9704）。
_RIGHT = '<w:ind w:rightChars="400" w:right="1280"/><w:jc w:val="right"/>'
_LEVELS = {"error": "必须改", "verify": "请核实"}


def _column(title: str, tag: str, share: int) -> Column:
    return Column(title, f"{{{{ 行.{tag} }}}}", share, "TableText")


_FINDINGS = (
    _column("性质", "性质", 10), _column("位置", "位置", 16), _column("问题", "问题", 42),
    _column("怎么改", "怎么改", 32),
)  # fmt: skip
_CUTS = (
    _column("指标", "指标", 24), _column("自评", "自评", 9), _column("复核", "复核", 9),
    _column("原因", "原因", 36), _column("看了什么", "佐证", 22),
)  # fmt: skip
_OPENING = (
    "你单位报来的{% if 年度 %}{{ 年度 }}年度{% endif %}绩效自评表，经审核有{{ 份数 }}份需要修改。"
    "现将意见反馈如下，请逐条修改或者说明，改好后重新报送；不同意的，附上依据。"
)


@dataclass(frozen=True, slots=True)
class _Returned:
    """退回的一份：谁定的、有哪些结论、复核怎样扣的。"""

    subject: Subject
    office: str  # 给谁：别的单位交来的，给交它的那一家
    decision: Decision
    findings: tuple[Any, ...]
    cuts: tuple[Any, ...]


def letter_template() -> bytes:
    """模板文件；两次做出的相同。"""
    listed = (
        ("份.问题", "校验和审核看出的（{{ 份.问题数 }}条）：", _FINDINGS),
        ("份.扣分", "复核低于自评的（自评{{ 份.自评 }}分，复核{{ 份.复核 }}分）：", _CUTS),
    )
    body = paragraph("关于退回绩效自评表的意见", "Title") + paragraph("", "Normal")
    body += paragraph("{{ 单位 }}：", "Normal") + paragraph(_OPENING, "BodyText")
    body += paragraph("{% for 份 in 名单.各份 %}", "BodyText")
    body += paragraph("{{ 份.编号 }}、{{ 份.项目 }}", "Heading1")
    body += paragraph("{% if 份.意见 %}审核意见：{{ 份.意见 }}{% endif %}", "BodyText")
    body += paragraph("你单位交来的文件：{{ 份.文件 }}", "BodyText")
    for source, lead, columns in listed:
        body += paragraph(f"{{% if {source} %}}", "BodyText") + paragraph(lead, "BodyText")
        body += simple(columns, source) + paragraph("{% endif %}", "BodyText")
    body += paragraph("{% endfor %}", "BodyText")
    body += paragraph("", "BodyText") + paragraph("（盖章）", "Normal", _RIGHT)
    body += paragraph("{{ 日期 }}", "Normal", _RIGHT)
    whole = f"{HEAD}<w:document {NS}><w:body>{body}{section('body', LOOK)}</w:body></w:document>"
    return packed(whole, LOOK, "退回意见模板")


def letters(ledger: Ledger, template: Path | None = None) -> dict[str, bytes]:
    """单位 → 退回意见；只写现在退回着的。

    Raises:
        PerfxlError: 一份也没有退回，或模板有错。
    """
    offices: dict[str, list[_Returned]] = defaultdict(list)
    for returned in _returned(ledger):
        offices[returned.office].append(returned)
    if not offices:
        raise PerfxlError("现在没有退回的，没有意见可写；请先把要改的退回")
    try:
        source = letter_template() if template is None else template.read_bytes()
    except OSError as error:
        name = Path(error.filename or "").name
        raise TemplateError(f"打不开模板 {name}，请看文件在不在、有没有权限") from None
    return {office: _letter(source, office, many) for office, many in sorted(offices.items())}


def put(path: Path, content: bytes) -> None:
    """写出去。"""
    try:
        disk.put(path, content)
    except OSError:
        raise TemplateError(f"写不了 {path.name}；请换一个能写的文件夹") from None


def _returned(ledger: Ledger) -> list[_Returned]:
    frames = ledger.frames(current=False, only=("filings", "findings"))
    strangers = {
        int(row.submission): row.stranger
        for row in rows(frames["filings"])
        if row.state == RETURNED and (row.current or row.waiting)
    }
    numbers = list(strangers)
    findings: dict[int, list[Any]] = defaultdict(list)
    for row in rows(frames["findings"]):
        if row.level in _LEVELS:
            findings[int(row.submission)].append(row)
    cuts: dict[int, list[Any]] = defaultdict(list)
    wanted = select(REVIEWED).where(REVIEWED.c.submission.in_(numbers))
    with ledger.reading() as connection:
        for line in connection.execute(wanted.order_by(*REVIEWED.primary_key.columns)):
            cuts[line.submission].append(line)
    known = subjects(ledger, set(numbers))
    return [
        _Returned(
            known[number], strangers[number] or known[number].office,
            decisions(ledger, number)[-1], tuple(findings[number]), tuple(cuts[number]),
        )
        for number in numbers
    ]  # fmt: skip


def _letter(template: bytes, office: str, many: Sequence[_Returned]) -> bytes:
    marks = Marks()
    day = max(returned.decision.time for returned in many)
    years = {returned.subject.year for returned in many}
    mixed = len(years) > 1  # 几个年度的，各份写各份的
    names = {
        "单位": office,
        "年度": "" if mixed else years.pop(),
        "份数": marks.mark(
            str(len(many)), "退回的份数", [returned.subject.path for returned in many]
        ),
        "名单": Row(
            {
                "各份": tuple(
                    _one(returned, place, marks, year=returned.subject.year if mixed else "")
                    for place, returned in enumerate(many, 1)
                )
            }
        ),
        "日期": f"{day.year}年{day.month}月{day.day}日",
    }
    return filled(template, names, marks, f"退回意见：{office}")


def _one(returned: _Returned, number: int, marks: Marks, *, year: str) -> Row:
    subject, findings, cuts = returned.subject, returned.findings, returned.cuts
    name = name_of(subject.path)
    project = pure(subject.project) or f"（没有写项目名称，文件是“{pure(name)}”）"
    places = [f"{subject.path} {row.cell}" for row in findings if row.cell]
    return Row({
        "编号": _chinese(number),
        "项目": project + (f"（{pure(year)}年度）" if year else ""),
        "文件": pure(name),
        "意见": pure(returned.decision.note),
        "问题数": marks.mark(str(len(findings)), "问题几条", places),
        "问题": tuple(
            Row({
                "性质": _LEVELS[row.level], "位置": row.cell or "", "问题": pure(row.message),
                "怎么改": pure(row.fix or ""),
            })
            for row in findings
        ),
        "自评": _sum(cuts, "filed", marks),
        "复核": _sum(cuts, "reviewed", marks),
        "扣分": tuple(_cut(row, subject, marks) for row in cuts if row.reviewed < (row.filed or 0)),
    })  # fmt: skip


def _sum(cuts: Sequence[Any], column: str, marks: Marks) -> str:
    """复核过的各行相加；几个人复核的各算各的，写成“甲 97、乙 96”。"""
    totals: dict[str, Decimal] = defaultdict(Decimal)
    for row in cuts:
        totals[row.reviewer] += getattr(row, column) or Decimal(0)
    title = {"filed": "自评合计", "reviewed": "复核合计"}[column]
    said = dict.fromkeys(plain(total) for total in totals.values())
    cells = [f"{row.file} {row.cell}" for row in cuts]
    return "、".join(marks.mark(text, title, cells) for text in said)


def _cut(row: Any, subject: Subject, marks: Marks) -> Row:
    place = {line.number: line.cell for line in subject.lines}.get(row.line, "")
    return Row({
        "指标": pure(row.name),
        "自评": marks.mark(plain(row.filed), "自评得分", (f"{subject.path} {place}",)),
        "复核": marks.mark(plain(row.reviewed), "复核得分", (f"{row.file} {row.cell}",)),
        "原因": pure(row.reason),
        "佐证": pure(row.evidence),
    })  # fmt: skip


def _chinese(number: int) -> str:
    """一、二……二十一；上百的写数字。"""
    digits = "零一二三四五六七八九"
    if number > 99:
        return str(number)
    tens, ones = divmod(number, 10)
    lead = "" if not tens else "十" if tens == 1 else f"{digits[tens]}十"
    return lead + (digits[ones] if ones else "")
