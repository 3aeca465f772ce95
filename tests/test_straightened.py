"""画法特别、先摆成一行一条再读的表：结论指着真的格，一格里有几条的没有自动的改法。"""

from __future__ import annotations

from pathlib import Path

from drawn import drawn

from perfxl.assess import assess
from perfxl.form.load import load_all

FORMS = load_all()
SHAPES = Path(__file__).parent / "shapes"


def _findings(name: str, old: str, new: str) -> list[str]:
    text = (SHAPES / f"{name}.txt").read_text(encoding="utf-8")
    assert old in text
    found = assess(drawn(text.replace(old, new)), FORMS).findings
    return [
        f"{'、'.join(cell.local for cell in one.cells)} {one.code} {one.message}"
        + "".join(f"；{fix.cell.local} {fix.old} → {fix.shown}" for fix in one.fixes)
        for one in found
        if one.code in {"P02", "P06", "X00"}
    ]


def test_几条挤在一格里的_结论指着那一格() -> None:
    assert _findings("几条挤在一格里_资金也是", "20⏎18.33⏎10", "20⏎20⏎10") == [
        "G8、E8 P02 “清淤渠道”得分 20，应为 min(11÷12,1)×20=18.33",
        "G11 P06 总分写 97.83，各项得分之和是 99.5，差 1.67",
    ]


def test_左右两半的_结论指着右边的格() -> None:
    assert _findings("左右两半_未完成原因在下面", "≥850户 | 872户", "≥850户 | 680户") == [
        "L6、J6 P02 “惠及户数”得分 15，应为 min(680÷850,1)×15=12.00；L6 15 → 12",
    ]


def test_两栏写在一格里的_结论指着那一格() -> None:
    assert _findings("计划箭头完成_得分斜线分值", "19.6/20", "20/20") == [
        "F10、D10 P02 “规范管理率”得分 20，应为 min(63.7÷65,1)×20=19.60",
        "F13 P06 总分写 99.1，各项得分之和是 99.5，差 0.4",
    ]


def test_左右两半的_右边的小计只加右边的几条() -> None:
    text = (SHAPES / "左右两半_未完成原因在下面.txt").read_text(encoding="utf-8")
    old = "满意度指标 | 居民满意度 | ≥90% | 91% | 10 | 10\n"
    row = "^ | 按期完工 | 100% | 100% | 0 | 0 | 小计 | < | | | 40 | 40\n"
    found = assess(drawn(text.replace(old, old + row)), FORMS)
    assert [one.title for one in found.filing.subtotals] == ["小计", "小计"]
    assert not [one for one in found.findings if one.code == "P15"]
