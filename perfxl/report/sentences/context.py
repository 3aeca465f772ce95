"""模板里的名称 → 值。名称的清单在 names.py。"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from perfxl.assess import Assessment
from perfxl.cells.notation import BLANK_MARKS
from perfxl.cells.quantity import bare, clean, fold, plain
from perfxl.filing.model import Filing
from perfxl.filing.sides import SPLIT
from perfxl.form.form import Form
from perfxl.form.outline import Section
from perfxl.report.marks import NUMBERING, Ledger, Number, Paragraphs, pure
from perfxl.report.sentences import allocation, deviations, points, prose
from perfxl.report.sentences.disagreements import disagreements
from perfxl.report.sentences.facts import Facts
from perfxl.report.sentences.lastyear import last_year
from perfxl.report.sentences.listing import is_listed, renumbered
from perfxl.report.sentences.names import LEVELS, PARAGRAPHS
from perfxl.report.sentences.proof import LINE, loose_numbers
from perfxl.report.sentences.quote import Quoter
from perfxl.report.sentences.title import title
from perfxl.report.sentences.values import Row, filled, paragraphs, words

_PROSE = {
    "资金情况": prose.funds,
    "资金安排": allocation.allocation,
    "子项目情况": allocation.details,
    "收支情况": prose.income_and_spending,
    "目标与完成": prose.goals,
    "任务完成": prose.tasks,
    "得分情况": points.score,
    "指标小结": points.results,
    "同比情况": last_year,
    "偏差原因": deviations.deviations,
    "整改措施": deviations.measures,
}


class Narratives(Row):
    """报告文字：栏目 → 段落；记着哪些栏目被模板用过。"""

    def __init__(self, texts: Mapping[str, Paragraphs]) -> None:
        super().__init__(texts)
        self.used: set[str] = set()

    def __getitem__(self, name: str) -> object:
        value = super().__getitem__(name)
        self.used.add(name)
        return value


@dataclass
class Context:
    """一份报告的名称与值，和准备它们时发现的问题。"""

    names: dict[str, object]
    narratives: Narratives
    loose: list[str] = field(default_factory=list)
    missing: dict[str, str] = field(default_factory=dict)  # 栏目 → 要单位补充什么
    notes: list[str] = field(default_factory=list)

    def unused(self) -> list[str]:
        """填了而模板没有用的栏目：不说，填报人会以为进了报告。"""
        written = {name for name, text in self.narratives.items() if text}
        left = sorted(written - self.narratives.used - set(self.missing))
        return [f"报告文字里的栏目“{name}”没有放进报告：模板里没有这一栏" for name in left]


def build(assessment: Assessment, ledger: Ledger) -> Context:
    """准备全部名称。"""
    facts = Facts(assessment, ledger)
    written = {name: write(facts) for name, write in _PROSE.items()}
    names: dict[str, object] = {
        **facts.header,
        "等级": facts.grade,
        "分值说明": sources_note(facts.form, guessed=facts.filing.guessed is not None),
        **dict(zip(LEVELS, NUMBERING, strict=True)),
        "年初预算数": facts.initial,
        "全年预算数": facts.budget,
        "全年执行数": facts.executed,
        "执行率": facts.rate,
        "执行率分值": facts.execution_weight,
        "执行率得分": facts.execution_points,
        "总分值": facts.total_weight,
        "总分": facts.total,
        "资金": facts.funds,
        "资金明细": facts.details,
        "一级指标": facts.level1,
        "指标": facts.rows,
        "重点工作任务": facts.tasks,
        "佐证材料": facts.evidence,
        "佐证图片": (),  # 有图片的，写报告时放进来
        "预期目标": Paragraphs(renumbered(paragraphs(filled(facts.filing.goal)))),
        "实际完成情况": Paragraphs(renumbered(paragraphs(filled(facts.filing.achievement)))),
        "数据": facts.data,
        **written,
    }
    unsaid = _unsaid(facts.form, names)
    for part, section in unsaid:
        names[part] = Paragraphs([_left_open(section.prompt) if section.prompt else _NOTHING])
    names["报告标题"] = title(facts.form.report.title, names)
    for level1 in facts.form.level1:
        names[level1.name] = facts.rows_of(level1)
    context = _with_narratives(facts, names)
    for _, section in unsaid:
        if section.prompt:
            context.missing[section.heading] = section.prompt
    return context


def _with_narratives(facts: Facts, names: dict[str, object]) -> Context:
    quoter = Quoter(facts)
    texts: dict[str, Paragraphs] = {}
    loose: list[str] = []
    known = _known(names)
    strange = _of_another(facts.filing, quoter)
    for narrative in facts.filing.narratives:
        if strange and narrative.shared:
            continue
        if narrative.outline is None and narrative.text.cell.sheet == facts.filing.sheet:
            continue  # 指标表上印着、提纲里没有的一栏：不进报告，也不必说没有进
        name = narrative.outline.narrative if narrative.outline else words(narrative.section)
        place = f"报告文字“{name}”（{narrative.text.cell.address}）"
        text = quoter.fill(_written(narrative.text.value), place)
        loose += loose_numbers(text, place, known)
        said = texts.get(name, Paragraphs())
        if said and text in {"", _NOTHING}:
            continue  # 几栏并成的一节，有的写“无”
        texts[name] = Paragraphs((*(line for line in said if line != _NOTHING), *text.splitlines()))
    missing = _complete(facts.form, texts, names)
    for section in facts.form.report.section:
        _lead_in(facts, section, texts, names)
    context = Context({}, Narratives(texts), quoter.loose + loose, missing)
    context.notes += [*strange, *disagreements(facts)]
    context.names = {**names, "正文": context.narratives}
    return context


def _of_another(filing: Filing, quoter: Quoter) -> list[str]:
    """几份合用的报告文字，引用的名称这一份没有：写的是别的项目，不印，说一句；是它的为空。"""
    for narrative in filing.narratives:
        if narrative.shared and (name := quoter.unknown(narrative.text.value)):
            cell = narrative.text.cell
            said = (
                f"{cell.address} 引用了{name}，这份表没有这个名称：“{cell.sheet}”"
                f"是几份自评表合用的，写的像是别的项目，没有印进这份报告；{SPLIT}"
            )
            return [said]
    return []


def _lead_in(
    facts: Facts, section: Section, texts: dict[str, Paragraphs], names: Mapping[str, object]
) -> None:
    """程序写的逐条编着号，单位写的又从 1. 起：中间加一句，不然两串编号连在一起。"""
    written = texts.get(section.narrative, Paragraphs())
    own = [names.get(part) for part in section.computed]
    listed = any(isinstance(part, Paragraphs) and any(map(is_listed, part)) for part in own)
    if written and is_listed(written[0]) and listed:
        lead = facts.say("narrative.lead", 栏目=section.narrative)
        texts[section.narrative] = Paragraphs((lead, *written) if lead else written)


_NOTHING = "无。"


def _written(text: str) -> str:
    """单位写的文字；写“无”是说没有，照写；“—”之类的记号是没有填。"""
    if bare(text) in {"无", "没有", "暂无"}:
        return _NOTHING
    return "" if fold(text) in BLANK_MARKS else pure(clean(text))


def _complete(
    form: Form, texts: dict[str, Paragraphs], names: Mapping[str, object]
) -> dict[str, str]:
    """表样提纲里没有文字的栏目：该单位写的留出看得见的位置，其余写“无。”或略去。"""
    missing: dict[str, str] = {}
    for section in form.report.section:
        name = section.narrative
        if not name or texts.get(name):
            continue
        texts[name] = Paragraphs()
        if section.required or not _says_something(section, names):
            if section.prompt:
                missing[name] = section.prompt
                texts[name] = Paragraphs([_left_open(section.prompt)])
            else:
                texts[name] = Paragraphs([_NOTHING])
    return missing


def _left_open(prompt: str) -> str:
    return f"（此处由单位补充：{prompt}）"


def _unsaid(form: Form, names: Mapping[str, object]) -> list[tuple[str, Section]]:
    """只有程序写的段落、表里又没有这些内容的各节，和它的第一段：标题下面不空着。"""
    return [
        (own[0], section)
        for section in form.report.section
        if not section.narrative and not _says_something(section, names)
        if (own := [part for part in section.computed if part in PARAGRAPHS])
    ]


def _says_something(section: Section, names: Mapping[str, object]) -> bool:
    """这一节里程序写的段落、表格有没有内容。"""
    rows = {"资金表": "资金", "资金明细表": "资金明细", "得分表": "总分", "指标完成表": "指标",
            "指标完成情况": "指标", "任务表": "重点工作任务", "佐证材料表": "佐证材料"}  # fmt: skip
    return any(names.get(rows.get(part, part)) for part in section.computed)


def _known(names: Mapping[str, object]) -> dict[str, str]:
    """表里有的数 → 名称：文字里碰巧写了同一个数时，提示可以引用。"""
    known: dict[str, str] = {}
    for name in ("年初预算数", "全年预算数", "全年执行数", "执行率", "总分"):
        _note(known, name, names[name])
    rows = names["指标"] if isinstance(names["指标"], tuple) else ()
    for row in rows:
        _note(known, str(row["三级"]), row["完成值"])
    data = names["数据"]
    for name, value in data.items() if isinstance(data, Row) else ():
        _note(known, name, value)
    for row in rows:  # 说的是目标的在最后：同一个数多半是完成的
        _note(known, f"{row['三级']}|指标值", row["指标值"])
    for key in ("资金", "资金明细"):
        lines = names[key]
        for line in lines if isinstance(lines, tuple) else ():
            for column, value in line.items():
                name = str(line["名称"]).split("：")[-1]
                _note(known, f"{LINE}{name}{column}", value)
    return known


def _note(known: dict[str, str], name: str, value: object) -> None:
    if isinstance(value, Number) and value.value is not None:
        known.setdefault(plain(value.value), name)


def sources_note(form: Form, *, guessed: bool = False) -> str:
    """分值、等级依据的文件；没有对过原文的注明，标题认不得的说表样是猜的。"""
    told = "；表样是照相近的取的，未必是本地的" if guessed else ""
    used = [level1.source for level1 in form.level1 if level1.weight is not None]
    used += [form.funds.source] if form.funds.weight is not None else []
    weights = "、".join(dict.fromkeys(str(form.cite(source)) for source in used))
    grades = "、".join(dict.fromkeys(str(form.cite(grade.source)) for grade in form.grade))
    if weights == grades:
        return f"注：分值和等级依据{weights}{told}。" if weights else ""
    said = [f"分值依据{weights}" if weights else "", f"等级依据{grades}" if grades else ""]
    text = "，".join(clause for clause in said if clause)
    return f"注：{text}{told}。" if text else ""
