"""axe's verdict on a page, offline: serious and critical violations fail."""

from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

SEVERE = {"serious", "critical"}
# WCAG 2.2 AA and axe's own best practices for landmarks and headings.
OPTIONS = {
    "resultTypes": ["violations"],
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]},
}
_axe = Axe()


def violations(page: Page) -> list[str]:
    """One line a severe violation, naming the rule, the page and the elements."""
    found = _axe.run(page, options=OPTIONS).response["violations"]
    return [_line(page, violation) for violation in found if violation["impact"] in SEVERE]


def assert_accessible(page: Page) -> None:
    found = violations(page)
    assert not found, "\n".join(found)


def _line(page: Page, violation: dict[str, Any]) -> str:
    nodes = [f"{' '.join(map(str, node['target']))} [{_why(node)}]" for node in violation["nodes"][:4]]
    return f"{page.url}: axe {violation['impact']}: {violation['id']}: {'; '.join(nodes)}"


def _why(node: dict[str, Any]) -> str:
    checks = node.get("any", []) + node.get("all", []) + node.get("none", [])
    return checks[0]["message"][:140] if checks else ""
