"""谁进得来：钥匙、表单的防伪、每一页带着的头；写错、试得太多的。"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from sites import BUREAU, GOOD, Bench, bench
from werkzeug.test import TestResponse

from perfxl.web.access import Tries, digest, new_key


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bench]:
    with bench(tmp_path_factory.mktemp("web"), tries=1000) as made:
        yield made


def test_库里只有钥匙的摘要(tmp_path: Path) -> None:
    with bench(tmp_path) as made:
        person = made.person("县图书馆")
        key = person.link.removeprefix("/in/")
        assert len(key) >= 40
        stored = b"".join(path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())
    assert key.encode() not in stored
    assert digest(key).encode() in stored


def test_换了钥匙_旧的链接和登进来的都作废(here: Bench) -> None:
    person = here.person("县教育局")
    assert person.status("/proof") == 200
    here.site.desk.offices.admit("县教育局", digest(new_key()))
    assert person.status("/proof") == 401
    assert here.visitor().get(person.link).status_code == 401


def test_收回了链接_进不来(here: Bench) -> None:
    person, bureau = here.person("县林业局"), here.bureau()
    bureau.press("/bureau/offices/close", name="县林业局")
    assert person.status("/proof") == 401
    assert here.visitor().get(person.link).status_code == 401


def test_改了_cookie_进不来(here: Bench) -> None:
    person = here.person("县水利局")
    cookie = person.client.get_cookie("perfxl")
    assert cookie is not None
    forged = here.visitor()
    forged.set_cookie("perfxl", cookie.value[:-3] + "abc")
    assert forged.get("/proof").status_code == 401


def test_错的链接试得太多_等一等(tmp_path: Path) -> None:
    with bench(tmp_path, tries=3) as made:
        person = made.person("县图书馆")
        visitor = made.visitor()
        assert [visitor.get(f"/in/{new_key()}").status_code for _ in range(5)] == [
            401, 401, 401, 429, 429,
        ]  # fmt: skip
        assert visitor.get(person.link).status_code == 429, "对的也等一等：猜着了也看不出来"
        assert person.status("/proof") == 200, "已经进来的不碍事"


def test_十分钟以后又能试() -> None:
    now = [0]
    tries = Tries(2, clock=lambda: now[0])
    tries.wrong("甲")
    tries.wrong("甲")
    assert tries.is_over("甲")
    assert not tries.is_over("乙")
    now[0] = 601
    assert not tries.is_over("甲")


@pytest.mark.parametrize(
    "path",
    ["/hand-in", "/out", "/proof", "/r/AAAA-BBBB-CCCC/delete", "/bureau/offices",
     "/bureau/offices/close", "/bureau/filing/1/decide"],
)  # fmt: skip
def test_没有防伪的表单不认(here: Bench, path: str) -> None:
    for person in (here.person("县气象局"), here.bureau()):
        response = person.client.post(
            path, data={"files": (io.BytesIO(GOOD.read_bytes()), "a.xlsx")}
        )
        assert response.status_code == 400
    assert here.site.desk.receipts() == []


def test_别人页上的防伪不能用(here: Bench) -> None:
    mine, theirs = here.person("县档案局"), here.person("县史志办")
    page = theirs.client.get("/proof").text
    token = re.search(r'name="csrf_token" value="([^"]+)"', page)
    assert token
    response = mine.client.post("/hand-in", data={"csrf_token": token[1]})
    assert response.status_code == 400


_HEADERS = {
    "X-Frame-Options": "DENY",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
}


def _guarded(response: TestResponse) -> None:
    response.close()
    policy = response.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    for name, value in _HEADERS.items():
        assert response.headers[name] == value


def test_每一页都带着_出错的也是(here: Bench) -> None:
    person, bureau = here.person("县统计局"), here.bureau()
    code = person.hand_in_one(GOOD)
    for path in (
        "/",
        "/proof",
        f"/r/{code}",
        f"/r/{code}/marked",
        "/没有这一页",
        "/static/page.css",
    ):
        _guarded(person.client.get(path))
    for path in ("/", "/bureau/", "/bureau/offices", "/bureau/filing/1", "/bureau/filing/999"):
        _guarded(bureau.client.get(path))
    _guarded(here.visitor().get("/in/x"))
    _guarded(here.visitor().put("/hand-in"))
    assert person.client.get(f"/r/{code}").headers["Cache-Control"] == "no-store"


def test_cookie_脚本读不到_别的网站带不来(here: Bench) -> None:
    client = here.visitor()
    key = new_key()
    here.site.desk.offices.admit("县信访局", digest(key))
    cookie = client.get(f"/in/{key}").headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert key not in cookie


def test_页面不连外面_没有写在行里的脚本和样式(here: Bench) -> None:
    person, bureau = here.person("县科技局"), here.bureau()
    code = person.hand_in_one(GOOD)
    pages = [person.see(path) for path in ("/", "/proof", f"/r/{code}")]
    pages += [bureau.see(path) for path in ("/bureau/", "/bureau/offices")]
    for page in pages:
        assert not re.search(r"""(?:src|href|action)=["']?(?:https?:)?//""", page)
        assert not re.search(r"<[^>]+\s(?:style|on\w+)=", page)
        assert not re.search(r"<style|<script(?! src=\"/static/)", page)


def test_单位看不到局里的页(here: Bench) -> None:
    person = here.person("县民政局")
    person.hand_in_one(GOOD)
    for path in ("/bureau/", "/bureau/offices", "/bureau/filing/1"):
        assert person.status(path) == 404
    for path in ("/bureau/offices", "/bureau/offices/close", "/bureau/filing/1/decide"):
        assert person.press(path, names="冒名的", name=BUREAU, state="通过").status_code == 404
    assert "冒名的" not in [one.name for one in here.site.desk.offices.every()]
