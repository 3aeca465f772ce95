"""有这个文件，pytest 才把 tests/ 放进查找路径，各子文件夹里的测试才用得到 needs.py。

开着的 LibreOffice 全部测试共用一个，用到时才起，完了关掉；里面装好了我们的扩展（.oxt）。
"""

from __future__ import annotations

import gc
import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Generator, Iterator
from contextlib import suppress
from pathlib import Path
from threading import current_thread, main_thread
from typing import Any

import hypothesis
import pytest
from extension import plain_environment, program, with_extension
from needs import needs_office, needs_uno
from order import longest_first

from perfxl.errors import WorkbookError

_PIPE = f"perfxl{os.getpid()}"
# 测试里弄出的错，不记在跑测试的人的文件夹里。
os.environ["XDG_STATE_HOME"] = str(Path(tempfile.gettempdir()) / "perfxl-test-state")
# 测试要起几百次 perfxl：不留字节码的，每次都要重新编译一遍，多 0.2 秒的处理器时间。
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)

# 在后台跑的（命令后面加 &）不理 Ctrl-C 的信号，起的子进程跟着不理，要停的就停不下来。
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN and current_thread() is main_thread():
    signal.signal(signal.SIGINT, signal.default_int_handler)

# 机器忙的时候一例慢一些，不是错；别的设定各个测试自己写。
hypothesis.settings.register_profile("不计时", deadline=None)
hypothesis.settings.load_profile("不计时")


def pytest_xdist_auto_num_workers(config: pytest.Config) -> int:
    """分给三个进程；只选几个测试的不分：多起的进程，每个都要把全部测试再收集一遍。

    两核的机器上两个进程有一成多的时候都在等（LibreOffice 起来、落盘、到时限），三个就不闲着。
    """
    return 0 if config.option.keyword or config.option.collectonly else 3


def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """哪些测试在一个进程里做，见 order.py。"""
    from order import scheduler  # noqa: PLC0415  # 没有装 xdist 的也能跑

    return scheduler(config, log)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """做得久的排在前面。"""
    longest_first(items)


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, object, object]:
    """收集出的一万多个测试一直都在：收集时不查垃圾，收集完了也不再一遍遍看它们。

    跑测试时也像程序自己跑起来那样少查（cli/main.py），还少些：不缺内存。
    """
    gc.disable()
    gc.set_threshold(100_000)
    try:
        return (yield)
    finally:
        gc.freeze()
        gc.enable()


def pytest_make_parametrize_id(val: object, argname: str) -> str | None:
    """字节的参数（一份文件的内容）不拿来做名字：看不懂，压缩包里有时间的，两个进程里还不一样。"""
    return argname if isinstance(val, bytes) else None


@pytest.fixture(scope="session")
def office_program(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """LibreOffice 里的按钮起的 perfxl。"""
    needs_uno()
    return program(tmp_path_factory.mktemp("lo"), _PIPE)


@pytest.fixture(scope="session")
def office(office_program: Path) -> Iterator[subprocess.Popen[bytes]]:
    """起一个看不见窗口的 LibreOffice：自己的配置、自己的管道，别的开着关着都不相干。"""
    profile = with_extension()
    started = subprocess.Popen(
        [
            needs_office("Calc"), f"-env:UserInstallation={profile.as_uri()}", "--headless",
            "--norestore", "--nologo", "--nodefault", f"--accept=pipe,name={_PIPE};urp;",
        ],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True,
        env=plain_environment(PERFXL_EXE=str(office_program)),
    )  # fmt: skip
    yield started
    with suppress(ProcessLookupError):
        os.killpg(started.pid, signal.SIGTERM)
    started.wait(30)
    shutil.rmtree(profile, ignore_errors=True)


@pytest.fixture(scope="session")
def office_pipe(office: subprocess.Popen[bytes]) -> str:
    """它的管道名。"""
    del office
    return _PIPE


@pytest.fixture(scope="session")
def calc(office_pipe: str) -> Any:
    """连上的 LibreOffice，当作 xlwings 的 App。"""
    from perfxl.calc import app_of, connect  # noqa: PLC0415  # 没有 xlwings 的机器上也要能装载本文件

    deadline = time.monotonic() + 60
    while True:
        try:
            return app_of(connect(office_pipe))
        except WorkbookError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.2)
