"""谁能进来：钥匙、登进来的单位、错的钥匙试得太多的。

钥匙是随机的三十二个字节，只在给出去的链接里，库里存的是它的摘要：台账被人拿走了，也进不来。
"""

from __future__ import annotations

import hashlib
import secrets
import time
from collections import deque
from collections.abc import Callable
from functools import wraps
from threading import Lock
from typing import ParamSpec

from flask import Response, abort, g, session
from flask.typing import ResponseReturnValue

from perfxl.bureau.desk import Desk
from perfxl.bureau.offices import Office

P = ParamSpec("P")
_WINDOW = 600  # 数错的钥匙，数多久以内的（秒）
_MOST_PLACES = 10_000  # 记着的来处至多这么多


def new_key() -> str:
    """一把新的钥匙。"""
    return secrets.token_urlsafe(32)


def digest(key: str) -> str:
    """钥匙的摘要。钥匙本身有二百多位随机，用不着慢的算法。"""
    return hashlib.sha256(key.encode()).hexdigest()


def _seconds() -> int:
    return int(time.monotonic())


class Tries:
    """一个来处十分钟里错了几次。"""

    def __init__(self, most: int, clock: Callable[[], int] = _seconds) -> None:
        self._most, self._clock = most, clock
        self._wrong: dict[str, deque[int]] = {}
        self._lock = Lock()

    def is_over(self, place: str) -> bool:
        """错得太多了，先不看它的钥匙。"""
        with self._lock:
            return len(self._recent(place)) >= self._most

    def wrong(self, place: str) -> None:
        """又错了一次。"""
        with self._lock:
            if len(self._wrong) >= _MOST_PLACES and place not in self._wrong:
                self._wrong.pop(next(iter(self._wrong)))
            self._wrong.setdefault(place, deque(maxlen=self._most)).append(self._clock())

    def _recent(self, place: str) -> deque[int]:
        times = self._wrong.get(place, deque())
        while times and times[0] < self._clock() - _WINDOW:
            times.popleft()
        return times


def sign_in(office: Office, key: str) -> None:
    """记在签了名的 cookie 里：哪一家、用的哪把钥匙。钥匙换了，以前登进来的就作废。"""
    session.clear()
    session.permanent = True
    session["office"], session["key"] = office.number, digest(key)


def who(desk: Desk) -> Office | None:
    """登进来的是哪一家。"""
    number, key = session.get("office"), session.get("key")
    if not isinstance(number, int) or not isinstance(key, str):
        return None
    office = desk.offices.with_key(key)
    return office if office is not None and office.number == number else None


def signed_in(view: Callable[P, ResponseReturnValue]) -> Callable[P, ResponseReturnValue]:
    """登进来的才看得到。"""

    @wraps(view)
    def wrapped(*args: P.args, **kwargs: P.kwargs) -> ResponseReturnValue:
        if g.office is None:
            abort(401)
        return view(*args, **kwargs)

    return wrapped


def bureau_only(view: Callable[P, ResponseReturnValue]) -> Callable[P, ResponseReturnValue]:
    """局里才看得到；别人问，与没有这一页一样。"""

    @wraps(view)
    def wrapped(*args: P.args, **kwargs: P.kwargs) -> ResponseReturnValue:
        if g.office is None or not g.office.is_bureau:
            abort(404)
        return view(*args, **kwargs)

    return wrapped


def guarded(response: Response) -> Response:
    """每一页都带着：不连外面、不让别的网页套着、不留在缓存里。"""
    response.headers["Content-Security-Policy"] = (
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; "
        "form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
    )
    response.headers["X-Frame-Options"] = "DENY"
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Referrer-Policy"] = "same-origin"
    response.headers["Cross-Origin-Opener-Policy"] = "same-origin"
    response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    response.headers["X-Robots-Tag"] = "noindex"
    response.headers.setdefault("Cache-Control", "no-store")
    return response
