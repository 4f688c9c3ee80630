"""What the guard does not read. Whatever is not named here is read, tables that nobody thought of included.

Two reasons alone: people's own data that is never published, where a refusal would turn somebody away because of her
name and would tell strangers what is guarded; and what holds no words.
"""

EXEMPT: dict[str, str] = {
    # People's own data, in forms that anybody may send. Nothing of it is published.
    "accounts_user": "the account of whoever signs in: an address and a password's hash",
    "account_emailaddress": "the same address, for allauth",
    "account_emailconfirmation": "a random key",
    "mfa_authenticator": "secrets of authenticator apps, random",
    "donations_donor": "a donor's own address",
    "donations_portallink": "hashes of random keys",
    "donations_gift": "a donor's own name for the receipt, and Stripe's ids",
    "donations_payment": "Stripe's ids",
    "donations_refund": "Stripe's ids",
    "donations_stripeevent": "Stripe's ids",
    "donations_concern": "codes",
    "signups_signup": "a reader's own address",
    "signups_interest": "codes",
    "signups_consentrecord": "the wording that a reader agreed to, which is the code's own, and codes",
    "signups_erasure": "fingerprints",
    # What holds no words.
    "stories_guardedterm": "the sealed terms",
    "stories_blockedattempt": "names of tables and columns",
    "stories_goneaddress": "fingerprints",
    "stories_tombstone": "random ids",
    "stories_withdrawal": "names of steps and tables, counts, and what is sealed",
    "campaigns_sharelink": "random codes",
    "campaigns_sharecount": "codes",
    "campaigns_countedfact": "digests",
    "pledges_invitation": "an address and digests",
    "pledges_ledgerhead": "digests",
    "pledges_ledgerentry": "digests",
    "pledges_ledgeropening": "what opens the digests of rows that were read",
    "core_duty": "names of duties and of errors, and counts",
    "django_migrations": "names of migrations",
    "django_content_type": "names of models",
    "auth_permission": "names of permissions",
    # Made of what was read, by the machine, and run together: a name would be seen where one text ends.
    "wagtailsearch_indexentry": "the words of pages that were read",
    "wagtailsearch_indexentry_fts": "the same",
}
STAND_INS = "sandbox_"

# Random, or digits alone.
EXEMPT_COLUMNS = {
    ("django_session", "session_key"),
    ("wagtailcore_page", "path"),
    ("wagtailcore_collection", "path"),
}

# What the machine notes about a deed. The deed may be a removal, which must never fail: the words are left out.
NOTES = {
    ("wagtailcore_pagelogentry", "label"),
    ("wagtailcore_pagelogentry", "data"),
    ("wagtailcore_modellogentry", "label"),
    ("wagtailcore_modellogentry", "data"),
    ("django_admin_log", "object_repr"),
    ("django_admin_log", "change_message"),
    ("django_tasks_database_dbtaskresult", "traceback"),
}


def is_exempt(table: str) -> bool:
    return table in EXEMPT or table.startswith(STAND_INS)
