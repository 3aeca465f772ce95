"""README 和文档里写的命令，照抄就能用：每一条都在临时文件夹里真跑一遍。

跑不了的只有四种：要 Excel、要一直开着的，要数据库、集群的，位置是举例的（D:\\…），
写着 `…`、`｜` 的用法。
"""

from __future__ import annotations

import re
import shlex
import shutil
from pathlib import Path

import docx
import pytest
import xlsxwriter  # type: ignore[import-untyped]  # 该库没有类型标注
from casebook import DECLARED
from drawn import drawn
from saved import saved

from perfxl.cli.main import main

ROOT = Path(__file__).parent.parent
SAMPLES = ROOT / "samples"
PAGES = (ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md")))

_TYPED = re.compile(
    r"^\s*(?:.*&& )?(?:python -m )?(perfxl [^`]*?)(?:\s{2,}\S.*)?$|`(perfxl [^`]+)`", re.MULTILINE
)
_WORDS = (
    "run", "check", "write", "report", "fix", "watch", "new", "template", "forms", "explain",
    "undo", "clear", "collect", "review", "read", "proof", "lint", "fields",
)  # fmt: skip
# 不是照抄的：用法里的记号，举例的位置，只写了半句的。
_USAGE = re.compile(
    r"…|｜|\[|\\|版本|^perfxl forms use|文件(?!夹)|--apply$|--db |--dask | 代码\b|"
    r"(?<!我的)表样(?:$|/)|"
    r"^perfxl (?!explain|forms)\w+$"
)


def _commands() -> list[str]:
    found = []
    for page in PAGES:
        for match in _TYPED.finditer(page.read_text(encoding="utf-8")):
            text = (match[1] or match[2]).split("（")[0].strip()
            word, *rest = text.split()[1:] or [""]
            waits = word == "watch" and "--once" not in rest
            if word in _WORDS and not waits and not _USAGE.search(text):
                found.append(text)
    return sorted(set(found))


ALL = _commands()


def test_找得到的命令够多() -> None:
    assert len(ALL) >= 25
    used = {text.split()[1] for text in ALL}
    assert used >= {"run", "check", "fix", "new", "forms", "explain", "undo", "clear", "report"}


@pytest.fixture(scope="module")
def collected(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """收好的一个汇总结果：收一回要两三秒，要它的命令各用各的一份。"""
    place = tmp_path_factory.mktemp("收好的")
    (place / "文件夹").mkdir()
    shutil.copy(SAMPLES / "良好的自评表.xlsx", place / "文件夹" / "甲单位.xlsx")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(place)
        patch.setenv("PERFXL_CONFIG", str(place / "设置"))
        assert main(["collect", "文件夹", "-o", "汇总结果", "--quiet"]) == 0
    return place / "汇总结果"


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """照文档做的人手边有的：一份有错的自评表、申报表、去年的、旧格式的、放表的文件夹、自己的表样。"""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PERFXL_CONFIG", str(tmp_path / "设置"))
    shutil.copy(SAMPLES / "有错的自评表.xlsx", "自评表.xlsx")
    shutil.copytree(SAMPLES, "samples")
    saved(drawn(DECLARED), tmp_path / "申报表.xlsx")
    shutil.copy(SAMPLES / "良好的自评表.xlsx", "去年自评表.xlsx")
    (tmp_path / "文件夹").mkdir()
    shutil.copy(SAMPLES / "良好的自评表.xlsx", "文件夹/甲单位.xlsx")
    return tmp_path


_REPORT = "自评表-自评报告.docx"


def _edit(report: Path) -> None:
    """报告里头一个数手改过，照表改得回来。"""
    document = docx.Document(str(report))
    control = next(document.element.body.iter("{*}sdt"))
    next(control.iter("{*}t")).text = "手改的"
    document.save(str(report))


def _prepare(words: list[str], collected: Path) -> None:
    """这条命令用得着、而要由别的命令先做好的。"""
    word, *rest = words
    if "旧.xls" in rest:
        shutil.copy("自评表.xlsx", "旧.xls")  # 看内容，不看扩展名
    if _REPORT in rest or word == "proof":
        _prepare_report()
    if word == "undo" and _REPORT in rest:
        _edit(Path(_REPORT))
        assert main(["report", "自评表.xlsx", "--refresh", _REPORT, "--overwrite", "--quiet"]) == 1
    elif word in {"undo", "clear"} and "--backups" not in rest:
        assert main(["write", rest[-1], "--quiet"]) == 1
    if "我的模板.docx" in rest:
        assert main(["template", "mof-2020", "-o", "我的模板.docx", "--quiet"]) == 0
    if word in {"collect", "review"}:
        _prepare_bureau(word, rest, collected)
    if word == "new":
        Path("自评表.xlsx").unlink()
    if "--forms" in rest:
        Path("我的表样").mkdir()
        assert main(["forms", "new", "某市-项目-2025", "-o", "我的表样", "--quiet"]) == 0
    if "甲-2025" in rest:
        Path("记着的").mkdir()
        assert main(["forms", "new", "甲-2025", "-o", "记着的", "--quiet"]) == 0
        assert main(["forms", "use", "记着的", "--quiet"]) == 0


def _prepare_report() -> None:
    assert main(["report", "自评表.xlsx", "--quiet"]) == 1
    for name in ("报告.docx", "自评报告.docx"):
        shutil.copy(_REPORT, name)


def _prepare_review(what: str, collected: Path) -> None:
    """收好了、抽过样；退回意见要先退回一份。"""
    shutil.copytree(collected, "汇总结果")
    assert main(["review", "sample", "汇总结果", "--quiet"]) == 0
    if what == "take":
        assert main(["review", "make", "汇总结果", "-o", "复核表", "--quiet"]) == 0
    if what in {"letter", "undo"}:
        decided = ["review", "decide", "汇总结果", "退回", "1", "--who", "科长", "--note", "请改"]
        assert main([*decided, "--quiet"]) == 0


def _prepare_bureau(word: str, rest: list[str], collected: Path) -> None:
    if word == "review":
        _prepare_review("undo" if "撤销" in rest else rest[0], collected)
        return
    shutil.copytree("文件夹", "收件")
    if "名册.xlsx" in rest:
        with xlsxwriter.Workbook("名册.xlsx") as book:
            book.add_worksheet().write_column("A1", ["单位", "甲单位"])
    if "去年的汇总结果" in rest:
        shutil.copytree(collected, "去年的汇总结果")


@pytest.mark.usefixtures("desk")
@pytest.mark.parametrize("text", ALL)
def test_照抄就能用(text: str, collected: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = shlex.split(text)[1:]
    _prepare(words, collected)
    code = main(words)
    said = capsys.readouterr()
    assert code in {0, 1}, said.err
    assert said.out.strip()
    assert not said.err
