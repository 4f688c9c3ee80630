"""Who stands for what: elections, races, parties and candidates, as the official list has them."""

from datetime import date
from typing import Any, ClassVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from pledges.languages import InLanguages, in_readers_language
from pledges.validators import ballot_name, fold, looks_like, plain_ascii_address

hex_colour = RegexValidator(r"^#[0-9a-fA-F]{6}$", _("A colour such as #1a7f5a."))
x_name = RegexValidator(r"^[A-Za-z0-9_]{1,15}$", _("The account's name without the @."))


class Election(models.Model):
    """A vote on one day, with the official list that says who stands."""

    slug = models.SlugField(_("address"), unique=True)
    names = InLanguages(_("name"))
    election_date = models.DateField(_("date of the vote"))
    source_url = models.URLField(_("official list"), help_text=_("Where the electoral authority publishes the list."))
    source_read_date = models.DateField(_("list read on"))

    class Meta:
        verbose_name = _("election")
        verbose_name_plural = _("elections")
        ordering = ["-election_date", "slug"]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        return in_readers_language(self.names)

    def is_over(self, today: date) -> bool:
        return today > self.election_date


class Race(models.Model):
    """One office to be filled, in one area or in the whole country."""

    election = models.ForeignKey(Election, models.PROTECT, related_name="races", verbose_name=_("election"))
    slug = models.SlugField(_("address"))
    offices = InLanguages(_("office"), help_text=_("For example Presidency."))
    area = models.CharField(_("area"), max_length=80, blank=True, help_text=_("Empty for the whole country."))
    area_code = models.CharField(
        _("code of the area"), max_length=10, blank=True, help_text=_("ISO 3166-2, for example GT-16.")
    )
    position = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("race")
        verbose_name_plural = _("races")
        ordering = ["position", "slug"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["election", "slug"], name="pledges_race_slug")]

    def __str__(self) -> str:
        return f"{self.office}, {self.area}" if self.area else self.office

    @property
    def office(self) -> str:
        return in_readers_language(self.offices)


class Party(models.Model):
    """A party or coalition. Its colour decorates; it never says anything by itself."""

    slug = models.SlugField(_("address"), unique=True)
    name = models.CharField(_("name"), max_length=120, validators=[ballot_name])
    abbreviation = models.CharField(_("abbreviation"), max_length=16, blank=True, validators=[ballot_name])
    colour = models.CharField(_("colour"), max_length=7, blank=True, validators=[hex_colour])

    class Meta:
        verbose_name = _("party")
        verbose_name_plural = _("parties")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Candidate(models.Model):
    """Somebody on the official list. Facts and contact alone: what they answered is their Signature."""

    race = models.ForeignKey(Race, models.PROTECT, related_name="candidates", verbose_name=_("race"))
    party = models.ForeignKey(
        Party, models.PROTECT, null=True, blank=True, related_name="candidates", verbose_name=_("party")
    )
    name = models.CharField(_("name on the ballot"), max_length=120, validators=[ballot_name])
    slug = models.SlugField(_("address"), max_length=140, unique=True, blank=True)
    contact_email = models.EmailField(
        _("official contact"),
        validators=[plain_ascii_address],
        help_text=_("From the official list. The right to sign is sent there and nowhere else."),
    )
    contact_language = models.CharField(
        _("language of the contact"), max_length=10, choices=settings.LANGUAGES, default=settings.LANGUAGE_CODE
    )
    contact_is_public = models.BooleanField(
        _("show the contact"), default=False, help_text=_("Only if the official list shows it to everybody.")
    )
    x_handle = models.CharField(_("account on X"), max_length=15, blank=True, validators=[x_name])
    source_url = models.URLField(_("source"), help_text=_("Where the official list names this candidate."))
    source_read_date = models.DateField(_("source read on"))
    sort_name = models.CharField(max_length=240, editable=False, db_index=True)

    class Meta:
        verbose_name = _("candidate")
        verbose_name_plural = _("candidates")
        ordering = ["sort_name", "slug"]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.name = " ".join(self.name.split())
        self.sort_name = fold(self.name)
        self.contact_email = self.contact_email.strip().lower()
        self.slug = self.slug or self._free_slug()
        super().save(*args, **kwargs)

    @property
    def initials(self) -> str:
        """Of the first name and the first surname: "Mateo Ixcoy Tzul" is MI."""
        words = self.name.split()
        return "".join(word[0] for word in words[:2]).upper()

    def clean(self) -> None:
        twin = self._look_alike()
        if twin:
            raise ValidationError(
                {"contact_email": _("This address is nearly the same as that of %(name)s. Check both on the list.")},
                params={"name": twin.name},
            )

    def _look_alike(self) -> "Candidate | None":
        """Another candidate whose contact is a different address that looks like this one's."""
        mine = self.contact_email.strip().lower()
        others = Candidate.objects.exclude(pk=self.pk).exclude(contact_email=mine).only("name", "contact_email")
        return next((other for other in others if looks_like(other.contact_email) == looks_like(mine)), None)

    def _free_slug(self) -> str:
        base = slugify(self.name) or "candidate"
        taken = set(Candidate.objects.filter(slug__startswith=base).values_list("slug", flat=True))
        return next(slug for n in range(1, len(taken) + 2) if (slug := base if n == 1 else f"{base}-{n}") not in taken)
