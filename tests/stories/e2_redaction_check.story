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
as bob in hot-330: /em public edit 1 password=hunter2hunter2 and AKIAIOSFODNN7EXAMPLE are in /etc/shop/db.conf.

# What is public although it looks internal passes: the allowed page, a region, a version. It needs no override.
as bob in hot-330: /em public edit 1 Errors in eu-west-1 over TLS 1.3, see https://status.shop.example/now.
as sue in hot-330: /em public override 1 to be sure

# The window is over: the check still stops the commander, and it is the author who is called.
as bob in hot-330: /em public edit 1 The queue on db-17 is full.
advance 2m
as jim in hot-330: /em public approve 1 s7mbskiz75vs

# Whose word counts: not anybody's, and not the same person's twice.
press Override as bob in hot-330: everybody knows db-17
as jim in hot-330: /em public second 1
press Override as sue in hot-330
press Override as sue in hot-330: the vendor asked us to name db-17
as sue in hot-330: /em public override 1 again
press Agree to override as sue in hot-330
press Agree to override as mia in hot-330
as jim in hot-330: /em public approve 1 s7mbskiz75vs

# Nobody agrees within ten minutes: it is asked again.
advance 10m
as jim in hot-330: /em public second 1
as sue in hot-330: /em public override 1 the vendor still asks
press Agree to override as jim in hot-330
as jim in hot-330: /em public second 1

# A changed text voids the override.
as sue in hot-330: /em public edit 1 The queue on db-18 is full.
advance 2m
as jim in hot-330: /em public override 1 the vendor names db-18 too
as sue in hot-330: /em public second 1 s7mbskiz75vs
press Agree to override as sue in hot-330
press Approve as jim in hot-330
expect status page shows "The queue on db-18 is full."

----

14:00 > file "checkout is slow" as bob against checkout
em | topic | Jim Smith – investigating checkout is slow
hot-330 | new room | checkout is slow – hot room. Declared 2026-03-04 14:00 UTC.
direct (Jim Smith) | chatops | @jim, you command “checkout is slow” in #hot-330 now. Read the brief; if you cannot command, offer the baton: `offer @person`.
    [Read the brief]
hot-330 | topic | SEV2 – checkout is slow – triage – commander Jim Smith
hot-330 | members | brings in Bob Ray, Dana Wu, Jim Smith, Mia Costa, Sue Hill
hot-330 | chatops | SEV2 checkout is slow – triage
    Commander: Jim Smith
    Ticket: HOT-330 (Open)
    Next update due 2026-03-04 14:30 UTC
    Since 2026-03-04 14:00 UTC (0 s)
em | chatops | SEV2 checkout is slow – work happens in #hot-330
hot-330 | rights | may wake the room: Jim Smith
hot-330 | chatops | HOT-330 (https://tickets.invalid/HOT-330) – checkout is slow
    Status: Open – component: `checkout`
    [In Progress]
hot-330 | pinned | SEV2 checkout is slow – triage
hot-330 | chatops | Invited 1 person who watches the ticket.
hot-330 | chatops | Jim Smith commands “checkout is slow”.
hot-330 | chatops | Brought in support: Sue Hill, to read along.
hot-330 | chatops | Updates every 30 min. Next update due 2026-03-04 14:30 UTC.
HOT-330 | ticket | opened: checkout is slow (Open)
HOT-330 | ticket | link: #hot-330 https://chat.invalid/rooms/R57

14:00 > as jim in hot-330: /em role communications-lead @sue
hot-330 (only Jim Smith) | Jim Smith | (types) /em role communications-lead @sue
direct (Sue Hill) | chatops | @sue, you are communications lead of “checkout is slow” in #hot-330.
    You write what customers read. Draft early; the commander approves the exact text before it goes out.
    [Read the brief] [Step down]
hot-330 | chatops | (edited) • communications lead: Sue Hill
hot-330 | chatops | Sue Hill is communications lead now.

14:00 > as bob in hot-330: /em public draft investigating The queue on db-17 and cache.shop.example is full, see HOT-330 and hot-331.
hot-330 (only Bob Ray) | Bob Ray | (types) /em public draft investigating The queue on db-17 and cache.shop.example is full, see HOT-330 and hot-331.
hot-330 | chatops | Public update 1 – investigating, version 1 by Bob Ray
    > The queue on [host: db-17] and [host: cache.shop.example] is full, see [ticket: HOT-330] and [ticket: hot-331].
    The redaction check marks what must not be public. Reword it with `public edit 1 <text>`.
    Objections until 2026-03-04 14:02 UTC.
    [Override] [Object]

14:00 > as bob in hot-330: /em public edit 1 Acme cannot reach 10.1.2.3, 2001:db8::1 or https://wiki.shop.example/x; write to bob@shop.example.
hot-330 (only Bob Ray) | Bob Ray | (types) /em public edit 1 Acme cannot reach 10.1.2.3, 2001:db8::1 or https://wiki.shop.example/x; write to bob@shop.example.
hot-330 | chatops | (edited) Public update 1 has a new text: see version 2 below.
hot-330 | chatops | Public update 1 – investigating, version 2 by Bob Ray
    > [customer: Acme] cannot reach [IP address: 10.1.2.3], [IP address: 2001:db8::1] or [link: https://wiki.shop.example/x]; write to [e-mail: bob@shop.example].
    The redaction check marks what must not be public. Reword it with `public edit 1 <text>`.
    Objections until 2026-03-04 14:02 UTC.
    [Override] [Object]

14:00 > as bob in hot-330: /em public edit 1 Jim Smith looks at it; Raj forgot the limit; it was human error.
hot-330 (only Bob Ray) | Bob Ray | (types) /em public edit 1 Jim Smith looks at it; Raj forgot the limit; it was human error.
hot-330 | chatops | (edited) Public update 1 has a new text: see version 3 below.
hot-330 | chatops | Public update 1 – investigating, version 3 by Bob Ray
    > [person: Jim Smith] looks at it; [blame: Raj forgot] the limit; it was [blame: human error].
    The redaction check marks what must not be public. Reword it with `public edit 1 <text>`.
    Objections until 2026-03-04 14:02 UTC.
    [Override] [Object]

14:00 > as bob in hot-330: /em public edit 1 It panicked at src/pool.rs:17 with PoolExhaustedException at com.shop.Pool.take(Pool.java:42).
hot-330 (only Bob Ray) | Bob Ray | (types) /em public edit 1 It panicked at src/pool.rs:17 with PoolExhaustedException at com.shop.Pool.take(Pool.java:42).
hot-330 | chatops | (edited) Public update 1 has a new text: see version 4 below.
hot-330 | chatops | Public update 1 – investigating, version 4 by Bob Ray
    > It [stack trace: panicked at] [file path: src/pool.rs:17] with [stack trace: PoolExhaustedException] [stack trace: at com.shop.Pool.take(Pool.java:42)].
    The redaction check marks what must not be public. Reword it with `public edit 1 <text>`.
    Objections until 2026-03-04 14:02 UTC.
    [Override] [Object]

14:00 > as bob in hot-330: /em public edit 1 password=hunter2hunter2 and AKIAIOSFODNN7EXAMPLE are in /etc/shop/db.conf.
hot-330 (only Bob Ray) | Bob Ray | (types) /em public edit 1 password=hunter2hunter2 and AKIAIOSFODNN7EXAMPLE are in /etc/shop/db.conf.
direct (Bob Ray) | chatops | What you gave me looks like a secret. It is masked, so the command went without it. It has left your hands all the same: renew it.
hot-330 | chatops | (edited) Public update 1 has a new text: see version 5 below.
hot-330 | chatops | Public update 1 – investigating, version 5 by Bob Ray
    > password=[secret: masked] and [secret: masked] are in [file path: /etc/shop/db.conf].
    The redaction check marks what must not be public. Reword it with `public edit 1 <text>`.
    Objections until 2026-03-04 14:02 UTC.
    [Override] [Object]

14:00 > as bob in hot-330: /em public edit 1 Errors in eu-west-1 over TLS 1.3, see https://status.shop.example/now.
hot-330 (only Bob Ray) | Bob Ray | (types) /em public edit 1 Errors in eu-west-1 over TLS 1.3, see https://status.shop.example/now.
hot-330 | chatops | (edited) Public update 1 has a new text: see version 6 below.
hot-330 | chatops | Public update 1 – investigating, version 6 by Bob Ray
    > Errors in eu-west-1 over TLS 1.3, see https://status.shop.example/now.
    Objections until 2026-03-04 14:02 UTC.
    [Object]

14:00 > as sue in hot-330: /em public override 1 to be sure
hot-330 (only Sue Hill) | Sue Hill | (types) /em public override 1 to be sure
hot-330 (only Sue Hill) | chatops | Nothing in public update 1 stands in the way of an approval.
    The commander may approve it: `public approve 1 wpjyt33ccrir`.

14:00 > as bob in hot-330: /em public edit 1 The queue on db-17 is full.
hot-330 (only Bob Ray) | Bob Ray | (types) /em public edit 1 The queue on db-17 is full.
hot-330 | chatops | (edited) Public update 1 has a new text: see version 7 below.
hot-330 | chatops | Public update 1 – investigating, version 7 by Bob Ray
    > The queue on [host: db-17] is full.
    The redaction check marks what must not be public. Reword it with `public edit 1 <text>`.
    Objections until 2026-03-04 14:02 UTC.
    [Override] [Object]

14:00 > advance 2m
hot-330 | chatops | (edited) Public update 1: see below.
hot-330 | chatops | @bob The time for objections to public update 1 is over: no objections.
    Public update 1 – investigating, version 7 by Bob Ray
    > The queue on [host: db-17] is full.
    The redaction check marks what must not be public. Reword it with `public edit 1 <text>`.
    [Override] [Object]
hot-330 | notified | pings Bob Ray

14:02 > as jim in hot-330: /em public approve 1 s7mbskiz75vs
hot-330 (only Jim Smith) | Jim Smith | (types) /em public approve 1 s7mbskiz75vs
hot-330 (only Jim Smith) | chatops | The redaction check marks what must not be public: [host: db-17].
    Reword it with `public edit 1 <text>`. If it must stay: `public override 1 <reason>`, and a second person agrees.

14:02 > press Override as bob in hot-330: everybody knows db-17
hot-330 | Bob Ray | (presses) Override: everybody knows db-17
hot-330 (only Bob Ray) | chatops | Only the incident commander, the duty commander, the deputy, the communications lead or an executive may override the redaction check.
    Jim Smith commands this incident. Say in the room what you need and why.

14:02 > as jim in hot-330: /em public second 1
hot-330 (only Jim Smith) | Jim Smith | (types) /em public second 1
hot-330 (only Jim Smith) | chatops | Nobody asks for an override of public update 1.
    Ask for one with `public override 1 <reason>`.

14:02 > press Override as sue in hot-330
hot-330 | Sue Hill | (presses) Override
hot-330 (only Sue Hill) | chatops | An override needs a reason; it is recorded.
    Write `public override 1 <why the marked words may be public>`.

14:02 > press Override as sue in hot-330: the vendor asked us to name db-17
hot-330 | Sue Hill | (presses) Override: the vendor asked us to name db-17
hot-330 | chatops | (edited) Public update 1: see below.
hot-330 | chatops | @jim Public update 1 takes a second person: the marks in it are to stay.
    Public update 1 – investigating, version 7 by Bob Ray
    > The queue on [host: db-17] is full.
    The redaction check stops it. Sue Hill asked to publish the marked words: the vendor asked us to name db-17.
    It takes a second person, until 2026-03-04 14:12 UTC: the commander, the deputy, the communications lead or an executive.
    [Agree to override] [Object]
hot-330 | notified | pings Jim Smith

14:02 > as sue in hot-330: /em public override 1 again
hot-330 (only Sue Hill) | Sue Hill | (types) /em public override 1 again
hot-330 (only Sue Hill) | chatops | You have asked for this override already.
    A second person agrees with `public second 1 s7mbskiz75vs`.

14:02 > press Agree to override as sue in hot-330
hot-330 | Sue Hill | (presses) Agree to override
hot-330 (only Sue Hill) | chatops | You asked for this override; it takes somebody else to agree.
    Ask the deputy, the communications lead or an executive to press the button.

14:02 > press Agree to override as mia in hot-330
hot-330 | Mia Costa | (presses) Agree to override
hot-330 (only Mia Costa) | chatops | Only the incident commander, the duty commander, the deputy, the communications lead or an executive may override the redaction check.
    Jim Smith commands this incident. Say in the room what you need and why.

14:02 > as jim in hot-330: /em public approve 1 s7mbskiz75vs
hot-330 (only Jim Smith) | Jim Smith | (types) /em public approve 1 s7mbskiz75vs
hot-330 (only Jim Smith) | chatops | The redaction check marks what must not be public: [host: db-17].
    Reword it with `public edit 1 <text>`. If it must stay: `public override 1 <reason>`, and a second person agrees.

14:02 > advance 10m
hot-330 | chatops | (edited) The redaction check marks what must not be public. Reword it with `public edit 1 <text>`.
    [Override] [Object]
hot-330 | chatops | @sue Nobody agreed in time to publish the marked words of public update 1. Reword it, or ask again.
hot-330 | notified | pings Sue Hill

14:12 > as jim in hot-330: /em public second 1
hot-330 (only Jim Smith) | Jim Smith | (types) /em public second 1
hot-330 (only Jim Smith) | chatops | Nobody asks for an override of public update 1.
    Ask for one with `public override 1 <reason>`.

14:12 > as sue in hot-330: /em public override 1 the vendor still asks
hot-330 (only Sue Hill) | Sue Hill | (types) /em public override 1 the vendor still asks
hot-330 | chatops | (edited) Public update 1: see below.
hot-330 | chatops | @jim Public update 1 takes a second person: the marks in it are to stay.
    Public update 1 – investigating, version 7 by Bob Ray
    > The queue on [host: db-17] is full.
    The redaction check stops it. Sue Hill asked to publish the marked words: the vendor still asks.
    It takes a second person, until 2026-03-04 14:22 UTC: the commander, the deputy, the communications lead or an executive.
    [Agree to override] [Object]
hot-330 | notified | pings Jim Smith

14:12 > press Agree to override as jim in hot-330
hot-330 | Jim Smith | (presses) Agree to override
hot-330 | chatops | (edited) Public update 1: see below.
hot-330 | chatops | Jim Smith agrees: the marks in public update 1 no longer stop it.
    Public update 1 – investigating, version 7 by Bob Ray
    > The queue on [host: db-17] is full.
    Sue Hill asked to publish the marked words: the vendor still asks. Jim Smith agreed.
    [Approve] [Object]

14:12 > as jim in hot-330: /em public second 1
hot-330 (only Jim Smith) | Jim Smith | (types) /em public second 1
hot-330 (only Jim Smith) | chatops | A second person has agreed already.
    The commander may approve it: `public approve 1 s7mbskiz75vs`.

14:12 > as sue in hot-330: /em public edit 1 The queue on db-18 is full.
hot-330 (only Sue Hill) | Sue Hill | (types) /em public edit 1 The queue on db-18 is full.
hot-330 | chatops | (edited) Public update 1 has a new text: see version 8 below.
hot-330 | chatops | Public update 1 – investigating, version 8 by Sue Hill
    > The queue on [host: db-18] is full.
    The redaction check marks what must not be public. Reword it with `public edit 1 <text>`.
    Objections until 2026-03-04 14:14 UTC.
    [Override] [Object]

14:12 > advance 2m
hot-330 | chatops | (edited) Public update 1: see below.
hot-330 | chatops | @sue The time for objections to public update 1 is over: no objections.
    Public update 1 – investigating, version 8 by Sue Hill
    > The queue on [host: db-18] is full.
    The redaction check marks what must not be public. Reword it with `public edit 1 <text>`.
    [Override] [Object]
hot-330 | notified | pings Sue Hill

14:14 > as jim in hot-330: /em public override 1 the vendor names db-18 too
hot-330 (only Jim Smith) | Jim Smith | (types) /em public override 1 the vendor names db-18 too
hot-330 | chatops | (edited) Public update 1: see below.
hot-330 | chatops | Public update 1 takes a second person: the marks in it are to stay.
    Public update 1 – investigating, version 8 by Sue Hill
    > The queue on [host: db-18] is full.
    The redaction check stops it. Jim Smith asked to publish the marked words: the vendor names db-18 too.
    It takes a second person, until 2026-03-04 14:24 UTC: the commander, the deputy, the communications lead or an executive.
    [Agree to override] [Object]

14:14 > as sue in hot-330: /em public second 1 s7mbskiz75vs
hot-330 (only Sue Hill) | Sue Hill | (types) /em public second 1 s7mbskiz75vs
hot-330 (only Sue Hill) | chatops | That is not the digest of public update 1 as it reads now: the text has changed, this is version 8.
    Read version 8 in the room and use the button under it.

14:14 > press Agree to override as sue in hot-330
hot-330 | Sue Hill | (presses) Agree to override
hot-330 | chatops | (edited) Public update 1: see below.
hot-330 | chatops | @jim Sue Hill agrees: the marks in public update 1 no longer stop it.
    Public update 1 – investigating, version 8 by Sue Hill
    > The queue on [host: db-18] is full.
    Jim Smith asked to publish the marked words: the vendor names db-18 too. Sue Hill agreed.
    [Approve] [Object]
hot-330 | notified | pings Jim Smith

14:14 > press Approve as jim in hot-330
hot-330 | Jim Smith | (presses) Approve
hot-330 | chatops | (edited) Published.
hot-330 | chatops | Public update 1 is published as investigating: status page (https://status.invalid/#update-<id>-1)
status page | public | The queue on db-18 is full.

journal: briefing.confirmed ×9, briefing.pinned ×2, headline.written, named, opened, participant.arrived ×4, participant.group_invited, person.noted ×9, poll.severity_set, public_update.approved, public_update.drafted, public_update.edited ×7, public_update.overridden ×2, public_update.override_asked ×3, public_update.override_lapsed, public_update.published, public_update.window_closed ×2, record.refused ×12, record.secret_masked, register.declared, register.told ×4, role.assigned, room.opened ×4, seat.appointed ×2, shift.consulted, shift.shift_started, started, ticket.linked, ticket.watchers_found, update.scheduled
