"""抽查复核，像办事人员那样用：抽样、做复核表、填好收回来，退回、通过、撤销。"""

from __future__ import annotations

import json
import shutil
import tomllib
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from docx import Document
from docx.oxml.ns import qn
from postgres import fresh
from validators import sdk_errors

import perfxl
from perfxl.bureau.decisions import decide, decisions
from perfxl.bureau.ledger import Ledger
from perfxl.bureau.review.book import review_book
from perfxl.bureau.review.gaps import results
from perfxl.bureau.review.letter import letter_template, letters
from perfxl.bureau.review.sampling import draw, keep, kept
from perfxl.bureau.review.subjects import subjects
from perfxl.bureau.review.taking import files_of, take
from perfxl.bureau.rows import rows
from perfxl.bureau.tables import Ways, summarise
from perfxl.bureau.tables.gather import bureau_of
from perfxl.bureau.tables.missing import missing
from perfxl.bureau.tables.sample import Plan
from perfxl.bureau.writing import Arrived, record
from perfxl.cli.main import main
from perfxl.errors import PerfxlError

Spoken = pytest.CaptureFixture[str]
GOOD, BAD = "samples/良好的自评表.xlsx", "samples/有错的自评表.xlsx"
MARCH = datetime(2026, 3, 1, 9)  # noqa: DTZ001  # 文件的时间是当地的钟
POINTS, REASON, EVIDENCE, VALUE = "J", "K", "L", "I"


@pytest.fixture(params=["SQLite", "PostgreSQL"])
def ledger(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Ledger]:
    place = fresh() if request.param == "PostgreSQL" else tmp_path / "台账.sqlite"
    with Ledger.open(place, create=True) as made:
        _hand_in(made, "甲/自评表.xlsx", BAD, 0)
        yield made


def _hand_in(ledger: Ledger, path: str, sample: str, day: int) -> None:
    arrived = Arrived(path, f"{sample:0<64}", 1, MARCH + timedelta(days=day))
    with ledger.writing() as connection:
        record(connection, arrived, "读法", rows(perfxl.assess(sample)))


def _filled(
    ledger: Ledger, path: Path, change: Mapping[str, Any], *, who: str = "审核员一"
) -> Path:
    """第 1 号的复核表：照自评打分，再改 `change` 里的几格。"""
    subject = subjects(ledger, {1})[1]
    path.write_bytes(review_book(subject, "金额大的"))
    book = openpyxl.load_workbook(path)
    sheet: Any = book.active
    sheet["C6"] = who
    for row, line in enumerate(subject.lines, 8):
        filed, weight = line.filed or Decimal(0), line.weight or Decimal(0)
        sheet[f"{POINTS}{row}"] = min(filed, weight)
        sheet[f"{REASON}{row}"] = "超过分值" if filed > weight else None
    for cell, value in change.items():
        sheet[cell] = value
    book.save(path)
    return path


def test_抽样记在台账里_同样的种子抽到同样的(ledger: Ledger) -> None:
    frames = ledger.frames(current=False)
    drawn = draw(frames, Plan(7))
    assert draw(frames, Plan(7)) == drawn
    assert [(one.name, one.among, one.taken) for one in drawn.strata] == [
        ("金额大的", 0, 0), ("专项资金", 0, 0), ("部门整体", 0, 0), ("疑点多的", 1, 1),
        ("随机", 0, 0),
    ]  # fmt: skip
    assert "种子 7" in drawn.strata[-1].why
    keep(ledger, drawn)
    assert list(kept(ledger)) == [1]
    keep(ledger, draw(frames, Plan(7, Decimal(1))))
    assert kept(ledger)[1].startswith("金额大的：全年预算")


def test_汇总里抽到的与这里抽到的一样(tmp_path: Path) -> None:
    import bureaubook  # noqa: PLC0415  # 造一个小局，只这里用

    bureaubook.make(tmp_path / "收件", 4, 5)
    output = tmp_path / "结果"
    arguments = ["collect", str(tmp_path / "收件"), "-o", str(output), "--seed", "3"]
    assert main([*arguments, "--workers", "1", "--quiet"]) in {0, 1}
    sheet = openpyxl.load_workbook(output / "汇总.xlsx")["抽查"]
    told = [row[:3] for row in sheet.iter_rows(min_row=2, values_only=True)]
    with Ledger.open(output) as ledger:
        drawn = draw(ledger.frames(current=False), Plan(3))
    assert [(one.stratum, one.office, one.project) for one in drawn.chosen] == told
    assert sum(one.taken for one in drawn.strata) == len(told) > 3


def test_复核表_自评核算并排_只有要填的格没有锁(ledger: Ledger, tmp_path: Path) -> None:
    subject = subjects(ledger, {1})[1]
    path = tmp_path / "复核表.xlsx"
    path.write_bytes(review_book(subject, "金额大的"))
    assert path.read_bytes() == review_book(subject, "金额大的")
    sheet: Any = openpyxl.load_workbook(path).active
    assert sheet.protection.sheet
    heads = [cell.value for cell in sheet[7]]
    assert heads == [
        "序号", "一级指标", "指标", "指标值", "自评完成值", "分值", "自评得分", "核算得分",
        "复核完成值", "复核得分", "扣分原因", "佐证", "原表的格",
    ]  # fmt: skip
    assert [cell.value for cell in sheet[8]][:8] == [
        0, "预算执行", "预算执行率", "100%", "97.83%", 10, 10, 9.78,
    ]  # fmt: skip
    assert [cell.value for cell in sheet[9]][2:8] == [
        "改造阅览室面积", "≥600平方米", "1800平方米", 8, 8, 8,
    ]  # fmt: skip
    last = 7 + len(subject.lines)
    free = {
        cell.column_letter
        for row in sheet.iter_rows(min_row=8, max_row=last)
        for cell in row
        if not cell.protection.locked
    }
    assert free == {VALUE, POINTS, REASON, EVIDENCE}
    assert not sheet["C6"].protection.locked


def test_收回来_自评减复核_一份的和一家的(ledger: Ledger, tmp_path: Path) -> None:
    path = _filled(ledger, tmp_path / "一.xlsx", {"J9": 5.5, "K9": "没有验收单", "L9": "未提供"})
    assert take(ledger, [path]).kept == ((1, "审核员一"),)
    found = results(ledger)
    ((gap,), (office,)) = found.gaps, found.offices
    over = sum(
        (max(Decimal(0), (line.filed or 0) - (line.weight or 0)) for line in gap.subject.lines),
        Decimal(0),
    )
    assert gap.gap == Decimal("2.5") + over
    assert (office.office, office.filings, office.mean) == ("禾源县图书馆", 1, gap.gap)
    again = _filled(ledger, tmp_path / "一.xlsx", {})
    take(ledger, [again])
    assert [one.gap for one in results(ledger).gaps] == [over]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"J9": None}, "J9 没有填复核得分；每一行都要有"),
        ({"J9": 8.5}, "J9 的复核得分 8.5 不在 0 到 8 之间（改造阅览室面积）"),
        ({"J9": "合格"}, "J9 的复核得分“合格”不是数"),
        ({"J9": 7}, "J9 比自评少 1 分，没有写扣分原因（改造阅览室面积）"),
        ({"A9": None}, "少了序号 1 的各行；行不能删，请补回来"),
        ({"A9": 2}, "序号 2 一行（J9）台账里没有，或者写了两遍"),
        ({"C6": None}, "复核人空着；请写上姓名或岗位"),
        ({"J4": "77"}, "台账里没有第“77”号；复核表上的台账号不能改，请重做一份"),
        ({"J5": "000000000000"}, "做复核表以后，台账里这一号换了内容；请重做一份，再填"),
        ({"J7": "分"}, "不是复核表：没有写着“序号”“复核得分”的一行"),
        ({"L7": "其他"}, "抽查复核表 第 7 行少了“佐证”一栏"),
    ],
)
def test_填得不成的_说出哪一格_整份不收(
    change: Mapping[str, object], said: str, tmp_path: Path
) -> None:
    with Ledger.open(tmp_path / "台账.sqlite", create=True) as ledger:
        _hand_in(ledger, "甲/自评表.xlsx", BAD, 0)
        ((_, why),) = take(ledger, [_filled(ledger, tmp_path / "一.xlsx", change)]).refused
        assert said in why
        assert results(ledger).gaps == ()


def test_照人写的样子读_全角的数_写着分的(ledger: Ledger, tmp_path: Path) -> None:
    path = _filled(ledger, tmp_path / "一.xlsx", {"J9": " ７．５分 ", "K9": "少了一间"})
    assert take(ledger, [path]).refused == ()
    assert any(doubt for doubt in results(ledger).gaps)


def test_没有达到的加了分_几个人打的不同_同样的原因扣得不同(ledger: Ledger, tmp_path: Path) -> None:
    """举办全民阅读活动：不少于 24 场，做了 22 场，自评 5.5 分。"""
    first = _filled(ledger, tmp_path / "一.xlsx", {
        "J11": 6, "J9": 4, "K9": "没有佐证", "J10": 9, "K10": "没有佐证。",
    })  # fmt: skip
    second = _filled(ledger, tmp_path / "二.xlsx", {"J10": 9, "K10": "没有佐证"}, who="审核员二")
    take(ledger, [first, second])
    doubts: dict[str, list[str]] = {}
    for one in results(ledger).doubts:
        doubts.setdefault(one.kind, []).append(one.message)
    (raised,) = doubts["没有达到而加了分"]
    assert "举办全民阅读活动" in raised
    assert "自评 5.5 分，审核员一复核成 6 分，比自评还高" in raised
    apart = "".join(doubts["几个人打的不同"])
    assert "审核员一 4 分，审核员二 8 分" in apart
    assert "“新购图书”" not in apart
    (alike,) = [text for text in doubts["同样的原因扣得不同"] if "没有佐证" in text]
    assert "扣 10%" in alike
    assert "扣 50%" in alike


def test_重报了的_复核旧的不收_不算(ledger: Ledger, tmp_path: Path) -> None:
    path = _filled(ledger, tmp_path / "一.xlsx", {})
    take(ledger, [path])
    _hand_in(ledger, "甲/自评表.xlsx", GOOD, 1)
    with ledger.writing() as connection:
        connection.exec_driver_sql("UPDATE documents SET present = (id = 2)")
    assert results(ledger).gaps == ()
    ((_, why),) = take(ledger, [path]).refused
    assert "这一份后来又重报了" in why
    with pytest.raises(PerfxlError, match="后来又报了一份"):
        decide(ledger, [1], "退回", "科长", "请改")
    decide(ledger, [2], "通过", "科长")


def test_退回_撤销_通过_谁什么时候都在(ledger: Ledger) -> None:
    def state() -> str:
        return str(ledger.frames()["filings"]["state"].iloc[0])

    assert state() == "已报"
    decide(ledger, [1], "退回", "科长", "数量指标请核实")
    assert state() == "退回"
    with pytest.raises(PerfxlError, match="第 1 号已经退回，不能直接改成通过；请先撤销"):
        decide(ledger, [1], "通过", "科长")
    with pytest.raises(PerfxlError, match="第 1 号已经退回了；一份也没有定"):
        decide(ledger, [1], "退回", "科长", "再看一看")
    decide(ledger, [1], None, "科长")
    assert state() == "已报"
    with pytest.raises(PerfxlError, match="没有可以撤销的"):
        decide(ledger, [1], None, "科长")
    decide(ledger, [1], "通过", "局长")
    assert state() == "通过"
    history = decisions(ledger, 1)
    assert [(one.state, one.who, one.note) for one in history] == [
        ("退回", "科长", "数量指标请核实"), (None, "科长", ""), ("通过", "局长", ""),
    ]  # fmt: skip
    assert history[0].time <= history[2].time


def test_几份一起定_有一份不行的一份也不定(ledger: Ledger) -> None:
    with pytest.raises(PerfxlError, match="台账里没有第 9 号"):
        decide(ledger, [1, 9], "通过", "科长")
    with pytest.raises(PerfxlError, match="没有写是谁定的"):
        decide(ledger, [1], "通过", " ")
    assert decisions(ledger, 1) == []


def test_退回意见_要改的和扣的分都在_数带着格(ledger: Ledger, tmp_path: Path) -> None:
    with pytest.raises(PerfxlError, match="现在没有退回的"):
        letters(ledger)
    take(ledger, [_filled(ledger, tmp_path / "一.xlsx", {"J9": 5.5, "K9": "没有验收单"})])
    decide(ledger, [1], "退回", "科长", "数量指标请核实")
    ((office, content),) = letters(ledger).items()
    assert office == "禾源县图书馆"
    assert letters(ledger) == {office: content}
    path = tmp_path / "退回意见.docx"
    path.write_bytes(content)
    body: Any = Document(str(path)).element.body
    lines = ["".join(t.text or "" for t in p.iter(qn("w:t"))) for p in body.iter(qn("w:p"))]
    text = "\n".join(lines)
    assert "禾源县图书馆：\n你单位报来的2025年度绩效自评表，经审核有1份需要修改。" in text
    assert "一、禾源县图书馆阅览室改造及全民阅读项目\n审核意见：数量指标请核实" in text
    assert "改造阅览室面积\n8\n5.5\n没有验收单" in text
    errors = [row for row in ledger.frames()["findings"].itertuples() if row.level == "error"]
    assert errors
    assert all(str(row.message) in text.replace("\n", "") for row in errors)
    assert "{%" not in text
    tags = [tag.get(qn("w:val")) for tag in body.iter(qn("w:alias"), qn("w:tag"))]
    assert any("绩效自评表!H14" in tag for tag in tags), tags
    assert sdk_errors(path) == []
    decide(ledger, [1], None, "科长")
    with pytest.raises(PerfxlError, match="现在没有退回的"):
        letters(ledger)


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("县图书馆/阅览室（二稿）!.xlsx", "阅览室（二稿）!.xlsx"),
        ("县图书馆.zip!里面.zip!阅览室.xlsx", "阅览室.xlsx"),
        ("〔网页〕/县图书馆/7KQF-9M2A-XT4D/阅览室.xlsx", "阅览室.xlsx"),
    ],
)
def test_退回意见_没有写项目名称的_说是哪个文件(
    ledger: Ledger, tmp_path: Path, path: str, name: str
) -> None:
    (read,) = rows(perfxl.assess(GOOD))
    read["filings"][0]["name"] = None
    with ledger.writing() as connection:
        record(connection, Arrived(path, "0" * 64, 1, MARCH), "读法", [read])
    decide(ledger, [2], "退回", "科长", "请写上项目名称")
    (content,) = letters(ledger).values()
    (tmp_path / "退回意见.docx").write_bytes(content)
    document = Document(str(tmp_path / "退回意见.docx"))
    text = "\n".join(paragraph.text for paragraph in document.paragraphs)
    assert f"一、（没有写项目名称，文件是“{name}”）" in text
    assert f"你单位交来的文件：{name}\n" in text


def test_一家退回两个年度的_意见里各写年度_清单里分得清(
    ledger: Ledger, tmp_path: Path, capsys: Spoken
) -> None:
    (read,) = rows(perfxl.assess(BAD))
    read["filings"][0]["year"] = "2024"
    with ledger.writing() as connection:
        record(connection, Arrived("去年/自评表.xlsx", "0" * 64, 1, MARCH), "读法", [read])
    decide(ledger, [1, 2], "退回", "科长", "请核实")
    (content,) = letters(ledger).values()
    (tmp_path / "退回意见.docx").write_bytes(content)
    text = "\n".join(line.text for line in Document(str(tmp_path / "退回意见.docx")).paragraphs)
    for number, year in (("一", 2025), ("二", 2024)):
        assert f"{number}、禾源县图书馆阅览室改造及全民阅读项目（{year}年度）" in text
    if not (tmp_path / "台账.sqlite").exists():  # 另一种库没有文件夹
        return
    assert main(["review", "list", str(tmp_path)]) == 0
    said = capsys.readouterr().out
    assert "（2025年度，甲/自评表.xlsx）" in said
    assert "（2024年度，去年/自评表.xlsx）" in said


def test_通过以后又报的_等着定_通过了才换下(ledger: Ledger) -> None:
    def counted() -> list[int]:
        return [int(number) for number in ledger.frames()["filings"]["submission"]]

    decide(ledger, [1], "通过", "科长")
    _hand_in(ledger, "甲/自评表（改）.xlsx", GOOD, 1)
    assert counted() == [1]
    every = missing(bureau_of(ledger.frames(current=False)), None)
    assert every[["kind", "submission", "note"]].to_numpy().tolist() == [
        ["通过以后又报的", 2, "等着定，通过了才换下；算数的还是通过的 自评表.xlsx"]
    ]
    decide(ledger, [2], "退回", "科长", "为什么又改了，请说明")
    assert counted() == [1]
    assert len(letters(ledger)) == 1
    decide(ledger, [2], None, "科长")
    decide(ledger, [2], "通过", "科长")
    assert counted() == [2]
    decide(ledger, [2], None, "科长")
    assert counted() == [1]


def test_通过的文件盖掉了_算数的是新的_说一句(ledger: Ledger, tmp_path: Path) -> None:
    decide(ledger, [1], "通过", "科长")
    _hand_in(ledger, "甲/自评表.xlsx", GOOD, 1)
    with ledger.writing() as connection:
        connection.exec_driver_sql("UPDATE documents SET present = (id = 2)")
    assert list(ledger.frames()["filings"]["submission"]) == [2]
    every = missing(bureau_of(ledger.frames(current=False)), None)
    assert every[["kind", "note"]].to_numpy().tolist() == [
        [
            "通过的不在原处了",
            "这一份已经通过，文件盖掉了或者拿走了；算数的是 自评表.xlsx，还没有定，请看改了什么",
        ]
    ]
    notes = summarise(ledger.frames(current=False), tmp_path, Ways()).notes
    assert notes == ("已经通过、文件盖掉了或者拿走了的 1 份，算数的是后来的，还没有定，见“未报”",)


@pytest.fixture(scope="module")
def collected(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """收好的一个文件夹。"""
    folder = tmp_path_factory.mktemp("收好的")
    (folder / "收件").mkdir()
    for number, sample in enumerate((GOOD, BAD)):
        shutil.copy(sample, folder / "收件" / f"甲 单位（{number}）.xlsx")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        assert main(["collect", "收件", "-o", "结果", "--workers", "1", "--quiet"]) in {0, 1}
    return folder


@pytest.fixture
def desk(collected: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """收好的文件夹，各个测试用各自的一份。"""
    shutil.copytree(collected, tmp_path, dirs_exist_ok=True)
    monkeypatch.chdir(tmp_path)


@pytest.mark.usefixtures("desk")
def test_命令走一遍(capsys: Spoken) -> None:
    assert main(["review", "sample", "结果", "--seed", "5", "--large", "1"]) == 0
    said = capsys.readouterr().out
    assert "种子 5" in said
    assert "金额大的：1 份里抽 1 份。全年预算 1 万元以上的全部查" in said
    assert main(["复核", "make", "结果", "-o", "复核 表"]) == 0
    (made,) = Path("复核 表").glob("*-复核表.xlsx")
    before = made.read_bytes()
    assert main(["review", "make", "结果", "-o", "复核 表"]) == 0
    assert "已经有了，没有盖掉" in capsys.readouterr().out
    assert made.read_bytes() == before
    assert main(["review", "take", "结果", "复核 表", "--json"]) == 1
    told = json.loads(capsys.readouterr().out)
    assert "复核人空着" in told["refused"][0]["why"]
    number = made.name[:4].lstrip("0")
    assert (
        main(["review", "decide", "结果", "退回", number, "--who", "科长", "--note", "请改"]) == 0
    )
    capsys.readouterr()
    for said in ("退回意见：", "已经有了，没有盖掉"):
        assert main(["review", "letter", "结果", "-o", "意见"]) == 0
        assert said in capsys.readouterr().out
    assert [path.name for path in Path("意见").iterdir()] == ["禾源县图书馆-退回意见.docx"]
    assert main(["review", "list", "结果"]) == 0
    assert "科长 退回 请改" in capsys.readouterr().out


@pytest.mark.usefixtures("desk")
@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["make", "结果", "-o", "表"], "还没有抽样；请先运行 perfxl review sample 台账"),
        (["sample", "没有的"], "没有这本台账"),
        (["sample", "结果", "多写的"], "review sample 后面只写台账，不用再写“多写的”"),
        (["take", "结果"], "后面还要写填好的复核表，或放着它们的文件夹"),
        (["take", "结果", "没有的"], "没有的 没有；请核对填好的复核表在哪里"),
        (["decide", "结果", "退"], "台账后面写退回、通过或撤销，再写号"),
        (["decide", "结果", "退回", "甲"], "“甲”不是号"),
        (["decide", "结果", "退回", "1"], "没有写是谁定的"),
        (["decide", "结果", "退回", "1", "--who", "李"], "退回要写为什么，单位才知道改哪里"),
        (["decide", "结果", "退回", "1", "--who", "李", "--note", " "], "请写上意见"),
    ],
)
def test_做不了的说一句(arguments: list[str], said: str, capsys: Spoken) -> None:
    assert main(["review", *arguments]) == 2
    spoken = capsys.readouterr()
    assert said in spoken.err
    assert spoken.out == ""


@pytest.mark.parametrize(
    ("option", "value", "said"),
    [
        ("--seed", "甲", "种子要写 0 以上的整数，写的是“甲”"),
        ("--seed", str(2**63), "种子要写 0 以上的整数"),
        ("--large", "nan", "要写多少万元，写的是“nan”"),
        ("--large", "=-1", "要写多少万元"),
    ],
)
def test_选项写得不对的说一句(option: str, value: str, said: str, capsys: Spoken) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["review", "sample", "结果", option, value])
    assert stopped.value.code == 2
    assert said in capsys.readouterr().err


def test_Office开着时的临时文件不算(tmp_path: Path) -> None:
    for name in ("一.xlsx", "~$一.xlsx", ".~一.xlsx", "说明.txt"):
        (tmp_path / name).touch()
    assert [path.name for path in files_of([tmp_path])] == ["一.xlsx"]


def test_退回意见的模板就是仓库里的那一份() -> None:
    assert Path("templates/return.docx").read_bytes() == letter_template()


def test_装的时候带着这一间() -> None:
    told = tomllib.loads(Path("pyproject.toml").read_text(encoding="utf-8"))
    packages = told["tool"]["setuptools"]["packages"]
    here = {".".join(path.parent.parts) for path in Path("perfxl/bureau").rglob("__init__.py")}
    assert here <= set(packages)
