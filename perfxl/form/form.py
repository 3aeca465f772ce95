"""表样：一张官方自评表是什么样子，作为数据（`perfxl/forms/*.toml`）。

凡是财政部门规定的数，所在的表（TOML table）都写 `source`，指到同一文件里的一条 `[[source]]`；
没有出处就不装载。没有对过原文的出处，在显示这些数的每一处注明可信到哪一步（`source.py`）。
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import cached_property
from typing import Literal

from perfxl.form.outline import Look, Report
from perfxl.form.scoring import Cap, Deduction, Grade, Limit, LimitKey, Scoring
from perfxl.form.source import Source, Trust, worst
from perfxl.form.stage import Earlier, Stage
from perfxl.form.words import Words

FundKind = Literal["total", "fiscal", "carryover", "other", "detail"]


@dataclass(frozen=True, slots=True)
class Sheets:
    """工作表名：`main` 是指标表在空白表里的名称，`aliases` 是各地用过的其他名称。"""

    main: str
    aliases: tuple[str, ...] = ()
    guide: str = "填报说明"
    findings: str = "校验结果"
    scores: str = "得分明细"
    readings: str = "读表"


@dataclass(frozen=True, slots=True)
class HeaderField:
    """表头一项（项目名称、主管部门、实施单位、年度 …）。`key` 是模型里的字段名。

    `drawn = false` 的项认得、但空白表和报告里不印（部门整体表有的填成一个项目）。
    """

    key: Literal["name", "ministry", "authority", "unit", "year", "contact", "date"]
    title: str
    synonyms: tuple[str, ...] = ()
    required: bool = False
    prompt: str = ""
    drawn: bool = True


@dataclass(frozen=True, slots=True)
class Column:
    """一列：`key` 是模型里的字段名，`title` 是印在表上的名称，`synonyms` 是各地的叫法。

    `reserved` 的列归程序填写，填报人不填。`width` 是空白表里的列宽（字符）。`drawn = false`
    的列认得、但空白表里不画（有的单位把指标值拆成符号、值、单位三列）。`telling` 是一看就知道是
    这一列的字：名称、叫法都对不上时，表头那一行里含有它的格也算（`未完成原因分析及整改措施`）。
    `loose` 是泛泛的叫法（`备注`）：没有更像的才算，认是哪张表样时不作数。
    """

    key: str
    title: str
    synonyms: tuple[str, ...] = ()
    telling: tuple[str, ...] = ()
    loose: tuple[str, ...] = ()
    required: bool = False
    reserved: bool = False
    width: int = 10
    prompt: str = ""
    choices: tuple[str, ...] = ()
    drawn: bool = True


@dataclass(frozen=True, slots=True)
class FundRow:
    """资金块的一行；`group` 把若干行归成一组（按资金来源、按支出性质），组内相加应等于总额。"""

    kind: FundKind
    title: str
    synonyms: tuple[str, ...] = ()
    group: str = ""


@dataclass(frozen=True, slots=True)
class Funds:
    """资金块。`weight` 是预算执行率的分值；`None` 表示执行率在本表样里不单独计分。

    `required = false` 的表样，表上没有这一块也可以。
    """

    title: str
    column: tuple[Column, ...]
    row: tuple[FundRow, ...]
    source: str
    weight: Decimal | None = None
    synonyms: tuple[str, ...] = ()
    rate_over: Literal["budget", "initial"] = "budget"
    required: bool = True


@dataclass(frozen=True, slots=True)
class Goals:
    """年度总体目标块：预期目标与实际完成情况。"""

    title: str
    goal: str
    achievement: str
    goal_synonyms: tuple[str, ...] = ()
    achievement_synonyms: tuple[str, ...] = ()
    required: bool = False
    goal_prompt: str = ""
    achievement_prompt: str = ""


@dataclass(frozen=True, slots=True)
class Level3:
    """表样规定了名称的三级指标（多数表样由单位自填，没有这一层）。

    `formula` 是文件给这条指标的算式，给填报人看（空白表里点中名称时显示）。程序照 `use` 算：
    `items` 是基础数据里两项的名称，ratio 甲÷乙，change （甲－乙）÷乙，saving （甲－乙）÷甲。
    """

    name: str
    source: str
    weight: Decimal | None = None
    method: str = ""
    formula: str = ""
    use: Literal["", "ratio", "change", "saving"] = ""
    items: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Level2:
    """二级指标；`rows` 是空白表里留的行数，`weight` 为空表示由单位自定。"""

    name: str
    source: str
    synonyms: tuple[str, ...] = ()
    weight: Decimal | None = None
    rows: int = 2
    level3: tuple[Level3, ...] = ()


@dataclass(frozen=True, slots=True)
class Level1:
    """一级指标及其分值（分）。"""

    name: str
    source: str
    weight: Decimal | None = None
    synonyms: tuple[str, ...] = ()
    level2: tuple[Level2, ...] = ()


@dataclass(frozen=True, slots=True)
class Indicators:
    """指标块：列、总分行的叫法、总分值。`scored = false` 的表样不要求分值、得分两列。

    `rows` 是不分一级指标的表样在空白表里留的行数。
    """

    column: tuple[Column, ...]
    total: tuple[str, ...]
    source: str
    weight: Decimal | None = None
    title: str = "绩效指标"
    scored: bool = True
    rows: int = 0


@dataclass(frozen=True, slots=True)
class Item:
    """空白表的数据项里印好的一行：名称和单位，数由填报人填。"""

    name: str
    unit: str = ""


@dataclass(frozen=True, slots=True)
class SideTable:
    """指标表以外的一张附表（资金明细、数据项、佐证材料、报告文字、重点工作任务）。"""

    key: Literal["details", "data", "evidence", "narratives", "tasks"]
    sheet: str
    column: tuple[Column, ...]
    aliases: tuple[str, ...] = ()
    rows: int = 12
    note: str = ""
    item: tuple[Item, ...] = ()


@dataclass(frozen=True, slots=True)
class Block:
    """指标表里自带的一栏文字（评价结论、存在问题、改进措施）：名称在左，文字在右。

    `narrative` 是它在报告提纲里的栏目，`names` 是各地印在表上的叫法。
    """

    narrative: str
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CheckRule:
    """某一条校验在本表样里不用（`off`）、换一个级别，或者只写明凭哪个文件（没有 `level`）。"""

    code: str
    source: str
    level: Literal["", "error", "verify", "warning", "info", "off"] = ""


@dataclass(frozen=True, slots=True)
class Since:
    """从某一年度起规定换了：那一年度及以后的表用 `form`，别的都与原来的相同。"""

    year: int
    form: Form


@dataclass(frozen=True)  # 不用 slots：各条界线按名称理好，记在它身上
class Form:
    """一张官方表样。各字段的官方名称见各类的说明。"""

    code: str
    title: str
    authority: str
    year: int
    what: str
    money_unit: Literal["元", "万元"]
    source: tuple[Source, ...]
    sheets: Sheets
    header: tuple[HeaderField, ...]
    funds: Funds
    goals: Goals
    indicators: Indicators
    level1: tuple[Level1, ...]
    scoring: Scoring
    grade: tuple[Grade, ...]
    report: Report
    look: Look
    limit: tuple[Limit, ...] = ()
    cap: tuple[Cap, ...] = ()
    deduction: tuple[Deduction, ...] = ()
    words: Words = field(default_factory=Words)
    table: tuple[SideTable, ...] = ()
    block: tuple[Block, ...] = ()
    check: tuple[CheckRule, ...] = ()
    extends: str = ""
    default: bool = False
    keywords: tuple[str, ...] = ()
    note: str = ""
    since: tuple[Since, ...] = ()
    stage: Stage = "evaluate"
    earlier: tuple[Earlier, ...] = ()

    def in_year(self, year: int | None) -> Form:
        """某个年度适用的表样；年度认不出的照最早的。"""
        if not self.since:
            return self
        due = [since.form for since in self.since if year is not None and since.year <= year]
        return due[-1] if due else replace(self, since=())

    def cite(self, source: str) -> Source:
        """按 id 取出处。装载时已保证存在。"""
        return next(item for item in self.source if item.id == source)

    def cite_method(self, method: str) -> Source:
        """一种计分方法的出处。"""
        return self.cite(self.scoring.sources.get(method, self.scoring.source))

    def limit_of(self, key: LimitKey) -> Limit | None:
        """一条界线；本表样没有规定时为 None，相应的校验就不做。"""
        return self._limits.get(key)

    @cached_property
    def _limits(self) -> dict[LimitKey, Limit]:
        return {item.key: item for item in reversed(self.limit)}

    def level1_named(self, name: str) -> Level1 | None:
        """按名称或叫法找一级指标。"""
        named = (row for row in self.level1 if name == row.name or name in row.synonyms)
        return next(named, None)

    def table_of(self, key: str) -> SideTable | None:
        return next((item for item in self.table if item.key == key), None)

    @property
    def trust(self) -> Trust:
        """本表样的数里最差的一个：分值、等级、计分、封顶扣分、换了级别的校验，哪一年度的都算。"""
        used = {self.funds.source, self.indicators.source, self.scoring.source}
        used |= {level1.source for level1 in self.level1} | {grade.source for grade in self.grade}
        used |= {cap.source for cap in self.cap} | {cut.source for cut in self.deduction}
        used |= {rule.source for rule in self.check if rule.level}
        later = {since.form.trust for since in self.since}
        return worst({self.cite(source).trust for source in used} | later)

    @property
    def verified(self) -> bool:
        """本表样的数是否都核对过原文。"""
        return self.trust is Trust.CHECKED
