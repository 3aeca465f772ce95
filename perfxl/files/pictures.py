"""佐证图片放在哪里：工作簿旁边，名字是工作簿的名字加“-佐证”的文件夹。"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from perfxl.assess import Assessment

EVIDENCE = "-佐证"  # 自评表.xlsx → 自评表-佐证/


def evidence_folder(path: Path) -> Path:
    return path.with_name(f"{path.stem}{EVIDENCE}")


def picture_folders(path: Path, assessments: Sequence[Assessment]) -> list[Path | None]:
    """各份自评表的图片在哪个文件夹；没有的为 None。

    一个工作簿几份的，各放在里面以项目名称（报告名字里的那个）命名的文件夹里。
    """
    whole = evidence_folder(path)
    parts = [assessment.filing.apart for assessment in assessments]
    folders = [whole / part if part else whole for part in parts]
    return [folder if folder.is_dir() else None for folder in folders]


def stray_pictures(path: Path, assessments: Sequence[Assessment]) -> tuple[str, ...]:
    """几份自评表的工作簿，图片没有分开放的：不知道是哪一份的，说一句。"""
    whole = evidence_folder(path)
    apart = [assessment.filing.apart for assessment in assessments if assessment.filing.apart]
    if not apart or not whole.is_dir():
        return ()
    try:
        loose = sorted(path.name for path in whole.iterdir() if path.name not in apart)
    except OSError:
        return (f"佐证图片的文件夹 {whole.name} 打不开，没有放；请看有没有权限",)
    if not loose:
        return ()
    more = f"等 {len(loose)} 个" if len(loose) > 1 else ""
    said = (
        f"{whole.name} 里的“{loose[0]}”{more}不知道是哪一份自评表的，没有放进报告；"
        f"请各放在里面以项目名称命名的文件夹里（如“{apart[0]}”）"
    )
    return (said,)


def is_evidence(folder: Path) -> bool:
    """是不是某个工作簿的佐证文件夹：里面的表格不是自评表。"""
    if not folder.name.endswith(EVIDENCE):
        return False
    stem = folder.name.removesuffix(EVIDENCE)
    return any(book.is_file() for book in folder.parent.glob(f"{_plain(stem)}.*"))


def _plain(stem: str) -> str:
    """名字里的 * ? [ 不当作通配。"""
    return "".join(f"[{sign}]" if sign in "*?[" else sign for sign in stem)
