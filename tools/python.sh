#!/bin/sh
# Runs its arguments with a Python 3.11 or newer of this machine. One that can make environments goes first;
# without one, any will do, because tools/install.py then says which package is missing. PYTHON=… overrides.
if [ -n "$PYTHON" ]; then
    exec "$PYTHON" "$@"
fi
for needed in "import ensurepip, venv" "pass"; do
    for python in python3.11 python3.12 python3.13 python3.14 python3 /usr/bin/python3; do
        if "$python" -c "import sys; assert sys.version_info >= (3, 11); $needed" >/dev/null 2>&1; then
            exec "$python" "$@"
        fi
    done
done
echo "The course needs Python 3.11 or newer, and none was found on this machine." >&2
echo "On Debian 12 or Ubuntu 24.04 and later: apt-get install python3 python3-venv. Then run this again." >&2
exit 1
