"""Faces in pictures: found when a picture is stored, and then painted over, or dismissed by a second person.

    finder.py     where faces are (CenterFace, on this machine alone; PROVENANCE.md says where it is from)
    regions.py    the model: one row for each face of each picture
    services.py   look, paint over, dismiss
    views.py      the page in the admin

What has not been looked at counts as an untreated face.
"""
