# E2 What must not leave the company is marked before anybody approves it. The commander cannot wave it through alone: an
# override takes a reason and a second person, who is somebody else and one of few.
set policy.redaction = { internal_domains = ["shop.example"], customers = ["Acme"], allow = ["status.shop.example"], ticket_prefixes = ["HOT"] }

file "checkout is slow" as bob against checkout
as jim in hot-330: /em role communications-lead @sue

# Each kind of find is marked with what it is.
as bob in hot-330: /em public draft investigating The queue on db-17 and cache.shop.example is full, see HOT-330 and hot-331.
as bob in hot-330: /em public edit 1 Acme cannot reach 10.1.2.3, 2001:db8::1 or https://wiki.shop.example/x; write to bob@shop.example.
as bob in hot-330: /em public edit 1 Jim Smith looks at it; Raj forgot the limit; it was human error.
as bob in hot-330: /em public edit 1 It panicked at src/pool.rs:17 with PoolExhaustedException at com.shop.Pool.take(Pool.java:42).

# A secret is masked before anything is stored.
as bob in hot-330: /em public edit 1 password=hunter2hunter2 and AKIAIOSFODNN7EXAMPLE are in /etc/shop/db.conf

# What is public although it looks internal passes: the allowed page, a region, a version. It needs no override.
as bob in hot-330: /em public edit 1 Errors in eu-west-1 over TLS 1.3, see https://status.shop.example/now.
as sue in hot-330: /em public override 1 to be sure

# The window is over: the check still stops the commander.
as bob in hot-330: /em public edit 1 The queue on db-17 is full.
advance 2m
as jim in hot-330: /em public approve 1 s7mbskiz75vs

# Whose word counts: not anybody's, and not the same person's twice.
as bob in hot-330: /em public override 1 everybody knows db-17
press Agree to override as jim in hot-330
as sue in hot-330: /em public override 1 the vendor asked us to name db-17
as sue in hot-330: /em public override 1 again
press Agree to override as sue in hot-330
press Agree to override as mia in hot-330
as jim in hot-330: /em public approve 1 s7mbskiz75vs

# Nobody agrees within ten minutes: it is asked again.
advance 10m
press Agree to override as jim in hot-330
as sue in hot-330: /em public override 1 the vendor still asks
press Agree to override as jim in hot-330
press Agree to override as jim in hot-330

# A changed text voids the override.
as sue in hot-330: /em public edit 1 The queue on db-18 is full.
advance 2m
as jim in hot-330: /em public override 1 the vendor names db-18 too
as sue in hot-330: /em public second 1 s7mbskiz75vs
press Agree to override as sue in hot-330
press Approve as jim in hot-330
expect status page shows "The queue on db-18 is full."
