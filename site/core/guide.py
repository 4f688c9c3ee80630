"""The editors' guide in the admin: the same pages as in docs/, in the reader's language, so that there is one text."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, path, reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from markdown_it import MarkdownIt
from markdown_it.token import Token
from wagtail import hooks
from wagtail.admin.menu import MenuItem

PAGES = {"stories": _("Writing and publishing a story"), "withdraw": _("Taking a story back")}
FIRST = "stories"


def guide(request: HttpRequest, name: str = FIRST) -> HttpResponse:
    if name not in PAGES:
        raise Http404
    pages = [{"name": each, "title": title, "url": reverse("guide", args=[each])} for each, title in PAGES.items()]
    context = {"page_title": _("Guide"), "pages": pages, "current": name, "text": rendered(source(name))}
    return render(request, "core/admin/guide.html", context)


def source(name: str) -> Path:
    """docs/<language>/<name>.md; in a language that has none, the English one."""
    folder: Path = settings.ROOT / "docs"
    own = folder / (get_language() or "en").split("-")[0] / f"{name}.md"
    return own if own.exists() else folder / f"{name}.md"


def rendered(page: Path) -> SafeString:
    """A page of the documentation as HTML. Its links stay among the guide's pages; others become their words."""
    reader = MarkdownIt("commonmark", {"html": False}).enable("table")
    tokens = reader.parse(page.read_text(encoding="utf-8"))
    for token in tokens:
        token.children = list(_linked(token.children)) if token.children else token.children
    # Our own files, and markup in them is escaped.
    return mark_safe(reader.renderer.render(tokens, reader.options, {}))  # noqa: S308


def _linked(tokens: list[Token]) -> Any:
    is_kept = True
    for token in tokens:
        if token.type == "link_open":
            name = Path(str(token.attrs["href"])).stem
            is_kept = name in PAGES
            if is_kept:
                token.attrs["href"] = reverse("guide", args=[name])
        if is_kept or not token.type.startswith("link_"):
            yield token


@hooks.register("register_admin_urls")
def register_urls() -> list[URLPattern]:
    return [path("guide/", guide, name="guide_first"), path("guide/<slug:name>/", guide, name="guide")]


@hooks.register("register_help_menu_item")
def register_menu_item() -> MenuItem:
    return MenuItem(_("Guide"), reverse("guide_first"), icon_name="help", order=100, name="guide")


@hooks.register("construct_help_menu")
def offer_our_guide_alone(request: HttpRequest, menu_items: list[Any]) -> None:
    """Wagtail's own guide and news are on other people's sites, and speak of a publishing that stories don't have."""
    menu_items[:] = [item for item in menu_items if item.name != "editor-guide" and "whats-new" not in item.name]
