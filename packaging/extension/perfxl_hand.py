"""perfxl 动手的那一半（perfxl/calc/inside），在 LibreOffice 里跑：步子一次送进来，值一次送出去。

名字里带着那一半的内容的指纹：perfxl 换了版本、扩展还是旧的，perfxl 就认不出来，改从外面一步一步
地做，慢一些，不会做错。LibreOffice 自带的 Python 可能旧到 3.7，这里的写法也就旧。
"""

from __future__ import annotations

import hashlib
import os

import perfxl_inside
import unohelper
from com.sun.star.awt import XCallback
from com.sun.star.lang import XServiceInfo
from com.sun.star.task import XJob

SERVICE = "com.sun.star.task.Job"


def fingerprint(folder):
    """一个文件夹里各个 .py 的内容的指纹。"""
    content = hashlib.sha256()
    for name in sorted(os.listdir(folder)):
        if name.endswith(".py"):
            with open(os.path.join(folder, name), "rb") as file:
                content.update(file.read())
    return content.hexdigest()[:12]


IMPLEMENTATION = "perfxl.calc.Hand." + fingerprint(os.path.dirname(perfxl_inside.__file__))


class Called(unohelper.Base, XCallback):
    """主线程得空了，叫到这里。"""

    def __init__(self, turn):
        self.turn = turn

    def notify(self, _data):
        self.turn.take()


class Hand(unohelper.Base, XJob, XServiceInfo):
    """一个连进来的 perfxl 用一个：它取到的对象留在这里，它走了就放掉。

    叫进来的是管道的线程；动手一概排给主线程，原因在 perfxl_inside/turns.py。
    """

    def __init__(self, context, *_):
        self.context, self.hand = context, None
        self.queue = context.ServiceManager.createInstanceWithContext(
            "com.sun.star.awt.AsyncCallback", context
        )

    def execute(self, arguments):
        """`arguments` 依次是步子、要哪几个值、哪几个不要了；返回（错误的种类，值或说明）。"""
        given = [argument.Value for argument in arguments]
        turn = perfxl_inside.Turn(lambda: self.do(given))
        self.queue.addCallback(Called(turn), None)
        return turn.answer()

    def do(self, given):
        if self.hand is None:
            self.hand = perfxl_inside.Hand(perfxl_inside.Desk(self.context))
        return self.hand.do(*given)

    def getImplementationName(self):  # noqa: N802  # UNO 定的名字，下同
        return IMPLEMENTATION

    def supportsService(self, name):  # noqa: N802
        return name == SERVICE

    def getSupportedServiceNames(self):  # noqa: N802
        return (SERVICE,)


g_ImplementationHelper = unohelper.ImplementationHelper()  # noqa: N816  # pythonloader 认这个名字
g_ImplementationHelper.addImplementation(Hand, IMPLEMENTATION, (SERVICE,))
