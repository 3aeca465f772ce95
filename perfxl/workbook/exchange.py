"""换：旧的存好、记好，再看一眼没有人动过，一步换上新的。"""

from __future__ import annotations

import stat
from pathlib import Path

from perfxl.workbook import history, save


def replace(
    target: Path, data: bytes, *, like: Path, seen: bytes | None, keep: bool = True
) -> None:
    """把 `target` 一步换成新内容，权限照 `like`。旧内容留一份备撤销（`keep` 为假时不留）。

    Raises:
        ChangedError: `target` 现在的内容不是 `seen`（读时没有的为 None）：别人刚存过。
    """
    target = target.resolve()
    staged = save.stage(target, data, stat.S_IMODE(like.stat().st_mode))
    try:
        known = history.record(target, seen, data) if keep else []
        try:
            save.refuse_changed(target, seen)
            save.place(staged, target)
        except BaseException:
            if keep:
                history.settle(target, known)
            raise
    except BaseException:
        staged.unlink(missing_ok=True)
        raise
