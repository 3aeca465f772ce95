"""网页在许多人一起交的时候：几个浏览器同时交，多快，内存涨不涨，给了的收据是不是都在。

python benchmarks/page.py [--clients 50] [--uploads 1000]
"""

from __future__ import annotations

import argparse
import re
import statistics
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests"), str(ROOT / "tests" / "web")]

from sites import BAD, GOOD, HEYUAN  # noqa: E402  # 先要找得到
from test_serve import Browser, Server  # noqa: E402  # 同上


def memory(process: int) -> int:
    """一个进程和它起的进程一共占多少内存（MB），照 /proc。"""
    total = 0
    for status in Path("/proc").glob("[0-9]*/status"):
        try:
            text = status.read_text()
        except OSError:
            continue
        mine = re.search(r"^(?:Pid|PPid):\s+(\d+)$", text, re.MULTILINE)
        ids = {int(number) for number in re.findall(r"^P?Pid:\s+(\d+)$", text, re.MULTILINE)}
        size = re.search(r"^VmRSS:\s+(\d+)", text, re.MULTILINE)
        if mine and process in ids and size:
            total += int(size[1])
    return total // 1024


def varied(number: int) -> tuple[str, bytes]:
    """内容份份不同的：压缩包后面的注写着第几份。"""
    path = (GOOD, BAD, HEYUAN)[number % 3]
    note = f"{number:08d}".encode()
    data = path.read_bytes()
    return f"{number}-{path.name}", data[:-2] + len(note).to_bytes(2, "little") + note


def main(clients: int, uploads: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        server = Server(Path(folder) / "网页", "--bureau")
        try:
            link = server.door()
            links = _offices(link, clients)
            before = memory(server.process.pid)
            times: list[float] = []
            start = time.perf_counter()
            with ThreadPoolExecutor(clients) as pool:
                each = uploads // clients
                jobs = [
                    pool.submit(_client, mine, number, each, times)
                    for number, mine in enumerate(links)
                ]
                given = [code for job in jobs for code in job.result()]
            took = time.perf_counter() - start
            after = memory(server.process.pid)
            browser = Browser(link)
            stands = sum(code in browser.get(f"{server.base}/r/{code}") for code in given)
        finally:
            server.stop()
    ordered, number = sorted(times), len(given)
    print(
        f"{clients} 个浏览器一起交 {number} 份：{took:.0f} 秒，一秒 {number / took:.1f} 份；"
        f"一份等 中位 {statistics.median(ordered):.1f} 秒，九成五在 "
        f"{ordered[len(ordered) * 95 // 100]:.1f} 秒以内，最久 {ordered[-1]:.1f} 秒；"
        f"内存 {before} → {after} MB；收据 {number} 张，看得到 {stands} 张"
    )


def _offices(link: str, clients: int) -> list[str]:
    browser = Browser(link)
    names = "\n".join(f"第{number}单位" for number in range(clients))
    page = browser.post(f"{browser.base}/bureau/offices", names=names)
    return [f"{browser.base}{path}" for path in re.findall(r"/in/[\w-]{40,}", page)]


def _client(link: str, number: int, uploads: int, times: list[float]) -> list[str]:
    browser, given = Browser(link), []
    for turn in range(uploads):
        name, data = varied(number * uploads + turn)
        start = time.perf_counter()
        given.append(browser.hand_in(name, data))
        times.append(time.perf_counter() - start)
    return given


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--clients", type=int, default=50)
    parser.add_argument("--uploads", type=int, default=1000)
    options = parser.parse_args()
    main(options.clients, options.uploads)
