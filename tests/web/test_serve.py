"""真的开起来的网页：第一次就能用，杀了再开收据都在，磁盘满了、台账没了说得出来。"""

from __future__ import annotations

import http.client
import http.cookiejar
import json
import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.parse
import urllib.request
from concurrent.futures import FIRST_COMPLETED, ThreadPoolExecutor, wait
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sites import BAD, GOOD, HEYUAN, bench

from perfxl.errors import PerfxlError
from perfxl.web.keeping import purge
from perfxl.web.serve import clean, open_site
from perfxl.web.settings import Settings

_TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')


class Server:
    """一个真的进程。"""

    def __init__(self, data: Path, *arguments: str) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        command = [sys.executable, "-m", "perfxl", "serve", "--data", str(data), "--no-browser"]
        self.process = subprocess.Popen(
            [*command, "--port", str(self.port), *arguments],
            stdout=subprocess.PIPE, text=True, encoding="utf-8",
            env={**os.environ, "PYTHONUNBUFFERED": "1", "PYTHONUTF8": "1"},
        )  # fmt: skip
        assert self.process.stdout is not None
        self.said = self.process.stdout.readline()
        self.base = f"http://127.0.0.1:{self.port}"

    def door(self) -> str:
        assert self.process.stdout is not None
        link = re.search(r"http\S+/in/\S+", self.process.stdout.readline())
        assert link
        return link[0]

    def stop(self, how: int = signal.SIGKILL) -> None:
        self.process.send_signal(how)
        self.process.wait(timeout=20)
        if self.process.stdout is not None:
            self.process.stdout.close()


class Browser:
    """一个浏览器：记着 cookie，会交文件。"""

    def __init__(self, link: str) -> None:
        jar = urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar())
        self._opener = urllib.request.build_opener(jar)
        self.base = link.split("/in/", maxsplit=1)[0]
        self.get(link)

    def get(self, url: str) -> str:
        with self._opener.open(url, timeout=60) as response:
            text: str = response.read().decode()
            return text

    def post(self, url: str, **fields: str) -> str:
        """填一张表单，按下按钮。"""
        body = urllib.parse.urlencode({"csrf_token": self._token(), **fields}).encode()
        with self._opener.open(url, body, timeout=60) as response:
            text: str = response.read().decode()
            return text

    def _token(self) -> str:
        token = _TOKEN.search(self.get(f"{self.base}/proof"))
        assert token
        return token[1]

    def hand_in(self, name: str, data: bytes) -> str:
        """交一个，返回收据号。"""
        edge = "----perfxl"
        form = "Content-Disposition: form-data; name="
        lines = [
            f"--{edge}", f'{form}"csrf_token"', "", self._token(),
            f"--{edge}", f'{form}"files"; filename="{name}"', "", "",
        ]  # fmt: skip
        body = "\r\n".join(lines).encode() + data + f"\r\n--{edge}--\r\n".encode()
        kind = {"Content-Type": f"multipart/form-data; boundary={edge}"}
        request = urllib.request.Request(f"{self.base}/hand-in", body, kind)  # noqa: S310  # 自己开的
        with self._opener.open(request, timeout=120) as response:
            return str(response.url).rpartition("/r/")[2]


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "网页 数据（2026）"


def test_第一次开_不用设什么_两份样例都走得通(data: Path) -> None:
    server = Server(data)
    try:
        browser = Browser(server.door())
        for path in (HEYUAN, BAD):
            code = browser.hand_in(path.name, path.read_bytes())
            assert "结论" in browser.get(f"{server.base}/r/{code}")
    finally:
        server.stop()


def test_杀了再开_给了的收据都在(data: Path) -> None:
    given: list[str] = []
    key = ""
    for number in range(5):
        server = Server(data, "--bureau")
        try:
            key = key or server.door()
            browser = Browser(f"{server.base}/in/{key.rpartition('/in/')[2]}")
            pages = browser.get(f"{server.base}/bureau/")
            assert "算数的自评表" in pages
            for code in given:
                assert code in browser.get(f"{server.base}/r/{code}")
            with ThreadPoolExecutor(3) as pool:
                futures = [
                    pool.submit(browser.hand_in, f"{number}-{n}.xlsx", GOOD.read_bytes())
                    for n in range(6)
                ]
                if number:
                    time.sleep(0.2 * number)
                else:  # 至少有一张给出来了再杀
                    wait(futures, timeout=60, return_when=FIRST_COMPLETED)
                server.stop()
            for future in futures:
                error = future.exception()
                assert error is None or isinstance(error, OSError | http.client.HTTPException), (
                    error
                )
                if error is None:
                    given.append(future.result())
        finally:
            server.process.kill()
    assert given, "杀得太早，一张收据也没有给出来"
    server = Server(data, "--bureau")
    try:
        browser = Browser(f"{server.base}/in/{key.rpartition('/in/')[2]}")
        for code in given:
            assert code in browser.get(f"{server.base}/r/{code}")
    finally:
        server.stop(signal.SIGTERM)


def test_别的机器也连得上的_一定要分单位(tmp_path: Path) -> None:
    with pytest.raises(PerfxlError, match="请加上 --bureau"):
        open_site(Settings(tmp_path, host="0.0.0.0"))  # noqa: S104  # 正是要拒绝的


def test_端口用着的说一句(data: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        command = [sys.executable, "-m", "perfxl", "serve", "--no-browser", "--port", port]
        done = subprocess.run(
            [*command, "--data", str(data)], capture_output=True, encoding="utf-8", timeout=60,
            check=False, env={**os.environ, "PYTHONUTF8": "1"},
        )  # fmt: skip
    assert done.returncode == 2
    assert f"127.0.0.1:{port} 用不了" in done.stderr


def test_局里的钥匙只给一次_要换才换(tmp_path: Path) -> None:
    settings = Settings(tmp_path, shared=True)
    doors = []
    for new in (False, False, True):
        site, door = open_site(settings, new_bureau_key=new)
        site.close()
        doors.append(door)
    assert doors[0]
    assert not doors[1]
    assert doors[2] not in {"", doors[0]}


def test_台账没了_说得出来(tmp_path: Path) -> None:
    with bench(tmp_path) as made:
        person = made.person("县图书馆")
        made.site.ledger.close()
        for path in made.site.settings.data.glob("台账.sqlite*"):
            path.rename(path.with_suffix(".moved"))
        (made.site.settings.data / "台账.sqlite").mkdir()
        response = person.client.get("/")
        assert response.status_code == 503
        assert "台账暂时用不了" in response.text


def test_磁盘满了_说得出来_不给收据(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    with bench(tmp_path) as made:
        person = made.person("县图书馆")
        monkeypatch.setattr("perfxl.web.store.put", full)
        response = person.hand_in(("自评表.xlsx", GOOD.read_bytes()))
        assert "磁盘满了，这份文件没有收下" in response.text
        assert made.site.desk.receipts() == []


def test_留够了日子的删去内容(tmp_path: Path) -> None:
    with bench(tmp_path, keep_days=30) as made:
        person = made.person("县图书馆")
        code = person.hand_in_one(GOOD)
        now = datetime.now()  # noqa: DTZ005  # 当地的钟
        assert purge(made.site, now + timedelta(days=29)) == 0
        assert purge(made.site, now + timedelta(days=31)) == 1
        assert "只留着这张收据" in person.see(f"/r/{code}")


def test_记的话里没有内容(data: Path) -> None:
    server = Server(data)
    try:
        browser = Browser(server.door())
        browser.hand_in("机密的名字.xlsx", GOOD.read_bytes())
    finally:
        server.stop(signal.SIGINT)
    assert "机密" not in json.dumps(server.said, ensure_ascii=False)


def test_一回没有删成_明天再删(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Twice(threading.Event):
        turns = 0

        def wait(self, timeout: object = None) -> bool:
            assert timeout
            self.turns += 1
            return self.turns == 2

    tried: list[int] = []

    def busy(*_: object) -> None:
        tried.append(1)
        raise PerfxlError("台账正忙")

    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    monkeypatch.setattr("perfxl.web.serve.purge", busy)
    with bench(tmp_path) as made:
        clean(made.site, Twice())
    assert len(tried) == 2


def test_局里第二次开_说链接给过了(data: Path) -> None:
    Server(data, "--bureau").stop(signal.SIGINT)
    server = Server(data, "--bureau")
    try:
        assert server.process.stdout is not None
        assert "加上 --new-key 换一把" in server.process.stdout.readline()
    finally:
        server.stop()
