"""核对用的名词：报告（Report）、段落、表格、报告里的数（Figure）、结论（Finding）。"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from typing import Literal

from lxml import etree

from perfxl.cells.quantity import fold
from perfxl.filing.findings import Level
from perfxl.proof.text.interval import Interval
from perfxl.proof.text.noted import Noting

Kind = Literal["body", "cell", "box", "note", "header"]
_PROSE = frozenset({"body", "box", "note"})


@dataclass(frozen=True)
class Paragraph(Noting):
    """报告里的一段（表格里是一格中的一段）。`text` 里没有 Word 自动编的号，号在 `label`。"""

    number: int  # 全文第几段，从 1 起，空段也数；文本文件是第几行
    text: str
    kind: Kind = "body"
    place: str = ""  # 给人看的：“二、资金”下第 2 段；第 2 个表格第 4 行第 3 格
    label: str = ""  # Word 自动编的号：（一）
    level: int | None = None  # 标题样式的级别，从 0 起
    path: tuple[str, ...] = ()  # 上面的各级标题

    @property
    def is_prose(self) -> bool:
        """成句的正文：正文、文本框、脚注里的，不是表格、页眉的。"""
        return self.kind in _PROSE

    @property
    def full(self) -> str:
        """连自动编的号一起。"""
        return self.label + self.text


@dataclass(frozen=True)
class TableCell(Noting):
    """表格的一格：从第几列起、里面的段落。"""

    column: int
    paragraphs: tuple[Paragraph, ...]

    @cached_property
    def text(self) -> str:
        return "\n".join([paragraph.text for paragraph in self.paragraphs])

    @cached_property
    def folded(self) -> str:
        """全半角、空白归一了的。"""
        return fold(self.text)


@dataclass(frozen=True)
class Table(Noting):
    """一个表格。被上下合并盖住的格不在里面。"""

    number: int
    rows: tuple[tuple[TableCell, ...], ...]


@dataclass(frozen=True, eq=False)
class Source:
    """perfxl 写的报告：各部件的文档树，各段的元素（与段落一一对应），记着出处的自定义部件。"""

    trees: Mapping[str, etree._Element]
    elements: tuple[etree._Element, ...]
    items: Mapping[str, bytes]


@dataclass(frozen=True)
class Report:
    """读进来的一份报告。"""

    file: str
    paragraphs: tuple[Paragraph, ...]
    tables: tuple[Table, ...] = ()
    kept: tuple[tuple[int, int, int], ...] = ()  # 批注“核对过”的地方：第几段、起、止
    source: Source | None = field(default=None, compare=False, repr=False)

    @cached_property
    def prose(self) -> tuple[Paragraph, ...]:
        """成句的正文：正文、文本框、脚注里的段落，不含表格、页眉。"""
        return tuple(paragraph for paragraph in self.paragraphs if paragraph.is_prose)


@dataclass(frozen=True, eq=False)  # 一处就是一个：比两个数是不是同一处，不必逐项比
class Figure(Noting):
    """报告里的一个数。`value`、`span` 以基本单位计（元、个），`unit` 是基本单位的名称。"""

    paragraph: Paragraph
    start: int
    end: int
    raw: str  # 原文：97.08%、1,777 万元
    digits: str  # 只有数字：97.08、1777
    written: Decimal  # 写着的数：1777
    value: Decimal
    span: Interval
    unit: str  # 元、%、个百分点、倍、家 …；没有写为空
    scale: Decimal  # 写着的单位是几个基本单位：万元 10000
    hedge: str  # 近、约、超、多、余 …；区间写 范围
    sentence: tuple[int, int]  # 所在句子在段落里的起止
    before: str  # 同一分句里数前面的字
    after: str  # 同一分句里数后面的字
    year: str  # 上文最近提到的年份；说上年、去年的写“上年”

    @property
    def exact(self) -> bool:
        return not self.hedge

    @property
    def is_money(self) -> bool:
        return self.unit == "元"

    @property
    def counted(self) -> bool:
        """一个一个数出来的：几家、几人，没有舍入。"""
        whole = self.scale == 1 and "." not in self.digits
        return whole and self.unit not in {"元", "%", "个百分点", "倍"}

    @cached_property
    def places(self) -> int:
        """写了几位小数。"""
        return len(self.digits.partition(".")[2])

    @cached_property
    def grain(self) -> Decimal:
        """写出来的末位有多大（基本单位）；整数的件、人准到个。"""
        return Decimal(1).scaleb(-self.places) * self.scale


@dataclass(frozen=True, slots=True)
class Finding:
    """核对的一条结论，落在一段里的一截字上。"""

    code: str
    paragraph: Paragraph
    start: int
    end: int
    message: str
    expected: str = ""
    fix: str = ""
    source: str = ""
    cells: tuple[str, ...] = ()
    level: Level | None = None  # 空着用规则的级别
    slips: tuple[tuple[Figure, str], ...] = ()  # 加不起来的，像写错了的分项，和它该是多少

    @property
    def quote(self) -> str:
        return self.paragraph.text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class Count:
    """与工作簿对照，各有多少个数。"""

    agree: int = 0
    rounded: int = 0
    differ: int = 0
    derived: int = 0
    missing: int = 0

    @property
    def all(self) -> int:
        return self.agree + self.rounded + self.differ + self.derived + self.missing


@dataclass(frozen=True, slots=True)
class Proofed:
    """核对完的一份报告。"""

    report: Report
    file: str | None  # 对照的工作簿
    figures: int
    count: Count
    findings: tuple[Finding, ...]
    kept: int = 0  # 批注“核对过”、写了说明，不再说的有几条
    unwritten: int = 0  # 生成报告时留着“此处由单位补充”、还没有写的有几处
    explained: tuple[tuple[Finding, str], ...] = ()  # 校验结果里写了说明的，和说明
    another: str = ""  # 像是拿错了工作簿的，一句话
    called: str = ""  # 工作簿里有几份自评表、几份报告的，说话时带上这个名字
    wrong: tuple[str, ...] = ()  # 自评表自己还没有改的错误，一条一句：与它一致的数也未必对
    which: str = ""  # 工作簿里有几份自评表的，照哪一份核对，一句话
