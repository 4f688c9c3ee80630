"""No upload keeps anything of where it came from.

    clean.py      which cleaner takes a file, and the random name that it gets
    pictures.py   pixels alone, written anew
    pdf.py        pages alone, in a new file         pdf_streams.py   what is hidden inside a page's streams
    docx.py       the parts that hold the text       docx_xml.py      what is hidden inside a part
    text.py       csv and txt
    fields.py     the model fields: whatever is saved through them is clean, by any path
    uploads.py    uploads stay in memory: no original is ever on a disk
    refusal.py    what is said when a file cannot be cleaned

A cleaner keeps what it knows and drops the rest; what it can neither keep nor drop safely, it refuses. Nothing is
stored then.
"""
