"""用到 Windows 的几样东西：注册表、环境变量、自己是哪个程序、起一个程序。测试换成假的。"""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from pathlib import Path

_TIMEOUT = 60  # 秒；杀毒软件头一回见到一个程序要查半天


class Windows:
    """这台电脑。键写成 `HKCU\\Software\\perfxl`；没有的值是 None。"""

    executable = Path(sys.executable)
    frozen = bool(getattr(sys, "frozen", False))

    @property
    def here(self) -> bool:
        """是不是 Windows。"""
        return sys.platform == "win32"

    @property
    def environment(self) -> Mapping[str, str]:
        return os.environ

    @property
    def scripts(self) -> tuple[Path, ...]:
        """pip 把 perfxl.exe 放在哪几处。"""
        import sysconfig  # noqa: PLC0415  # 每个命令都装载这个文件，用不着的不要拖慢它

        schemes = (sysconfig.get_default_scheme(), sysconfig.get_preferred_scheme("user"))
        return tuple(Path(sysconfig.get_path("scripts", scheme)) for scheme in schemes)

    def value(self, key: str, name: str = "") -> object:
        """注册表里的一个值；名字为空是默认值。"""
        return self.values(key).get(name.lower())

    def values(self, key: str) -> dict[str, object]:
        """一个键下的全部值，名字一律小写（注册表不分大小写）。"""
        values: dict[str, object] = {}
        if sys.platform == "win32":
            import winreg  # noqa: PLC0415  # 只有 Windows 有

            root, _, path = key.partition("\\")
            try:
                with winreg.OpenKey(_roots()[root], path) as opened:
                    for place in range(winreg.QueryInfoKey(opened)[1]):
                        name, value, _ = winreg.EnumValue(opened, place)
                        values[name.lower()] = value
            except OSError:
                return {}  # 没有这个键，或没有权限看
        return values

    def write(self, key: str, name: str, text: str) -> None:
        """写一个文字值，键没有就建。"""
        if sys.platform == "win32":
            import winreg  # noqa: PLC0415  # 同上

            root, _, path = key.partition("\\")
            with winreg.CreateKey(_roots()[root], path) as opened:
                winreg.SetValueEx(opened, name, 0, winreg.REG_SZ, text)

    def delete(self, key: str) -> None:
        """删去一个（没有下级的）键；没有也无妨。"""
        if sys.platform == "win32":
            import winreg  # noqa: PLC0415  # 同上

            root, _, path = key.partition("\\")
            try:
                winreg.DeleteKey(_roots()[root], path)
            except FileNotFoundError:
                return

    def run(self, command: str) -> str | None:
        """起一个程序，返回它的输出；起不来或没做成是 None。"""
        import subprocess  # noqa: PLC0415  # 同上

        try:
            ran = subprocess.run(  # noqa: S603  # 命令是安装时自己登记的
                command, capture_output=True, check=False, timeout=_TIMEOUT
            )
        except (OSError, subprocess.TimeoutExpired):
            return None
        return ran.stdout.decode("utf-8", "replace").strip() if ran.returncode == 0 else None


def _roots() -> dict[str, int]:
    if sys.platform != "win32":
        return {}
    import winreg  # noqa: PLC0415  # 同上

    return {"HKCU": winreg.HKEY_CURRENT_USER, "HKLM": winreg.HKEY_LOCAL_MACHINE}
