"""Rules of the code that no other tool checks."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
APPS = ("campaigns", "donations", "pledges", "stories")


def sources() -> list[Path]:
    folders = [ROOT / "site", *(ROOT / app for app in APPS)]
    return [path for folder in folders for path in folder.rglob("*.py")]


def test_site_is_a_source_root_and_never_a_package() -> None:
    assert not (ROOT / "site" / "__init__.py").exists(), "it would be hidden by the standard library's `site`"
    assert not (ROOT / "locale" / "__init__.py").exists(), "it would hide the standard library's `locale`"


def test_no_file_is_a_drawer_for_what_belongs_nowhere() -> None:
    drawers = {"utils.py", "helpers.py", "common.py", "misc.py"}
    assert [path for path in sources() if path.name in drawers or path.parent.name == "common"] == []


def test_no_outage_is_swallowed() -> None:
    """A broad `except` raises again, logs the whole error, or says why it does neither (by its `noqa` and reason)."""
    assert [place for path in sources() for place in _swallowing(path)] == []


def _swallowing(path: Path) -> list[str]:
    lines = path.read_text().splitlines()
    broad = (node for node in ast.walk(ast.parse("\n".join(lines))) if isinstance(node, ast.ExceptHandler))
    return [
        f"{path.relative_to(ROOT)}:{handler.lineno}"
        for handler in broad
        if (handler.type is None or getattr(handler.type, "id", "") in {"Exception", "BaseException"})
        and not re.search(r"# noqa: BLE001 - \w", lines[handler.lineno - 1])
        and not any(
            isinstance(node, ast.Raise) or getattr(node, "attr", "") == "exception" for node in ast.walk(handler)
        )
    ]


def test_no_amount_of_money_is_a_float() -> None:
    """The code of gifts has no true division and no float()."""
    guilty = []
    for path in (ROOT / "donations").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            divides = isinstance(node, ast.BinOp) and isinstance(node.op, ast.Div) and not _is_path(node)
            is_float = isinstance(node, ast.Call) and getattr(node.func, "id", "") == "float"
            if isinstance(node, ast.expr) and (divides or is_float):
                guilty.append(f"{path.relative_to(ROOT)}:{node.lineno}")
    assert guilty == []


def _is_path(node: ast.BinOp) -> bool:
    """`folder / "name"` joins paths."""
    is_name = isinstance(node.right, ast.Constant) and isinstance(node.right.value, str)
    return is_name or isinstance(node.right, ast.JoinedStr)


@pytest.mark.parametrize("path", sorted((ROOT / "site/templates").rglob("*.html")), ids=lambda path: path.name)
def test_no_template_of_a_page_has_what_the_content_policy_forbids(path: Path) -> None:
    if {"emails", "email"} & set(path.parts):
        return
    text = re.sub(r"\{#.*?#\}|\{% comment %\}.*?\{% endcomment %\}", "", path.read_text(), flags=re.DOTALL)
    assert not re.search(r"<style\b|\sstyle=|\son[a-z]+=|javascript:", text), "inline style, handler or script"
    assert not re.search(r'<script(?![^>]*\b(?:src=|type="application/ld\+json"))', text), "inline script that runs"
    assert not re.search(r'<(?:script|link|img|iframe)[^>]+(?:src|href)="(?:https?:)?//', text), "from another host"
