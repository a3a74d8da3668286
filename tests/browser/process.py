"""Commands of Django in one process, then the server in the same: starting takes longer than most.

`python -m tests.browser.process '[["migrate"], ["demo"]]' [arguments of gunicorn]`
"""

import json
import sys

import django


def main() -> None:
    commands = json.loads(sys.argv.pop(1))
    django.setup()
    from django.core.management import call_command
    from django.db import connections

    for command in commands:
        call_command(*command)
    if len(sys.argv) > 1:
        from gunicorn.app.wsgiapp import run

        # The server forks: no connection may be open in two processes.
        connections.close_all()
        run()


if __name__ == "__main__":
    main()
