# C4 Whoever looks for an incident finds it: by ticket, room, number or words; all that are open; a digest every so often.
set policy.waits.digest = "20m"

as sue in em: /em open
as sue in em: /em find HOT-330
as bob in em: /em declare Checkout fails in EMEA sev2
as raj in em: /em declare Replication is behind sev4

as sue in em: /em find HOT-330
as sue in em: /em find hot-331
as sue in em: /em find #hot-331
as sue in em: /em find 2
as sue in em: /em find replication
as sue in em: /em find HOT-999
as sue in em: /em find
as sue in em: /em open
as sue in em: /em status

# It stays findable when it is over, and is no longer listed.
as jim in hot-331: /em phase stood-down
as sue in em: /em open
as sue in em: /em find HOT-331

# The digest comes by itself, as long as something is open.
advance 21m
as jim in hot-330: /em phase stood-down
as sue in em: /em open
