"""用 LibreOffice 打开、转换文件。

起一次要一两秒，所以一个进程里起一个，一直开着：转换的都交给它，另起的 soffice 只传一句话。
"""

from __future__ import annotations

import atexit
import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Sequence
from contextlib import suppress
from functools import cache
from pathlib import Path

from needs import needs, needs_office

# 由 Writer 打开的；别的都由 Calc 打开。
_TEXTS = {".docx", ".odt"}
_PATIENCE = 90  # 配置要现建，机器忙的时候起来要几十秒
_HERE = "127.0.0.1"


def convert(source: Path, kind: str, folder: Path) -> Path:
    """转换格式。返回转换出的文件。"""
    convert_all([source], kind, folder)
    return folder / f"{source.stem}.{kind.partition(':')[0]}"


def convert_all(sources: Sequence[Path], kind: str, folder: Path) -> Path:
    """一次转换几个文件。返回所在的文件夹。"""
    parts = {"Writer" if source.suffix in _TEXTS else "Calc" for source in sources}
    program, *_ = [needs_office(part) for part in sorted(parts)]
    folder.mkdir(exist_ok=True)
    running()
    subprocess.run(
        [
            program, f"-env:UserInstallation={_profile().as_uri()}", "--headless",
            "--convert-to", kind, "--outdir", str(folder), *map(str, sources),
        ],
        check=True, capture_output=True, timeout=180,
    )  # fmt: skip
    return folder


def running() -> str:
    """开着的一个 LibreOffice 的 `主机:端口`；半路没了的，再起一个。开着一张空表它才不走。"""
    office, place = _started()
    if office.poll() is not None:
        _started.cache_clear()
        office, place = _started()
    return place


@cache
def _started() -> tuple[subprocess.Popen[bytes], str]:
    """起一个，等到它的门开了：在那以前另起的 soffice 会抢在它前面当主人，它把文件一交就走了。"""
    port = _free_port()
    office = subprocess.Popen(
        [
            needs("soffice"), f"-env:UserInstallation={_profile().as_uri()}", "--headless",
            "--norestore", "--nologo", f"--accept=socket,host={_HERE},port={port};urp;",
            "private:factory/scalc",
        ],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True,
    )  # fmt: skip
    atexit.register(_stop, office)
    deadline = time.monotonic() + _PATIENCE
    while not _open(port):
        assert office.poll() is None, "LibreOffice 没有起来就走了"
        assert time.monotonic() < deadline, "LibreOffice 没有起来"
        time.sleep(0.05)
    return office, f"{_HERE}:{port}"


def _free_port() -> int:
    with socket.socket() as door:
        door.bind((_HERE, 0))
        return int(door.getsockname()[1])


def _open(port: int) -> bool:
    try:
        socket.create_connection((_HERE, port), 1).close()
    except OSError:
        return False
    return True


def _stop(office: subprocess.Popen[bytes]) -> None:
    with suppress(ProcessLookupError):
        os.killpg(office.pid, signal.SIGTERM)
    office.wait(30)


@cache
def _profile() -> Path:
    """自己的配置，不与开着的 LibreOffice 相撞；一个进程共用一份：头一次起要建它，慢两倍。"""
    folder = tempfile.mkdtemp(prefix="perfxl")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return Path(folder)
