"""`manage.py messages`: brings locale/ up to date with the sources, or compiles it."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from core import messages


class Command(BaseCommand):
    help = "Collect the strings to translate into locale/*/LC_MESSAGES/django.po."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        choice = parser.add_mutually_exclusive_group()
        choice.add_argument("--compile", action="store_true", help="Only compile .po files into .mo.")
        choice.add_argument("--check", action="store_true", help="Change nothing; fail if anything is missing.")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["compile"]:
            self.stdout.write(f"compiled: {', '.join(messages.compile_catalogs()) or 'nothing to do'}")
        elif options["check"]:
            self._check()
        else:
            self._update()

    def _update(self) -> None:
        for language in messages.languages():
            messages.write(language)
            missing = messages.untranslated(messages.read(language))
            self.stdout.write(f"{messages.po_path(language)}: {len(missing)} to translate")
        messages.compile_catalogs()

    def _check(self) -> None:
        faults = []
        for language in messages.languages():
            if messages.as_text(messages.updated(language)) != messages.po_path(language).read_bytes():
                faults.append(f"{language}: not up to date with the sources; run `make messages`")
            missing = messages.untranslated(messages.read(language))
            faults += [f"{language}: not translated: {message.id!r}" for message in missing]
        if faults:
            raise CommandError("\n".join(faults))
        self.stdout.write("Every string is translated.")
