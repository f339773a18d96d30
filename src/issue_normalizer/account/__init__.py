"""The account: what became of every visible character of an input.

It promises: each letter, digit and sign that the parser saw is shown, in its order and as often; or a step
claims, in the one way that is of its kind, that the form says it otherwise; or a span names why it was left
out; or it is told. So is what the output shows and the input does not. White space counts in code alone. A
step cannot excuse itself: the intake is taken before it, the output is read back behind it, and claims are
held against both.

    the page's text --edits.py--> the text that was read --letters.py--> with its signs of markup settled
    canonical Markdown --lines.py, markup.py, numbering.py--> the lines that it shows
    claims --kinds.py--> those that are believed --puts.py, pieces.py--> what they put in, and take out
    both --cover.py, streams.py, code.py--> what is left --make.py, model.py, findings.py--> what is told

It does not see targets of links and images, marks of emphasis, levels of headings, or an image that is gone.
"""
