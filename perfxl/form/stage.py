"""一个项目一年里先后填的三种表：申报（绩效目标申报表）、监控（绩效运行监控表）、自评。"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeVar

Stage = Literal["declare", "monitor", "evaluate"]
LABELS: dict[Stage, str] = {"declare": "申报", "monitor": "监控", "evaluate": "自评"}
Column = TypeVar("Column")


@dataclass(frozen=True, slots=True)
class StageColumn:
    """这一种表上多出来的一列，或者已有的一列另外的叫法；`telling` 是一看就知道是这一列的字。"""

    key: str
    title: str
    synonyms: tuple[str, ...] = ()
    telling: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Earlier:
    """自评以前填的一种表：各栏、各级指标的叫法与自评表相同，只有目标，没有结果。

    标题前面加表样的 `what`：项目支出＋绩效目标申报表。`keywords` 是标题的另几种说法，`words` 是
    标题里有了就是这种表的字。
    """

    key: Literal["declare", "monitor"]
    title: str
    source: str
    keywords: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    names: tuple[str, ...] = ()  # 项目名称的另几种叫法：部门整体的表写部门名称
    titles: tuple[str, ...] = ()  # 这张表样自己的标题（整个的）
    total: tuple[str, ...] = ()  # 资金总额的另几种叫法
    known: tuple[str, ...] = ()  # 只在这种表上有、不必核对的各项
    column: tuple[StageColumn, ...] = ()
