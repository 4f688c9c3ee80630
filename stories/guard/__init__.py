"""The guard: recognises what would lead to a survivor, without being able to say what it is.

    normalise.py   text as it is written, in all its disguises, to plain words
    variants.py    one term, typed once, to all the ways it may be written
    index.py       the fingerprints of those ways, and the search for them in a text

It imports nothing of Django, so that it can be read, tested and measured by itself.
"""
