"""测试用的小局：几家单位的自评表画成格、核一遍，做成台账给的那几张表；名称、话、数都是编的。"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from random import Random

import pandas as pd
from casebook import GOOD
from drawn import drawn

import perfxl
from perfxl.assess import Assessment, assess_all
from perfxl.form.load import load

_DO = "修缮 添置 清淤 巡查 培训 走访 检测 补种 改造 编印 调试 归档 评选 抽检 搭建 加固 更换 拓宽"
_WHAT = (
    "河道护坡 校舍屋面 图书设备 水质样本 乡村医生 老年食堂 路灯线路 果树苗木 防汛沙袋 公厕管网 "
    "实训机床 桥梁支座 监测站点 残疾人辅具 农机合作社 消防水带 档案柜架 体育场地 气象雷达"
)
_HOW = "分三批 按季度 由专班 委托第三方 结合汛期 借助网格 会同街道 依托站所 错开农时"
_END = "已交付使用 经验收合格 台账齐全 群众反映良好 数据已上报 资金已结清 明年继续 纳入管护"


def words(seed: object, count: int = 4) -> str:
    """一段编的话：同样的种子同样的话，不同的种子不会相像。"""
    rnd = Random(f"话{seed}")  # noqa: S311  # 不是密码
    parts = [
        f"{rnd.choice(_HOW.split())}{rnd.choice(_DO.split())}{rnd.choice(_WHAT.split())}"
        f"{rnd.randint(11, 99)}处，{rnd.choice(_END.split())}"
        for _ in range(count)
    ]
    return "；".join(parts)


@dataclass(frozen=True)
class Filed:
    """交来的一份：谁的、哪个项目，改哪几格（地址 → 写什么）。"""

    unit: str = "区图书馆"
    project: str = "街道图书馆改造"
    change: Mapping[str, str] = field(default_factory=dict)
    year: str = "2023"
    path: str = ""
    hash: str = ""
    received: date = date(2026, 3, 1)
    current: bool = True
    state: str = "已报"


@cache
def _assessed(text: str, change: tuple[tuple[str, str], ...], file: str) -> Assessment:
    (made,) = assess_all(drawn(text, dict(change), file=file), [load("mof-2020")])
    return made


def filed(unit: str, project: str, **change: str) -> Filed:
    """一份：目标、完成情况、原因各写各的；`change` 是另外改的几格。"""
    seed = f"{unit}{project}"
    own = {"B11": words(f"{seed}目标"), "F11": words(f"{seed}完成"), "I18": words(f"{seed}因", 2)}
    return Filed(unit, project, {**own, **change})


def path_of(entry: Filed) -> str:
    return entry.path or f"收到/{entry.unit}/{entry.project}.xlsx"


def frames_of(
    many: Sequence[Filed], unread: Sequence[tuple[str, str]] = ()
) -> dict[str, pd.DataFrame]:
    """台账给的表（`Ledger.frames(current=False)`）。"""
    assessments = []
    for entry in many:
        change = {
            "B3": entry.project,
            "F4": entry.unit,
            "A2": f"（{entry.year}年度）",
            **entry.change,
        }
        file = path_of(entry).rpartition("/")[2]
        assessments.append(_assessed(GOOD, tuple(change.items()), file))
    made = perfxl.frames(assessments)
    for frame in made.values():
        frame["submission"] = frame["filing"] + 1
        frame["path"] = pd.Series(
            [path_of(many[place]) for place in frame["filing"]], dtype="string"
        )
    filings = made["filings"]
    filings["hash"] = pd.Series([entry.hash or path_of(entry) for entry in many], dtype="string")
    filings["received"] = [entry.received for entry in many]
    filings["state"] = pd.Series([entry.state for entry in many], dtype="string")
    filings["current"] = pd.Series([entry.current for entry in many], dtype="boolean")
    filings["waiting"] = pd.Series([False] * len(many), dtype="boolean")
    filings["stranger"] = pd.Series([None] * len(many), dtype="string")
    filings["version"] = pd.Series([1] * len(many), dtype="Int64")
    filings["recheck"] = pd.Series([False] * len(many), dtype="boolean")
    filings["form_year"] = pd.Series([2020] * len(many), dtype="Int64")
    filings["perfxl"] = pd.Series(["0"] * len(many), dtype="string")
    kinds = {"path": [path for path, _ in unread], "why": [why for _, why in unread]}
    made["unread"] = pd.DataFrame(kinds, dtype="string")
    return made
