#!/bin/sh
# Browser tests need a Chromium on the PATH: use it, or install the system's own.
for name in chromium chromium-browser google-chrome; do
    command -v "$name" >/dev/null && exit 0
done
if command -v apt-get >/dev/null && [ "$(id -u)" = 0 ]; then
    apt-get update -qq && apt-get install -y -qq --no-install-recommends chromium && exit 0
fi
echo "The browser tests need Chromium. Install it (Debian and Ubuntu: sudo apt-get install" \
    "chromium; elsewhere: your system's package manager) and run make test again." >&2
exit 1
