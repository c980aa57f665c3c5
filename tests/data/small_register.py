"""The rows of a small register and of its one source."""

HEADER = "id,claim,value,as_of,source,confidence,review_by,lesson\n"
GOOD = "listings-total,The annex has 38 entries.,38,2026-07-13,celex:32019D0797,A,2027-01-31,00;11\n"
LATER = "votes,A vote of 2018.,2018,2026-11-22,voeten; un:A/RES/73/27,V2,2026-12-31,09\n"
SOURCE = """\
voeten:
  title: Voting data
  publisher: E. Voeten
  url: https://doi.org/10.7910/DVN/LEJUQZ
  seen_at: https://example.org/copy
"""
