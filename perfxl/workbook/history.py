"""写回的记录：哪一份写成了哪一份，写回前的各份都留着，一步步撤得回。

- 写回前的一份存成 `.perfxl/<文件名>.<摘要>.bak`，摘要是它自己内容的（sha256）：两份内容不会抢一个
  名字，取回前也核得出有没有坏。内容就是原来的 .xlsx，程序不在手边时改扩展名也能打开。
- 记录 `.perfxl/<文件名>.steps` 一行一步：`before` 写成 `after`（摘要）。先有备份，再有记录，最后
  才换文件：停在哪一刻，文件不是旧的就是新的，撤得回。多记了的一步（没来得及换）没有妨碍：撤销从
  文件现在的内容找起，找不到以它为 `after` 的就没有这一步。
"""

from __future__ import annotations

import json
import re
from dataclasses import asdict, dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from perfxl.errors import WorkbookError
from perfxl.workbook.aside import FOLDER, drop_folder, folder_of, make_folder, short
from perfxl.workbook.save import place, stage, sweep

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

NOTHING = ""  # 写之前没有这个文件


@dataclass(frozen=True, slots=True)
class Step:
    """一次写回：内容从 `before` 变成 `after`（sha256）。"""

    before: str
    after: str
    at: str


def digest(data: bytes) -> str:
    """一份内容的摘要。"""
    return sha256(data).hexdigest()


def steps(target: Path) -> list[Step]:
    """这个文件的各次写回，由先到后。读不懂的行（别的版本写的、坏了的）略过。"""
    try:
        lines = _journal(target).read_text(encoding="utf-8", errors="replace").splitlines()
    except FileNotFoundError:
        return []
    return [step for line in lines if (step := _step(line)) is not None]


def _step(line: str) -> Step | None:
    try:
        told = json.loads(line)
        return Step(str(told["before"]), str(told["after"]), str(told.get("at", "")))
    except (ValueError, KeyError, TypeError, AttributeError):
        return None


def record(target: Path, old: bytes | None, new: bytes) -> list[Step]:
    """换文件之前：存好旧的一份，记下这一步。返回先前的记录，没换成时用 `settle` 放回去。"""
    known = steps(target)
    folder = make_folder(target)
    if old is not None:
        backup = backup_path(target, digest(old))
        if not backup.exists() or backup.read_bytes() != old:
            place(stage(backup, old, 0o600, mark=target.name), backup)
    now = datetime.now().astimezone().isoformat(timespec="seconds")
    step = Step(NOTHING if old is None else digest(old), digest(new), now)
    if known and known[-1].before == step.before:
        known = known[:-1]  # 从这一份走出去的前一步没有走成（停了电），或者又退了回来
    _save(folder, target, [*known, step])
    return known


def settle(target: Path, known: Sequence[Step]) -> None:
    """记录改成这些；不再用得着的备份去掉。"""
    if known:
        _save(make_folder(target), target, known)
    else:
        _journal(target).unlink(missing_ok=True)
    wanted = {backup_path(target, step.before).name for step in known}
    for backup in backups(target):
        if backup.name not in wanted:
            backup.unlink(missing_ok=True)
    sweep(folder_of(target), target.name)
    drop_folder(target)


def _save(folder: Path, target: Path, known: Sequence[Step]) -> None:
    text = "".join(f"{json.dumps(asdict(step))}\n" for step in known)
    journal = folder / _journal(target).name
    place(stage(journal, text.encode(), 0o600, mark=target.name), journal)


def backups(target: Path) -> Iterator[Path]:
    """留着的各份。"""
    folder = folder_of(target)
    pattern = re.compile(re.escape(short(target.name)) + r"\.[0-9a-f]{16}\.bak")
    if folder.is_dir():
        yield from (item for item in sorted(folder.iterdir()) if pattern.fullmatch(item.name))


def backup_path(target: Path, name: str) -> Path:
    """摘要是 `name` 的那一份放在哪里。"""
    return folder_of(target) / f"{short(target.name)}.{name[:16]}.bak"


def kept(target: Path, step: Step) -> bytes:
    """取回一步写回之前的内容；丢了的、坏了的不取。"""
    backup = backup_path(target, step.before)
    shown = f"{FOLDER}/{backup.name}"
    try:
        data = backup.read_bytes()
    except FileNotFoundError:
        raise WorkbookError(f"写回前留的一份（{shown}）不见了，没有撤销；文件没有动") from None
    if digest(data) != step.before:
        raise WorkbookError(
            f"写回前留的一份（{shown}）坏了，内容与当时记下的不符，没有撤销；文件没有动，"
            "请从别处找回原件"
        )
    return data


def _journal(target: Path) -> Path:
    return folder_of(target) / f"{short(target.name)}.steps"
