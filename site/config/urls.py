"""Every address of the site. What has no language comes first; the rest is under the reader's language.

Spanish has no prefix; the words in the addresses are translated, like everything else that a reader sees.
"""

from django.apps import apps
from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.contrib.sitemaps.views import sitemap
from django.urls import include, path
from django.utils.translation import gettext_lazy as _
from django.views.static import serve
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from accounts.admin_door import django_admin_site
from core.showing import document, picture
from core.sitemaps import PagesSitemap, ViewsSitemap
from core.views import healthz, healthz_worker
from stories.models import StoryPage
from stories.services import stories_that_stay_here

handler404 = "core.views.not_found"
handler500 = "core.views.server_error"

django_admin_site(admin.site)

# Public pages that are views; Wagtail's pages are found by themselves.
VIEWS = ["donations:give", "pledges:index", "signups:signup"]
SITEMAPS = {
    "pages": PagesSitemap(withheld=stories_that_stay_here, undated=StoryPage.objects.all),
    "views": ViewsSitemap(VIEWS),
}

urlpatterns = [
    path("healthz", healthz, name="healthz"),
    path("healthz/worker", healthz_worker, name="healthz_worker"),
    path("sitemap.xml", sitemap, {"sitemaps": SITEMAPS}, name="sitemap"),
    path("", include("accounts.door_urls")),
    path("django-admin/", admin.site.urls),
    path("admin/", include(wagtailadmin_urls)),
    path("pictures/<int:image_id>/<slug:token>", picture, name="core_picture"),
    path("documents/<int:document_id>/<path:document_filename>", document),
    path("documents/", include(wagtaildocs_urls)),
    path("", include("donations.webhook_urls")),
    path("", include("signups.webhook_urls")),
    path("", include("campaigns.link_urls")),
]

if apps.is_installed("sandbox"):
    urlpatterns += [
        path("sandbox/", include("sandbox.urls")),
        path("media/<path:path>", serve, {"document_root": settings.MEDIA_ROOT}),
    ]

urlpatterns += i18n_patterns(
    path(_("account/"), include("accounts.urls")),
    path("", include("signups.urls")),
    path("", include("donations.urls")),
    path("", include("pledges.urls")),
    path("", include("stories.urls")),
    path("", include("campaigns.urls")),
    path("", include("home.urls")),
    path("", include("core.urls")),
    path("", include(wagtail_urls)),
    prefix_default_language=False,
)
