"""有这个文件，pytest 才把 tests/ 放进查找路径，各子文件夹里的测试才用得到 needs.py。

开着的 LibreOffice 全部测试共用一个，用到时才起，完了关掉；里面装好了我们的扩展（.oxt）。
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from extension import plain_environment, program, with_extension
from needs import lacking, needs

from perfxl.errors import WorkbookError

_PIPE = f"perfxl{os.getpid()}"
# 测试里弄出的错，不记在跑测试的人的文件夹里。
os.environ["XDG_STATE_HOME"] = str(Path(tempfile.gettempdir()) / "perfxl-test-state")


@pytest.fixture(scope="session")
def office_program(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """LibreOffice 里的按钮起的 perfxl。"""
    return program(tmp_path_factory.mktemp("lo"), _PIPE)


@pytest.fixture(scope="session")
def office_pipe(office_program: Path) -> Iterator[str]:
    """起一个看不见窗口的 LibreOffice，给出它的管道名。"""
    profile = with_extension()
    started = subprocess.Popen(
        [
            needs("soffice"), f"-env:UserInstallation={profile.as_uri()}", "--headless",
            "--norestore", "--nologo", "--nodefault", f"--accept=pipe,name={_PIPE};urp;",
        ],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True,
        env=plain_environment(PERFXL_EXE=str(office_program)),
    )  # fmt: skip
    yield _PIPE
    with suppress(ProcessLookupError):
        os.killpg(started.pid, signal.SIGTERM)
    started.wait(30)
    shutil.rmtree(profile, ignore_errors=True)


@pytest.fixture(scope="session")
def calc(office_pipe: str) -> Any:
    """连上的 LibreOffice，当作 xlwings 的 App。"""
    from perfxl.calc import app_of, connect  # noqa: PLC0415  # 没有 xlwings 的机器上也要能装载本文件
    from perfxl.calc.bridge import load_uno  # noqa: PLC0415  # 同上

    try:
        load_uno()
    except WorkbookError as error:
        lacking(str(error))
    deadline = time.monotonic() + 60
    while True:
        try:
            return app_of(connect(office_pipe))
        except WorkbookError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.2)
