"""Members' short links: no language in the address, so that they stay short and serve every reader."""

from django.urls import path

from campaigns import links

urlpatterns = [path("c/<str:code>", links.follow, name="share-link")]
