"""空白模板与样本：照表样画 templates/，由 sources/ 里的内容生成样本工作簿，再让 perfxl 跑一遍。

表样、画法、报告模板改了以后运行：python samples/build.py。两次生成，文件相同。
"""

from __future__ import annotations

import re
import shutil
import sys
import tomllib
import zipfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent))  # 没有安装时也能从源码运行

from perfxl.blank import Content, Shown, load_content, workbook_bytes  # noqa: E402  # 同上
from perfxl.bureau.review.letter import letter_template  # noqa: E402  # 同上
from perfxl.bureau.tables.template import summary_template  # noqa: E402  # 同上
from perfxl.cli.main import main as perfxl  # noqa: E402  # 先要找得到 perfxl
from perfxl.form.load import load, load_all  # noqa: E402  # 同上
from perfxl.report import build_template  # noqa: E402  # 同上

SOURCES = HERE / "sources"
TEMPLATES = HERE.parent / "templates"
GOOD, BROKEN = HERE / "良好的自评表.xlsx", HERE / "有错的自评表.xlsx"

_ERROR = "#DIV/0!"


@dataclass(frozen=True, slots=True)
class Real:
    """一份公开的真实报告：内容、表样、放在哪里。"""

    source: str
    form: str
    folder: str

    @property
    def workbook(self) -> Path:
        """填好的工作簿。"""
        return HERE / self.folder / f"{self.folder}自评表.xlsx"

    @property
    def results(self) -> Path:
        """`perfxl run` 写出的工作簿和报告。"""
        return HERE / self.folder / "结果"


HEYUAN = Real("heyuan-2019", "gd-special-2019", "河源市2019专项资金")
GUANGKAI = Real("guangkai-2022", "gd-department-2022", "广开区2022部门整体")


def main() -> None:
    """生成全部模板和样本。"""
    for form in load_all():
        folder = TEMPLATES if form.default else TEMPLATES / form.code
        folder.mkdir(exist_ok=True)
        (folder / "indicator_table.xlsx").write_bytes(workbook_bytes(form))
        build_template(form, folder / "report.docx")
    (TEMPLATES / "summary.docx").write_bytes(summary_template())
    (TEMPLATES / "return.docx").write_bytes(letter_template())
    for real in (HEYUAN, GUANGKAI):
        real.workbook.parent.mkdir(exist_ok=True)
        real.workbook.write_bytes(filled(real))
        run(real, real.results)
    GOOD.write_bytes(good())
    BROKEN.write_bytes(broken())


def filled(real: Real) -> bytes:
    """照报告填好的工作簿。"""
    return workbook_bytes(load(real.form), load_content(SOURCES / f"{real.source}.toml"))


def run(real: Real, results: Path) -> None:
    """照办事人员的做法跑一遍，写回的工作簿和报告放在 `results`。"""
    shutil.rmtree(results, ignore_errors=True)  # 整份换新：上次写回的、备份（.perfxl）不带进来
    results.mkdir()
    code = perfxl(["run", str(real.workbook), "--output", str(results), "--quiet"])
    if code:
        raise SystemExit(f"{real.workbook.name} 有必须改的错误，样本不应有")


def good() -> bytes:
    """填得好的国家表样。"""
    return workbook_bytes(load("mof-2020"), load_content(SOURCES / "good-mof-2020.toml"))


def broken() -> bytes:
    """同一份表，放进 mistakes.toml 里的全部错误。"""
    content = with_mistakes(load_content(SOURCES / "good-mof-2020.toml"), mistakes())
    return with_error_cell(workbook_bytes(load("mof-2020"), content))


# ---- 有错的自评表 ----


@dataclass(frozen=True, slots=True)
class Mistake:
    """一个错：说法、应当查出它的校验、改哪一块的哪一行；`set` 改几格，`add` 加一行。"""

    what: str
    code: str
    block: str
    row: str = ""
    set: Mapping[str, Any] | None = None
    add: Mapping[str, Any] | None = None


def mistakes() -> tuple[Mistake, ...]:
    """全部的错，按 mistakes.toml 的先后。"""
    text = (SOURCES / "mistakes.toml").read_text(encoding="utf-8")
    return tuple(Mistake(**row) for row in tomllib.loads(text, parse_float=Decimal)["mistake"])


def with_mistakes(content: Content, wrong: Iterable[Mistake]) -> Content:
    """在好的内容上逐个放进错误。"""
    for mistake in wrong:
        changed: dict[str, Any] = {mistake.block: _changed(content, mistake)}
        content = replace(content, **changed)
    return content


def _changed(content: Content, mistake: Mistake) -> Any:
    """改过的一块。总分、等级一类只有一格的，`set` 里只写一个值。"""
    change = {key: _entry(value) for key, value in (mistake.set or {}).items()}
    block = getattr(content, mistake.block)
    if mistake.block == "header":
        return {**block, **change}
    if not isinstance(block, tuple):
        (value,) = change.values()
        return value
    key = {"funds": "title", "narratives": "section"}.get(mistake.block, "name")
    rows = [dict(row) for row in block]
    place = next((place for place, row in enumerate(rows) if row[key] == mistake.row), len(rows))
    if mistake.add:
        rows.insert(place + 1, {name: _entry(value) for name, value in mistake.add.items()})
    elif place == len(rows):
        rows.append({key: mistake.row, **change})  # 资金总额行平时是公式，内容里没有
    else:
        rows[place] |= change
    return tuple(rows)


def _entry(value: Any) -> Any:
    return Shown(value["value"], value["format"]) if isinstance(value, dict) else value


def with_error_cell(data: bytes) -> bytes:
    """写着 #DIV/0! 的文字格换成真的出错的公式：生成器只会写文字。"""
    output = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(output, "w") as new:
        strings = re.findall(r"<si>.*?</si>", old.read("xl/sharedStrings.xml").decode(), re.DOTALL)
        index = next(place for place, string in enumerate(strings) if f">{_ERROR}<" in string)
        cell = re.compile(rf'(<c r="[A-Z]+\d+"(?: s="\d+")?) t="s"><v>{index}</v></c>')
        for item in old.infolist():
            part = old.read(item)
            if item.filename.startswith("xl/worksheets/"):
                text = cell.sub(rf'\1 t="e"><f>0/0</f><v>{_ERROR}</v></c>', part.decode())
                part = text.encode()
            new.writestr(item, part, zipfile.ZIP_DEFLATED)
    return output.getvalue()


if __name__ == "__main__":
    main()
