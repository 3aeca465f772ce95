"""核对的规则：每条说得清，坏例报、好例不报；错字一条一条照做。"""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from planted import codes_of, findings_of

from perfxl.proof.register import Rule, proof_rules
from perfxl.proof.wording.lexicon import Word, lexicon

ALL = proof_rules()
KINDS = (
    "sum", "percentage", "ratio_or_growth", "two_values_one_fact", "two_precisions",
    "differs_from_table", "claim_vs_target", "carryover_vs_unspent", "grade_vs_score",
    "outline_number", "bracket", "document_number_form", "doubled_word", "repeated_paragraph",
    "unit_missing_or_wrong", "date_or_year_wrong", "name_two_writings", "other",
)  # fmt: skip


def test_种类都有规则() -> None:
    assert {one.kind for one in ALL.values()} == set(KINDS)


@pytest.mark.parametrize("rule", ALL.values(), ids=list(ALL))
def test_说得清(rule: Rule) -> None:
    assert re.fullmatch(r"R\d\d", rule.code)
    for part in (rule.title, rule.why, rule.how):
        assert part.endswith("。")
        assert len(part) > 5
    assert rule.english.isascii()


@pytest.mark.parametrize(
    ("code", "text"), [(one.code, text) for one in ALL.values() for text in one.bad]
)
def test_坏例都报(code: str, text: str) -> None:
    assert code in codes_of(text)


@pytest.mark.parametrize("text", [text for one in ALL.values() for text in one.good])
def test_好例一条也不报(text: str) -> None:
    assert codes_of(text) == []


def test_要对照自评表的没有单独的例子() -> None:
    assert [one.code for one in ALL.values() if not (one.bad and one.good)] == ["R06"]


@pytest.mark.parametrize("word", lexicon().words, ids=lambda word: word.wrong.pattern[:20])
def test_错字一条一条照做(word: Word) -> None:
    assert word.bad
    assert word.good
    assert all(word.code in codes_of(text) for text in word.bad)
    assert [text for text in word.good if codes_of(text)] == []


def test_规则里没有样本报告的字() -> None:
    """一般的规则，不是照着某一份报告的字写的。"""
    room = Path(__file__).parent.parent.parent / "perfxl" / "proof"
    kinds = {".py", ".toml"}  # words.txt 是词典，什么词都有
    text = "".join(
        path.read_text(encoding="utf-8") for path in room.rglob("*") if path.suffix in kinds
    )
    assert not re.search("河源|黄埔|知识产权|专利|粤财", text)


SCALED = "经自评，总分为100分。其中：甲得50分，乙得30分，丙得17分。不适用 3 分：97÷（100－3）×100＝"


def test_写明怎样换算的_与各项之和不等也不报() -> None:
    assert codes_of(f"{SCALED}100.00（某财2号）。") == []


def test_换算写错了照报() -> None:
    assert "R01" in codes_of(f"{SCALED}99.00（某财2号）。")


def test_自己划了范围的_不是前面那一批() -> None:
    said = "产出指标共 7项三级指标，4项得满分，3项未得满分。"
    assert codes_of(f"{said}\n可以计算完成率的 8项指标中，5项达到指标值，3项没有达到。") == []


def test_算出的比率写错了_话不自相矛盾() -> None:
    [found] = findings_of("全年预算数 120万元，执行数 117.4万元，预算执行率 98.00%。")
    assert "117.4万元÷120万元＝97.83%，写的是 98.00%" in found.message
