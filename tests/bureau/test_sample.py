"""抽查：必查的都在，疑点多的在前，其余随机；同样的种子抽到同样的。"""

from __future__ import annotations

from collections.abc import Sequence

from smallbureau import Filed, filed, frames_of, words

from perfxl.bureau.tables.sample import Plan
from perfxl.bureau.tables.whole import Whole, whole

MANY = [filed(f"第{place}中学", f"操场维修{place}") for place in range(30)]


def _whole(many: Sequence[Filed], seed: int = 0) -> Whole:
    return whole(frames_of(many), plan=Plan(seed))


def _chosen(made: Whole) -> list[tuple[str, str]]:
    return list(made.sample[["stratum", "office"]].itertuples(index=False, name=None))


def test_同样的种子抽到同样的_换个种子换一批() -> None:
    first = _chosen(_whole(MANY, 7))
    assert first == _chosen(_whole(MANY[::-1], 7))
    assert [stratum for stratum, _ in first] == ["随机"] * 3
    assert any(_chosen(_whole(MANY, seed)) != first for seed in range(5))
    assert _whole(MANY, 7).sample["reasons"].iloc[0] == "随机抽到（种子 7）"


def test_金额大的_专项的都查() -> None:
    many = [
        *MANY,
        filed("县水务局", "河堤加固", E6="200"),
        filed("县农业局", "耕地保护专项"),
        filed("县林业局", "护林", E6="199.99"),
    ]
    chosen = {office: stratum for stratum, office in _chosen(_whole(many))}
    assert (chosen["县水务局"], chosen["县农业局"]) == ("金额大的", "专项资金")
    assert chosen.get("县林业局") in {None, "随机", "疑点多的"}


def test_疑点多的在随机的前面_写着有哪些() -> None:
    same = words("抄的", 4)
    many = [*MANY, filed("县水务局", "河堤加固", B11=same), filed("县林业局", "护林", B11=same)]
    made = _whole(many).sample
    row = made[made["office"] == "县水务局"].iloc[0]
    assert (row["stratum"], row["risk"]) == ("疑点多的", 1)
    assert row["reasons"] == "疑点的处数排在前面；雷同 1 处"


def test_执行率低而分高的是一件事_不写几处() -> None:
    low = filed("县水务局", "河堤加固", F6="60", F7="50", F8="10", H6="66.67%%")
    reasons = _whole([*MANY[:3], low]).sample
    (said,) = reasons[reasons["office"] == "县水务局"]["reasons"]
    assert "执行率不到 80% 而总分 95 以上" in said
    assert "以上 2 处" not in said
