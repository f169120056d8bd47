"""Logistic regression with an intercept for each clause type (scikit-learn)."""

from collections.abc import Iterable, Sequence

import numpy as np
from sklearn.linear_model import LogisticRegression

from contracts.joining import LinearModel

_DIGITS = 4
_CONSTANT = 1e-9  # spread of what never differs, but for rounding
_OWN = 0.7  # the less, the closer a type's intercept stays to the others'


def fit_linear(examples: Iterable[tuple[str, Sequence[float], bool]]) -> LinearModel:
    """What examples teach: each a clause type, its features, and whether it is so."""
    names, features, true = zip(*examples, strict=True)
    types = sorted(set(names))
    values = np.array(features)
    mean, spread = values.mean(0), values.std(0)
    spread[spread < _CONSTANT] = 1.0  # a feature that never differs weighs nothing
    own = np.zeros((len(values), len(types)))
    own[np.arange(len(values)), [types.index(name) for name in names]] = _OWN
    columns = np.hstack([(values - mean) / spread, own])
    model = LogisticRegression(max_iter=3000).fit(columns, np.array(true))
    coefficients = model.coef_[0]
    weights = coefficients[: values.shape[1]] / spread
    base = model.intercept_[0] - weights @ mean
    return LinearModel(
        tuple(round(float(each), _DIGITS) for each in weights),
        {
            name: round(float(base + _OWN * each), _DIGITS)
            for name, each in zip(types, coefficients[values.shape[1] :], strict=True)
        },
    )
