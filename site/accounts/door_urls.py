"""The other sign-in forms, which know neither second factor nor limits, are never reached: they lead to allauth's.

`_util/login/` is Wagtail's form for private pages; the admins have one each (Django's is seen to in admin_door).
"""

from django.urls import path, re_path
from django.views.generic import RedirectView

to_sign_in = RedirectView.as_view(pattern_name="account_login", query_string=True)

urlpatterns = [
    path("admin/login/", to_sign_in),
    re_path(r"^(?:[a-z]{2}(?:-[a-z]+)?/)?_util/login/$", to_sign_in),
]
