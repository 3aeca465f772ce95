"""一条指标在表样里的位置：读表时认一次，后面各步只问这里。"""

from __future__ import annotations

from dataclasses import dataclass

from perfxl.form.form import Level1, Level2, Level3
from perfxl.form.scoring import Cap, Override


@dataclass(frozen=True, slots=True)
class FormPlace:
    """一条指标是表样的哪几行：读表时认一次，后面各步只问这里，不再比名称。

    各层为 None 的，表样没有这一行。二级写的不在 `level1` 之下、却在别的一级之下的，
    `level2` 为 None，那个一级在 `owner`；二级写的就是一个一级的名称的，在 `level2_as_level1`。
    """

    level1: Level1 | None = None
    level2: Level2 | None = None
    level3: Level3 | None = None
    owner: Level1 | None = None
    level2_as_level1: Level1 | None = None
    formula: Level3 | None = None  # 规定了算式的那一行：认三级名称，不论放在哪里
    override: Override | None = None  # 指定了计分方法的那一条
    bonus: bool = False  # 加分项、减分项：在规定的分值以外加减，不占一百分
    caps: tuple[Cap, ...] = ()  # 管到这条指标的封顶
