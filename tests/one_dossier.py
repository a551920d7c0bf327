"""``python -m one_dossier submit|take-in``: a citizen files for the small procedure, in a process of its own.

``submit`` files one dossier for each line it reads; ``take-in`` files one and takes it in. Each prints the public id.
"""

import sys

import django

django.setup()

import making  # noqa: E402


def main(word: str) -> None:
    """Prepare an office with the small procedure, then do what the word says."""
    making.set_clock("2026-07-01 09:30")
    making.published()
    office = making.office()
    say("ready")
    if word == "take-in":
        dossier = making.taken_in(office)
        say(f"{dossier.public_id} {dossier.state}")
        return
    for _line in sys.stdin:
        say(making.submitted(office).dossier.public_id)


def say(text: str) -> None:
    print(text, flush=True)


if __name__ == "__main__":
    main(sys.argv[1])
