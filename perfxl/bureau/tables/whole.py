"""各步合到一起：台账的表进，汇总的各张表出。不碰文件。"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from perfxl.bureau.tables.copied import copied
from perfxl.bureau.tables.doubts import doubts
from perfxl.bureau.tables.foreign import foreign
from perfxl.bureau.tables.gather import Bureau, bureau_of
from perfxl.bureau.tables.habits import habits
from perfxl.bureau.tables.lastyear import COLUMNS as LAST_COLUMNS
from perfxl.bureau.tables.lastyear import last_year
from perfxl.bureau.tables.missing import absent, missing
from perfxl.bureau.tables.offices import offices
from perfxl.bureau.tables.outliers import outliers
from perfxl.bureau.tables.roster import Roster
from perfxl.bureau.tables.sample import Plan, sample
from perfxl.bureau.tables.texts import said


@dataclass(frozen=True)
class Whole:
    """汇总的各张表。`bureau` 是整理好的台账；其余各是看一件事的结果。"""

    bureau: Bureau
    roster: Roster | None
    plan: Plan
    offices: pd.DataFrame
    missing: pd.DataFrame
    copied: pd.DataFrame
    foreign: pd.DataFrame
    outliers: pd.DataFrame
    doubts: pd.DataFrame
    last: pd.DataFrame
    sample: pd.DataFrame
    compared: bool  # 与去年比过

    @property
    def absent(self) -> int:
        """名册里有而没有收到的。"""
        return absent(self.missing)


def whole(
    frames: Mapping[str, pd.DataFrame],
    *,
    roster: Roster | None = None,
    last: Mapping[str, pd.DataFrame] | None = None,
    plan: Plan | None = None,
) -> Whole:
    """`frames` 是 `Ledger.frames(current=False)`；`last` 是去年那一本的。"""
    bureau = bureau_of(frames)
    plan = plan or Plan()
    absences = missing(bureau, roster)
    texts = said(bureau)
    alike, names = copied(texts), foreign(bureau, texts, roster)
    far = pd.concat([outliers(bureau), habits(bureau)], ignore_index=True)
    before = pd.DataFrame(columns=list(LAST_COLUMNS), dtype=object)
    if last is not None:
        before = last_year(bureau, bureau_of(last))
    doubtful = alike[~alike["usual"].astype(bool)]
    marks = {
        "doubts": (money := doubts(bureau, far)),
        "copied": pd.concat([doubtful, names], ignore_index=True),
        "outliers": far,
    }
    suspects = {"雷同": doubtful, "外来的名称": names, "离群": far, "与去年比": before}
    return Whole(
        bureau, roster, plan, offices(bureau, absences, marks), absences, alike, names, far,
        money, before, sample(bureau, plan, suspects), last is not None,
    )  # fmt: skip
