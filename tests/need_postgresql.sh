#!/bin/sh
# The record is tested with PostgreSQL too: use the one that is there, or install the system's own.
# Without one those tests are skipped, and say so.
command -v initdb >/dev/null && exit 0
ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 && exit 0
if command -v apt-get >/dev/null && [ "$(id -u)" = 0 ]; then
    # The tests start a server of their own; the package shall start none.
    mkdir -p /etc/postgresql-common
    [ -e /etc/postgresql-common/createcluster.conf ] ||
        echo "create_main_cluster = false" >/etc/postgresql-common/createcluster.conf
    apt-get update -qq && apt-get install -y -qq --no-install-recommends postgresql && exit 0
fi
echo "PostgreSQL is not here, so the record is tested with SQLite alone (Debian and Ubuntu:" \
    "sudo apt-get install postgresql; elsewhere: your system's package manager)." >&2
exit 0
