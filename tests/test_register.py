"""登记处：每条校验都说得清、有案例；一条出错不耽误别的；表样可以关、可以改级别。"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from casebook import CASES, GOOD, cases, findings_of
from drawn import drawn
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from perfxl import checks
from perfxl.assess import assess
from perfxl.checks import register
from perfxl.checks.register import Check, Remark, check, registered
from perfxl.checks.vocabulary.grounds import GROUNDS
from perfxl.filing.findings import Finding, Level
from perfxl.filing.model import Filing
from perfxl.form.load import load

ALL = registered()


@cache  # 几百个测试都要看
def _every() -> tuple[Finding, ...]:
    return tuple(one for _, case in cases("bad") for one in findings_of(case))


def _visible(text: str) -> str:
    """去掉引号里照抄的原文、单元格地址、公式错误、算式里的 min、软件名。"""
    return re.sub(r"“[^”]*”|[A-Z]{1,2}\d+|#[A-Z0-9/]+|min|Excel|WPS", "", text)


def test_至少有三十条() -> None:
    assert len(ALL) >= 30


@pytest.mark.parametrize("one", ALL.values(), ids=list(ALL))
def test_说明有四段(one: Check) -> None:
    for part in (one.title, one.why, one.how):
        assert part.endswith("。")
        assert len(part) >= 8
    assert one.example
    assert not one.example.endswith("。")


@pytest.mark.parametrize("one", ALL.values(), ids=list(ALL))
def test_例子是案例里真有的结论(one: Check) -> None:
    mine = [case for code, case in cases("bad") if code == one.code]
    found = [each for case in mine for each in findings_of(case) if each.code == one.code]
    assert one.example in {f"{each.cells[0].address} {each.message}" for each in found}


def test_每条都有两种案例() -> None:
    assert {path.stem for path in CASES.glob("*.toml")} == set(ALL)
    for kind in ("bad", "clean"):
        assert {code for code, _ in cases(kind)} == set(ALL)
    assert all(case["findings"] for _, case in cases("bad"))


def test_代码是一个字母两个数字_函数名不重复() -> None:
    assert all(re.fullmatch(r"[A-W]\d\d", code) for code in ALL)
    names = [one.name for one in ALL.values()]
    assert len(set(names)) == len(names)


def test_一个文件一个字母() -> None:
    letters: dict[str, set[str]] = {}
    for code, one in ALL.items():
        letters.setdefault(one.family, set()).add(code[0])
    assert {family: len(used) for family, used in letters.items()} == dict.fromkeys(letters, 1)


def test_话说给填报人听() -> None:
    found = _every()
    assert found
    for one in found:
        assert not one.message.endswith("。"), one
        assert not one.fix.endswith("。"), one
        assert one.fix, one
        assert one.cells, one
        assert not re.search(r"[A-Za-z]{2,}", _visible(one.message)), one
        assert not re.search(r"[A-Za-z]{2,}", _visible(one.fix)), one


def test_每条结论都说凭什么() -> None:
    """引的文件；没有文件的，说是算术、对照、常理还是审核经验。"""
    assert [one.line() for one in _every() if not one.source] == []
    assert set(GROUNDS) <= set(ALL)


@pytest.mark.parametrize("code", GROUNDS)
def test_说没有文件的_真有不引文件的结论(code: str) -> None:
    """改成每条都引文件的，从 grounds.py 里删去；表样另给了出处的（M04、M06、T13）引它。"""
    given = {item.code for item in load("mof-2020").check}
    found = {one.source for one in _every() if one.code == code}
    assert GROUNDS[code] in found or code in given


def test_表样可以给一条校验写明文件(tmp_path: Path) -> None:
    own = """
code = "own"
extends = "mof-2020"
[[source]]
id = "notice"
number = "某局财〔2026〕3号"
title = "关于规范自评的通知"
checked = 2026-01-10
verified = true
[[check]]
code = "M08"
source = "notice"
"""
    (tmp_path / "own.toml").write_text(own, encoding="utf-8")
    found = assess(drawn(GOOD, {"F8": "-1.5"}), [load("own", [tmp_path])]).findings
    (one,) = [each for each in found if each.code == "M08"]
    assert one.source == "某局财〔2026〕3号"
    assert one.level is Level.ERROR


def test_英文一句话没有汉字() -> None:
    assert all(one.english and one.english.isascii() for one in ALL.values())


def test_校验里没有写死的文号() -> None:
    for path in Path(checks.__path__[0]).glob("*.py"):
        assert "〔" not in re.sub(r"“[^”]*”|（）|〔〕", "", path.read_text(encoding="utf-8")), path


def _crash(_filing: Filing) -> Iterator[Remark]:
    raise ZeroDivisionError
    yield


def test_一条出错报为程序错误_别的照做(monkeypatch: pytest.MonkeyPatch) -> None:
    crashing = replace(ALL["S01"], function=_crash)
    monkeypatch.setattr(register, "registered", lambda: {**ALL, "S01": crashing})
    found = assess(drawn(GOOD, {"G13": "6"}), [load("mof-2020")]).findings
    assert [one.code for one in found if one.code in {"S01", "W02", "X00"}] == ["W02", "X00"]
    crash = next(one for one in found if one.code == "X00")
    assert crash.level is Level.WARNING
    assert crash.message == "程序错误：校验 S01 没有完成（ZeroDivisionError）"
    assert crash.cells == ()


def test_代码重复的登记不了() -> None:
    def again(_filing: Filing) -> Iterator[Remark]:
        """规则。

        为什么：因为。
        怎么改：改。
        例：例
        """
        yield from ()

    with pytest.raises(ValueError, match="W01：代码重复"):
        check("W01", Level.ERROR, on=Filing, english="again")(again)


def test_说明缺段的登记不了() -> None:
    def short(_filing: Filing) -> Iterator[Remark]:
        """只有规则。"""
        yield from ()

    with pytest.raises(ValueError, match="Q99：代码重复，或说明不是"):
        check("Q99", Level.ERROR, on=Filing, english="short")(short)
    assert "Q99" not in registered()


@pytest.mark.parametrize(("level", "shown"), [("off", []), ("info", ["提示"]), ("error", ["错误"])])
def test_表样可以关掉一条或改它的级别(level: str, shown: list[str]) -> None:
    form = f'[[check]]\ncode = "W05"\nlevel = "{level}"\nsource = "cb10"'
    found = findings_of({"change": {"G6": "20"}, "form": form})
    assert [one.level.label for one in found if one.code == "W05"] == shown


def _trial(monkeypatch: pytest.MonkeyPatch, code: str) -> None:
    monkeypatch.setattr(register, "registered", lambda: {code: replace(ALL[code], trial=True)})


@pytest.mark.parametrize(
    ("code", "change", "shown"),
    [("W02", {"G13": "6"}, "提醒（试行）"), ("M11", {"D6": "120", "E6": "88.65"}, "提示（试行）")],
)
def test_试行的规则最重是提醒_处处注明(
    code: str, change: dict[str, str], shown: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    _trial(monkeypatch, code)
    found = assess(drawn(GOOD, change), [load("mof-2020")]).findings
    assert [(one.code, one.label, one.trial) for one in found] == [(code, shown, True)]


@pytest.mark.parametrize(("level", "shown"), [("off", []), ("error", ["错误"])])
def test_表样给试行的规则定了级别的转为正式(
    level: str, shown: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    _trial(monkeypatch, "W05")
    form = f'[[check]]\ncode = "W05"\nlevel = "{level}"\nsource = "cb10"'
    found = findings_of({"change": {"G6": "20"}, "form": form})
    assert [one.label for one in found] == shown


def test_试行的规则登记时最重是提醒() -> None:
    assert {one.level for one in ALL.values() if one.trial} <= {Level.WARNING, Level.INFO}


def test_核实性结论带上填报人的说明() -> None:
    text = f"{GOOD}\n[校验结果]\n代码 | 单元格 | 说明\nM04 | 绩效自评表!F6 | 上年应付款在今年支付"
    found = assess(drawn(text, {"F6": "92"}), [load("mof-2020")]).findings
    mine = next(one for one in found if one.code == "M04")
    assert mine.explanation == "上年应付款在今年支付"


# 真实表格里见过的写法，随意填到随意的格里，校验都不应出错。
_WRITTEN = [
    "", "0", "-3", "1000000", "'12", "—", "/", "无", "290%", "0.98", "98%%", "≥50个", "≤90万元",
    "1-3家", "3~5个", "2023年12月底前", "@2022-01-01", "#REF!", "=A1 →", "=A1 → 5", "显著提升",
    "达成年度指标", "预计明年完成", "300万元⏎259.45万元", "IO", "优", "100 / 96 / 优", "指标2",
    "……", "产出指标（50分）", "数量指标", "其中：一行", "总分", "5.8万", "‰", "0.5‰", "＞＝９０％",
    "【年度】",
]  # fmt: skip
_PLACES = st.builds(
    lambda column, row: f"{column}{row}", st.sampled_from("ABCDEFGHI"), st.integers(2, 22)
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.dictionaries(_PLACES, st.sampled_from(_WRITTEN), max_size=12))
def test_填得再乱也不是程序错误(change: dict[str, str]) -> None:
    # 表头两行不动：认不出是自评表的不到校验这一步。
    kept = {place: text for place, text in change.items() if not place.endswith(("5", "12"))}
    found = assess(drawn(GOOD, kept), [load("mof-2020")]).findings
    assert [one.message for one in found if one.code == "X00"] == []


def test_试行的规则出了程序错误_不说成试行(monkeypatch: pytest.MonkeyPatch) -> None:
    crashing = replace(ALL["W02"], function=_crash, trial=True)
    monkeypatch.setattr(register, "registered", lambda: {"W02": crashing})
    found = assess(drawn(GOOD, {"G13": "6"}), [load("mof-2020")]).findings
    assert [(one.code, one.label) for one in found] == [("X00", "提醒")]
