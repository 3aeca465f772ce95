"""用词三层：自带的、本单位的（记着的文件夹）、自己的；页眉也看。"""

from __future__ import annotations

from pathlib import Path

import pytest
import worddocs as docs

from perfxl.cli.main import main
from perfxl.proof import proof

SHARED = """
[[word]]
wrong = "群众满意度"
right = "服务对象满意度"
message = "本局报告统一写法"
source = "局办〔2024〕3号"
bad = ["群众满意度95%。"]
good = ["服务对象满意度95%。"]
"""


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """自己放设置的地方。"""
    folder = tmp_path / "设置"
    folder.mkdir()
    monkeypatch.setenv("PERFXL_CONFIG", str(folder))
    return folder


@pytest.fixture
def shared(tmp_path: Path, settings: Path) -> Path:
    """本单位的文件夹，已经用 forms use 记着。"""
    folder = tmp_path / "共用"
    (folder / "核对用词").mkdir(parents=True)
    (folder / "核对用词" / "本局.toml").write_text(SHARED, "utf-8")
    assert main(["forms", "use", str(folder), "--quiet"]) == 0
    assert settings.is_dir()
    return folder / "核对用词" / "本局.toml"


def _lines(folder: Path, *lines: str) -> list[str]:
    path = docs.plain(folder / "报告.docx", *lines)
    return [f"{one.code} {one.quote} {one.message} {one.source}" for one in proof(path).findings]


@pytest.mark.usefixtures("shared")
def test_本单位的用词(tmp_path: Path) -> None:
    assert _lines(tmp_path, "群众满意度达到95%。", "服务对象满意度95%。") == [
        "R18 群众满意度 “群众满意度”本局报告统一写法，应写“服务对象满意度” 局办〔2024〕3号"
    ]


def test_自己的用词_应写的含着不该写的(tmp_path: Path, settings: Path) -> None:
    (settings / "核对用词.toml").write_text(
        '[[word]]\nwrong = "项目办"\nright = "县项目办"\n', "utf-8"
    )
    assert _lines(tmp_path, "县项目办负责管理。", "项目办负责管理。") == [
        "R18 项目办 “项目办”不是规定的写法，应写“县项目办” 自己的用词"
    ]


def test_自己的一层可以关掉自带的(tmp_path: Path, settings: Path) -> None:
    line = "截止2021年12月底完工。"
    assert len(_lines(tmp_path, line)) == 1
    (settings / "核对用词.toml").write_text(f'[[word]]\nwrong = "{line}"\noff = true\n', "utf-8")
    assert _lines(tmp_path, line) == []


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[[word]]\nwrong = 没有引号\n", "本局.toml：用词文件第 2 行写得不对"),
        ('[[word]]\nright = "领导"\n', "第 1 条：要写 wrong"),
        ('[[word]]\nwrong = "领道"\nrihgt = "领导"\n', "第 1 条：不认得“rihgt”"),
        ('[[words]]\nwrong = "领道"\n', "每一条都以 [[word]] 开头"),
        ('[[word]]\nwrong = "领道"\ngood = ["领道"]\n', "“领道”不应当报却报了"),
        ('[[word]]\nwrong = "领道"\nbad = ["领导"]\n', "“领导”应当报而没有报"),
    ],
)
def test_用词写错了说在哪里(
    tmp_path: Path, shared: Path, capsys: pytest.CaptureFixture[str], text: str, said: str
) -> None:
    shared.write_text(text, "utf-8")
    path = docs.plain(tmp_path / "报告.docx", "话。")
    assert main(["proof", str(path)]) == 2
    assert said in capsys.readouterr().err


def test_页眉里的错字和年份(tmp_path: Path) -> None:
    head = docs.paragraph(docs.run("青岭县2021年度项目支出绩效自评报告 帐户管理"))
    header = f"<w:hdr {docs.NAMESPACES}>{head}</w:hdr>"
    body = "".join(
        docs.paragraph(docs.run(text))
        for text in ("青岭县2022年度项目支出绩效自评报告", "青岭县2022年度绩效自评工作已完成。")
    )
    path = docs.raw(tmp_path / "报告.docx", body, others=[("word/header1.xml", header)])
    found = [(one.code, one.paragraph.place) for one in proof(path).findings]
    assert found == [("R16", "页眉"), ("R18", "页眉")]
