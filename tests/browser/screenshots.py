"""`make screenshots`: every public page as it looks, for looking at. Into screenshots/ unless --out says otherwise.

    python -m tests.browser.screenshots                         every page, from a demo of its own
    python -m tests.browser.screenshots /campanas/ /en/give/    these alone, each as it is
    … --site http://127.0.0.1:8000 --as ana --sizes 390 --schemes light --out /tmp/look

One picture a page, width and colour scheme, of the whole page: <path>.<width>.<scheme>.png, and an index.html.
"""

import argparse
import itertools
import os
import sys
from contextlib import nullcontext
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from tests.browser import chromium
from tests.browser.crawl import crawl
from tests.browser.demo import Site, running_demo

ROOT = Path(__file__).resolve().parents[2]


def main(arguments: list[str]) -> int:
    options = _parser().parse_args(arguments)
    given = Site(options.site.rstrip("/"), "http://127.0.0.1:1", ROOT / "var") if options.site else None
    with nullcontext(given) if given else running_demo() as site, sync_playwright() as playwright:
        browser = chromium.launch(playwright)
        paths = options.paths or [found.path for found in crawl(site.url).pages]
        page = browser.new_page(base_url=site.url, reduced_motion="reduce")
        if options.person:
            enter(page, options.person)
        taken = []
        for scheme, width in itertools.product(options.schemes, options.sizes):
            page.emulate_media(color_scheme=scheme)
            page.set_viewport_size({"width": width, "height": 900})
            taken += _take(page, paths, options.out, f"{width}.{scheme}")
        browser.close()
    _write_index(options.out, sorted(taken))
    print(f"{len(taken)} pictures of {len(paths)} pages in {options.out}")
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.browser.screenshots", description=__doc__)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("paths", nargs="*", help="paths such as /en/; without any, every page that links lead to")
    parser.add_argument("--site", default=os.environ.get("DEMO_URL"), help="a demo that runs already")
    parser.add_argument("--out", type=Path, default=ROOT / "screenshots")
    parser.add_argument("--as", dest="person", help="enter as one of the demo's people: ana, rosa, elena …")
    parser.add_argument("--sizes", type=int, nargs="+", default=[390, 1280], metavar="WIDTH")
    parser.add_argument("--schemes", nargs="+", default=["light", "dark"], choices=["light", "dark"])
    return parser


def _take(page: Page, paths: list[str], folder: Path, look: str) -> list[Path]:
    """Pictures of these paths as the page is set up now; `look` ends their names."""
    folder.mkdir(parents=True, exist_ok=True)
    taken = []
    for path in paths:
        page.goto(path, wait_until="networkidle")
        target = folder / f"{path.strip('/').replace('/', '~').replace('?', '~') or 'home'}.{look}.png"
        page.screenshot(path=target, full_page=True)
        taken.append(target)
    return taken


def enter(page: Page, key: str) -> None:
    """Sign in as one of the demo's people, by the stand-ins' page."""
    page.goto("/sandbox/")
    page.locator(f'button[name="person"][value="{key}"]').click()
    page.wait_for_load_state()


def _write_index(folder: Path, pictures: list[Path]) -> None:
    figures = "\n".join(
        f'<figure><img src="{each.name}" width="300" loading="lazy"><figcaption>{each.stem}</figcaption></figure>'
        for each in pictures
    )
    style = "body{display:flex;flex-wrap:wrap;gap:1rem;font:12px sans-serif}figure{margin:0}"
    (folder / "index.html").write_text(f"<!doctype html><title>Screenshots</title><style>{style}</style>{figures}")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
