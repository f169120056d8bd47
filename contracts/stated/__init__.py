"""What a document states explicitly about itself: dates, term, total price, law, renewal, number.

What isn't stated is left out: a wrong date is worse than none.
"""
