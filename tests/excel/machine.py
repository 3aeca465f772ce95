"""一台假的 Windows 电脑：注册表是字典，文件夹是临时文件夹，起程序照事先说好的回答。"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from perfxl import __version__
from perfxl.excel.windows import Windows


class Machine(Windows):
    """用户名是汉字、带空格；程序装在虚拟环境里。"""

    def __init__(self, folder: Path) -> None:
        self.home = folder / "王 小明"
        self.executable = self.home / "perfxl env" / "Scripts" / "python.exe"
        self.executable.parent.mkdir(parents=True)
        self.frozen = False
        self.registry: dict[str, dict[str, object]] = {}
        self.answers: dict[str, str] = {}
        self.variables = {
            "USERPROFILE": str(self.home),
            "APPDATA": str(self.home / "AppData" / "Roaming"),
        }

    @property
    def here(self) -> bool:
        return True

    @property
    def environment(self) -> Mapping[str, str]:
        return self.variables

    @property
    def scripts(self) -> tuple[Path, ...]:
        return ()

    def values(self, key: str) -> dict[str, object]:
        return dict(self.registry.get(key.lower(), {}))

    def write(self, key: str, name: str, text: str) -> None:
        self.set(key, name, text)

    def delete(self, key: str) -> None:
        self.registry.pop(key.lower(), None)

    def run(self, command: str) -> str | None:
        return self.answers.get(command)

    def set(self, key: str, name: str, value: object) -> None:
        """摆好一个注册表值。"""
        self.registry.setdefault(key.lower(), {})[name.lower()] = value

    def add_program(self) -> str:
        """装好 perfxl.exe，返回它该登记成的样子。"""
        program = self.executable.with_name("perfxl.exe")
        program.touch()
        self.answers[f'"{program}" --version'] = __version__
        return f'"{program}"'

    @property
    def startup(self) -> Path:
        """XLSTART 文件夹。"""
        return Path(self.variables["APPDATA"]) / "Microsoft" / "Excel" / "XLSTART"

    @property
    def send_to(self) -> Path:
        """“发送到”文件夹。"""
        return Path(self.variables["APPDATA"]) / "Microsoft" / "Windows" / "SendTo"
