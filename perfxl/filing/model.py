"""一份填好的自评表（Filing）和核分的结果（Scored）：本领域名词的词汇表。"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING

from perfxl.cells.areas import area_text
from perfxl.cells.grid import Cell, Field
from perfxl.cells.merged import Range
from perfxl.cells.moved import Place
from perfxl.filing.explained import Explained
from perfxl.filing.place import FormPlace
from perfxl.filing.reading import Gap, Hidden, Reading, Unread, Unused
from perfxl.filing.shared import Shared
from perfxl.filing.sides import DataItem, Evidence, Narrative, Task
from perfxl.filing.subtotal import SideSum, Subtotal
from perfxl.filing.verdict import Verdict
from perfxl.form.form import Form, FundKind, FundRow
from perfxl.form.scoring import Grade

if TYPE_CHECKING:
    from perfxl.cells.quantity import Quantity, Target


@dataclass(frozen=True, slots=True)
class FundLine:
    """资金一行。总额、其中各行在指标表的资金块里；子项目（`kind="detail"`）在资金明细表里。"""

    name: Field[str]  # 资金名称：年度资金总额、其中：当年财政拨款 …；子项目名称
    kind: FundKind
    initial: Field[Quantity] | None = None  # 年初预算数
    budget: Field[Quantity] | None = None  # 全年预算数；子项目为安排资金
    executed: Field[Quantity] | None = None  # 全年执行数；子项目为支出
    weight: Field[Quantity] | None = None  # 分值
    rate: Field[Quantity] | None = None  # 执行率（填报人写的）
    points: Field[Quantity] | None = None  # 得分（填报人写的）
    group: str = ""  # 归组：按资金来源、按支出性质；子项目的类别
    balance: Field[Quantity] | None = None  # 结转结余
    reason: Field[str] | None = None  # 结转结余原因；资金块里是差异原因
    row: FundRow | None = None  # 表样资金块的哪一行
    moved: Indicator | None = None  # 预算执行率写成指标块里一行的：那一行
    lost: Field[Quantity] | None = None  # 扣分：分值减它是得分
    recheck_points: Field[Quantity] | None = None  # 复核得分


@dataclass(frozen=True, slots=True)
class Indicator:
    """一条三级指标。"""

    level1: Field[str]  # 一级指标（已去掉括号里的分值）
    level2: Field[str]  # 二级指标
    name: Field[str]  # 三级指标（已去掉“指标1：”）
    target: Field[Target]  # 年度指标值
    first_target: Field[Target] | None = field(default=None, kw_only=True)  # 并排另列的年初指标值
    actual: Field[Quantity]  # 实际完成值
    weight: Field[Quantity] | None = None  # 分值
    points: Field[Quantity] | None = None  # 得分（填报人写的）
    reason: Field[str] | None = None  # 偏差原因分析及改进措施
    evidence: Field[str] | None = None  # 表内的佐证材料列
    explained: Field[str] | None = None  # 指标解释
    criteria: Field[str] | None = None  # 评分标准
    core: Field[str] | None = None  # 是否核心指标
    level1_weight: Field[Decimal] | None = None  # 印在一级指标里的分值：产出指标（50分）
    level2_weight: Field[Decimal] | None = None  # 印在二级指标里的分值
    standard: Field[Target] | None = None  # 标准值：与指标值并列的另一个目标，多为比率
    rated: Field[Quantity] | None = None  # 评价指标值：与标准值相比的结果
    computed_cell: Cell | None = None  # 表样为程序保留的“核算得分”格
    deviation_cell: Cell | None = None  # 表样为程序保留的“偏差率”格
    share: Field[Quantity] | None = None  # 得分系数：分值乘它是得分
    deduction: Field[Quantity] | None = None  # 扣减分数：从核算得分里减去
    recheck_actual: Field[Quantity] | None = None  # 复核完成值
    recheck_points: Field[Quantity] | None = None  # 复核得分
    drift: Field[Quantity] | None = None  # 偏离度：（自评得分−复核得分）÷自评得分
    place: FormPlace = field(default_factory=FormPlace)  # 是表样的哪几行
    shared: Shared | None = None  # 与别的行合用一格得分或分值
    progress: Field[Quantity] | None = None  # 监控表：到监控时的执行情况
    forecast: Field[Quantity] | None = None  # 监控表：全年预计完成情况
    lost: Field[Quantity] | None = None  # 扣分：分值减它是得分
    verdicts: tuple[Verdict, ...] = ()  # 另一栏评的：完成、优、A

    @property
    def path(self) -> tuple[str, str, str]:
        """一级／二级／三级的完整路径：三级名称会重复，路径才能区分。"""
        return self.level1.value, self.level2.value, self.name.value

    @property
    def level1_name(self) -> str:
        """归组用的一级名称：表样的；表样没有这一行的，表上写的。"""
        return self.place.level1.name if self.place.level1 else self.level1.value

    @property
    def level2_name(self) -> str:
        """归组用的二级名称。"""
        return self.place.level2.name if self.place.level2 else self.level2.value

    def is_about(self, word: str) -> bool:
        """所属的一级、二级的名称里有没有这个词：成本、数量。"""
        return word in self.level1_name or word in self.level2_name

    def has_column(self, key: str) -> bool:
        """表里有没有这一列；没有指标值、完成值列的，读成名称那一列上的空格。"""
        field: Field[Quantity] | None = getattr(self, key)
        return field is not None and field.cell.column != self.name.cell.column


@dataclass(frozen=True, kw_only=True)  # 不用 slots：问过的话记在它身上，见 once.py
class Filing:
    """一份填好的自评表。取自表格的值都是 `Field`：没有这个位置的为 None，空着的 `value` 为空。"""

    file: str
    form: Form
    sheet: str  # 指标表所在的工作表
    money_unit: str  # 表头写明的金额单位；没有写时取表样的
    units: tuple[Field[str], ...] = ()  # 写着金额单位的各处，用的一处在先
    name: Field[str] | None = None  # 项目名称（部门整体表为部门名称）
    authority: Field[str] | None = None  # 主管部门
    unit: Field[str] | None = None  # 实施单位
    year: Field[str] | None = None  # 年度：四位数字
    header: Mapping[str, Field[str]] = field(default_factory=dict)  # 其余表头：填报人、日期
    funds: tuple[FundLine, ...] = ()
    income: tuple[FundLine, ...] = ()  # 与支出写在一块的收入、结余：不算执行率
    goal: Field[str] | None = None  # 预期目标
    achievement: Field[str] | None = None  # 实际完成情况
    indicators: tuple[Indicator, ...] = ()
    declared: tuple[Indicator, ...] = ()  # 同一张表上申报一半写得不同的：各条照申报一半的
    block_weights: tuple[Field[Decimal], ...] = ()  # 印在指标块名里的分值：绩效指标（90分）
    total_weight: Field[Quantity] | None = None  # 总分行的分值
    total: Field[Quantity] | None = None  # 总分行的得分
    total_lost: Field[Quantity] | None = None  # 总分行的扣分合计
    summary: Mapping[str, Field[Quantity]] = field(default_factory=dict)  # 汇总表上这一份的一行
    subtotals: tuple[Subtotal, ...] = ()  # 写着的小计
    side_sums: tuple[SideSum, ...] = ()  # 资金明细、重点工作任务里写着的合计、小计
    told: tuple[Field[Quantity], ...] = ()  # 总分行以外另写着的总分、等级
    grade: Field[Quantity] | None = None  # 填报人写的等级
    recheck_total: Field[Quantity] | None = None  # 总分行的复核得分
    tasks: tuple[Task, ...] = ()
    data: tuple[DataItem, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    narratives: tuple[Narrative, ...] = ()
    explained: tuple[Explained, ...] = ()  # 校验结果表里写过的说明
    gaps: tuple[Gap, ...] = ()
    certainty: str = ""  # 怎么认出是这张表样的
    guessed: Cell | None = None  # 标题认不得、表样是猜的：标题写在哪一格
    first_row: Cell | None = None  # 指标块第一行三级指标那一格
    grade_row: Grade | None = None  # 填的等级是表样的哪一等
    area: Range | None = None  # 这一份占的区域
    homes: Mapping[Place, Place] = field(default_factory=dict)  # 转成竖的读的，各格的原处
    parts: tuple[str, ...] = ()  # 另写着一部分（基本情况、资金、目标）的工作表
    unread: tuple[Unread, ...] = ()  # 没有读的表、工作表，说在第一份里
    apart: str = ""  # 几份里能作文件名的项目名称，同名的加上序号；只有一份的为空
    readings: tuple[Reading, ...] = ()  # 每个有内容的格当作什么
    unused: tuple[Unused, ...] = ()  # 没有用上的格
    hidden: tuple[Hidden, ...] = ()  # 藏着而有内容的行、列
    pointed: tuple[Field[str], ...] = ()  # 只写着见附页、而工作簿里没有那一处的原因

    @property
    def table(self) -> str:
        """这一份在哪里：`自评表!A1:I25`。"""
        return self.sheet if self.area is None else f"{self.sheet}!{area_text(self.area)}"

    @property
    def called(self) -> str:
        """几份里是哪一份：项目名称；没有填的说在哪张工作表。"""
        return (self.name.value if self.name else "") or self.sheet

    @cached_property
    def total_fund(self) -> FundLine | None:
        """资金总额行。"""
        return next((line for line in self.funds if line.kind == "total"), None)

    @cached_property
    def explanations(self) -> Mapping[tuple[str, str], str]:
        """代码、地址 → 说明。"""
        return {(one.code, cell): one.text for one in self.explained for cell in one.cells}

    @property
    def execution_home(self) -> str | None:
        """预算执行率写成指标块里一行的，那一行所在的一级（归组用的名称）；不是的为 None。"""
        line = self.total_fund
        return None if line is None or line.moved is None else line.moved.level1_name

    @property
    def details(self) -> tuple[FundLine, ...]:
        """资金明细（子项目）。"""
        return tuple(line for line in self.funds if line.kind == "detail")

    def has_table(self, key: str) -> bool:
        """那张附表在工作簿里有没有内容：没有的就不拿它说事。"""
        tables = {
            "details": self.details, "data": self.data, "evidence": self.evidence,
            "narratives": self.narratives, "tasks": self.tasks,
        }  # fmt: skip
        return bool(tables[key])


@dataclass(frozen=True, slots=True)
class IndicatorScore:
    """一条指标的核分结果。比率都以百分数计：95 表示 95%。"""

    indicator: Indicator
    method: str  # 计分方法的名称（score.py）
    method_title: str  # 方法的中文名：正向按比例 …
    why: str  # 一行：min(23347÷25000,1)×10=9.34
    computed: bool  # True 由程序算出；False 保留填报人的得分
    measured: bool = False  # 完成了几成算得出：没有分值、不计分的也算得出
    points: Decimal | None = None  # 计入总分的得分
    completion: Decimal | None = None  # 完成率（%）
    deviation: Decimal | None = None  # 偏差率（%）＝（完成值−指标值）÷指标值
    low: Decimal | None = None  # 定性指标：所在档的下限分
    high: Decimal | None = None  # 定性指标：所在档的上限分


@dataclass(frozen=True, slots=True)
class FundScore:
    """一行资金的执行情况（%）。"""

    line: FundLine
    rate: Decimal | None  # 执行率
    deviation: Decimal | None  # 偏差率＝（执行数−预算数）÷预算数


@dataclass(frozen=True, slots=True)
class ExecutionScore:
    """预算执行率一项的得分。`points` 为 None 表示本表样不单独计分或算不出。"""

    rate: Decimal | None
    weight: Decimal | None
    points: Decimal | None
    why: str


@dataclass(frozen=True, slots=True)
class Level1Score:
    """一个一级指标的小计；执行率单独计分的，它在第一行。"""

    name: str  # 表上写的名称
    weight: Decimal
    filed: Decimal | None  # 填报人各行得分之和
    points: Decimal | None  # 核算得分之和
    rows: tuple[int, ...] = ()  # `Scored.indicators` 里的第几条
    has_execution: bool = False  # 预算执行率的一份在里面


@dataclass(frozen=True, slots=True)
class Scored:
    """核过分的一份自评表。"""

    filing: Filing
    indicators: tuple[IndicatorScore, ...]
    funds: tuple[FundScore, ...]
    execution: ExecutionScore
    level1: tuple[Level1Score, ...]
    total: Decimal | None
    grade: Grade | None
    notes: tuple[str, ...] = ()  # 用上了哪些封顶，各一句
    left_out: int = 0  # 有分值而没有得分、没有算进总分的有几项：不评等级

    @property
    def full(self) -> Decimal | None:
        """满分是多少：表样规定的；没有规定的，总分行写的；也没有写的，各项分值之和。"""
        due, written = self.filing.form.indicators.weight, self.filing.total_weight
        if due is None and written is not None:
            due = written.value.value
        return due or sum((row.weight for row in self.level1), Decimal(0)) or None

    @property
    def recomputed(self) -> bool:
        """总分经过核算；为假的，表里没有完成值一列、一条也算不了，各指标只是照填的得分。"""
        return any(row.computed or row.indicator.has_column("actual") for row in self.indicators)
