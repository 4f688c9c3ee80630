"""`python -m tests.bench [--rounds 7] [--requests 40]`: pages of the loaded demo, rendered in this process."""

import argparse
import os
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--requests", type=int, default=40, help="of each page in each round")
    parser.add_argument("--only", choices=("guard", "jigsaw", "pages", "withdrawal"), help="one of the four")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="historia-bench-", ignore_cleanup_errors=True) as folder:
        os.environ["HISTORIA_VAR"] = folder
        os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings.development"
        sys.path.insert(0, str(ROOT / "site"))
        import django
        from django.conf import settings

        settings.TEMPLATES[0]["DIRS"].append(Path(__file__).parent / "templates")
        django.setup()
        from tests.bench import guard, jigsaw, measure, withdrawal

        reports = {
            "guard": lambda: guard.report(rounds=options.rounds),
            "jigsaw": jigsaw.report,
            "pages": lambda: measure.report(rounds=options.rounds, requests=options.requests),
            # The last: it makes the site large, and takes a story away.
            "withdrawal": withdrawal.report,
        }
        if options.only == "withdrawal":
            measure.migrate()
        else:
            measure.load_the_demo()
        for name, report in reports.items():
            if options.only in {None, name}:
                report()
    return 0


if __name__ == "__main__":
    sys.exit(main())
