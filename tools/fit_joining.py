"""Learn to join an encoder's scores with the rules: python tools/fit_joining.py zh --name zh-1.

Follows tools/train_encoder.py. It learns from scores of documents that the scoring network had not
seen, prints what cross-validation and the documents kept unseen say, and puts the weights and all
that belongs to them into encoder/weights. Weights that only went on from others (``--go-on-from``)
have no scores of documents that they had not seen: ``--as-shipped`` keeps the installed joining.
"""

import argparse
import shutil
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from presence_figures import Presence
from pydantic import TypeAdapter

from contracts.joining import (
    Joined,
    Joining,
    LinearModel,
    by_rules_alone,
    join,
)
from contracts.looks import document_features, passage_features
from encoder.encoder import WEIGHTS, Sheet, read_sheet
from encoder.network import Network
from encoder_training.judged import JudgedDocument, judged_documents
from encoder_training.languages import LANGUAGES, OTHER, Language
from encoder_training.linear import fit_linear
from encoder_training.reliable import PARTS, apart, reliability_in
from encoder_training.scored import Scored, scored_by_folds, scored_unseen

BUILD = Path(__file__).parent.parent / "build" / "encoder"
FEWEST_DOCUMENTS = 8  # that bear a type, for the labels to know enough of it
CLEARLY = 0.8  # share of the mistakes; the rules' cues were written with these documents read
BEYOND_CHANCE = 0.99  # share of the mistakes at even odds
SHIFTS = (-0.5, -0.25, 0.0, 0.25, 0.5, 0.75)  # log odds tried as the limit of all types


def main() -> None:
    """Learn the joining of the language that is named, and install it with its network."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("language", choices=sorted(LANGUAGES))
    parser.add_argument("--name", required=True, help="what these weights are called, e.g. zh-1")
    parser.add_argument("--as-shipped", action="store_true", help="keep the installed joining")
    options = parser.parse_args()
    language, folder = LANGUAGES[options.language], BUILD / options.language
    documents = judged_documents(language, folder)
    shipped = read_sheet(WEIGHTS / f"{language.name}.json") if options.as_shipped else None
    joining = shipped.joining if shipped else learned(language, folder, documents)
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
    unseen = scored_unseen(language, network, documents)
    print(f"unseen: {sum(joined_figures([(unseen, joining)]).values(), Presence())}")


def learned(language: Language, folder: Path, documents: Sequence[JudgedDocument]) -> Joining:
    """What the documents teach, with the limit that is best in cross-validation."""
    scored = scored_by_folds(language, folder, documents)
    parts = cross_validated(language, scored)
    shift = best_shift(parts)
    joining = with_limits(fit(language, scored), shift)
    return without_types(joining, better_by_rules(parts, shift))


def fit(language: Language, scored: Sequence[Scored]) -> Joining:
    """What these documents teach; every limit is even odds."""
    types = known_types(language, [each.document for each in scored])
    fair = list(apart(scored))
    passage = fit_linear(
        (name, passage_features(name, look, counted), each.provides(look, name))
        for each, counted in fair
        for name in types
        for look in each.looks.get(name, ())
    )

    def of_documents(true: Callable[[JudgedDocument], frozenset[str]]) -> LinearModel:
        return fit_linear(
            (name, features, name in true(each.document))
            for each, counted in fair
            for name in types
            if (looks := each.looks.get(name))
            for odds in [
                [passage.log_odds(name, passage_features(name, look, counted)) for look in looks]
            ]
            for features in [
                document_features(name, looks, odds, len(each.document.clauses), counted)
            ]
        )

    present = of_documents(lambda document: document.present)
    there = of_documents(lambda document: document.present | document.weak)
    limits = dict.fromkeys((name for name in types if name in present.intercepts), 0.0)
    counted = reliability_in(each.document for each in scored)
    return Joining(passage, present, there, limits, limits, limits, counted)


def known_types(language: Language, documents: Iterable[JudgedDocument]) -> list[str]:
    """The types that enough documents bear."""
    bearing = Counter(name for each in documents for name in each.present | each.weak)
    known = (name for name in language.outputs if bearing[name] >= FEWEST_DOCUMENTS)
    return [name for name in known if name != OTHER]


def with_limits(joining: Joining, shift: float) -> Joining:
    """The joining with these log odds as the limit from which a document has a type."""
    limits = dict.fromkeys(joining.present_from, shift)
    return replace(joining, present_from=limits, there_from=limits)


def without_types(joining: Joining, types: Collection[str]) -> Joining:
    """The joining that leaves these types to the rules."""

    def rest(limits: Mapping[str, float]) -> dict[str, float]:
        return {name: limit for name, limit in limits.items() if name not in types}

    return replace(
        joining,
        passage_from=rest(joining.passage_from),
        present_from=rest(joining.present_from),
        there_from=rest(joining.there_from),
    )


Part = tuple[Sequence[Scored], Joining]


def cross_validated(language: Language, scored: Sequence[Scored]) -> list[Part]:
    """Parts of whole documents, each with what the other parts teach."""
    parts = [list(scored[part::PARTS]) for part in range(PARTS)]
    return [
        (part, fit(language, [each for other in parts if other is not part for each in other]))
        for part in parts
    ]


def best_shift(parts: Sequence[Part]) -> float:
    """The limit with the fewest mistakes; even odds where none has fewer beyond chance."""
    totals = {
        shift: sum(joined_figures(shifted(parts, shift)).values(), Presence()) for shift in SHIFTS
    }
    for shift, total in totals.items():
        print(f"limit {shift:+.2f}: {total}, {total.mistakes} mistakes", flush=True)
    best = min(SHIFTS, key=lambda shift: totals[shift].mistakes)
    return best if totals[best].mistakes < BEYOND_CHANCE * totals[0.0].mistakes else 0.0


def better_by_rules(parts: Sequence[Part], shift: float) -> list[str]:
    """The types with which the rules alone make clearly fewer mistakes."""
    joined = joined_figures(shifted(parts, shift))
    rules: dict[str, Presence] = {}
    for scored, _ in parts:
        for each in scored:
            count(each.document, by_rules_alone(each.document.tags), joined, rules)
    better = [name for name in joined if rules[name].mistakes < CLEARLY * joined[name].mistakes]
    for name in better:
        print(f"left to the rules: {name} ({rules[name].mistakes}, joined {joined[name].mistakes})")
    return better


def shifted(parts: Iterable[Part], shift: float) -> list[Part]:
    """The parts, their joinings with these log odds as limit."""
    return [(scored, with_limits(joining, shift)) for scored, joining in parts]


def joined_figures(parts: Iterable[Part]) -> dict[str, Presence]:
    """How well each type that the joinings know is found missing or not."""
    figures: dict[str, Presence] = {}
    for scored, joining in parts:
        for each in scored:
            document = each.document
            said = join(document.clauses, document.tags, each.by_clause, joining)
            count(document, said, joining.present_from, figures)
    return figures


def count(
    document: JudgedDocument, said: Joined, types: Iterable[str], figures: dict[str, Presence]
) -> None:
    """Count for each of the types whether it is rightly said to be there or missing."""
    for name in types:
        there = name in document.present | document.weak
        found = name in said.present | said.weak
        figures[name] = figures.get(name, Presence()) + Presence.of(true=there, said=found)


def install(language: Language, sheet: Sheet, folder: Path) -> None:
    """Put the weights and what belongs to them where the product finds them."""
    name = language.name
    shutil.copy(folder / f"{name}.onnx", WEIGHTS / f"{name}.onnx")
    shutil.copy(folder / "tokenizer.json", WEIGHTS / f"{name}-tokenizer.json")
    (WEIGHTS / f"{name}.json").write_bytes(TypeAdapter(Sheet).dump_json(sheet, indent=1))


if __name__ == "__main__":
    main()
