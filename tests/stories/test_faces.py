"""No face goes out untreated: found, painted over for good, or dismissed by a second person.

The one photograph is NASA's portrait of an astronaut, in the public domain, from scikit-image's wheel.
"""

import io
import re
from pathlib import Path

import pytest
import skimage
from django.core.exceptions import PermissionDenied
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from accounts.roles import Role
from core.faces import services
from core.faces.finder import Box, find
from core.faces.regions import FaceState
from core.faces.services import PAINT
from core.models import CoreImage
from stories.choices import ConsentKind
from stories.models import StoryPage
from stories.refusals import FaceUntreated, PictureOfAnother
from tests.accounts.factories import make_user
from tests.core.canaries import pixels
from tests.stories.factories import approve_as, consent, make_narrator, make_story, send_to_review

pytestmark = pytest.mark.django_db
SAMPLES = Path(skimage.__file__).parent / "data"
EYES = (225, 110)
"""Between the astronaut's eyes, in the portrait's pixels."""


def portrait() -> Image.Image:
    return Image.open(SAMPLES / "astronaut.png").convert("RGB")


def as_file(picture: Image.Image, name: str = "x.png") -> ContentFile:
    output = io.BytesIO()
    picture.save(output, "PNG")
    return ContentFile(output.getvalue(), name=name)


def add_picture(narrator, picture: Image.Image | None = None, **fields) -> CoreImage:
    file = as_file(picture or portrait())
    return CoreImage.objects.create(title="Una foto", file=file, collection=narrator.collection, **fields)


def story_with(index, narrator, image, **fields) -> StoryPage:
    body = [("picture", {"image": image, "alt": "Una persona", "caption": ""})]
    return make_story(index, narrator, body=body, **fields)


def holds(box: Box, point: tuple[int, int]) -> bool:
    return box.x <= point[0] < box.x + box.width and box.y <= point[1] < box.y + box.height


@pytest.mark.parametrize(
    "change",
    [
        lambda face: face,
        lambda face: face.convert("L"),
        lambda face: face.transpose(Image.Transpose.FLIP_LEFT_RIGHT),
        lambda face: face.rotate(20),
        lambda face: face.resize((96, 96)),
        lambda face: face.resize((1500, 1500)),
        lambda face: face.point(lambda level: level // 4),
        lambda face: face.crop((120, 40, 226, 220)),
    ],
    ids=["as it is", "grey", "mirrored", "leaning", "tiny", "large", "in the dark", "half of it"],
)
def test_a_face_is_found(change):
    assert len(find(change(portrait()))) == 1


def test_a_small_face_in_a_large_picture_and_several_of_them_are_found():
    crowd = pixels((1800, 1200))
    for place in ((60, 700), (600, 900), (1400, 800)):
        crowd.paste(portrait().resize((220, 220)), place)
    assert len(find(crowd)) == 3


@pytest.mark.parametrize("name", ["coffee.png", "brick.png", "chelsea.png", "rocket.jpg", "page.png"])
def test_what_is_no_face_is_left_alone(name):
    assert find(Image.open(SAMPLES / name).convert("RGB")) == []


def test_the_frame_around_a_face_holds_the_whole_of_it():
    [box] = find(portrait())
    assert holds(box, EYES)
    for corner in ((185, 70), (265, 70), (185, 170), (265, 170)):
        assert holds(box, corner)


def test_faces_are_marked_when_a_picture_is_stored(narrator):
    image = add_picture(narrator)
    assert [face.state for face in image.faces.all()] == [FaceState.UNTREATED]
    assert image.has_untreated_faces
    assert not add_picture(narrator, pixels()).has_untreated_faces


def test_a_picture_that_was_never_looked_at_counts_as_untreated(narrator):
    CoreImage.objects.bulk_create(
        [CoreImage(title="a", width=1, height=1, file=as_file(pixels()), collection=narrator.collection)]
    )
    assert CoreImage.objects.get().has_untreated_faces


def paint(image: CoreImage, *boxes: Box, by=None) -> None:
    services.paint_over(image=image, boxes=boxes, by=by, now=timezone.now())


def test_painting_destroys_what_lies_beneath_in_every_size(narrator, django_capture_on_commit_callbacks):
    image = add_picture(narrator)
    image.get_rendition("width-200|format-webp")
    before = [name for _storage, name in image.all_files()]
    box = image.faces.get().box
    with django_capture_on_commit_callbacks(execute=True):
        paint(image, box)
    assert not any(default_storage.exists(name) for name in before)
    assert not image.renditions.exists()
    stored = Image.open(io.BytesIO(image.file.open().read())).convert("RGB")
    inside = stored.crop((box.x, box.y, box.x + box.width, box.y + box.height))
    assert inside.getcolors() == [(box.width * box.height, tuple(bytes.fromhex(PAINT[1:])))]
    assert find(stored) == []
    assert [face.state for face in image.faces.all()] == [FaceState.PAINTED]
    assert not image.has_untreated_faces


def test_a_rectangle_beside_the_face_leaves_it_untreated(narrator):
    image = add_picture(narrator)
    paint(image, Box(400, 400, 50, 50))
    assert sorted(face.state for face in image.faces.all()) == [FaceState.PAINTED, FaceState.UNTREATED]


def test_what_was_dismissed_stays_so_when_something_else_is_painted(narrator, rosa):
    image = add_picture(narrator)
    services.dismiss(faces=image.faces.all(), by=rosa, reason="NASA publishes it", now=timezone.now())
    paint(image, Box(400, 400, 50, 50))
    assert not image.has_untreated_faces


def test_another_file_in_its_place_is_looked_at_anew(narrator, rosa):
    image = add_picture(narrator)
    services.dismiss(faces=image.faces.all(), by=rosa, reason="NASA publishes it", now=timezone.now())
    image.file = as_file(portrait().rotate(5))
    image.save()
    assert image.has_untreated_faces


# --- Stories ---------------------------------------------------------------------------------------------------------


def test_a_story_with_an_untreated_face_is_not_published(index_es, narrator):
    image = add_picture(narrator)
    with pytest.raises(FaceUntreated, match="Una foto"):
        story_with(index_es, narrator, image, live=True)
    assert not StoryPage.objects.live().exists()


def test_nor_is_it_by_approving_it(index_es, narrator, ana, rosa):
    story = story_with(index_es, narrator, add_picture(narrator), owner=ana)
    send_to_review(story, ana)
    with pytest.raises(PermissionDenied):
        approve_as(rosa, story)
    assert not StoryPage.objects.live().exists()


def test_whoever_opens_the_story_is_told_why(index_es, narrator, ana, admin_as):
    story = story_with(index_es, narrator, add_picture(narrator), owner=ana)
    page = admin_as(ana).get(reverse("wagtailadmin_pages:edit", args=[story.pk])).content.decode()
    assert "these show a face that has not been dealt with: Una foto" in page


def test_painted_over_it_is(index_es, narrator):
    image = add_picture(narrator)
    paint(image, image.faces.get().box)
    assert story_with(index_es, narrator, image, live=True).live


def test_and_so_it_is_when_the_narrator_agrees_to_be_seen(index_es, narrator):
    consent(narrator, "es", kind=ConsentKind.RENEWED, with_image=True)
    assert story_with(index_es, narrator, add_picture(narrator), live=True).live


def test_when_that_agreement_ends_the_story_is_taken_down(index_es, narrator):
    consent(narrator, "es", kind=ConsentKind.RENEWED, with_image=True)
    story = story_with(index_es, narrator, add_picture(narrator), live=True)
    consent(narrator, "es", kind=ConsentKind.NARROWED, with_image=False)
    story.refresh_from_db()
    assert not story.live


def test_when_a_picture_is_replaced_by_one_with_a_face_its_stories_are_taken_down(index_es, narrator):
    image = add_picture(narrator, pixels())
    story = story_with(index_es, narrator, image, live=True)
    image.file = as_file(portrait())
    image.save()
    story.refresh_from_db()
    assert not story.live


def test_a_picture_of_another_narrator_is_not_published(index_es, narrator):
    other = make_narrator("Jacinta")
    with pytest.raises(PictureOfAnother):
        story_with(index_es, narrator, add_picture(other, pixels()), live=True)


# --- The page in the admin -------------------------------------------------------------------------------------------


def rectangles(*boxes: Box) -> dict[str, str]:
    numbers = {
        f"rectangle-{at}-{name}": str(value) for at, box in enumerate(boxes) for name, value in box._asdict().items()
    }
    return {"rectangle-TOTAL_FORMS": "4", "rectangle-INITIAL_FORMS": "0", **numbers}


def address(image: CoreImage) -> str:
    return reverse("core_faces", args=[image.pk])


def test_an_editor_paints_over_what_was_found_and_what_she_drew(narrator, ana, admin_as):
    image = add_picture(narrator, uploaded_by_user=ana)
    face = image.faces.get()
    client = admin_as(ana)
    assert "has not been dealt with" in client.get(address(image)).content.decode()
    answer = client.post(
        address(image), {**rectangles(Box(10, 10, 20, 20)), "faces": [face.pk], "paint": "1"}, follow=True
    )
    assert "No face is left" in answer.content.decode()
    assert [known.state for known in image.faces.all()] == [FaceState.PAINTED, FaceState.PAINTED]
    image.refresh_from_db()
    assert Image.open(io.BytesIO(image.file.open().read())).getpixel((15, 15)) == tuple(bytes.fromhex(PAINT[1:]))


@pytest.mark.parametrize("bad", [{"rectangle-0-x": "5"}, {"rectangle-0-x": "-5"}, {"faces": ["999999"]}])
def test_half_a_rectangle_or_a_face_of_another_picture_changes_nothing(narrator, rosa, admin_as, bad):
    image = add_picture(narrator)
    name = image.file.name
    answer = admin_as(rosa).post(address(image), {**rectangles(), "paint": "1", **bad})
    assert answer.status_code == 200
    image.refresh_from_db()
    assert image.file.name == name


def test_a_reviewer_dismisses_with_a_reason_and_never_without(narrator, rosa, admin_as):
    image = add_picture(narrator)
    form = {**rectangles(), "faces": [image.faces.get().pk], "dismiss": "1"}
    client = admin_as(rosa)
    client.post(address(image), form)
    assert image.has_untreated_faces
    client.post(address(image), {**form, "reason": "A drawing"})
    face = image.faces.get()
    assert (face.state, face.reason, face.decided_by) == (FaceState.DISMISSED, "A drawing", rosa)


@pytest.mark.parametrize("who", ["ana", "rosa"])
def test_who_uploaded_a_picture_does_not_dismiss_its_faces(narrator, who, request, admin_as):
    user = request.getfixturevalue(who)
    image = add_picture(narrator, uploaded_by_user=user)
    client = admin_as(user)
    assert 'name="dismiss"' not in client.get(address(image)).content.decode()
    client.post(address(image), {**rectangles(), "faces": [image.faces.get().pk], "dismiss": "1", "reason": "I say so"})
    assert image.has_untreated_faces


@pytest.mark.parametrize("role", [Role.TREASURER, Role.CAMPAIGN_MANAGER])
def test_those_who_may_not_change_a_picture_do_not_see_its_page(narrator, role, admin_as):
    image = add_picture(narrator)
    client = admin_as(make_user("other@example.org", role))
    before = image.file.name
    answer = client.post(address(image), {**rectangles(Box(0, 0, 500, 500)), "paint": "1"})
    assert answer.status_code in {302, 403}
    image.refresh_from_db()
    assert image.file.name == before
    assert client.get(reverse("wagtailimages:edit", args=[image.pk])).status_code in {302, 403}


def test_the_pictures_own_page_leads_there(narrator, rosa, admin_as):
    image = add_picture(narrator)
    assert address(image) in admin_as(rosa).get(reverse("wagtailimages:edit", args=[image.pk])).content.decode()


def test_readers_get_sizes_for_phones_in_a_modern_format(index_es, narrator, client):
    image = add_picture(narrator, pixels((1600, 900)))
    story = story_with(index_es, narrator, image, live=True)
    html = client.get(story.url).content.decode()
    assert "400w" in html
    assert "1600w" in html
    [smallest] = re.findall(r"(\S+) 400w", html)
    assert client.get(smallest.removeprefix('srcset="')).headers["Content-Type"] == "image/webp"
    assert 'alt="Una persona"' in html
