# D4 The next update is due at a moment that all see. When it is late, the owner is reminded, then the deputy, then the
# manager. It can be put off, a little and not again and again.
as bob in em: /em declare Checkout fails in EMEA sev2
as jim in hot-330: /em role deputy @raj
as jim in hot-330: /em update We look at the new release
advance 29m

# Late: commander, deputy, manager.
advance 1m
advance 5m
advance 5m
as raj in hot-330: /em update It is the new release; rolling back

# Put off: a quarter of an hour at a time, twice.
as bob in hot-330: /em snooze 10m
as jim in hot-330: /em snooze 2h
as jim in hot-330: /em snooze 10m
advance 40m
press Put off 15 min as raj in hot-330
as jim in hot-330: /em snooze 10m
advance 15m
advance 1h

# An update that says nothing is none; a worse severity shortens the time.
as jim in hot-330: /em update
as jim in hot-330: /em update Still rolling back
as jim in hot-330: /em severity 1

# Over: nothing is due any more.
as jim in hot-330: /em phase stood-down
advance 2h
as jim in hot-330: /em snooze 10m
