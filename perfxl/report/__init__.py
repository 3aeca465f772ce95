"""自评报告：一份核过分的自评表 + 一个 Word 模板 → .docx，每个数都带着单元格。

Word 的几个库只在这个目录里、用到时才装载。
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from perfxl import disk
from perfxl.cells.collector import collector_paused
from perfxl.errors import FormError, TemplateError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from perfxl.assess import Assessment
    from perfxl.form.form import Form
    from perfxl.report.marks import Figure
    from perfxl.report.pictures.rows import Titled

__all__ = [
    "Rendered", "build_template", "charted_template", "default_template", "drafted",
    "read_template", "render",
]  # fmt: skip

_PACKAGE = Path(__file__).parent.parent
_FOLDERS = (_PACKAGE / "templates", _PACKAGE.parent / "templates")


@dataclass(frozen=True, slots=True)
class Rendered:
    """一份写好的报告，和要告诉办事人员的话。"""

    path: Path
    figures: tuple[Figure, ...]  # 印出来的数和它们的单元格
    loose: tuple[str, ...]  # 没有单元格的数、换不了的【…】，一条一句话
    missing: tuple[str, ...] = ()  # 还要单位补写的栏目
    notes: tuple[str, ...] = ()  # 没有用上的栏目、与核算不同的总分、放不了的图片
    pictures: tuple[str, ...] = ()  # 其中说佐证图片的


def render(
    assessment: Assessment, output: Path, *, template: Path | None = None,
    pictures: Path | None = None,
) -> Rendered:  # fmt: skip
    """写一份报告到 `output`；写完整了才换掉原来的文件。`pictures` 是放佐证图片的文件夹。

    Raises:
        TemplateError: 模板有错，或写不了 `output`。
    """
    document, rendered = drafted(assessment, output, template=template, pictures=pictures)
    _save(document, output)
    return rendered


def drafted(
    assessment: Assessment, output: Path, *, template: Path | None = None,
    pictures: Path | None = None,
) -> tuple[bytes, Rendered]:  # fmt: skip
    """做好的一份报告，还没有写到 `output`。

    Raises:
        TemplateError: 模板有错。
    """
    from perfxl.report.compose import compose  # noqa: PLC0415  # 只在写报告时才装载 Word 的库
    from perfxl.report.finish.seal import sealed  # noqa: PLC0415  # 同上
    from perfxl.report.package import build  # noqa: PLC0415  # 同上
    from perfxl.report.refresh.remember import remembered  # noqa: PLC0415  # 同上

    source = read_template(template) if template else default_template(assessment.form)
    shown, said = _pictures(pictures, assessment)
    with collector_paused():
        made = compose(assessment, source, template.name if template else "自带的", shown)
        document = sealed(build(remembered(made)))
    context = made.context
    return document, Rendered(
        output,
        made.finished.figures,
        tuple(dict.fromkeys(context.loose)),
        tuple(f"“{name}”：{what}" for name, what in context.missing.items()),
        (*said, *made.notes, *context.notes, *context.unused()),
        said,
    )


def _pictures(
    folder: Path | None, assessment: Assessment
) -> tuple[Sequence[Titled], tuple[str, ...]]:
    """排好、编好号的佐证图片，和放不了的、对不上的话。"""
    if folder is None:
        return (), ()
    from perfxl.report.pictures.load import load_pictures  # noqa: PLC0415  # 有图片才装载
    from perfxl.report.pictures.match import titled  # noqa: PLC0415  # 同上

    loaded = load_pictures(folder)
    shown, said = titled(loaded.pictures, assessment.filing)
    return shown, (*loaded.notes, *said)


def default_template(form: Form) -> bytes:
    """表样的报告模板：自带的；没有就用所继承表样的（样子相同时）；再没有就现做一个。"""
    own = _committed(form)
    if own is not None:
        return own.read_bytes()
    from perfxl.report.blank.build import opened_template, template_bytes  # noqa: PLC0415  # 没有现成的才用

    made = opened_template(form)
    parent = _parent(form)
    while parent is not None:
        path = _committed(parent)
        if path is not None and template_bytes(parent) == made:
            return path.read_bytes()
        parent = _parent(parent)
    return made


def charted_template(form: Form) -> bytes:
    """表样的报告模板，表格下面画着图。"""
    from perfxl.report.blank.build import opened_template  # noqa: PLC0415  # 同上

    return opened_template(form, charts=True)


def _committed(form: Form) -> Path | None:
    name = Path("report.docx") if form.default else Path(form.code) / "report.docx"
    return next((folder / name for folder in _FOLDERS if (folder / name).is_file()), None)


def _parent(form: Form) -> Form | None:
    from perfxl.form.load import load  # noqa: PLC0415  # 同上

    try:
        return load(form.extends) if form.extends else None
    except FormError:  # 自己的表样继承自己的另一张：不在自带的里面
        return None


def build_template(form: Form, path: Path) -> Path:
    """按表样做一个空白的报告模板；两次做出的文件相同。"""
    from perfxl.report.blank.build import build_template as build  # noqa: PLC0415  # 同上

    return build(form, path)


def read_template(template: Path) -> bytes:
    """一个模板的字节。"""
    try:
        return template.read_bytes()
    except OSError:
        raise TemplateError(f"打不开报告模板 {template.name}，请看文件在不在、有没有权限") from None


def _save(document: bytes, output: Path) -> None:
    """断电、出错都不会留下半份报告。"""
    try:
        disk.put(output, document)
    except OSError:
        raise TemplateError(
            f"写不了 {output.name}：可能正在 Word 或 WPS 里开着，请关掉再试；或换一个位置保存"
        ) from None
