"""表样里管样子的部分：报告提纲、空白表的外观。"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from perfxl.form.wording import Wording

# 报告文字里不必列数据项就能引用的名称：取自资金总额行、总分行和表头。
OWN_NAMES = (
    "年初预算数", "全年预算数", "全年执行数", "执行率", "执行率得分", "总分", "等级", "年度",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Section:
    """报告的一节：标题、层次（1 一、 2 （一） 3 1. 0 无标题），正文来自报告文字的某一栏目
    （`narrative`）和（或）程序算出的段落、表格（`computed`，report/context.py 里的名称）。"""

    level: int
    heading: str = ""
    narrative: str = ""
    computed: tuple[str, ...] = ()
    prompt: str = ""
    required: bool = False
    names: tuple[str, ...] = ()  # 这一栏目从前的、别的叫法


@dataclass(frozen=True, slots=True)
class Report:
    """报告提纲。`title` 里可用 `{{ 项目名称 }}` 等报告名称。"""

    title: str
    section: tuple[Section, ...]
    source: str
    cover: tuple[str, ...] = ()
    suffix: str = "自评报告"
    annex: bool = True
    body_line: Decimal = Decimal("28.95")
    bold_level2: bool = False
    center_level1: bool = False
    wording: tuple[Wording, ...] = ()


@dataclass(frozen=True, slots=True)
class Look:
    """空白表的样子：纸张方向、抬头、页脚说明、签字栏。"""

    title: str
    landscape: bool = False
    annex_label: str = ""
    notes: tuple[str, ...] = ()
    signature: tuple[str, ...] = ()
