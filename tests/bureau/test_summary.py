"""一个造出来的局，从头到尾：埋的毛病在汇总.xlsx 里一个不少、一个不多。"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import bureaubook
import openpyxl
import pandas as pd
import pytest
import xlsxwriter  # type: ignore[import-untyped]  # 该库没有类型标注
from casebook import DECLARED, GOOD
from drawn import drawn
from saved import saved

from perfxl.cli.main import main

Spoken = pytest.CaptureFixture[str]


def _roster(bureau: bureaubook.Bureau, path: Path) -> Path:
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet("名册")
    sheet.write_row(0, 0, ["单位", "项目名称", "金额（万元）"])
    for row, one in enumerate(bureau.roster, 1):
        sheet.write_row(row, 0, [one.office, one.name, one.total])
    book.close()
    return path


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[bureaubook.Bureau, Path]:
    folder = tmp_path_factory.mktemp("局")
    bureau = bureaubook.make(folder / "收件", 8, 6)
    roster = _roster(bureau, folder / "收件" / "名册.xlsx")
    command = ["collect", str(folder / "收件"), "-o", str(folder / "结果"), "--quiet"]
    assert main([*command, "--roster", str(roster), "--seed", "7"]) == 1
    return bureau, folder / "结果" / "汇总.xlsx"


def _table(path: Path, name: str) -> pd.DataFrame:
    return pd.read_excel(path, sheet_name=name, engine="openpyxl")


def _projects(table: pd.DataFrame) -> list[str]:
    return sorted(table["项目"])


def _names(projects: tuple[bureaubook.Project, ...]) -> list[str]:
    return sorted(one.name for one in projects)


@pytest.mark.parametrize(
    ("kind", "planted"),
    [
        ("未报", "missing"), ("名册里没有", "unlisted"), ("重报", "again"),
        ("报的是别的年度", "other_year"), ("未报，有相近的", ""), ("同一份交了几次", ""),
        ("一个项目两份", ""),
    ],
)  # fmt: skip
def test_未报(made: tuple[bureaubook.Bureau, Path], kind: str, planted: str) -> None:
    bureau, path = made
    table = _table(path, "未报")
    expected = _names(getattr(bureau, planted)) if planted else []
    assert _projects(table[table["情形"] == kind]) == expected


def test_雷同(made: tuple[bureaubook.Bureau, Path]) -> None:
    bureau, path = made
    table = _table(path, "雷同")
    goals = table[table["情形"] == "预期目标（整段）"]
    pairs = {frozenset(group["项目"]) for _, group in goals.groupby("组")}
    assert pairs == {frozenset((one.name, other.name)) for one, other in bureau.copied}
    assert set(table["项目"]) == {one.name for pair in bureau.copied for one in pair}


def test_离群(made: tuple[bureaubook.Bureau, Path]) -> None:
    bureau, path = made
    assert _projects(_table(path, "离群")) == _names(bureau.outliers)


def test_未读(made: tuple[bureaubook.Bureau, Path]) -> None:
    bureau, path = made
    assert sorted(_table(path, "未读")["文件"]) == sorted(bureau.damaged)


def test_概况的数(made: tuple[bureaubook.Bureau, Path]) -> None:
    bureau, path = made
    sheet = openpyxl.load_workbook(path)["概况"]
    known = {row[0].value: row[1].value for row in sheet.iter_rows(min_row=4, max_row=26)}
    assert known["应报"] == len(bureau.roster)
    assert known["未报"] == len(bureau.missing)
    assert known["已报"] == len(bureau.roster) - len(bureau.missing) - len(bureau.other_year)
    assert known["别的年度的"] == len(bureau.other_year)
    assert known["没有读成的"] == len(bureau.damaged)
    offices = _table(path, "单位")
    assert sum(offices["收到（份）"]) == known["收到的自评表"]
    assert sum(offices["未报（个）"]) == known["未报"]


def test_去年的_种子_另写CSV_用选项(
    made: tuple[bureaubook.Bureau, Path], tmp_path: Path, capsys: Spoken
) -> None:
    bureau, path = made
    output = tmp_path / "又一回"
    command = ["collect", str(bureau.folder), "-o", str(output), "--json"]
    roster = str(bureau.folder / "名册.xlsx")
    assert (
        main(
            [
                *command,
                "--roster",
                roster,
                "--last",
                str(path.parent),
                "--tables",
                str(output / "表"),
            ]
        )
        == 1
    )
    said = json.loads(capsys.readouterr().out)
    assert (said["missing"], Path(said["book"]).name) == (len(bureau.missing), "汇总.xlsx")
    last = _table(output / "汇总.xlsx", "去年")
    assert set(last["情形"]) == {"话一字没改"}
    assert (output / "表" / "indicators.csv").is_file()


@pytest.mark.parametrize(
    ("option", "said"),
    [
        ("--roster", "不像.txt：其实是文本文件"),
        ("--last", "没有这本台账；请核对位置，或先运行 perfxl collect"),
    ],
)
def test_名册_去年的读不了_收之前就说(
    option: str, said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Spoken
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("收件").mkdir()
    Path("不像.txt").write_text("单位,项目名称\n", encoding="utf-8")
    assert (
        main(
            [
                "collect",
                "收件",
                "-o",
                "结果",
                option,
                "不像.txt" if option == "--roster" else "没有",
            ]
        )
        == 2
    )
    spoken = capsys.readouterr()
    assert said in spoken.err
    assert not Path("结果/台账.sqlite").exists()


def test_没有装rapidfuzz的_说一句(tmp_path: Path) -> None:
    (tmp_path / "收件").mkdir()
    code = (
        "import sys; sys.modules['rapidfuzz'] = None; "
        "from perfxl.cli.main import main; sys.exit(main(['collect', '收件', '-o', '结果']))"
    )
    command = [sys.executable, "-c", code]
    ran = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert ran.returncode == 2
    assert "没有汇总要用的 rapidfuzz" in ran.stderr
    assert "docs/安装.md" in ran.stderr


def test_申报表收在台账里_不进汇总(tmp_path: Path, capsys: Spoken) -> None:
    folder = tmp_path / "收件"
    folder.mkdir()
    saved(drawn(GOOD, {}), folder / "自评表.xlsx")
    saved(drawn(DECLARED, {}), folder / "申报表.xlsx")
    assert main(["collect", str(folder), "-o", str(tmp_path / "结果")]) == 0
    assert "另有申报、监控的表 1 份" in capsys.readouterr().out
    projects = _table(tmp_path / "结果" / "汇总.xlsx", "项目")
    assert len(projects) == 1
    assert "重报" not in str(projects.to_numpy().tolist())
