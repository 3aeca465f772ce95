"""Excel 那边的毛病，各说成一句话。COM 的错误只看编号：文字随 Excel 的语言变。"""

from __future__ import annotations

_BUSY = "Excel 正忙：可能有格子还在编辑，或有对话框开着；请按 Esc 或关掉对话框后再试"
_GONE = "与 Excel（LibreOffice）的连接断了；请确认工作簿还开着，再试一次"
_REFUSED = -2146827284  # 0x800A03EC：Excel 不让做，多半是受保护
_SENTENCES = {
    0x800AC472: _BUSY,  # VBA_E_IGNORE：正在编辑格子，或有模式对话框
    0x80010001: _BUSY,  # RPC_E_CALL_REJECTED
    0x8001010A: _BUSY,  # RPC_E_SERVERCALL_RETRYLATER
    0x80010108: _GONE,  # RPC_E_DISCONNECTED
    0x800706BA: _GONE,  # RPC 服务器不可用：Excel 退出了
    0x800706BE: _GONE,  # 远程过程调用失败
    0x80010007: _GONE,  # RPC_E_SERVER_DIED
    0x800401FD: _GONE,  # CO_E_OBJNOTCONNECTED
    0x800401E3: "没有正在运行的 Excel；请先在 Excel 里打开工作簿",  # MK_E_UNAVAILABLE
    0x80040154: "这台电脑上没有装 Excel；请用 perfxl run 直接处理文件",  # REGDB_E_CLASSNOTREG
}
_DISPOSED = "DisposedException"  # LibreOffice 关了
_NOT_RESPONDING = "ExcelBusyError"  # xlwings 试够了次数


def codes(error: BaseException) -> set[int]:
    """一个 COM 错误带着的各个编号，都按无符号写。"""
    numbers = [getattr(error, "hresult", None)]
    details = error.args[2] if len(error.args) > 2 else None
    if isinstance(details, tuple):
        numbers.append(details[-1])
    return {code & 0xFFFFFFFF for code in numbers if isinstance(code, int)}


def is_refusal(error: BaseException) -> bool:
    """Excel 不让做（1004）：受保护，或这一格上不许做这件事。"""
    return _REFUSED & 0xFFFFFFFF in codes(error)


def sentence(error: BaseException) -> str | None:
    """认得的毛病说成一句话；不认得的为 None。"""
    name = type(error).__name__
    if name == _NOT_RESPONDING:
        return _BUSY
    if name.endswith(_DISPOSED):
        return _GONE
    known = [_SENTENCES[code] for code in codes(error) if code in _SENTENCES]
    if known:
        return known[0]
    if is_refusal(error):
        return "Excel 不让改动；工作表或工作簿可能受保护，请在“审阅”里撤销保护后再试"
    return None
