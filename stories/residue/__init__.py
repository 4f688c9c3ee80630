"""The proof of a withdrawal: a search for what is left of a story, wherever this machine can keep it.

    needles.py   what to look for, taken from the story before it is removed
    views.py     every reading of a value: decoded, unpacked, unescaped
    places.py    every table's every row, and every file
    scan.py      the search, its findings, and its positive control

A raw grep passes falsely: PostgreSQL compresses, sessions are encoded, mails are quoted, documents are zipped.
"""
