"""The page in the admin where a picture's faces are dealt with."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.models import GroupCollectionPermission
from wagtail.permissions import policy_registry

from core.faces import services
from core.faces.finder import Box
from core.faces.forms import FacesForm, RectangleFormSet
from core.models import CoreImage


def may_dismiss(user: Any, image: CoreImage) -> bool:
    """Who may change any picture of its collection, and did not upload this one: a second pair of eyes."""
    if image.uploaded_by_user_id == user.pk:
        return False
    collections = image.collection.get_ancestors(inclusive=True)
    rights = GroupCollectionPermission.objects.filter(
        group__in=user.groups.all(), collection__in=collections, permission__codename="change_image"
    )
    return bool(user.is_superuser or rights.exists())


class FacesView(WagtailAdminTemplateMixin, TemplateView):
    """Shows the picture with its faces; paints over what the editor chose or drew."""

    template_name = "core/admin/faces.html"
    page_title = gettext_lazy("Faces")
    header_icon = "user"

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.image = get_object_or_404(CoreImage, pk=kwargs["image_id"])
        policy = policy_registry.get_by_type(CoreImage)
        if not policy.user_has_permission_for_instance(request.user, "change", self.image):
            raise PermissionDenied

    def get_page_subtitle(self) -> str:
        return str(self.image.title)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        pictures = {"url": reverse("wagtailimages:index"), "label": _("Images")}
        picture = {"url": reverse("wagtailimages:edit", args=[self.image.pk]), "label": self.image.title}
        return [*self.breadcrumbs_items, pictures, picture, {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = {
            "image": self.image,
            "faces": list(self.image.faces.all()),
            "form": FacesForm(image=self.image),
            "rectangles": RectangleFormSet(prefix="rectangle"),
            "may_dismiss": may_dismiss(self.request.user, self.image),
        }
        return super().get_context_data(**{**context, **kwargs})  # type: ignore[no-any-return]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = FacesForm(request.POST, image=self.image)
        rectangles = RectangleFormSet(request.POST, prefix="rectangle")
        if not (form.is_valid() and rectangles.is_valid()):
            return self.render_to_response(self.get_context_data(form=form, rectangles=rectangles))
        if "dismiss" in request.POST:
            self._dismiss(form)
        else:
            drawn = [rectangle.box for rectangle in rectangles if rectangle.has_changed()]
            self._paint([face.box for face in form.cleaned_data["faces"]] + drawn)
        return redirect("core_faces", self.image.pk)

    def _dismiss(self, form: FacesForm) -> None:
        if not may_dismiss(self.request.user, self.image):
            raise PermissionDenied
        services.dismiss(
            faces=form.cleaned_data["faces"],
            by=self.request.user,
            reason=form.cleaned_data["reason"],
            now=timezone.now(),
        )
        messages.success(self.request, _("Dismissed, and written down with your reason."))

    def _paint(self, boxes: list[Box]) -> None:
        if not boxes:
            messages.warning(self.request, _("Choose a face or draw a rectangle first."))
            return
        services.paint_over(image=self.image, boxes=boxes, by=self.request.user, now=timezone.now())
        if self.image.has_untreated_faces:
            messages.warning(self.request, _("Painted over for good. There is still a face to be seen."))
        else:
            messages.success(self.request, _("Painted over for good. No face is left to deal with."))
