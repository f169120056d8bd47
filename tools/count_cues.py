"""Count anew how often each of the rules' cues is right: python tools/count_cues.py en.

Run it after the cues of a language were changed. The installed network, and how its scores are
weighed, stay as they are; new cues get a reliability of their own in the network's sheet, counted
in the labelled documents that taught the network.
"""

import argparse
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from pydantic import TypeAdapter

from encoder.encoder import WEIGHTS, Sheet, read_sheet
from encoder_training.judged import judged_documents
from encoder_training.languages import LANGUAGES, Language
from encoder_training.reliable import reliability_in


def main() -> None:
    """Count the cues of the language that is named, and put the counts into its sheet."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("language", choices=sorted(LANGUAGES))
    language = LANGUAGES[parser.parse_args().language]
    path = WEIGHTS / f"{language.name}.json"
    path.write_bytes(TypeAdapter(Sheet).dump_json(recounted(read_sheet(path), language), indent=1))


def recounted(sheet: Sheet, language: Language) -> Sheet:
    """The sheet with the reliability of the cues of today."""
    with TemporaryDirectory() as folder:
        documents = judged_documents(language, Path(folder))
    counted = reliability_in(each for each in documents if not language.unseen(each.id))
    return replace(sheet, joining=replace(sheet.joining, reliability=counted))


if __name__ == "__main__":
    main()
