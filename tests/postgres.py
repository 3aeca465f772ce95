"""测试用的 PostgreSQL：自己起一个，数据放在临时文件夹，只听本机；测试跑完停掉。"""

from __future__ import annotations

import atexit
import os
import shutil
import socket
import subprocess
import sys
import tempfile
from functools import cache
from itertools import count
from pathlib import Path

import psycopg
from needs import lacking

_NUMBERS = count(1)
_DEBIAN = Path("/usr/lib/postgresql")


def fresh() -> str:
    """一个新的空数据库的地址。这台机器上没有 PostgreSQL 的，说明原因跳过。"""
    port, name = _server(), f"t{next(_NUMBERS)}"
    with psycopg.connect(_address(port, "postgres"), autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}".encode())
    return _address(port, name)


def _address(port: int, name: str) -> str:
    return f"postgresql://perfxl@127.0.0.1:{port}/{name}"


def _programs() -> Path:
    program = shutil.which("postgres")
    if program:
        return Path(program).resolve().parent
    versions = sorted(_DEBIAN.glob("*/bin/postgres"))
    if not versions:
        lacking("这台机器上没有 PostgreSQL")
    return versions[-1].parent


@cache
def _server() -> int:
    """起好的那一个在哪个端口。"""
    programs, folder = _programs(), Path(tempfile.mkdtemp(prefix="perfxl-pg-"))
    user = _other_user(folder)

    def run(program: str, *arguments: str | Path) -> None:
        """用那个账号；它留在后面的进程不拿着我们的输出。"""
        subprocess.run(
            [programs / program, "-D", folder / "data", *arguments], check=True, user=user,
            cwd=folder, env={**os.environ, "LC_ALL": "C.UTF-8"},
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip

    def stop() -> None:
        run("pg_ctl", "-m", "immediate", "stop")
        shutil.rmtree(folder, ignore_errors=True)

    run("initdb", "-U", "perfxl", "-A", "trust", "-E", "UTF8", "-N")
    port = _free_port()
    options = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={folder} -F"
    run("pg_ctl", "-w", "-l", folder / "log", "-o", options, "start")
    atexit.register(stop)
    return port


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
    return port


def _other_user(folder: Path) -> int | None:
    """PostgreSQL 不许 root 起：换成它自己的账号，没有的用 nobody。"""
    if sys.platform == "win32" or os.geteuid() != 0:
        return None
    import pwd  # noqa: PLC0415  # Windows 没有

    known = {entry.pw_name: entry.pw_uid for entry in pwd.getpwall()}
    number = known.get("postgres", known.get("nobody"))
    if number is None:
        lacking("不能用 root 起 PostgreSQL，这台机器上又没有别的账号")
    os.chown(folder, number, -1)
    return number
