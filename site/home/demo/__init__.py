"""What the demo says, in both languages, and the small verbs that put it into the site.

The figures come from public reports of IJM (2014–2022) and IOM and are named with them. Every person, candidate and party
is invented. Each text is written twice, once in each language, by the same rules: no scene of violence, no
place smaller than a department, no detail that could find anybody.
"""
