# D3 What matters is pinned and kept in order; who comes late reads where things stand.
file "Checkout fails in EMEA" as bob against checkout
as bob in hot-330: /em pin The runbook: https://runbooks.example/checkout
as mia in hot-330: /em pin Releases are frozen
as bob in hot-330: /em role take scribe
as bob in hot-330: /em load system23
as jim in hot-330: /em update The new release is rolled back in EMEA

# The pinned briefing follows: severity, roles, what was tried, next update.
advance 3m
as nia direct: /em join
as nia in hot-330: /em brief
as nia in hot-330: /em briefed

# What is no longer true is taken away.
as bob in hot-330: /em unpin 2
as bob in hot-330: /em unpin 9
as nia in hot-330: /em brief
as bob in hot-330: /em pin
