"""主题部件：Word 要求有它。样式里的字体都写明了，这里只是让“主题字体”也落到中文字体上。"""

from __future__ import annotations

from perfxl.report.blank.look import BODY, HEAD, HEI, LATIN

_A = "http://schemas.openxmlformats.org/drawingml/2006/main"
_COLORS = {
    "dk1": "000000", "lt1": "FFFFFF", "dk2": "1F3864", "lt2": "E7E6E6", "accent1": "2F5496",
    "accent2": "C55A11", "accent3": "7B7B7B", "accent4": "BF8F00", "accent5": "2E75B6",
    "accent6": "538135", "hlink": "0563C1", "folHlink": "954F72",
}  # fmt: skip


def theme() -> str:
    colors = "".join(
        f'<a:{name}><a:srgbClr val="{value}"/></a:{name}>' for name, value in _COLORS.items()
    )
    solid = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>'
    line = f'<a:ln w="6350">{solid}</a:ln>'
    effect = "<a:effectStyle><a:effectLst/></a:effectStyle>"
    return (
        f'{HEAD}<a:theme xmlns:a="{_A}" name="公文"><a:themeElements>'
        f'<a:clrScheme name="公文">{colors}</a:clrScheme>'
        f'<a:fontScheme name="公文">{_fonts("major", HEI)}{_fonts("minor", BODY)}</a:fontScheme>'
        f'<a:fmtScheme name="公文"><a:fillStyleLst>{solid * 3}</a:fillStyleLst>'
        f"<a:lnStyleLst>{line * 3}</a:lnStyleLst><a:effectStyleLst>{effect * 3}</a:effectStyleLst>"
        f"<a:bgFillStyleLst>{solid * 3}</a:bgFillStyleLst></a:fmtScheme>"
        "</a:themeElements></a:theme>"
    )


def _fonts(kind: str, east: str) -> str:
    return (
        f'<a:{kind}Font><a:latin typeface="{LATIN}"/><a:ea typeface="{east}"/><a:cs typeface=""/>'
        f"</a:{kind}Font>"
    )
