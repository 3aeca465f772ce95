# 这台机器上有什么、缺什么。.ci/run 用它，测试也用它（tests/test_ci.py）。
# shellcheck shell=bash

# Debian、Ubuntu 自带的 Python：apt 装的 uno、tkinter 归它用。
SYSTEM_PYTHON=${SYSTEM_PYTHON:-/usr/bin/python3}
# Debian 的 PostgreSQL 装在这里，不在 PATH 里。
POSTGRESQL=${POSTGRESQL:-/usr/lib/postgresql}

# 装一样；装不上说一声，接着装别的：缺了它的测试会说缺什么。
get() {
    if [ -z "${updated:-}" ]; then
        as_root apt-get update -qq || true
        updated=yes
    fi
    DEBIAN_FRONTEND=noninteractive as_root apt-get install -y -qq --no-install-recommends "$@" ||
        echo "没有装上 $*，用到它的测试会说。" >&2
}

as_root() {
    if [ "$(id -u)" = 0 ] || ! command -v sudo >/dev/null; then
        "$@"
    else
        sudo --preserve-env=DEBIAN_FRONTEND "$@"
    fi
}

has() { command -v "$1" >/dev/null; }

imports() { [ -x "$SYSTEM_PYTHON" ] && "$SYSTEM_PYTHON" -c "import $1" 2>/dev/null; }

# LibreOffice 的一个部件装了没有：程序旁边有没有它的文件。
part() {
    local program
    program=$(command -v soffice) && [ -e "$(dirname "$(readlink -f "$program")")/$1" ]
}

# PostgreSQL 的服务端；测试自己起一个，只听本机，用完停掉（tests/postgres.py）。
database() { has postgres || ls "$POSTGRESQL"/*/bin/postgres >/dev/null 2>&1; }

# 网页的测试用的浏览器。
browser() { has chromium || has chromium-browser || has google-chrome; }

# 每样只在缺的时候装，各装各的：有一样装不上（从别处来的 Node 与 Debian 的 npm 不能并存），
# 不连累别的。
install_tools() {
    part libscfiltlo.so || get libreoffice-calc
    part libswlo.so || get libreoffice-writer
    imports uno || get python3-uno
    imports tkinter || get python3-tk
    imports ensurepip || get python3-venv
    has pdftoppm || get poppler-utils
    has Xvfb || get xvfb
    [ -n "$(fc-list :lang=zh 2>/dev/null)" ] || get fonts-noto-cjk
    database || get postgresql
    browser || get chromium
    has node || get nodejs
    has npm || get npm
    npm install --silent --no-audit --no-fund --prefix build/ooxml @ooxml-tools/validate@0.4.6 ||
        echo "没有装上 OOXML 校验器，用到它的测试会说。" >&2
    npm install --silent --no-audit --no-fund --prefix build/axe axe-core@4.10.3 ||
        echo "没有装上 axe-core，用到它的测试会说。" >&2
}

# 一个 Python 是第几版（3.11 写成 11）；起不来的、pyproject.toml 不许的没有。
minor() {
    "$1" - pyproject.toml 2>/dev/null <<'PY'
import re, sys
if sys.version_info < (3, 11):
    sys.exit(1)
import tomllib
with open(sys.argv[1], "rb") as file:
    wanted = tomllib.load(file)["project"]["requires-python"]
for sign, number in re.findall(r"([<>]=?)\s*3\.(\d+)", wanted):
    mine, number = sys.version_info[1], int(number)
    if not {">=": mine >= number, ">": mine > number, "<": mine < number, "<=": mine <= number}[sign]:
        sys.exit(1)
print(sys.version_info[1])
PY
}

# 机器上的各个 Python，一行一个“版次 位置”；同一版只留先找到的。系统自带的先找。
pythons() {
    local python number root
    root=$(pyenv root 2>/dev/null) || root=/nonexistent
    {
        echo "$SYSTEM_PYTHON"
        for number in 11 12 13 14 15; do command -v "python3.$number" || true; done
        command -v python3 || true
        ls -d "$root"/versions/*/bin/python3 2>/dev/null || true
    } | while read -r python; do
        # 最后一个太旧，不算没有找到：.ci/run 开着 pipefail。
        if number=$(minor "$python" </dev/null); then echo "$number $python"; fi
    done | awk '!seen[$1]++' | sort -n
}

# 最旧的一版：全部测试在它上面跑。
oldest_python() { pythons | sed -n '1s/^[0-9]* //p' | grep .; }

# 其余各版，各跑要紧的。
other_pythons() { pythons | sed 's/^[0-9]* //' | grep -vxF "$1" || true; }
