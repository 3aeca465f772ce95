"""读、核分、校验一个收到的工作簿，做成台账的行。在限着时间、内存的进程里做。"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from perfxl import workbook
from perfxl.assess import assess_all
from perfxl.bureau import archives
from perfxl.bureau.limited import LostError
from perfxl.bureau.rows import Rows, rows
from perfxl.errors import PerfxlError
from perfxl.files.blanks import refuse_blank
from perfxl.form.file import OWN
from perfxl.form.form import Form
from perfxl.form.load import asked_folders, forms_for, load, load_all
from perfxl.library.tables import TABLES
from perfxl.version import VERSION


@dataclass(frozen=True, slots=True)
class Way:
    """怎么读：点了名的表样，自己的表样文件夹。"""

    # 记着的文件夹（forms use）只在 `settled` 里看：别的机器上记着的可能是别的。

    form: str | None = None
    folders: tuple[Path, ...] = ()

    def settled(self) -> Way:
        """定下来的：没有写文件夹的用记着的，都写完整的位置。

        Raises:
            FormError: 没有这张表样、这个文件夹，或表样文件有错。
        """
        forms_for(self.form, self.folders)
        folders = (folder.absolute() for folder in asked_folders(self.folders))
        return replace(self, folders=tuple(folders))

    def forms(self) -> tuple[Form, ...]:
        """要比对的表样；一个进程里装载一次。"""
        return _forms(self)

    def stamp(self) -> str:
        """读法的印记：perfxl 的版本、各张表样的内容、各列；有一样变了，以前读的就不作数。"""
        digest = hashlib.sha256(f"{VERSION} {self.form}".encode())
        for folder in (*self.folders, OWN):
            for path in sorted(folder.glob("*.toml")):
                digest.update(path.name.encode("utf-8", "replace") + path.read_bytes())
        for name, columns in TABLES.items():
            digest.update(f"{name} {' '.join(column.name for column in columns)}".encode())
        return digest.hexdigest()


@cache
def _forms(way: Way) -> tuple[Form, ...]:
    for folder in way.folders:
        if not folder.is_dir():
            raise LostError(f"读它的机器上没有表样文件夹 {folder}；请在各台机器上放在相同的位置")
    return (load(way.form, way.folders),) if way.form else load_all(way.folders)


@dataclass(frozen=True, slots=True)
class Job:
    """一个要读的工作簿：在哪里；带着字节的（送到别的机器上读）就不去那里取。"""

    name: str
    path: Path
    inside: tuple[int, ...]
    way: Way
    data: bytes | None = None

    def load(self) -> bytes:
        """它的字节。"""
        if self.data is not None:
            return self.data
        return archives.load(self.path, self.inside) if self.inside else workbook.load(self.path)


def fetched(job: Job) -> bytes:
    """取它的字节；取不到的，下一回再试。

    Raises:
        LostError: 取不到。
    """
    try:
        return job.load()
    except PerfxlError as error:
        raise LostError(str(error).removeprefix(f"{job.path.name}：")) from error


def judge(job: Job) -> list[Rows]:
    """一个工作簿里每一份的各行。

    Raises:
        LostError: 这会儿取不到它的字节、表样（正被占用、网络断了）。
        PerfxlError: 不是工作簿、读不了、没有一张表样合适，或者还是空白表。
    """
    data, forms = fetched(job), job.way.forms()
    try:
        made = assess_all(workbook.read_data(data, job.name), forms)
    except PerfxlError as error:
        # 文件名就写在旁边一栏，话里不再说。
        raise PerfxlError(str(error).removeprefix(f"{job.name}：")) from error.__cause__
    refuse_blank(made)
    return rows(made)
