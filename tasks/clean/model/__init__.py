"""The block model: how likely each line of a page is text of its article.

One way for pages and plain text: `lines` counts characters and words, `shape`, `place`, `markup`,
`layout` and `stamps` make columns of numbers of them, `vocabulary` weighs the words, `trees` adds
up the answers, and `scorer` holds it together. The weights are trained by `make train-cleaner` on
open data and shipped beside the code; nothing here knows a site or a rule.
"""
