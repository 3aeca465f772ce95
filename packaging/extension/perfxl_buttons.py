"""LibreOffice Calc 里“绩效自评”的按钮：由 LibreOffice 自己的 Python 运行，只用标准库和 uno。

按下以后：在这个 LibreOffice 里开一根名字新取的管道，另起
`perfxl macro 动作 --calc=管道 --wb=工作簿`，不等它（它要回头来改这个文档，等就互相等住了）；
它做完，管道关掉。LibreOffice 自带的 Python 可能旧到 3.7，这里的写法也就旧。
"""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
import threading
import uuid

import uno
import unohelper
from com.sun.star.awt import XCallback
from com.sun.star.frame import XDispatch, XDispatchProvider
from com.sun.star.lang import XInitialization, XServiceInfo

PROTOCOL = "perfxl:"
IMPLEMENTATION = "perfxl.calc.Buttons"
SERVICE = "com.sun.star.frame.ProtocolHandler"
# 0 做完了，1 做完了并且查出问题；别的是没有做成。
DONE = (0, 1)
ASKS = 3  # 要问一声，什么都没有做
# com.sun.star.awt.MessageBoxButtons、MessageBoxResults 里的数。
YES_NO_CANCEL, YES, NO = 4, 2, 3
CHOICES = (
    "\n\n是：只更新里面的数，别的一字不动。\n否：另存一份新的，原来的不动。\n取消：什么都不做。"
)
MISSING = (
    "找不到 perfxl。请在终端里运行一次 perfxl excel install；"
    "还没有装 perfxl 的，先安装它，再运行这一句。"
)
FAILED = "perfxl 没有运行成功，也没有说原因。请在终端里运行 perfxl --version，看它起不起得来。"
CANNOT_START = "perfxl（{}）起不来：{}。挪过地方的，请在终端里再运行一次 perfxl excel install。"

# 一次只做一件：连点两下的，第二下不算。
_running = threading.Lock()


class Buttons(unohelper.Base, XInitialization, XDispatchProvider, XDispatch, XServiceInfo):
    """菜单、工具栏里 `perfxl:动作` 的一头：LibreOffice 每个窗口造一个。"""

    def __init__(self, context, *_):
        self.context, self.frame = context, None

    def initialize(self, arguments):
        self.frame = arguments[0] if arguments else None

    def queryDispatch(self, url, _name, _flags):  # noqa: N802  # UNO 定的名字，下同
        return self if url.Complete.startswith(PROTOCOL) else None

    def queryDispatches(self, requests):  # noqa: N802
        return tuple(
            self.queryDispatch(request.FeatureURL, request.FrameName, request.SearchFlags)
            for request in requests
        )

    def dispatch(self, url, _arguments):
        press(self.context, self.frame, url.Complete[len(PROTOCOL) :])

    def addStatusListener(self, listener, url):  # noqa: N802
        """按钮总是可按的，没有变化可说。"""

    def removeStatusListener(self, listener, url):  # noqa: N802
        """同上。"""

    def getImplementationName(self):  # noqa: N802
        return IMPLEMENTATION

    def supportsService(self, name):  # noqa: N802
        return name == SERVICE

    def getSupportedServiceNames(self):  # noqa: N802
        return (SERVICE,)


class Later(unohelper.Base, XCallback):
    """等 LibreOffice 的主线程得空再做：别的线程不许开窗口。"""

    def __init__(self, act):
        self.act = act

    def notify(self, _data):
        self.act()


def press(context, frame, action):
    """按下一个按钮。"""
    program = find_program()
    if not program:
        show(context, frame, MISSING)
        return
    if not _running.acquire(blocking=False):
        return
    try:
        pipe = "perfxl" + uuid.uuid4().hex
        command = [*program, "macro", action, "--calc=" + pipe, "--wb=" + name_of(frame)]
        door = open_door(context, pipe)
        child = start(command)
    except OSError as error:
        _running.release()
        show(context, frame, CANNOT_START.format(program[0], error.strerror))
        return
    except BaseException:
        _running.release()
        raise
    threading.Thread(target=follow, args=(context, frame, door, child), daemon=True).start()


def follow(context, frame, door, child):
    """等它做完，关上门；没有做成的，把它说的话显示出来。"""
    try:
        _, why = child.communicate()
    finally:
        _running.release()
        del door
    if child.returncode in DONE:
        return
    text = why.decode("utf-8", "replace").strip() or FAILED
    say = ask if child.returncode == ASKS else show
    later = Later(lambda: say(context, frame, text))
    service(context, "com.sun.star.awt.AsyncCallback").addCallback(later, None)


def find_program():
    """perfxl 的命令行开头；找不到是空的。先看 PERFXL_EXE，再看登记，再看 PATH。"""
    given = os.environ.get("PERFXL_EXE", "").strip()
    if given:
        return shlex.split(given) if given.startswith('"') else [given]
    try:
        with open(record(), encoding="utf-8") as file:
            lines = file.read().splitlines()
    except OSError:
        lines = []
    if lines and os.path.exists(lines[0]):
        return lines
    # 从桌面起的程序，PATH 里常常没有 pip 放程序的地方。
    program = shutil.which("perfxl") or shutil.which(
        "perfxl", path=os.path.expanduser("~/.local/bin")
    )
    return [program] if program else []


def record():
    """`perfxl excel install` 登记程序的文件：一行一个参数。"""
    home = os.path.expanduser("~")
    if os.name == "nt":
        base = os.environ.get("APPDATA") or home
    else:
        base = os.environ.get("XDG_CONFIG_HOME") or os.path.join(home, ".config")
    return os.path.join(base, "perfxl", "program.txt")


def environment():
    """给 perfxl 的环境：LibreOffice 为自己的 Python 设的去掉，uno 在哪里、是哪一版的告诉它。"""
    clean = dict(os.environ)
    for name in ("PYTHONPATH", "PYTHONHOME", "LD_LIBRARY_PATH"):
        clean.pop(name, None)
    clean["PERFXL_UNO"] = os.path.dirname(os.path.abspath(uno.__file__))
    clean["PERFXL_UNO_PYTHON"] = "{}.{}".format(*sys.version_info[:2])
    clean["PYTHONIOENCODING"] = "utf-8"
    return clean


def start(command):
    """起 perfxl，不等它；Windows 上不闪黑窗口。"""
    return subprocess.Popen(  # noqa: S603  # 起的是使用者自己装的程序
        command, env=environment(), stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
        stderr=subprocess.PIPE, creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
    )  # fmt: skip


def open_door(context, pipe):
    """本机的一根管道，从它连得进这个 LibreOffice；没有人再拿着它，就关了。"""
    door = service(context, "com.sun.star.office.Acceptor")
    door.initialize(("pipe,name=" + pipe + ";urp;StarOffice.ComponentContext", True))
    return door


def name_of(frame):
    """工作簿的完整路径；没有保存过的是标题。"""
    book = frame.getController().getModel()
    url = book.getURL()
    return uno.fileUrlToSystemPath(url) if url.startswith("file:") else url or book.getTitle()


def show(context, frame, text):
    """一个只有“确定”的小窗口。"""
    window = frame.getContainerWindow()
    kind = uno.Enum("com.sun.star.awt.MessageBoxType", "WARNINGBOX")
    toolkit = service(context, "com.sun.star.awt.Toolkit")
    toolkit.createMessageBox(window, kind, 1, "绩效自评", text).execute()


def ask(context, frame, text):
    """报告已经有了、有人改过：更新里面的数，还是另存新的。"""
    kind = uno.Enum("com.sun.star.awt.MessageBoxType", "QUERYBOX")
    box = service(context, "com.sun.star.awt.Toolkit").createMessageBox(
        frame.getContainerWindow(), kind, YES_NO_CANCEL, "绩效自评", text + CHOICES
    )
    action = {YES: "refresh", NO: "anew"}.get(box.execute())
    if action:
        press(context, frame, action)


def service(context, name):
    return context.ServiceManager.createInstanceWithContext(name, context)


g_ImplementationHelper = unohelper.ImplementationHelper()  # noqa: N816  # pythonloader 认这个名字
g_ImplementationHelper.addImplementation(Buttons, IMPLEMENTATION, (SERVICE,))
