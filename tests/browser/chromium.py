"""The Chromium that journeys run in: the system's, else Debian's package, else Playwright's own.

`python -m tests.browser.chromium` makes sure that there is one and that it starts.
"""

import os
import shutil
import subprocess
import sys

from playwright.sync_api import Browser, Error, Playwright, sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
# Without these a headless Chromium calls its vendor; with the last, no other machine can be reached at all.
FLAGS = [
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--disable-quic",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
]


def system_chromium() -> str | None:
    """CHROMIUM names one; else the first of the usual names on the path."""
    given = os.environ.get("CHROMIUM")
    return given or next((found for name in NAMES if (found := shutil.which(name))), None)


def launch(playwright: Playwright) -> Browser:
    # Chromium refuses its own sandbox to root.
    flags = FLAGS + (["--no-sandbox"] if os.geteuid() == 0 else [])
    return playwright.chromium.launch(executable_path=system_chromium(), args=flags)


def starts() -> bool:
    with sync_playwright() as playwright:
        try:
            launch(playwright).close()
        except Error as error:
            print(str(error).splitlines()[0])
            return False
        return True


def install() -> None:
    """Debian's package where this user may install it, else Playwright's own build into the user's cache."""
    if os.geteuid() == 0 and shutil.which("apt-get"):
        print("Installing Debian's chromium …", flush=True)
        packages = ["chromium", "fonts-dejavu-core"]
        for command in (["update", "-q"], ["install", "-qy", "--no-install-recommends", *packages]):
            environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
            subprocess.run(["apt-get", *command], env=environment, stdout=subprocess.DEVNULL, check=False)
    if system_chromium() is None:
        print("Installing Playwright's chromium …", flush=True)
        subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], check=False)


def main() -> int:
    if not starts():
        install()
        if not starts():
            print("No Chromium to be had: install one (Debian: apt-get install chromium) or name it in CHROMIUM.")
            return 1
    print(f"Chromium: {system_chromium() or 'Playwright’s own'}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
