"""加载项：由源码重做一遍逐字节相同，源码读得回来，功能区的每个回调都有，两个检查器没有话说。"""

import re
import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from lxml import etree
from scripts import PACKAGING, load
from validators import audit_errors, sdk_errors
from vba import modules

from perfxl.excel.project import ADDIN, SOURCE, source

ROOT = Path(__file__).parent.parent.parent
RIBBON = "{http://schemas.microsoft.com/office/2009/07/customui}"
# 源码里只有 ASCII；汉字写成十六进制，这里是它们该是的话。
SAID = {
    "校验：查出问题，在表上标色，列在“校验结果”里。",
    "生成报告：在工作簿旁边生成 Word 自评报告。",
    "核对报告：旁边的报告与这张表核对，问题写成批注。",
    "清除标记：去掉校验留下的颜色和批注。",
    "按了没有反应：运行 perfxl excel doctor，照它说的做。",
    "请先打开要校验的自评表（受保护的视图里要先点“启用编辑”），再按按钮。",
    "是：只更新里面的数，别的不动。否：另存新的。取消：什么都不做。",
    "perfxl 没有运行成功。请在命令提示符里运行 perfxl excel doctor，照它说的做；没有装过的先安装。",
}


@pytest.fixture(scope="module")
def parts() -> dict[str, bytes]:
    with zipfile.ZipFile(ADDIN) as package:
        return {name: package.read(name) for name in package.namelist()}


def test_重做一遍与仓库里的逐字节相同() -> None:
    script = load(PACKAGING / "addin.py")
    first = script.build()
    assert first == script.build()
    assert first == ADDIN.read_bytes(), "源码或图标改过，请运行 python packaging/addin.py"


def test_宏的源码读得回来(parts: dict[str, bytes]) -> None:
    found = modules(parts["xl/vbaProject.bin"])
    assert set(found) == {"ThisWorkbook.cls", "Sheet1.cls", "Perfxl.bas"}
    assert found["Perfxl.bas"] == source()


def test_源码只有ASCII而且短() -> None:
    data = SOURCE.read_bytes()
    assert data.isascii()
    assert data.count(b"\n") == data.count(b"\r\n") <= 96
    assert "Auto_Open" not in source()  # 打开就自己跑的宏，杀毒软件都拦
    assert "Workbook_Open" not in source()


def test_源码里的汉字说的是这几句() -> None:
    calls = re.findall(r'Han\(((?:"[0-9A-F]+"(?: & _\s+)?)+)\)', source())
    said = {
        bytes.fromhex("".join(re.findall("[0-9A-F]{4}", call))).decode("utf-16-be")
        for call in calls
    }
    assert said == SAID


def test_功能区的回调和图标都有(parts: dict[str, bytes]) -> None:
    root = etree.fromstring(parts["customUI/customUI14.xml"])
    buttons = list(root.iter(f"{RIBBON}button"))
    assert [one.get("label") for one in buttons] == [
        "校验", "生成报告", "核对报告", "清除标记", "帮助",
    ]  # fmt: skip
    subs = set(re.findall(r"Public Sub (\w+)\(ByVal control As Object\)", source()))
    actions = set(re.findall(r'(?:Start|control\.Tag =) "(\w+)"', source()))
    relations = etree.fromstring(parts["customUI/_rels/customUI14.xml.rels"])
    images = {one.get("Id"): one.get("Target") for one in relations}
    for one in buttons:
        assert one.get("onAction") in subs
        assert one.get("tag") in actions
        assert one.get("screentip")
        assert one.get("supertip")
        picture = parts[f"customUI/{images[one.get('image')]}"]
        assert picture.startswith(b"\x89PNG")
        assert picture[16:24] == b"\0\0\0\x20\0\0\0\x20"  # 32×32
    tab = next(root.iter(f"{RIBBON}tab"))
    assert tab.get("label") == "绩效自评"


def test_五个图标各不相同而且看得见(parts: dict[str, bytes]) -> None:
    pictures = {name: data for name, data in parts.items() if name.endswith(".png")}
    assert len(set(pictures.values())) == len(pictures) == 5
    for data in pictures.values():
        place = data.index(b"IDAT") + 4 + 7  # 不压缩的数据块：两字节头、五字节块头
        rows = data[place : place + 32 * 129]
        seen = sum(
            rows[row * 129 + 4 + 4 * column] > 127 for row in range(32) for column in range(32)
        )
        assert seen > 32 * 32 // 4


def test_两个检查器都没有话说(tmp_path: Path) -> None:
    copy = tmp_path / "perfxl.xlam"
    copy.write_bytes(ADDIN.read_bytes())
    assert audit_errors(copy) == []
    assert sdk_errors(copy) == []


def test_检查器查得出坏的(parts: dict[str, bytes], tmp_path: Path) -> None:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w") as package:
        for name, content in parts.items():
            wrong = content.replace(b"<sheetData/>", b"<sheetData/><sheetData/>")
            package.writestr(name, wrong)
    broken = tmp_path / "broken.xlam"
    broken.write_bytes(buffer.getvalue())
    assert audit_errors(broken)
    assert sdk_errors(broken)
