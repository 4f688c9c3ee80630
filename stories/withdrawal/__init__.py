"""What follows when somebody takes their story back: everything goes, and the machine proves it.

    inventory.py  what there is of this person, kept sealed until the proof
    words.py      the words to search for afterwards
    purge.py      caches, and the addresses that must be gone
    front.py      the cache in front of this site, where there is one
    media.py      pictures and documents
    pages.py      pages, with what belongs to them alone
    traces.py     what else this site writes down about a page: logs, drafts, sessions, queues
    sweep.py      deleted is not yet overwritten: the database's own leftovers
    proof.py      the search, before and after
    lease.py      who works at it keeps it, however long a step takes
    run.py        the steps in order, from any of them on
    report.py     what was done, in an editor's words
    restored.py   tombstones outside the database, for the day when an old backup comes back

Each step sees for itself what is left to do, so that a crash anywhere costs nothing but time.
"""
