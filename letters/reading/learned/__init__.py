"""A second opinion on letters, learned from annotated ones. Plain Python, like the rules.

``words`` are the words of a sentence and their classes; ``candidates`` its stretches that may be
passages. ``features`` and ``rules`` say what is seen in them, and what the rules say of them; the
weights of ``model`` make scores of it, ``chances`` probabilities and a choice; ``sorts`` tells kind
and firmness. ``learn`` makes ``weights.tsv.gz`` (``manage.py learn_reading``): a line for each
feature, with hundredths. To see what speaks for a passage, add the weights of its features.
"""
