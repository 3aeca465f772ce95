"""金额的中文大写：壹佰贰拾万元整。写法照《支付结算办法》附件的填写规定。"""

from __future__ import annotations

from decimal import Decimal

from perfxl.cells.quantity import rounded

_DIGITS = "零壹贰叁肆伍陆柒捌玖"
_PLACES = ("", "拾", "佰", "仟")
MOST = Decimal(10) ** 16  # 元；再大的不是一笔账


def capitals(yuan: Decimal) -> str:
    """几元 → 大写；四舍五入到分。"""
    cents = int(rounded(abs(yuan), 2) * 100)
    if not cents:
        return "零元整"
    whole, rest = divmod(cents, 100)
    jiao, fen = divmod(rest, 10)
    text = f"{_whole(whole)}元" if whole else ""
    if not rest:
        text += "整"
    else:
        text += f"{_DIGITS[jiao]}角" if jiao else "零" if whole else ""
        text += f"{_DIGITS[fen]}分" if fen else "整"
    return f"负{text}" if yuan < 0 else text


def _whole(number: int) -> str:
    """整数：每四位一节，节与节之间缺了高位的补一个零。"""
    high, low = divmod(number, 10**8)
    if high:
        return f"{_whole(high)}亿{_after(high, low, 10**7)}"
    high, low = divmod(number, 10**4)
    if high:
        return f"{_section(high)}万{_after(high, low, 10**3)}"
    return _section(low)


def _after(high: int, low: int, full: int) -> str:
    """后面的一截；前一截末位是零、或这一截缺高位的，中间读零。"""
    if not low:
        return ""
    return ("零" if low < full or high % 10 == 0 else "") + _whole(low)


def _section(number: int) -> str:
    text, gap = "", False
    for place in reversed(range(4)):
        digit = number // 10**place % 10
        if digit:
            text += ("零" if gap and text else "") + _DIGITS[digit] + _PLACES[place]
        gap = digit == 0
    return text
