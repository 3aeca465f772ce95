"""真的调度器和两台做事的机器，各在自己的进程里；半路杀掉一台，收下来的表与一台电脑的相同。"""

from __future__ import annotations

import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import bureaubook
import pytest

from perfxl.bureau.ledger import Ledger
from perfxl.cli.main import main

Spoken = pytest.CaptureFixture[str]


class Cluster:
    """只听本机的一个集群。"""

    def __init__(self, folder: Path, stack: ExitStack) -> None:
        self._folder, self._stack = folder, stack
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.address = f"tcp://127.0.0.1:{free.getsockname()[1]}"
        self._start("scheduler", "--host", self.address, "--no-dashboard", "--no-show")

    def worker(self) -> subprocess.Popen[bytes]:
        """多一台。没有看门的进程：杀掉了就是没有了。"""
        return self._start(
            "worker", self.address, "--no-nanny", "--no-dashboard", "--nthreads", "1",
            "--host", "127.0.0.1", "--local-directory", str(self._folder),
        )  # fmt: skip

    def _start(self, what: str, *arguments: str) -> subprocess.Popen[bytes]:
        process = subprocess.Popen(
            [sys.executable, "-m", f"distributed.cli.dask_{what}", *arguments],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=self._folder,
        )  # fmt: skip
        self._stack.callback(process.wait)
        self._stack.callback(process.kill)
        return process


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[Cluster]:
    with ExitStack() as stack:
        yield Cluster(tmp_path, stack)


def _collect(desk: Path, output: Path, *more: str) -> int:
    command = [sys.executable, "-m", "perfxl", "collect", str(desk), "-o", str(output), *more]
    return subprocess.run([*command, "--quiet"], check=False).returncode


def test_半路少一台_表与一台电脑的相同(cluster: Cluster, tmp_path: Path) -> None:
    desk, alone, together = (tmp_path / name for name in ("收件", "一台", "集群"))
    bureaubook.make(desk, 8, 14)
    assert main(["collect", str(desk), "-o", str(alone), "--quiet"]) == 1
    first, second = cluster.worker(), cluster.worker()
    del second
    running = subprocess.Popen(
        [sys.executable, "-m", "perfxl", "collect", str(desk), "-o", str(together),
         "--dask", cluster.address, "--quiet"]
    )  # fmt: skip
    while running.poll() is None and not _begun(together):
        time.sleep(0.02)
    assert running.poll() is None
    first.kill()
    assert running.wait(timeout=300) == 1
    with Ledger.open(alone) as one, Ledger.open(together) as other:
        tables, same = one.frames(current=False), other.frames(current=False)
    for name, table in tables.items():
        assert same[name].to_csv() == table.to_csv()
    assert len(tables["filings"]) == 8 * 14 - 4 + 3 + 1


def _begun(output: Path) -> bool:
    if not (output / "台账.sqlite").exists():
        return False
    with Ledger.open(output, create=True) as ledger:
        return ledger.count() > 0


def test_没有机器的集群_连不上的_各说一句(cluster: Cluster, tmp_path: Path, capsys: Spoken) -> None:
    (tmp_path / "收件").mkdir()
    (tmp_path / "收件" / "a.xlsx").write_bytes(Path("samples/良好的自评表.xlsx").read_bytes())
    command = ["collect", str(tmp_path / "收件"), "-o", str(tmp_path / "结果"), "--dask"]
    assert main([*command, "不是地址"]) == 2
    assert "连不上 Dask 的调度器 不是地址" in capsys.readouterr().err
    assert main([*command, cluster.address, "--workers", "2"]) == 2
    assert "只能写一样" in capsys.readouterr().err
    ran = subprocess.run(
        [sys.executable, "-m", "perfxl", *command, cluster.address],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert ran.returncode == 2
    assert ran.stderr.splitlines()[-1].startswith(f"{cluster.address} 的集群里没有做事的机器")
