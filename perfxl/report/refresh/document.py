"""一份 .docx 的更新：读出记着的，改，写回；没有动的部件逐字节照抄。"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from lxml import etree

from perfxl.errors import TemplateError, WorkbookError
from perfxl.report.compose import Composed, compose, digest
from perfxl.report.finish.seal import is_sealed, sealed
from perfxl.report.package import Package, parsed
from perfxl.report.refresh.charts import refresh_charts
from perfxl.report.refresh.controls import Controls
from perfxl.report.refresh.memory import Memory, kept, written
from perfxl.report.refresh.origin import chosen, renamed
from perfxl.report.refresh.work import Refresh, Tally
from perfxl.report.template.engine import text_part

if TYPE_CHECKING:
    from perfxl.assess import Assessment
    from perfxl.form.form import Form

_LIMIT = 500_000_000  # 报告里常有佐证的照片
_NOTHING = (
    "里面没有记着哪个数出自哪一格（不是 perfxl 写的，或者是以前的版本写的，或者用别的程序"
    "另存时丢了），更新不了；请重新生成一份，或者用 perfxl proof 核对"
)
_ANONYMOUS = (
    "这份报告用 LibreOffice 另存过，各个数出自哪一格都丢了，书签也没有了（以前的版本写的报告没有留"
    "书签），认不出哪个是哪个，没有更新；请重新生成一份，或者用 perfxl proof 核对"
)


@dataclass(frozen=True, slots=True)
class Refreshed:
    """更新好的报告和结果；没有要改的，`data` 与原来的相同。"""

    data: bytes
    assessment: Assessment
    tally: Tally


def memory_in(report: bytes) -> Memory:
    """报告记着的。

    Raises:
        WorkbookError: 不是 .docx，或者没有记着。
    """
    return _opened(report)[2]


def refresh(
    report: bytes, assessments: Sequence[Assessment], template: bytes | None,
    usual: Callable[[Form], bytes], *, overwrite: bool = False,
) -> Refreshed:  # fmt: skip
    """`template` 是点名的模板；没有点名的，`usual` 是表样自带的。

    Raises:
        WorkbookError: 报告读不了、没有记着东西、出自别的自评表。
        TemplateError: 模板有错。
    """
    package, place, memory = _opened(report)
    assessment = chosen(memory, assessments)
    source = template if template is not None else usual(assessment.form)
    same = digest(source) == memory.template
    if template is not None and not same:
        raise WorkbookError(
            "--template 写的不是写这份报告时用的模板（或者模板后来改过），没有更新；"
            "不写 --template 就只改数，表格不重画"
        )
    trees = {
        name: _read(package.parts[name], name) for name in package.parts if text_part(package, name)
    }
    _refuse_anonymous(memory, trees)
    made = compose(assessment, source, "自带的" if template is None else "点名的")
    work = Refresh(memory, trees, made, same=same, overwrite=overwrite)
    fresh, touched = work.run()
    parts, charts = refresh_charts(
        memory, package.parts, trees, made.context.names, work.tally, overwrite=overwrite
    )
    fresh = replace(fresh, charts=charts)
    parts |= {name: _whole(trees[name]) for name in touched}
    if fresh != memory:
        parts[place] = written(fresh)
    _say(work.tally, memory, made, same=same, untouched=is_sealed(report))
    return Refreshed(_rebuilt(report, parts), assessment, work.tally)


def _refuse_anonymous(memory: Memory, trees: Mapping[str, etree._Element]) -> None:
    """LibreOffice 另存过、一个也认不出的，说一句，不一处处列。"""
    controls = [placed for root in trees.values() for placed in Controls(memory).find(root)]
    if any(placed.nameless for placed in controls) and not any(
        placed.control for placed in controls
    ):
        raise WorkbookError(_ANONYMOUS)


def _opened(report: bytes) -> tuple[Package, str, Memory]:
    try:
        package = Package(report, _LIMIT)
        place, memory = kept(package.parts)
    except TemplateError as error:
        raise WorkbookError(
            str(error).replace("报告模板", "报告").replace("模板", "报告")
        ) from None
    if memory is None:
        raise WorkbookError(_NOTHING)
    return package, place, memory


def _read(data: bytes, name: str) -> etree._Element:
    try:
        return parsed(data, name, everything=True)
    except TemplateError as error:
        raise WorkbookError(str(error).replace("报告模板", "报告")) from None


def _whole(root: etree._Element) -> bytes:
    """连同根元素外面的注释一起写出。"""
    return etree.tostring(
        root.getroottree(), xml_declaration=True, encoding="UTF-8", standalone=True
    )


def _say(tally: Tally, memory: Memory, made: Composed, *, same: bool, untouched: bool) -> None:
    if note := renamed(memory, made.assessment):
        tally.notes.append(f"{note}；报告里的名称没有改")
    if not same:
        tally.notes.append(
            "写这份报告的模板不在手边（不是自带的，或者自带的已经换了新版），表格没有重画，只改了数；"
            "有原来的模板的，加上 --template 再更新一次"
        )
    if untouched and (tally.words or tally.lost):
        tally.notes.append(
            "这份报告写出以后没有人改过：直接重新生成一份（不写 --refresh），话也会照现在的表写"
        )


def _rebuilt(report: bytes, parts: Mapping[str, bytes]) -> bytes:
    """换掉几个部件；别的照抄，次序、日期也不变。原来贴着封条的再贴上。"""
    if not parts:
        return report
    output = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(report)) as old,
        zipfile.ZipFile(output, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for item in old.infolist():
            data = parts.get(item.filename)
            new.writestr(item, old.read(item) if data is None else data, item.compress_type)
    made = output.getvalue()
    return sealed(made) if is_sealed(report) else made
