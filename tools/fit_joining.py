"""Learn to join an encoder's scores with the rules: python tools/fit_joining.py zh --name zh-1.

Follows tools/train_encoder.py. It learns from scores of documents that the scoring network had not
seen, prints what cross-validation and the documents kept unseen say, and puts the weights and all
that belongs to them into encoder/weights.
"""

import argparse
import shutil
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from presence_figures import Presence
from pydantic import TypeAdapter

from contracts.joining import Joining, LinearModel, clause_features, document_features, join
from encoder.encoder import WEIGHTS, Sheet
from encoder.network import Network
from encoder_training.judged import JudgedDocument, judged_documents
from encoder_training.languages import LANGUAGES, OTHER, Language
from encoder_training.linear import fit_linear
from encoder_training.scored import Scored, scored_by_folds, scored_unseen

BUILD = Path(__file__).parent.parent / "build" / "encoder"
FEWEST_DOCUMENTS = 8  # that bear a type, for the labels to know enough of it
PARTS = 5  # of the cross-validation
SHIFTS = (-1.5, -1.0, -0.5, 0.0, 0.5, 1.0, 1.5)  # log odds tried as the limit of all types


def main() -> None:
    """Learn the joining of the language that is named, and install it with its network."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("language", choices=sorted(LANGUAGES))
    parser.add_argument("--name", required=True, help="what these weights are called, e.g. zh-1")
    options = parser.parse_args()
    language, folder = LANGUAGES[options.language], BUILD / options.language
    documents = judged_documents(language, folder)
    scored = scored_by_folds(language, folder, documents)
    joining = with_limits(fit(language, scored), best_shift(language, scored))
    sheet = Sheet(options.name, language.outputs, language.touched, language.parts, joining)
    install(language, sheet, folder)
    network = Network(
        WEIGHTS / f"{language.name}.onnx",
        WEIGHTS / f"{language.name}-tokenizer.json",
        outputs=sheet.outputs,
        touched=sheet.touched,
        parts=sheet.parts,
        threads=2,
    )
    print(f"unseen: {figures(scored_unseen(language, network, documents), joining)}")


def fit(language: Language, scored: Sequence[Scored]) -> Joining:
    """What these documents teach; every limit is even odds."""
    types = known_types(language, [each.document for each in scored])
    clause = fit_linear(
        (name, clause_features(look), name in each.document.operative[look.clause.id])
        for each in scored
        for name in types
        for look in each.looks.get(name, ())
    )

    def of_documents(true: Callable[[JudgedDocument], frozenset[str]]) -> LinearModel:
        return fit_linear(
            (name, features, name in true(each.document))
            for each in scored
            for name in types
            if (looks := each.looks.get(name))
            for odds in [[clause.log_odds(name, clause_features(look)) for look in looks]]
            for features in [document_features(looks, odds, len(each.document.clauses))]
        )

    present = of_documents(lambda document: document.present)
    there = of_documents(lambda document: document.present | document.weak)
    limits = dict.fromkeys((name for name in types if name in present.intercepts), 0.0)
    return Joining(clause, present, there, limits, limits, limits)


def known_types(language: Language, documents: Iterable[JudgedDocument]) -> list[str]:
    """The types that enough documents bear."""
    bearing = Counter(name for each in documents for name in each.present | each.weak)
    known = (name for name in language.outputs if bearing[name] >= FEWEST_DOCUMENTS)
    return [name for name in known if name != OTHER]


def with_limits(joining: Joining, shift: float) -> Joining:
    """The joining with these log odds as the limit from which a document has a type."""
    limits = dict.fromkeys(joining.present_from, shift)
    return replace(joining, present_from=limits, there_from=limits)


def best_shift(language: Language, scored: Sequence[Scored]) -> float:
    """The limit at which cross-validation, in parts of whole documents, finds gaps best."""
    parts = [list(scored[part::PARTS]) for part in range(PARTS)]
    fitted = [
        (part, fit(language, [each for other in parts if other is not part for each in other]))
        for part in parts
    ]
    totals = {
        shift: sum(
            (figures(part, with_limits(joining, shift)) for part, joining in fitted), Presence()
        )
        for shift in SHIFTS
    }
    for shift, total in totals.items():
        print(f"cross-validation, limit {shift:+.1f}: {total}")
    return max(totals, key=lambda shift: totals[shift].missing_f1 + totals[shift].present_f1)


def figures(scored: Iterable[Scored], joining: Joining) -> Presence:
    """How well the types that the joining knows are found missing or not."""
    return sum(_presences(scored, joining), Presence())


def _presences(scored: Iterable[Scored], joining: Joining) -> Iterator[Presence]:
    for each in scored:
        document = each.document
        said = join(document.clauses, document.tags, each.scores, joining)
        for name in joining.present_from:
            yield Presence.of(
                true=name in document.present | document.weak, said=name in said.present | said.weak
            )


def install(language: Language, sheet: Sheet, folder: Path) -> None:
    """Put the weights and what belongs to them where the product finds them."""
    name = language.name
    shutil.copy(folder / f"{name}.onnx", WEIGHTS / f"{name}.onnx")
    shutil.copy(folder / "tokenizer.json", WEIGHTS / f"{name}-tokenizer.json")
    (WEIGHTS / f"{name}.json").write_bytes(TypeAdapter(Sheet).dump_json(sheet, indent=1))


if __name__ == "__main__":
    main()
