"""命令：屏幕、JSON、退出码、批注；报告是真的 .docx，自评表是样本。"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import worddocs as docs

from perfxl.cli.main import main

BOOK = Path(__file__).parent.parent.parent / "samples" / "良好的自评表.xlsx"
_KEYS = {"code", "kind", "level", "quote", "paragraph", "offset", "message", "fix", "source",
         "cells", "expected"}  # fmt: skip


def _json(capsys: pytest.CaptureFixture[str], *arguments: str) -> Any:
    main(["proof", *arguments, "--json"])
    return json.loads(capsys.readouterr().out)


def _report(folder: Path, *lines: str) -> str:
    return str(docs.plain(folder / "报告.docx", *lines))


def test_没有问题的退出码是零(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["proof", _report(tmp_path, "安排资金684万元，已全部下达。")]) == 0
    assert "问题 0 条" in capsys.readouterr().out


def test_有错误的退出码是一_一行说清(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = _report(tmp_path, "一、资金", "投入820万元，其中清淤560万元，泵站250万元。")
    assert main(["核对", path]) == 1
    line = capsys.readouterr().out.splitlines()[1]
    for part in ("[错误] “一、资金”下第 1 段“", "R01", "加起来是 810，差 10", "核对各项和合计"):
        assert part in line


def test_没有问题的_不说问题在批注里(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    report = _report(tmp_path, "安排资金684万元，已全部下达。")
    main(["proof", report, "-o", str(tmp_path / "出")])
    assert "没有问题，没有添批注" in capsys.readouterr().out


def test_只有提醒的退出码是零(tmp_path: Path) -> None:
    assert main(["proof", _report(tmp_path, "截止2021年12月底完工。"), "--quiet"]) == 0


def test_读不了的退出码是二(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["proof", str(tmp_path / "没有.docx")]) == 2
    assert "找不到" in capsys.readouterr().err


def test_机器读的键(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = _report(tmp_path, "投入820万元，其中清淤560万元，泵站250万元。")
    made = _json(capsys, path)
    assert {"schema", "report", "file", "figures", "findings", "summary"} <= set(made)
    assert made["schema"] == 1
    assert made["file"] is None
    assert set(made["figures"]) == {
        "all", "agree", "rounded", "differ", "derived", "not_in_workbook",
    }  # fmt: skip
    [finding] = made["findings"]
    assert set(finding) >= _KEYS
    assert finding["kind"] == "sum"
    assert finding["quote"] == "820万元，其中清淤560万元，泵站250万元"
    assert (finding["paragraph"], finding["offset"], finding["expected"]) == (1, 2, "810")
    assert made["summary"] == {"error": 1, "verify": 0, "warning": 0, "info": 0}


_GOOD = "新购图书12350册，全年进馆人次16.2万人次。"


def test_与自评表一致的不报(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    made = _json(capsys, _report(tmp_path, _GOOD), str(BOOK))
    assert made["findings"] == []
    assert made["figures"]["agree"] == made["figures"]["all"] == 2
    assert made["file"] == str(BOOK)


@pytest.mark.parametrize(
    ("right", "wrong"), [("12350", "12530"), ("16.2", "12.6"), ("12350", "9000")]
)
def test_与自评表不一致的说哪一格(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], right: str, wrong: str
) -> None:
    made = _json(capsys, _report(tmp_path, _GOOD.replace(right, wrong)), str(BOOK))
    [finding] = made["findings"]
    assert (finding["code"], finding["kind"], finding["level"]) == (
        "R06",
        "differs_from_table",
        "error",
    )
    assert wrong in finding["quote"]
    assert finding["expected"].startswith(right)
    assert "!" in finding["cells"][0]
    assert made["figures"]["differ"] == 1


def test_带批注的一份(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = _report(tmp_path, "截止2021年12月底完工。")
    assert main(["proof", path, "-o", str(tmp_path / "核对.docx")]) == 0
    assert "核对.docx" in capsys.readouterr().out
    assert (tmp_path / "核对.docx").exists()


def test_像是拿错了工作簿_说一句(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    figures = "、".join(f"第{place}处清淤{place}35米" for place in "二三四五六七八九")
    other = (
        f"河道清淤项目共清淤9480米，投资731万元，其中{figures}，另清运淤泥517立方米、护岸283米。"
    )
    main(["proof", _report(tmp_path, other), str(BOOK)])
    said = capsys.readouterr().out
    assert (
        "像是拿错了工作簿：自评表是“禾源县图书馆阅览室改造及全民阅读项目”，报告里没有说到" in said
    )
    named = _report(tmp_path, "禾源县图书馆阅览室改造及全民阅读项目", other)
    main(["proof", named, str(BOOK)])
    assert "拿错了工作簿" not in capsys.readouterr().out
    assert _json(capsys, named, str(BOOK))["another"] is None


def test_自评表自己有错误的说出来(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = _report(tmp_path, "安排资金90万元，已全部下达。")
    broken = BOOK.parent / "有错的自评表.xlsx"
    main(["proof", path, str(broken)])
    said = capsys.readouterr().out
    assert "自评表自己还有" in said
    assert "与它一致的数也未必对，先改自评表：" in said
    main(["--lang", "en", "proof", path, str(broken)])
    assert "findings of its own; see to them first" in capsys.readouterr().out
    assert _json(capsys, path, str(broken))["wrong_in_workbook"]
    assert _json(capsys, path, str(BOOK))["wrong_in_workbook"] == []
