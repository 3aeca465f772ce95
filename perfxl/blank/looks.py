"""各种格的样子：字体、字号、对齐、底色、锁不锁。"""

from __future__ import annotations

from collections.abc import Mapping

_SONG, _HEI = "仿宋", "黑体"
_GREY, _PALE = "#595959", "#EDEDED"

_BOX = {"border": 1, "valign": "vcenter", "text_wrap": True, "font_size": 11}
_PLAIN = {"valign": "vcenter", "text_wrap": True, "font_size": 11, "font_name": _SONG}
_INPUT = {"locked": False}
LOOKS: Mapping[str, Mapping[str, object]] = {
    "title": _PLAIN | {"font_name": _HEI, "font_size": 18, "align": "center"},
    "annex": _PLAIN | {"font_name": _HEI, "font_size": 12, "text_wrap": False},
    "year": _PLAIN | _INPUT | {"font_size": 12, "align": "center"},
    "label": _BOX | {"font_name": _HEI, "align": "center"},
    "head": _BOX | {"font_name": _HEI, "align": "center", "bg_color": "#F2F2F2"},
    "text": _BOX | {"font_name": _SONG, "align": "left"},
    "under": _BOX | {"font_name": _SONG, "align": "left", "indent": 3},
    "center": _BOX | {"font_name": _SONG, "align": "center"},
    "input": _BOX | _INPUT | {"font_name": _SONG, "align": "left"},
    "long": _BOX | _INPUT | {"font_name": _SONG, "align": "left", "valign": "top"},
    "value": _BOX | _INPUT | {"font_name": _SONG, "align": "center"},
    # 归程序填，不锁：在 Excel 里按“校验”时要写得进去。
    "reserved": _BOX | _INPUT | {"font_name": _SONG, "align": "center", "bg_color": _PALE},
    "hint": _BOX | {"font_name": _SONG, "align": "left", "font_color": _GREY, "font_size": 10},
    "note": _PLAIN | {"font_size": 10},
    "sign": _PLAIN | _INPUT,
    "section": _PLAIN | {"font_name": _HEI, "font_size": 12},
    "body": _PLAIN,
}
