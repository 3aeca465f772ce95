"""Excel 里的按钮、LibreOffice 里的按钮、小窗口叫的都是这里：校验、生成报告、核对报告、清除标记。

命令行是 `perfxl macro validate --wb=名字 --from_xl=1 --hwnd=窗口`（宏写出来的样子）。
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from perfxl import live
from perfxl.errors import PerfxlError, WorkbookError

if TYPE_CHECKING:
    from perfxl.assess import Assessment
    from perfxl.cells.grid import Grid
    from perfxl.filing.findings import ReportLine
    from perfxl.form.form import Form

    Forms = tuple[Form, ...]

Edited = Literal["ask", "refresh", "new"]

_UNSAVED = "工作簿还没有保存过，报告没有地方放；请先保存，再生成报告"
# 按钮的动作 → 已有的报告有人改过的怎么办。
_REPORTS: dict[str, Edited] = {"report": "ask", "refresh": "refresh", "anew": "new"}
_UNSAVED_PROOF = "工作簿还没有保存过，不知道报告在哪里；请先保存在报告旁边，再核对"
_ONLINE = "工作簿在网盘上，找不到它在本机的位置；请另存到本机的文件夹，再生成报告"


def validate(book: Any, forms: Forms | None = None) -> str:
    """校验开着的工作簿：标记、批注、结果表都写好，返回（并在状态栏里显示）一句结果。

    Raises:
        WorkbookError, FormError: 做不了；话也已经显示在状态栏里。
    """

    def act() -> str:
        assessments = _judge(book, forms)
        return summary(assessments) + _put(book, assessments)

    return _spoken(book, "正在校验……", act)


def report(
    book: Any, forms: Forms | None = None, *, show: Callable[[Path], None] | None = None,
    edited: Edited = "ask",
) -> Path:  # fmt: skip
    """生成 Word 自评报告（一份自评表一个），放在工作簿旁边，然后打开；返回头一份的位置。

    已有的报告写出以后有人改过的：`edited` 是 refresh 只更新里面的数，new 另存新的，ask 先问。

    Raises:
        AskError: 要问一声；什么都没有写。
        PerfxlError: 没有保存过、写不了、不像自评表等；话也已经显示在状态栏里。
    """
    return _reports(book, forms, show=show, edited=edited)[0]


def _reports(
    book: Any, forms: Forms | None = None, *, show: Callable[[Path], None] | None = None,
    edited: Edited = "ask",
) -> list[Path]:  # fmt: skip
    """写各份报告，打开头一份；返回各份的位置。"""
    made: list[Path] = []

    def act() -> str:
        from perfxl import files  # noqa: PLC0415  # 报告、写文件的部分只在这时装载
        from perfxl.files.pictures import picture_folders, stray_pictures  # noqa: PLC0415  # 同上

        folder = _folder(book)
        assessments = _judge(book, forms)
        mine = files.reportable(Path(book.name), assessments)
        places = [folder / name for name in files.report_names(Path(book.name).stem, mine)]
        kept = [] if edited == "new" else [place for place in places if _is_edited(place, mine)]
        if kept and edited == "ask":
            raise AskError("、".join(place.name for place in kept))
        source = folder / str(book.name)
        said = [_refreshed(source, path, mine) for path in kept]
        pictures = picture_folders(source, mine)
        each = zip(mine, places, pictures, strict=True)
        fresh = [report for report in each if report[1] not in kept]
        said += _rendered(fresh, made, asked=edited == "new")
        said += stray_pictures(source, mine)
        made[:0] = kept
        return "；".join((*said, *files.unreported(assessments)))

    _spoken(book, "正在生成报告……", act)
    (show or open_file)(made[0])
    return made


class AskError(PerfxlError):
    """报告已经有了，有人改过：更新里面的数，还是另存新的，要问一声。"""

    def __init__(self, names: str) -> None:
        super().__init__(f"{names} 已经有了，写出以后有人改过。")


def _is_edited(place: Path, assessments: Sequence[Assessment]) -> bool:
    """有人改过、又更新得了的报告。"""
    from perfxl.files.refreshing import refreshable  # noqa: PLC0415  # 同上
    from perfxl.report.finish.seal import untouched  # noqa: PLC0415  # 同上

    return place.is_file() and not untouched(place) and refreshable(place, assessments)


def _rendered(
    fresh: Sequence[tuple[Assessment, Path, Path | None]], made: list[Path], *, asked: bool
) -> list[str]:
    """写新的报告（连同佐证图片）；返回要说的话。刚问过的（`asked`）不再说为什么另起名字。"""
    from perfxl import files  # noqa: PLC0415  # 同上
    from perfxl.report import render  # noqa: PLC0415  # 同上

    said: list[str] = []
    for assessment, wanted, pictures in fresh:
        place, notes = files.free_report(wanted)
        rendered = render(assessment, place, pictures=pictures)
        made.append(rendered.path)
        said += rendered.pictures if asked else (*notes, *rendered.pictures)
    names = "、".join(path.name for path in made)
    return [f"已生成 {names}，在工作簿旁边", *said] if made else said


def _refreshed(source: Path, place: Path, assessments: Sequence[Assessment]) -> str:
    """更新一份报告里的数；改了什么、什么没有改，逐条写在旁边的一个文本文件里。"""
    from perfxl import disk  # noqa: PLC0415  # 同上
    from perfxl.files import Where  # noqa: PLC0415  # 同上
    from perfxl.files.refreshing import refresh_report  # noqa: PLC0415  # 同上
    from perfxl.report.refresh.saying import headline, lines  # noqa: PLC0415  # 同上

    tally = refresh_report(source, assessments, place, Where()).tally
    listed = list(lines(tally))
    if not listed:
        return f"{place.name}：{headline(tally)}"
    told = place.with_name(f"{place.stem}-更新了什么.txt")
    text = "\r\n".join((f"{place.name}：{headline(tally)}", *listed, ""))
    try:
        disk.put(told, text.encode("utf-8-sig"))
    except OSError:
        return f"{place.name}：{headline(tally)}"
    return f"{place.name}：{headline(tally)}，逐条见 {told.name}"


def proof(
    book: Any, forms: Forms | None = None, *, show: Callable[[Path], None] | None = None
) -> tuple[Path, ...]:
    """核对工作簿旁边的报告（一份自评表一份）：问题写成批注另存一份，也列在校验结果里。

    返回带批注的各份，打开头一份（有问题的在前）。

    Raises:
        PerfxlError: 没有保存过、旁边没有报告、报告读不了等；话也已经显示在状态栏里。
    """
    made: list[Path] = []

    def act() -> str:
        from perfxl import files  # noqa: PLC0415  # 核对、写文件的部分只在这时装载

        place = _folder(book, _UNSAVED_PROOF) / str(book.name)
        assessments = _judge(book, forms)
        proofed = files.proof_beside(place, assessments)
        made.extend(proofed.commented)
        return proofed.said + _put(book, assessments, proofed.lines)

    _spoken(book, "正在核对报告……", act)
    (show or open_file)(made[0])
    return tuple(made)


def _put(book: Any, assessments: Sequence[Assessment], report: Sequence[ReportLine] = ()) -> str:
    """结果写进开着的工作簿；有表受保护、没有写全的，返回要接着说的话。"""
    from perfxl.results.edits import edits, notes  # noqa: PLC0415  # 读的时候已经在旁边装载

    try:
        live.apply(book, edits(*assessments, report=report), notes(*assessments))
    except live.PartlyError as partly:
        return f"。{partly}"
    return ""


def clear(book: Any) -> str:
    """清除标记：我们的标记、批注、结果表都去掉，工作簿回到校验以前的样子。"""

    def act() -> str:
        return "校验的标记、批注和结果表已清除" if live.clear(book) else "没有要清除的标记"

    return _spoken(book, "正在清除标记……", act)


def summary(assessments: Sequence[Assessment]) -> str:
    """一句结果：`3 处必须改，2 处待核实；见“校验结果”`。"""
    from perfxl.filing.findings import Level, count  # noqa: PLC0415  # 同上

    counts = count(finding for assessment in assessments for finding in assessment.findings)
    names = {Level.ERROR: "必须改", Level.VERIFY: "待核实", Level.WARNING: "提醒"}
    parts = [f"{counts[level]} 处{name}" for level, name in names.items() if counts[level]]
    head = f"{len(assessments)} 份表，" if len(assessments) > 1 else ""
    return f"{head}{'，'.join(parts) or '没有发现问题'}；见“{assessments[0].form.sheets.findings}”"


def _judge(book: Any, forms: Forms | None) -> tuple[Assessment, ...]:
    """读的时候多半在等那边回话，规则、表样这时在旁边装载。"""
    with ThreadPoolExecutor(1) as aside:
        loading = aside.submit(warm, forms)
        grid = live.read(book)
        return loading.result()(grid)


def warm(forms: Forms | None = None) -> Callable[[Grid], tuple[Assessment, ...]]:
    """装载判一份表要的东西：规则、表样、写回；装过的不再装。返回判的函数。"""
    from perfxl.assess import assess_all  # noqa: PLC0415  # 同上
    from perfxl.checks.register import registered  # noqa: PLC0415  # 同上
    from perfxl.form.load import forms_for  # noqa: PLC0415  # 同上
    from perfxl.results import edits  # noqa: F401, PLC0415  # 先去读表，这些在旁边装载

    chosen = forms or forms_for(None, ())
    registered()
    return lambda grid: assess_all(grid, chosen)


def _spoken(book: Any, doing: str, act: Callable[[], str]) -> str:
    """做事，结果或毛病都在状态栏里说一句；Excel 那边的毛病换成 WorkbookError。"""
    try:
        with live.Working(book, doing):
            said = act()
    except Exception as error:
        known = error if isinstance(error, PerfxlError) else None
        if known is None and (text := live.sentence(error)) is not None:
            known = WorkbookError(text)
        if known is None:
            raise
        _show(book, str(known))
        raise known from error
    _show(book, said)
    return said


def _show(book: Any, text: str) -> None:
    with suppress(Exception):  # 忙得连状态栏也改不了；话还会从别处说出来
        book.app.status_bar = text


def _folder(book: Any, unsaved: str = _UNSAVED) -> Path:
    """工作簿所在的文件夹。"""
    try:
        path = Path(book.fullname)
    except Exception as error:
        if live.sentence(error) is not None:
            raise
        raise WorkbookError(_ONLINE) from error
    if "://" in str(book.fullname):
        raise WorkbookError(_ONLINE)
    if not path.is_absolute():
        raise WorkbookError(unsaved)
    return path.parent


def open_file(path: Path) -> None:
    """用平常打开它的程序打开；打不开就算了，文件已经在那里。"""
    if sys.platform == "win32":
        os.startfile(path)  # noqa: S606  # 就是要用默认程序打开
        return
    opener = "open" if sys.platform == "darwin" else "xdg-open"
    try:
        subprocess.Popen(  # noqa: S603  # 打开自己刚写的文件
            [opener, str(path)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
    except OSError:
        return


def run(action: str, *, wb: str = "", hwnd: int = 0, calc: str = "") -> str:
    """命令行做的事：找到工作簿，做，返回一句话。"""
    live.load_lightly()
    book = live.find_book(wb, hwnd=hwnd, calc=calc)
    if action in _REPORTS:
        first, *more = _reports(book, edited=_REPORTS[action])
        others = f"，另有 {len(more)} 份：{'、'.join(path.name for path in more)}" if more else ""
        return f"{'已更新' if action == 'refresh' else '已生成'} {first}{others}"
    if action == "proof":
        return f"已核对，带批注的是 {'、'.join(map(str, proof(book)))}"
    return {"validate": validate, "clear": clear}[action](book)
