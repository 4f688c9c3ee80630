"""A site that nobody has filled yet."""

from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from campaigns.models import CampaignPage
from home.models import HomePage


def test_an_empty_first_page_still_stands(client: Client, home_es: HomePage) -> None:
    for address in ("/", "/en/"):
        response = client.get(address)
        assert response.status_code == 200
        assert "<h1>" in response.content.decode()


def test_the_demo_is_refused_where_the_stand_ins_do_not_run(db: None, settings: Any) -> None:
    settings.SANDBOX = False
    with pytest.raises(CommandError):
        call_command("load_demo", verbosity=0)
    assert not CampaignPage.objects.exists()
