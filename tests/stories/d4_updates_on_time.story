# D4 The next update is due at a moment that all see. When it is late, the owner is reminded, then the deputy, then the
# manager. It can be put off, a little and not again and again.
file "Checkout fails in EMEA" as bob against checkout
as jim in hot-330: /em role deputy @mia
as jim in hot-330: /em update We look at the new release
advance 29m

# Late: commander, deputy, manager.
advance 1m
advance 5m
advance 5m
as mia in hot-330: /em update It is the new release; rolling back

# Put off: a quarter of an hour at a time, twice.
as bob in hot-330: /em snooze 10m
as jim in hot-330: /em snooze 2h
as jim in hot-330: /em snooze 10m
advance 30m
advance 10m
press Put off 15 min as mia in hot-330
as jim in hot-330: /em snooze 10m
advance 15m
advance 1h

# An update that says nothing is none; a worse severity shortens the time.
as jim in hot-330: /em update
as jim in hot-330: /em update Still rolling back
as jim in hot-330: /em severity 1
