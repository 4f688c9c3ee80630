"""What the stand-ins on Django's side keep: the mails that the site has sent."""

from typing import ClassVar

from django.db import models


class TrayMail(models.Model):
    """One mail as it left the site. Lists such as `to` are kept as they are."""

    to = models.JSONField(default=list)
    subject = models.CharField(max_length=998)
    text = models.TextField(blank=True)
    html = models.TextField(blank=True)
    headers = models.JSONField(default=dict)
    language = models.CharField(max_length=10, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering: ClassVar = ["-pk"]

    def __str__(self) -> str:
        return self.subject
