"""一个文件夹里的图片：读得了的转成 JPEG 或 PNG，读不了的一张一句话。"""

from __future__ import annotations

import io
import re
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from perfxl.report.pictures.rows import Picture

_KINDS = frozenset({".jpg", ".jpeg", ".png", ".bmp", ".gif", ".tif", ".tiff", ".webp"})
_PHONE = "手机的 HEIC 格式打不开；请在手机或电脑上另存为 JPG"
_KNOWN = {  # 认得、而放不了的
    ".heic": _PHONE,
    ".heif": _PHONE,
    ".pdf": "它是 PDF，不是图片；请把要放的那一页另存为图片",
}
_JUNK = frozenset({"thumbs.db", "desktop.ini", ".ds_store"})
_BYTES = 50_000_000
_PIXELS = 150_000_000
_COUNT = 200
# 版心 156×225 毫米，印出来三百点一英寸。
_SIDES = (1843, 2657)
_SMALL = 1_000_000  # PNG 不到一兆的照样用 PNG：字的边缘清楚
_QUALITY = 85


@dataclass(frozen=True, slots=True)
class Loaded:
    """读好的图片，和要说的话。"""

    pictures: tuple[Picture, ...]
    notes: tuple[str, ...]


def load_pictures(folder: Path) -> Loaded:
    """`folder` 里的图片，按文件名里的数字、文字排。"""
    try:
        paths = sorted(folder.iterdir(), key=lambda path: _order(path.name))
    except OSError:
        return Loaded((), (f"佐证图片的文件夹 {folder.name} 打不开，没有放；请看有没有权限",))
    if paths and not _has_pillow():
        lacking = "没有装读图片的 Pillow；请运行 python -m pip install Pillow"
        return Loaded((), (f"佐证图片没有放进报告：{lacking}",))
    pictures: list[Picture] = []
    notes: list[str] = []
    for path in paths:
        if path.name.lower() in _JUNK or path.name.startswith((".", "~$")):
            continue
        why = _refused(path)
        if not why and len(pictures) == _COUNT:
            notes.append(f"佐证图片超过 {_COUNT} 张，从“{path.name}”起没有放进报告；请挑要紧的")
            break
        made = why or _read(path)
        if isinstance(made, Picture):
            pictures.append(made)
        else:
            notes.append(f"佐证图片“{path.name}”没有放进报告：{made}")
    return Loaded(tuple(pictures), tuple(notes))


def _has_pillow() -> bool:
    return find_spec("PIL") is not None


def _order(name: str) -> list[tuple[int, int, str]]:
    """“2.jpg”在“10.jpg”前面。"""
    pieces = re.split(r"(\d+)", name.lower())
    return [(0, int(piece), "") if piece.isdecimal() else (1, 0, piece) for piece in pieces]


def _refused(path: Path) -> str:
    """不用打开就知道放不了的：为什么。"""
    kind = path.suffix.lower()
    if path.is_dir():
        return "它是文件夹，里面的没有看"
    if kind not in _KINDS:
        return _KNOWN.get(kind, "它不是图片（认得 jpg、png、bmp、gif、tif、webp）")
    try:
        size = path.stat().st_size
    except OSError:  # 指着别处的快捷方式，那里已经没有了
        return "打不开，它指着的文件不在了；请重新取得"
    if size > _BYTES:
        return f"太大（{size // 1_000_000} MB，至多 {_BYTES // 1_000_000} MB）；请缩小"
    return "" if size else "它是空的；请重新取得"


def _read(path: Path) -> Picture | str:
    from PIL import Image, ImageOps  # noqa: PLC0415  # 有图片时才装载

    try:
        with warnings.catch_warnings(action="ignore"), Image.open(path) as opened:
            if opened.width * opened.height > _PIXELS:
                return f"太大（{opened.width}×{opened.height} 点）；请缩小"
            image = ImageOps.exif_transpose(opened)
            image.thumbnail(_SIDES)
            data, kind = _encoded(_plain(image), _is_drawn(opened.format))
            return Picture(path.name, data, kind, image.width, image.height)
    except Image.DecompressionBombError:
        return "太大（点数太多）；请缩小"
    except Exception:  # noqa: BLE001  # Pillow 各种格式各有各的错，说的都是这一件事
        return "打不开，损坏了或者没有传完；请重新取得"


def _is_drawn(kind: str | None) -> bool:
    """截图、扫描件，不是照片。"""
    return kind not in {"JPEG", "MPO", "WEBP"}


def _plain(image: Any) -> Any:
    """透明的垫上白的；四色的、深色的换成普通的。"""
    from PIL import Image  # noqa: PLC0415  # 同上

    if image.mode in {"1", "L", "RGB"}:
        return image
    if "A" in image.getbands() or "transparency" in image.info:
        seen = image.convert("RGBA")
        paper = Image.new("RGB", seen.size, "white")
        paper.paste(seen, mask=seen.getchannel("A"))
        return paper
    return image.convert("RGB")


def _encoded(image: Any, drawn: bool) -> tuple[bytes, str]:  # noqa: FBT001  # 只有两种
    for kind, more in _ways(drawn=drawn):
        output = io.BytesIO()
        made = image.convert("RGB") if kind == "JPEG" and image.mode == "1" else image
        made.save(output, kind, **more)
        if kind == "JPEG" or output.tell() <= _SMALL:
            break
    return output.getvalue(), kind.lower()


def _ways(*, drawn: bool) -> Iterator[tuple[str, dict[str, Any]]]:
    if drawn:
        yield "PNG", {"optimize": True}
    yield "JPEG", {"quality": _QUALITY, "optimize": True}
