"""由 packaging/extension、perfxl/calc/inside 和图标做出 LibreOffice 的扩展（perfxl.oxt）。

    python packaging/oxt.py

做几次都逐字节相同；扩展提交在仓库里，测试重做一遍来比。菜单、工具栏只在 Calc 里出现。
"""

from __future__ import annotations

import sys
from pathlib import Path
from xml.sax.saxutils import escape

ROOT = Path(__file__).parent.parent
sys.path[:0] = [str(ROOT), str(Path(__file__).parent)]

from addin import BUTTONS, pack  # noqa: E402  # 先让这个文件夹找得到
from icons import ICONS, png  # noqa: E402

from perfxl import __version__  # noqa: E402
from perfxl.calc.bridge import INSIDE, hand_name  # noqa: E402
from perfxl.excel.libreoffice import EXTENSION, IDENTIFIER  # noqa: E402

EXTENSION_FOLDER = Path(__file__).parent / "extension"
# 两个组件：按钮；动手的那一半。各是（文件，实现的名字，服务的名字）。
COMPONENTS = (
    ("perfxl_buttons.py", "perfxl.calc.Buttons", "com.sun.star.frame.ProtocolHandler"),
    ("perfxl_hand.py", hand_name(), "com.sun.star.task.Job"),
)
TITLE = "绩效自评"
# LibreOffice 里“帮助”不用按钮：说明在 docs/LibreOffice里用.md。
SHOWN = [button for button in BUTTONS if button[0] != "help"]
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
_CALC = "com.sun.star.sheet.SpreadsheetDocument"
_TYPE = "application/vnd.sun.star"


def build() -> bytes:
    """扩展的字节。"""
    parts: dict[str, bytes | str] = {
        "META-INF/manifest.xml": _manifest(),
        "description.xml": _description(),
        "Addons.xcu": _addons(),
        "ProtocolHandler.xcu": _protocol(),
        "CalcWindowState.xcu": _window(),
        "perfxl.components": _components(),
        "LICENSE": (ROOT / "LICENSE").read_bytes(),
        "description/zh.txt": "在打开的自评表上校验、标色，生成 Word 自评报告，"
        "核对报告，清除标记。要先在这台"
        "电脑上装好 perfxl，并运行 perfxl excel install。许可：MIT，见 LICENSE。\n",
    }
    parts |= {name: (EXTENSION_FOLDER / name).read_bytes() for name, *_ in COMPONENTS}
    # pythonpath 这个名字 LibreOffice 认得：里面的包，组件能 import。
    parts |= {
        f"pythonpath/perfxl_inside/{path.name}": path.read_bytes()
        for path in sorted(INSIDE.glob("*.py"))
    }
    parts |= {f"icons/{name}.png": png(ICONS[name]) for name, *_ in SHOWN}
    return pack(parts)


def _manifest() -> str:
    entries = [
        (f"{_TYPE}.configuration-data", "Addons.xcu"),
        (f"{_TYPE}.configuration-data", "ProtocolHandler.xcu"),
        (f"{_TYPE}.configuration-data", "CalcWindowState.xcu"),
        (f"{_TYPE}.uno-components", "perfxl.components"),
    ]
    lines = "".join(
        f'<manifest:file-entry manifest:media-type="{kind}" manifest:full-path="{path}"/>'
        for kind, path in entries
    )
    return (
        f'{_HEAD}<manifest:manifest xmlns:manifest="http://openoffice.org/2001/manifest">'
        f"{lines}</manifest:manifest>"
    )


def _components() -> str:
    """组件的登记。写成这种静态的：装的时候不必另起进程去问它，少一样可能缺的东西。"""
    lines = "".join(
        f'<component loader="com.sun.star.loader.Python" uri="{source}">'
        f'<implementation name="{name}"><service name="{service}"/></implementation></component>'
        for source, name, service in COMPONENTS
    )
    return (
        f'{_HEAD}<components xmlns="http://openoffice.org/2010/uno-components">{lines}</components>'
    )


def _description() -> str:
    return (
        f'{_HEAD}<description xmlns="http://openoffice.org/extensions/description/2006"'
        ' xmlns:xlink="http://www.w3.org/1999/xlink">'
        f'<identifier value="{IDENTIFIER}"/><version value="{__version__}"/>'
        f'<display-name><name lang="zh-CN">perfxl {TITLE}</name></display-name>'
        '<extension-description><src xlink:href="description/zh.txt" lang="zh-CN"/>'
        "</extension-description>"
        '<icon><default xlink:href="icons/validate.png"/></icon></description>'
    )


def _addons() -> str:
    """菜单“绩效自评”、工具栏、图标。"""
    items = "".join(_item(f"m{place}", *button[:2]) for place, button in enumerate(SHOWN, 1))
    images = "".join(
        _node(f"i{place}", _value("URL", f"perfxl:{name}"),
              '<node oor:name="UserDefinedImages">',
              *(_value(f"Image{size}URL", f"%origin%/icons/{name}.png")
                for size in ("Small", "Big")), "</node>")
        for place, (name, *_) in enumerate(SHOWN, 1)
    )  # fmt: skip
    menu = _node("perfxl.calc.menu", _value("Title", TITLE, "zh-CN"), _value("Context", _CALC),
                 '<node oor:name="Submenu">', items, "</node>")  # fmt: skip
    return _settings(
        "Office", "Addons",
        f'<node oor:name="AddonUI"><node oor:name="OfficeMenuBar">{menu}</node>'
        f'<node oor:name="OfficeToolBar">{_node("perfxl.calc.toolbar", items)}</node>'
        f'<node oor:name="Images">{images}</node></node>',
    )  # fmt: skip


def _item(name: str, action: str, label: str) -> str:
    return _node(
        name, _value("URL", f"perfxl:{action}"), _value("Title", label, "zh-CN"),
        _value("Target", "_self"), _value("Context", _CALC),
    )  # fmt: skip


def _protocol() -> str:
    """`perfxl:` 开头的命令归我们。"""
    return _settings(
        "Office", "ProtocolHandler",
        '<node oor:name="HandlerSet">'
        + _node("perfxl.calc.Buttons",
                '<prop oor:name="Protocols" oor:type="oor:string-list"><value>perfxl:*</value>'
                "</prop>")
        + "</node>",
    )  # fmt: skip


def _window() -> str:
    """工具栏的名字：不写就叫“附加组件 1”。"""
    return _settings(
        "Office.UI", "CalcWindowState",
        '<node oor:name="UIElements"><node oor:name="States">'
        + _node("private:resource/toolbar/addon_perfxl.calc.toolbar",
                _value("UIName", TITLE, "zh-CN"),
                '<prop oor:name="Visible" oor:type="xs:boolean"><value>true</value></prop>')
        + "</node></node>",
    )  # fmt: skip


def _settings(package: str, name: str, content: str) -> str:
    return (
        f'{_HEAD}<oor:component-data xmlns:oor="http://openoffice.org/2001/registry"'
        ' xmlns:xs="http://www.w3.org/2001/XMLSchema"'
        f' oor:package="org.openoffice.{package}" oor:name="{name}">{content}</oor:component-data>'
    )


def _node(name: str, *content: str) -> str:
    return f'<node oor:name="{name}" oor:op="replace">{"".join(content)}</node>'


def _value(name: str, text: str, language: str = "") -> str:
    """一个值；带语言的，别的语言的界面也用它（缺的一律看 en-US）。"""
    lines = [f"<value>{escape(text)}</value>"]
    if language:
        lines = [f'<value xml:lang="{code}">{escape(text)}</value>' for code in ("en-US", language)]
    return f'<prop oor:name="{name}" oor:type="xs:string">{"".join(lines)}</prop>'


if __name__ == "__main__":
    EXTENSION.write_bytes(build())
    print(f"已写好 {EXTENSION.relative_to(ROOT)}")
