"""在真的浏览器里走一遍：单位交、看、点到那一格、带走、改了再交；局里退回，单位看得见。关了脚本也一样。"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from needs import lacking
from sites import BAD, GOOD, HEYUAN
from test_serve import Server

_AXE = Path(__file__).parents[2] / "build/axe/node_modules/axe-core/axe.min.js"
_PROGRAMS = ("chromium", "chromium-browser", "google-chrome", "microsoft-edge")
# 图存在这里；要换文档里的图时设成 docs/图。
_PICTURES = os.environ.get("PERFXL_PICTURES", "")


@pytest.fixture(scope="module")
def browser() -> Iterator[object]:
    program = next(filter(None, map(shutil.which, _PROGRAMS)), None)
    if program is None:
        lacking("这台机器上没有 Chromium")
    playwright = pytest.importorskip("playwright.sync_api", reason="没有装 playwright")
    with playwright.sync_playwright() as started:
        opened = started.chromium.launch(executable_path=program, args=["--no-sandbox"])
        yield opened
        opened.close()


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    made = Server(tmp_path / "网页 数据", "--bureau")
    yield made
    made.stop()


class Desk:
    """一个窗口，记着页面上报的错。"""

    def __init__(self, browser: object, *, script: bool) -> None:
        context = browser.new_context(  # type: ignore[attr-defined]  # playwright 的浏览器
            java_script_enabled=script, viewport={"width": 1366, "height": 900}, locale="zh-CN",
            accept_downloads=True,
        )  # fmt: skip
        self.page = context.new_page()
        self.wrong: list[str] = []
        self.page.on("pageerror", lambda error: self.wrong.append(str(error)))
        self.page.on("request", self._asked)

    def _asked(self, asked: object) -> None:
        """不连外面的任何东西。"""
        url = str(asked.url)  # type: ignore[attr-defined]  # playwright 的请求
        if not url.startswith(("http://127.0.0.1:", "data:")):
            self.wrong.append(url)

    def follow(self, selector: str) -> None:
        """点一下，等到新的一页（或者页内的那一处）来了再说：`click` 自己不等。"""
        with self.page.expect_navigation():
            self.page.click(selector)

    def hand_in(self, *paths: Path) -> None:
        self.page.set_input_files("#files", [str(path) for path in paths])
        self.follow("text='校验'")

    def take(self, text: str, folder: Path) -> Path:
        with self.page.expect_download() as coming:
            self.page.click(f"text={text}")
        place = folder / coming.value.suggested_filename
        coming.value.save_as(place)
        return Path(place)

    def picture(self, name: str) -> None:
        if _PICTURES:
            self.page.screenshot(path=f"{_PICTURES}/{name}.png", full_page=name.endswith("全页"))


def _bureau(browser: object, server: Server, *, script: bool = True) -> Desk:
    desk = Desk(browser, script=script)
    desk.page.goto(server.door())
    return desk


def _links(bureau: Desk, server: Server, *names: str) -> list[str]:
    bureau.page.goto(f"{server.base}/bureau/offices")
    bureau.page.fill("#names", "\n".join(names))
    bureau.follow("text='给链接'")
    links: list[str] = bureau.page.locator("td.key").all_inner_texts()
    return links


@pytest.mark.parametrize("script", [True, False], ids=["开着脚本", "关了脚本"])
def test_从交到退回走一遍(browser: object, server: Server, tmp_path: Path, *, script: bool) -> None:
    bureau = _bureau(browser, server, script=script)
    link, other = _links(bureau, server, "禾源县图书馆", "禾源县教育局")
    office = Desk(browser, script=script)
    office.page.goto(link)
    office.picture("网页-交")
    office.hand_in(BAD)
    assert "条必须改的错误" in office.page.inner_text("main")
    office.picture("网页-结论")
    office.follow("ol.findings li >> nth=0 >> a")
    spot = office.page.url.partition("#")[2]
    assert office.page.locator(f"#{spot}").is_visible(), "点结论，看到那一格"
    office.follow(f"#{spot} a.mark >> nth=0")
    assert office.page.locator(f"#{office.page.url.partition('#')[2]}").is_visible(), (
        "点格上的记号，回到结论"
    )
    assert office.take("带走标好的工作簿", tmp_path).name == "有错的自评表-校验.xlsx"
    assert office.take("带走 Word 自评报告", tmp_path).suffix == ".docx"
    office.page.goto(server.base)
    office.hand_in(GOOD)
    assert "与上一次比" in office.page.inner_text("main")
    result = office.page.url
    bureau.page.goto(f"{server.base}/")
    assert "没有交 1 家" in bureau.page.inner_text("main")
    bureau.picture("网页-概况")
    bureau.follow("table >> text=禾源县图书馆阅览室")
    bureau.page.fill("#note", "执行率低的原因没有写清")
    bureau.follow("button:text-is('退回')")
    bureau.picture("网页-复核")
    office.page.goto(result)
    assert "退回。执行率低的原因没有写清" in office.page.inner_text("main")
    stranger = Desk(browser, script=script)
    stranger.page.goto(other)
    assert stranger.page.goto(result).status == 404
    assert not office.wrong
    assert not bureau.wrong


def test_两份样例从上传到报告(browser: object, server: Server, tmp_path: Path) -> None:
    (link,) = _links(_bureau(browser, server), server, "某单位")
    office = Desk(browser, script=True)
    office.page.goto(link)
    for path in (HEYUAN, next((HEYUAN.parents[1]).glob("*2022*/*.xlsx"))):
        office.hand_in(path)
        assert "没有必须改的错误" in office.page.inner_text("main")
        assert office.take("带走 Word 自评报告", tmp_path).stat().st_size > 10_000
        office.page.goto(server.base)


def test_用得了键盘和读屏(browser: object, server: Server) -> None:
    if not _AXE.is_file():
        lacking("没有装 axe-core（npm install --prefix build/axe axe-core）")
    bureau = _bureau(browser, server)
    (link,) = _links(bureau, server, "某单位")
    office = Desk(browser, script=True)
    office.page.goto(link)
    assert _serious(office) == []
    office.hand_in(BAD)
    assert _serious(office) == []
    office.page.goto(f"{server.base}/proof")
    assert _serious(office) == []
    for path in ("/bureau/", "/bureau/offices", "/bureau/filing/1", "/没有这一页"):
        bureau.page.goto(f"{server.base}{path}")
        assert _serious(bureau) == []
    office.page.goto(f"{server.base}/")
    office.page.keyboard.press("Tab")
    assert office.page.evaluate("document.activeElement.className") == "skip"


def _serious(desk: Desk) -> list[str]:
    """axe 认为严重的：哪一条、哪一处。"""
    desk.page.evaluate(_AXE.read_text(encoding="utf-8"))
    found = desk.page.evaluate("axe.run()")
    return [
        f"{one['id']} {json.dumps(one['nodes'][0]['target'])} {one['help']}"
        for one in found["violations"]
        if one["impact"] in {"serious", "critical"}
    ]


def test_放大到两倍_不用左右挪(browser: object, server: Server) -> None:
    (link,) = _links(_bureau(browser, server), server, "某单位")
    office = Desk(browser, script=True)
    office.page.set_viewport_size({"width": 683, "height": 450})  # 1366 宽的屏幕放大到 200%
    office.page.goto(link)
    office.hand_in(BAD)
    wide = office.page.evaluate("document.documentElement.scrollWidth")
    assert wide <= 683


def test_手机上_清单里的字不挤成一竖条(browser: object, server: Server) -> None:
    bureau = _bureau(browser, server)
    (link,) = _links(bureau, server, "禾源县图书馆")
    office = Desk(browser, script=True)
    office.page.goto(link)
    office.hand_in(BAD, GOOD)
    office.page.goto(server.base)
    bureau.page.goto(f"{server.base}/bureau/")
    for desk in (office, bureau):
        desk.page.set_viewport_size({"width": 390, "height": 800})
        assert desk.page.evaluate("document.documentElement.scrollWidth") <= 390
        cells = desk.page.locator("table.listed tbody tr >> nth=0 >> td")
        heights = cells.evaluate_all("cells => cells.map(cell => cell.clientHeight)")
        assert max(heights) < 160, "一格不到六行"
