"""一件事放到另一个进程里做：做得太久、占的内存太多、崩了，只碍这一件。

    with Limited(judge) as judged:
        rows = judged(place)

`judge` 是哪个模块里的函数，参数、结果过得了 pickle。进程做完一件等下一件，出了事才另起一个。
不用 multiprocessing：它的进程限定了做几件再换的会卡住（cpython 115634），在 Dask 的进程里又起不来。
"""

from __future__ import annotations

import json
import os
import pickle
import struct
import subprocess
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, BinaryIO, Generic, ParamSpec, Self, TypeVar

from perfxl.errors import PerfxlError, write_down
from perfxl.workbook.blame import os_reason

P = ParamSpec("P")
R = TypeVar("R")

_HEAD = struct.Struct("<Q")
# 起进程的那一句：模块的查找路径与起它的进程相同。
_START = "import sys; sys.path[:] = {path}; from perfxl.bureau.limited import serve; serve()"


@dataclass(frozen=True, slots=True)
class Limits:
    """一件事的限度。没有 resource 的系统（Windows）上内存不限。"""

    seconds: int = 120  # 最大的自评表也只要十秒；机器再忙也够了
    memory: int = 2 * 1024**3  # 字节，连同程序自己占的
    times: int = 1000  # 做过这么多件换一个新进程：别的库漏的内存不越积越多


USUAL = Limits()


class LostError(PerfxlError):
    """没有做完：太久、太大，或者崩了。再做一次未必还这样。"""


_ERRORS = {"said": PerfxlError, "lost": LostError}


class Limited(Generic[P, R]):
    """在另一个进程里做 `act`。一次一件；几件同时做的各开一个。"""

    def __init__(self, act: Callable[P, R], limits: Limits = USUAL) -> None:
        if getattr(sys, "frozen", False):  # 打包的程序里，另起的不是 Python
            raise PerfxlError("安装程序装的 perfxl 做不了这件事；请照 docs/安装.md 用 pip 另装一份")
        self._act = act
        self._limits = limits
        self._process: subprocess.Popen[bytes] | None = None
        self._times = 0
        self._closed = False

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """停下来，正做着的也停。别的线程里也可以调用。"""
        self._closed = True
        if self._process is not None:
            _end(self._process)

    def __call__(self, *arguments: P.args, **named: P.kwargs) -> R:
        """做一件。

        Raises:
            LostError: 太久、太大，或者崩了；进程已经停了。
            PerfxlError: `act` 自己说的一句话。
        """
        process = self._ready()
        late = threading.Event()
        timer = threading.Timer(self._limits.seconds, _end_late, (process, late))
        timer.daemon = True
        timer.start()
        try:
            kind, value = _ask(process, (self._act, arguments, named))
        except (OSError, EOFError, pickle.UnpicklingError):
            self._drop()
            raise LostError(self._why(process, late=late.is_set())) from None
        except BaseException:
            self._drop()
            raise
        finally:
            timer.cancel()
            timer.join()
        if late.is_set():  # 刚好在答完的时候到了时间：答话算数，停了的进程不再用
            self._drop()
        return self._answer(kind, value)

    def _answer(self, kind: str, value: Any) -> R:
        self._times += 1
        if kind == "memory":
            self._drop()
            raise LostError(_TOO_BIG)
        if kind in _ERRORS:
            raise _ERRORS[kind](value)
        result: R = value
        return result

    def _ready(self) -> subprocess.Popen[bytes]:
        if self._times >= self._limits.times:
            self._drop()
        if self._process is None or self._process.poll() is not None:
            self._drop()
            self._process = _start(self._limits)
            self._times = 0
        if self._closed:  # 刚起来的也停
            self._drop()
            raise LostError("已停止")
        return self._process

    def _drop(self) -> None:
        if self._process is not None:
            _end(self._process)
            self._process = None

    def _why(self, process: subprocess.Popen[bytes], *, late: bool) -> str:
        if self._closed:
            return "已停止"
        if late or process.returncode == -_SIGXCPU:
            return f"{self._limits.seconds} 秒还没有做完，不等它了；{_LOOK}"
        if process.returncode == -_SIGKILL:
            return f"做到一半被系统停了，多半是内存不够；{_LOOK}"
        return f"做到一半程序崩了（{process.returncode}），只停了这一个；{_LOOK}"


_LOOK = "请核对是不是填好的表样，或用 Excel、WPS 打开后另存一份再试"
_TOO_BIG = f"太大，给一个文件的内存装不下；{_LOOK}"
_SIGKILL, _SIGXCPU = 9, 24


def _apart() -> dict[str, Any]:
    """终端里按 Ctrl-C，那个进程停不停由我们说；Windows 上也不另开一个黑窗口。"""
    if sys.platform == "win32":
        return {"creationflags": subprocess.CREATE_NEW_PROCESS_GROUP | subprocess.CREATE_NO_WINDOW}
    return {"start_new_session": True}


def _start(limits: Limits) -> subprocess.Popen[bytes]:
    code = _START.format(path=json.dumps(sys.path))
    try:
        process = subprocess.Popen(  # noqa: S603  # 起的是自己
            [sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL, **_apart(),
        )  # fmt: skip
    except OSError as error:
        raise LostError(f"起不了读它的进程（{os_reason(error)}）；请关掉些别的程序再试") from error
    with suppress(OSError):  # 起来就停了的，问它的时候会知道
        _send(_pipe(process.stdin), limits)
    return process


def _end(process: subprocess.Popen[bytes]) -> None:
    process.kill()
    process.wait()
    for pipe in (process.stdin, process.stdout):
        with suppress(OSError, ValueError):
            _pipe(pipe).close()


def _end_late(process: subprocess.Popen[bytes], late: threading.Event) -> None:
    late.set()
    process.kill()


def _pipe(pipe: Any) -> BinaryIO:
    opened: BinaryIO = pipe
    return opened


def _ask(process: subprocess.Popen[bytes], question: object) -> tuple[str, Any]:
    _send(_pipe(process.stdin), question)
    answer: tuple[str, Any] = _receive(_pipe(process.stdout))
    return answer


def _send(pipe: BinaryIO, value: object) -> None:
    data = pickle.dumps(value, pickle.HIGHEST_PROTOCOL)
    pipe.write(_HEAD.pack(len(data)) + data)
    pipe.flush()


def _receive(pipe: BinaryIO) -> Any:
    head = pipe.read(_HEAD.size)
    if len(head) < _HEAD.size:
        raise EOFError
    (size,) = _HEAD.unpack(head)
    data = pipe.read(size)
    if len(data) < size:
        raise EOFError
    return pickle.loads(data)  # noqa: S301  # 管道两头都是自己


# ---- 以下在那个进程里 ----


def serve() -> None:
    """做一件答一件，直到管道关了。"""
    asked = os.fdopen(os.dup(0), "rb")
    answered = os.fdopen(os.dup(1), "wb")
    silence = os.open(os.devnull, os.O_RDWR)
    os.dup2(silence, 0)
    os.dup2(silence, 1)  # 哪个库往屏幕上说话，都不会混进答话里
    with suppress(EOFError, BrokenPipeError):
        limits: Limits = _receive(asked)
        _limit_memory(limits.memory)
        while True:
            act, arguments, named = _receive(asked)
            _limit_seconds(limits.seconds)
            answer = _done(act, arguments, named)
            _send(answered, answer)


def _done(act: Callable[..., Any], arguments: Any, named: Any) -> tuple[str, Any]:
    try:
        return "done", act(*arguments, **named)
    except MemoryError:
        return "memory", None
    except PerfxlError as error:
        if isinstance(error.__cause__, MemoryError):
            return "memory", None
        return "lost" if isinstance(error, LostError) else "said", str(error)
    except Exception as error:  # noqa: BLE001  # 什么样的错都只碍这一件
        about = ascii(arguments)[:200]
        told = f"程序出错，没有做（{type(error).__name__}）；{write_down(error, about)}"
        return "said", f"{told}，请把它和这个文件反馈给 perfxl 的维护者"


def _limit_memory(memory: int) -> None:
    if sys.platform != "win32":
        import resource  # noqa: PLC0415  # Windows 没有

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        with suppress(ValueError, OSError):  # 系统另有更小的限度，或不给设（macOS）
            resource.setrlimit(resource.RLIMIT_AS, (memory, memory))


def _limit_seconds(seconds: int) -> None:
    """起它的进程被停了，这里还在空转：用够了时间系统也会停它。"""
    if sys.platform != "win32":
        import resource  # noqa: PLC0415  # 同上

        used = resource.getrusage(resource.RUSAGE_SELF)
        now = int(used.ru_utime + used.ru_stime)
        _, most = resource.getrlimit(resource.RLIMIT_CPU)
        with suppress(ValueError, OSError):
            resource.setrlimit(resource.RLIMIT_CPU, (now + seconds + 1, most))
