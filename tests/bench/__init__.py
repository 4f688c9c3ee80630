"""How fast pages are, as ratios to floors measured in the same run: `make bench`. Never part of the tests.

Seconds on one machine say little on another; how many times a bare view's time a page takes says the same on both.
"""
