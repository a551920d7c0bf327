"""`motcua audit verify` and `motcua audit anchor`."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from motcua.audit import anchoring, verifying
from motcua.audit.errors import AnchorUnreadable


class Command(BaseCommand):
    """Check the record, or write its heads outside the database."""

    help = (
        "verify: check every entry of the record; anchor: write the heads of its chains outside the database."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("what", choices=["verify", "anchor"])
        parser.add_argument("--anchors", type=Path, help="folder of the anchor files")
        parser.add_argument("--chain", help="only this chain (verify)")

    def handle(self, *_args: Any, **options: Any) -> None:
        if options["what"] == "anchor":
            done = anchoring.anchor(options["anchors"])
            self.stdout.write(f"{done.heads} heads anchored of {done.chains} chains, {done.entries} entries.")
            for name in done.torn:
                self.stderr.write(
                    f"{name}: a line was cut short earlier; it never counted and stays as it is."
                )
        else:
            self._verify(options["anchors"], options["chain"])

    def _verify(self, anchors: Path | None, chain: str | None) -> None:
        try:
            verdict = verifying.verify(anchors, chain)
        except AnchorUnreadable as error:
            raise CommandError(f"The anchors were changed: {error}") from error
        for finding in verdict.findings:
            self.stderr.write(str(finding))
        if not verdict.is_clean:
            raise CommandError(f"The record was changed: {len(verdict.findings)} chains are broken.")
        others = "".join(f", {rows} {what}" for what, rows in verdict.others.items())
        self.stdout.write(f"{verdict.entries} entries verified{others}, no change found in them.")
        self._ends_unseen(anchors)

    def _ends_unseen(self, named: Path | None) -> None:
        """Without anchors nobody can say that no end was cut off: never let that pass for a good verdict."""
        source = named or anchoring.folder()
        if not anchoring.is_empty(source):
            return
        unseen = f"There are no anchors in {source}: an end cut off, or a chain rewritten as a whole, stays unseen."
        if named or anchoring.was_written():
            raise CommandError(
                f"{unseen} Name the folder of the copies: motcua audit verify --anchors FOLDER"
            )
        self.stdout.write(f"{unseen} Write the first ones: motcua audit anchor")
