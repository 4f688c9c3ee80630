"""The pledge and its numbered texts. A text that anybody may have signed never changes again."""

import hashlib
import secrets
import unicodedata
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple, TypedDict

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import get_language, get_language_info
from django.utils.translation import gettext_lazy as _

from pledges.append_only import AppendOnly, HistoryIsFinal
from pledges.models.ballot import Election
from pledges.steps import SIGNED
from pledges.validators import plain_line, plain_paragraphs

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from pledges.models.signatures import Signature


class Wording(TypedDict):
    """One language of a text: a title, what comes before the points, and the points in order."""

    title: str
    preamble: str
    points: list[str]


class Progress(NamedTuple):
    """How many signatures are published, of how many listed candidates."""

    signed: int
    total: int


def new_seed() -> str:
    return secrets.token_hex(8)


class PledgeQuerySet(models.QuerySet["Pledge"]):
    def with_counts(self) -> "PledgeQuerySet":
        """With `signed_count` and `total_count`, in the same query."""
        signed = models.Q(signatures__state__in=SIGNED)
        return self.annotate(
            signed_count=models.Count("signatures", filter=signed), total_count=models.Count("signatures")
        )


class Pledge(models.Model):
    """What every candidate of one election is asked to promise."""

    class Order(models.TextChoices):
        ALPHABETICAL = "alphabetical", _("alphabetical")
        SHUFFLED = "shuffled", _("shuffled from the published seed")

    slug = models.SlugField(_("address"), unique=True)
    election = models.ForeignKey(Election, models.PROTECT, related_name="pledges", verbose_name=_("election"))
    current_text = models.ForeignKey(
        "PledgeText", models.PROTECT, null=True, blank=True, editable=False, related_name="+", verbose_name=_("text")
    )
    display_order = models.CharField(_("order of candidates"), max_length=12, choices=Order, default=Order.ALPHABETICAL)
    shuffle_seed = models.CharField(
        _("seed"),
        max_length=64,
        default=new_seed,
        validators=[plain_line],
        help_text=_("Published, so that anybody can repeat the shuffle."),
    )

    objects = PledgeQuerySet.as_manager()

    signatures: "QuerySet[Signature]"

    class Meta:
        verbose_name = _("pledge")
        verbose_name_plural = _("pledges")
        ordering = ["slug"]

    def __str__(self) -> str:
        return self.title

    def save(self, *args: Any, **kwargs: Any) -> None:
        fields = kwargs.get("update_fields")
        if (fields is None or "shuffle_seed" in fields) and self._seed_was_published():
            raise HistoryIsFinal("shuffle_seed")
        super().save(*args, **kwargs)

    def clean(self) -> None:
        if self._seed_was_published():
            raise ValidationError({"shuffle_seed": _("The seed is fixed since the first candidate was listed.")})

    @property
    def title(self) -> str:
        """In the reader's language; the address while there is no text yet."""
        return self.current_text.wording["title"] if self.current_text else self.slug

    def progress(self) -> Progress:
        """Counted from the rows themselves, in one query."""
        counts = self.signatures.aggregate(
            signed=models.Count("pk", filter=models.Q(state__in=SIGNED)), total=models.Count("pk")
        )
        return Progress(**counts)

    def _seed_was_published(self) -> bool:
        """Whether this would change a seed that candidates are already ordered by."""
        if self._state.adding:
            return False
        return (
            self.signatures.exists() and not Pledge.objects.filter(pk=self.pk, shuffle_seed=self.shuffle_seed).exists()
        )

    def shuffle_key(self, candidate_slug: str) -> str:
        """Candidates sorted by this are shuffled in a way that anybody can repeat: SHA-256 of "seed:slug"."""
        return hashlib.sha256(f"{self.shuffle_seed}:{candidate_slug}".encode()).hexdigest()


class PledgeText(AppendOnly):
    """One numbered version of a pledge in every language, each with its fingerprint. Made by services.publish_text."""

    pledge = models.ForeignKey(Pledge, models.PROTECT, related_name="texts", verbose_name=_("pledge"))
    number = models.PositiveIntegerField(_("version"))
    wordings = models.JSONField(_("wordings"))
    fingerprints = models.JSONField(_("fingerprints"), help_text=_("SHA-256 of each language's plain text."))
    published_at = models.DateTimeField(_("published"))

    class Meta:
        verbose_name = _("pledge text")
        verbose_name_plural = _("pledge texts")
        ordering = ["pledge", "-number"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["pledge", "number"], name="pledges_text_number")]

    def __str__(self) -> str:
        return f"{self.wording['title']} · {self.number}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.wordings = {language: tidy(wording) for language, wording in self.wordings.items()}
        check_wordings(self.wordings)
        self.fingerprints = {language: fingerprint(wording) for language, wording in self.wordings.items()}
        super().save(*args, **kwargs)

    @property
    def language(self) -> str:
        """The reader's language if this text has it, else the site's first."""
        language = get_language() or settings.LANGUAGE_CODE
        return language if language in self.wordings else settings.LANGUAGE_CODE

    @property
    def wording(self) -> Wording:
        return self.wordings[self.language]

    @property
    def fingerprint(self) -> str:
        return self.fingerprints[self.language]

    def other_wordings(self) -> list[dict[str, Any]]:
        """The same text in the languages that the reader doesn't read now."""
        return [
            {"code": code, "name": name, "wording": wording, "fingerprint": self.fingerprints[code]}
            for code, wording in self.wordings.items()
            if code != self.language and (name := get_language_info(code)["name_local"].capitalize())
        ]

    def plain(self, language: str) -> str:
        return plain_text(self.wordings[language])


def plain_text(wording: Wording) -> str:
    """What a fingerprint is taken of, and what the site serves as a text file: `sha256sum` of that file gives it."""
    points = "".join(f"{number}. {point}\n" for number, point in enumerate(wording["points"], 1))
    return f"{wording['title']}\n\n{wording['preamble']}\n\n{points}"


def fingerprint(wording: Wording) -> str:
    return hashlib.sha256(plain_text(wording).encode()).hexdigest()


def tidy(wording: Mapping[str, Any]) -> Wording:
    """The same text however it was typed: composed characters (NFC), plain line ends, no spaces around."""

    def clean(text: str) -> str:
        return unicodedata.normalize("NFC", "\n".join(text.splitlines())).strip()

    points = [" ".join(clean(point).split()) for point in wording["points"]]
    return Wording(
        title=clean(wording["title"]), preamble=clean(wording["preamble"]), points=[point for point in points if point]
    )


def check_wordings(wordings: Mapping[str, Wording]) -> None:
    """Every language is there, says something, and has as many points. Raises ValidationError."""
    for language, name in settings.LANGUAGES:
        wording = wordings.get(language)
        if not wording or not wording["title"] or not wording["preamble"] or not wording["points"]:
            raise ValidationError(_("The text is not complete in: %(language)s."), params={"language": name})
        plain_paragraphs(plain_text(wording))
    if len({len(wording["points"]) for wording in wordings.values()}) != 1:
        raise ValidationError(_("Every language needs the same number of points."))
