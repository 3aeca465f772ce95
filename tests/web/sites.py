"""网页的测试怎样起：一个真的网页（看文件的进程也是真的），和拿着链接进来的人。"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from jinja2.bccache import Bucket, BytecodeCache
from postgres import fresh
from werkzeug.datastructures import FileStorage
from werkzeug.test import TestResponse, encode_multipart

from perfxl.web.access import digest, new_key
from perfxl.web.app import Site, application
from perfxl.web.hands import Hands
from perfxl.web.settings import Settings

SAMPLES = Path(__file__).parents[2] / "samples"
GOOD, BAD = SAMPLES / "良好的自评表.xlsx", SAMPLES / "有错的自评表.xlsx"
HEYUAN = next((SAMPLES / "河源市2019专项资金").glob("*.xlsx"))
BUREAU = "某县财政局"
_TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')


@dataclass
class Person:
    """拿着链接进来的一个人，用的是自己的浏览器。"""

    client: FlaskClient
    link: str

    def see(self, path: str) -> str:
        """打开一页，看到的字。"""
        response = self.client.get(path)
        assert response.status_code == 200, (path, response.status_code)
        return _TOKEN.sub("", response.text)

    def status(self, path: str) -> int:
        """打开一页的状态码。"""
        return self.client.get(path).status_code

    def take(self, path: str) -> bytes:
        """下载一个文件。"""
        response = self.client.get(path)
        assert response.status_code == 200, (path, response.status_code, response.text)
        assert response.headers["Content-Disposition"].startswith("attachment")
        data: bytes = response.data
        return data

    def press(self, path: str, **fields: object) -> TestResponse:
        """填一张表单，按下按钮。"""
        token = _TOKEN.search(self.client.get("/proof").text)
        assert token, "没有登进来"
        data = {"csrf_token": token[1], **{key: _as_files(value) for key, value in fields.items()}}
        # 自己编好再交：测试的客户端编大的时候用临时文件，用完不关。
        edge, body = encode_multipart(data)
        kind = f"multipart/form-data; boundary={edge}"
        return self.client.post(path, data=body, content_type=kind, follow_redirects=True)

    def hand_in(self, *files: tuple[str, bytes]) -> TestResponse:
        """交几个文件。"""
        return self.press("/hand-in", files=[(io.BytesIO(data), name) for name, data in files])

    def hand_in_one(self, path: Path, name: str = "") -> str:
        """交一个，返回收据号。"""
        response = self.hand_in((name or path.name, path.read_bytes()))
        assert response.status_code == 200, response.text
        return response.request.path.removeprefix("/r/")


def _as_files(value: object) -> object:
    """（内容，名字）换成选好的文件。"""
    if isinstance(value, list):
        return [_as_files(item) for item in value]
    return FileStorage(value[0], value[1]) if isinstance(value, tuple) else value


class _Compiled(BytecodeCache):
    """各页编译好的：每个测试开一个网页，不必每个都把各页再编译一遍。按源文存取，各是各的。"""

    def __init__(self) -> None:
        self._made: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        if bucket.key in self._made:
            bucket.bytecode_from_string(self._made[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._made[bucket.key] = bucket.bytecode_to_string()


_COMPILED = _Compiled()


class Bench:
    """一个网页，和进得来的人。"""

    def __init__(self, site: Site) -> None:
        self.site = site
        self.app: Flask = application(site)
        self.app.jinja_env.bytecode_cache = _COMPILED

    def visitor(self) -> FlaskClient:
        """没有链接的人。"""
        return self.app.test_client()

    def person(self, name: str, role: str = "office") -> Person:
        """拿着一家链接进来的人。"""
        key = new_key()
        self.site.desk.offices.admit(name, digest(key), role)
        person = Person(self.visitor(), f"/in/{key}")
        assert person.client.get(person.link).status_code == 302
        return person

    def bureau(self) -> Person:
        """局里的人。"""
        return self.person(BUREAU, "bureau")


@contextmanager
def bench(folder: Path, hands: Hands | None = None, **changes: object) -> Iterator[Bench]:
    """在 `folder` 里开一个网页；给了 `hands` 的，用这几个看文件的进程，完了也不停它们。"""
    site = Site(Settings(folder / "网页 数据（2026）", shared=True, **changes))  # type: ignore[arg-type]  # 设置的各项
    site.hands = hands or site.hands
    try:
        yield Bench(site)
    finally:
        if hands is None:
            site.close()
        else:
            site.ledger.close()


LEDGERS = ("SQLite", "PostgreSQL")


def shared_hands(folders: pytest.TempPathFactory) -> Iterator[Hands]:
    """看文件的进程，一个文件里的各个网页共用：一个网页本来也要看几千份。"""
    made = Hands(Settings(folders.mktemp("看文件的"), shared=True))
    yield made
    made.close()


def on_ledger(folder: Path, kind: str, hands: Hands) -> Iterator[Bench]:
    """台账在 SQLite 或 PostgreSQL 里的一个网页。"""
    with bench(folder, hands, ledger=fresh() if kind == "PostgreSQL" else "") as made:
        yield made
