"""The account: what became of every visible character of an input.

It promises: each letter, digit and sign that the parser saw is shown, in its order and as often; or a step
claims, in the one way that is of its kind, that the form says it otherwise; or a span names why it was left
out; or it is told. So is what the output shows and the input does not. Signs that part texts (`signs.py`)
count between letters alone, white space in code alone. Images are those of the input, by address and
description, and links lead where those of the input do. A step cannot excuse itself: the intake is taken
before it, the output is read back behind it, and claims are held against both.

    canonical Markdown --lines.py, markup.py--> the lines that it shows, and what it leads to
    claims --kinds.py--> those that are believed --stock.py--> what they take out, and put in
    the page's text and the lines --search.py--> the way over both, and where it ends
    what is left --cover.py, code.py, targets.py, make.py, model.py--> what is told

A page is covered: what shows it stands in order, piece for piece, and claims say the rest. A way that covers
all is proof, whichever it is; so the straight one is tried first, and others where it ends. One step may
change what another put in: a page that is not covered is followed to its blocks, and those to the output.

It does not see which of several links leads to an address, marks of emphasis, or levels of headings.
"""
