"""测试用的 LibreOffice 一直开着一个；半路没了的，下一次要用时再起，不是后面的都失败。"""

import time

from needs import needs_office, needs_uno
from office import running

from perfxl.calc.bridge import connect


def test_半路没了的_再起一个() -> None:
    needs_office("Calc")
    needs_uno()
    before = running()
    connect(before).desktop.terminate()
    deadline = time.monotonic() + 30
    while running() == before:
        assert time.monotonic() < deadline, "关不掉"
        time.sleep(0.1)
    assert running() == running()
    assert connect(running()).desktop.getComponents().hasElements()
