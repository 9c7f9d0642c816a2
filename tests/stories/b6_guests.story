# B6 Guests are admitted with an agreement on file and the rules accepted: with a scope, an end and a sponsor.
set people = [{ handle = "zoe", name = "Zoe Partner", kind = "guest", rooms = [] }]

# Gus comes without: he is taken out and told what is missing.
join em as gus
as gus direct: /em status
as gus direct: /em guest accept

as jim in em: /em declare slow checkout in EMEA sev3
advance 10s

# Jim cannot let him in yet; who is no manager cannot file anything.
as jim in hot-330: /em guest admit @gus
as bob in em: /em guest agreement @gus NDA-7
as mia in em: /em guest agreement @gus
as mia in em: /em guest agreement @gus NDA-7
as mia in em: /em guest agreement @gus NDA-7
as jim in hot-330: /em guest admit @gus
press I accept the rules as gus direct
as gus direct: /em guest accept

# Admitted to this incident, for half an hour, by a sponsor. Not to the emergency channel.
join hot-330 as bob
as bob in hot-330: /em guest admit @gus 2h
as jim in hot-330: /em guest admit @gus 900h
as jim in hot-330: /em guest admit @gus 30m
as gus in hot-330: we see packet loss in Frankfurt
as gus in hot-330: @here look at Frankfurt
as gus in hot-330: /em severity 1
as gus in hot-330: /em ask shall we reroute?
as gus in hot-330: /em help
as jim in hot-330: /em role guest @gus
join em as gus

# His time is over.
advance 30m
as gus direct: /em can c: packet loss a: rerouting n: nothing
join hot-330 as gus

# Admitted again; taken back by hand.
as jim in hot-330: /em guest admit @gus
as jim in hot-330: /em guest revoke @gus
as jim in hot-330: /em guest revoke @gus

# Admitted again; the end of the incident ends it.
as jim in hot-330: /em guest admit @gus
as jim in hot-330: /em phase stood-down
advance 1m
as jim in hot-330: /em brief

# Who watches a ticket or belongs to an audience is brought in, a guest without an admission is not.
file "Checkout fails in EMEA" as bob against checkout watched by gus
advance 10s

# An agreement can be put on file before the guest has come.
as mia in em: /em guest agreement @memory:zoe NDA-9
press I accept the rules as zoe direct

----

14:00 > join em as gus
em | members | Gus Vendor joins
direct (Gus Vendor) | chatops | You are not admitted to #em and were taken out of it. Guests need an agreement on file and a sponsor: ask who invited you. Then you accept the rules.
em (only Jim Smith) | chatops | Gus Vendor came to #em as a guest without an admission and was kept out. If they are needed, file their agreement: `guest agreement @gus <reference>`.
em | members | takes Gus Vendor out

14:00 > as gus direct: /em status
direct (Gus Vendor) | Gus Vendor | (types) /em status
direct (Gus Vendor) | chatops | Guests take part once an agreement with them is on file, and there is none with you.
    Ask who invited you to have it filed: `guest agreement`. Then you accept the rules.

14:00 > as gus direct: /em guest accept
direct (Gus Vendor) | Gus Vendor | (types) /em guest accept
direct (Gus Vendor) | chatops | There is no agreement on file for you yet.
    Ask who invited you to file it: `guest agreement @person <reference>`.

14:00 > as jim in em: /em declare slow checkout in EMEA sev3
em (only Jim Smith) | Jim Smith | (types) /em declare slow checkout in EMEA sev3
em | topic | Jim Smith – investigating slow checkout in EMEA
hot-330 | new room | slow checkout in EMEA – hot room. Declared 2026-03-04 14:00 UTC.
direct (Jim Smith) | chatops | @jim, you command “slow checkout in EMEA” in #hot-330 now. Read the brief; if you cannot command, offer the baton: `offer @person`.
    [Read the brief]
hot-330 | chatops | Jim Smith commands “slow checkout in EMEA”.
hot-330 | topic | SEV3 – slow checkout in EMEA – triage – commander Jim Smith
hot-330 | members | brings in Jim Smith
em | chatops | SEV3 slow checkout in EMEA – work happens in #hot-330
hot-330 | rights | may wake the room: Jim Smith
hot-330 | chatops | Updates every 1 h. Next update due 2026-03-04 15:00 UTC.
hot-330 | chatops | HOT-330 (https://tickets.invalid/HOT-330) – slow checkout in EMEA
    Status: Open
    [In Progress]
hot-330 | chatops | SEV3 slow checkout in EMEA – triage
    Commander: Jim Smith
    Ticket: HOT-330 (Open)
    Next update due 2026-03-04 15:00 UTC
    Since 2026-03-04 14:00 UTC (0 s)
hot-330 | pinned | SEV3 slow checkout in EMEA – triage
HOT-330 | ticket | opened: slow checkout in EMEA (Open)
HOT-330 | ticket | link: #hot-330 https://chat.invalid/rooms/R72

14:00 > advance 10s

14:00 > as jim in hot-330: /em guest admit @gus
hot-330 (only Jim Smith) | Jim Smith | (types) /em guest admit @gus
hot-330 (only Jim Smith) | chatops | There is no agreement on file for this guest.
    File it first: `guest agreement @person <reference>`.

14:00 > as bob in em: /em guest agreement @gus NDA-7
em (only Bob Ray) | Bob Ray | (types) /em guest agreement @gus NDA-7
em (only Bob Ray) | chatops | Only a team manager, the duty commander or an executive may file a guest's agreement.
    Jim Smith commands. Tell them what you need: `ask <what you need>`.

14:00 > as mia in em: /em guest agreement @gus
em (only Mia Costa) | Mia Costa | (types) /em guest agreement @gus
em (only Mia Costa) | chatops | That command is not complete or not understood.
    Write it like this: `guest agreement @person <reference>`.

14:00 > as mia in em: /em guest agreement @gus NDA-7
em (only Mia Costa) | Mia Costa | (types) /em guest agreement @gus NDA-7
em (only Mia Costa) | chatops | The agreement with Gus Vendor is on file. They have been asked to accept the rules; you will be told.
direct (Gus Vendor) | chatops | Mia Costa has put the agreement with you on file. These are the rules for guests:
    • What you read here stays under the agreement between our companies.
    • You see only the rooms you are admitted to, and only until the incident ends or your time is over.
    • Say who you are and for whom you speak.
    • This channel is for emergencies. Everything else has a room of its own.
    • Read the pins before you speak.
    • Only the commander wakes the room. Ask with `ask <what you see>`.
    • Managers speak for their teams; a manager may name a delegate.
    [I accept the rules]

14:00 > as mia in em: /em guest agreement @gus NDA-7
em (only Mia Costa) | Mia Costa | (types) /em guest agreement @gus NDA-7
em (only Mia Costa) | chatops | This agreement is on file.
    Let the guest in: `guest admit @person`.

14:00 > as jim in hot-330: /em guest admit @gus
hot-330 (only Jim Smith) | Jim Smith | (types) /em guest admit @gus
hot-330 (only Jim Smith) | chatops | The guest has not accepted the rules yet.
    They do it with `guest accept`, after which who filed the agreement is told.

14:00 > press I accept the rules as gus direct
direct (Gus Vendor) | Gus Vendor | (presses) I accept the rules
direct (Gus Vendor) | chatops | Thank you. Mia Costa has been told and can let you in.
direct (Mia Costa) | chatops | Gus Vendor has accepted the rules. To let them in, type in the room it is for: `guest admit @gus`.

14:00 > as gus direct: /em guest accept
direct (Gus Vendor) | Gus Vendor | (types) /em guest accept
direct (Gus Vendor) | chatops | You have accepted the rules already.
    Ask your sponsor to let you in: `guest admit @person`.

14:00 > join hot-330 as bob
hot-330 | members | Bob Ray joins
hot-330 | chatops | (edited) Since 2026-03-04 14:00 UTC (10 s)

14:00 > as bob in hot-330: /em guest admit @gus 2h
hot-330 (only Bob Ray) | Bob Ray | (types) /em guest admit @gus 2h
hot-330 (only Bob Ray) | chatops | Only the duty commander or a team manager may admit a guest.
    Jim Smith commands. Tell them what you need: `ask <what you need>`.

14:00 > as jim in hot-330: /em guest admit @gus 900h
hot-330 (only Jim Smith) | Jim Smith | (types) /em guest admit @gus 900h
hot-330 (only Jim Smith) | chatops | An admission lasts at most 30 d.
    Give a shorter time, for example `until 4h`; it can be renewed.

14:00 > as jim in hot-330: /em guest admit @gus 30m
hot-330 (only Jim Smith) | Jim Smith | (types) /em guest admit @gus 30m
direct (Gus Vendor) | chatops | Jim Smith lets you into #hot-330 until 2026-03-04 14:30 UTC and answers for you. Ask there first.
hot-330 | members | brings in Gus Vendor
hot-330 | chatops | Gus Vendor is here as a guest until 2026-03-04 14:30 UTC. Sponsor: Jim Smith.
direct (Gus Vendor) | chatops | @gus, you are guest of “slow checkout in EMEA” in #hot-330.
    You are here for what your company runs. What you read stays under the agreement on file; your access ends with the incident.
    [Read the brief] [Step down]
hot-330 | chatops | (edited) • guest: Gus Vendor
hot-330 (only Gus Vendor) | chatops | Welcome to #hot-330.
    SEV3 slow checkout in EMEA – triage
    Commander: Jim Smith
    Ticket: HOT-330 (Open)
    Next update due 2026-03-04 15:00 UTC
    • guest: Gus Vendor
    Since 2026-03-04 14:00 UTC (10 s)
    Set this room to notify you of mentions only, and leave mentions on: only who leads it can wake the room, so a mention is always meant.
    Read the pins, then confirm.
    [I have read it]

14:00 > as gus in hot-330: we see packet loss in Frankfurt
hot-330 | Gus Vendor | we see packet loss in Frankfurt

14:00 > as gus in hot-330: @here look at Frankfurt
hot-330 | Gus Vendor | @here look at Frankfurt
hot-330 | chatops | (takes away) @here look at Frankfurt
hot-330 (only Gus Vendor) | chatops | Only who leads this room may wake it with `@here`. You wrote:
    > @here look at Frankfurt
    Jim Smith commands and can wake it. Send it there instead?
    [Send it to the commander instead]

14:00 > as gus in hot-330: /em severity 1
hot-330 (only Gus Vendor) | Gus Vendor | (types) /em severity 1
hot-330 (only Gus Vendor) | chatops | Only the incident commander or the duty commander may decide the severity.
    Ask Jim Smith, who answers for you here.

14:00 > as gus in hot-330: /em ask shall we reroute?
hot-330 (only Gus Vendor) | Gus Vendor | (types) /em ask shall we reroute?
hot-330 (only Gus Vendor) | chatops | Only people of the company may ask the commander.
    Ask Jim Smith, who answers for you here.

14:00 > as gus in hot-330: /em help
hot-330 (only Gus Vendor) | Gus Vendor | (types) /em help
hot-330 (only Gus Vendor) | chatops | What you can do in #hot-330
    Looking
    • `status` – severity, phase, commander, next update
    • `who` – roles, who is active, who reads along
    • `brief` – what a newcomer must read; only you see it
    • `briefed` – you have read the pins
    Severity and phase
    • `vote <1 to 5>` – say how bad you think it is
    People and roles
    • `stepdown <role>` – give your role back
    • `join [as observer]` – take part, or read along
    • `leave` – no longer take part
    Work
    • `can c: <conditions> a: <actions> n: <needs>` – conditions, actions and needs in one message
    • `ticket` – show the incident's ticket
hot-330 (only Gus Vendor) | chatops | In every room
    Looking
    • `duty` – who is on shift and why
    • `open` – the open incidents
    • `find HOT-330` – incidents by ticket, room, number or a word of the title

14:00 > as jim in hot-330: /em role guest @gus
hot-330 (only Jim Smith) | Jim Smith | (types) /em role guest @gus
hot-330 (only Jim Smith) | chatops | Gus Vendor has the role of guest already.
    To give it up: `stepdown guest`.

14:00 > join em as gus
em | members | Gus Vendor joins
direct (Gus Vendor) | chatops | You are not admitted to #em and were taken out of it. What is missing is a sponsor. Ask Mia Costa to let you in.
em (only Jim Smith) | chatops | Gus Vendor came to #em as a guest without an admission and was kept out. Agreement NDA-7 is on file, rules accepted.
    [Let them in]
em | members | takes Gus Vendor out

14:00 > advance 30m
direct (Gus Vendor) | chatops | Your access to #hot-330 has ended: your time is over. The agreement on file stays in force.
hot-330 | members | takes Gus Vendor out
hot-330 | chatops | Gus Vendor is no longer here as a guest: their time is over.
hot-330 | chatops | (edited) Since 2026-03-04 14:00 UTC (30 min)

14:30 > as gus direct: /em can c: packet loss a: rerouting n: nothing
direct (Gus Vendor) | Gus Vendor | (types) /em can c: packet loss a: rerouting n: nothing
direct (Gus Vendor) | chatops | You have no admission here, or your time is over.
    Ask Mia Costa to let you in: `guest admit`.

14:30 > join hot-330 as gus
hot-330 | members | Gus Vendor joins
direct (Gus Vendor) | chatops | You are not admitted to #hot-330 and were taken out of it. What is missing is a sponsor. Ask Mia Costa to let you in.
hot-330 (only Jim Smith) | chatops | Gus Vendor came to #hot-330 as a guest without an admission and was kept out. Agreement NDA-7 is on file, rules accepted.
    [Let them in]
hot-330 | members | takes Gus Vendor out

14:30 > as jim in hot-330: /em guest admit @gus
hot-330 (only Jim Smith) | Jim Smith | (types) /em guest admit @gus
direct (Gus Vendor) | chatops | Jim Smith lets you into #hot-330 until 2026-03-05 14:30 UTC and answers for you. Ask there first.
hot-330 | members | brings in Gus Vendor
hot-330 | chatops | Gus Vendor is here as a guest until 2026-03-05 14:30 UTC. Sponsor: Jim Smith.
direct (Gus Vendor) | chatops | @gus, you are guest of “slow checkout in EMEA” in #hot-330.
    You are here for what your company runs. What you read stays under the agreement on file; your access ends with the incident.
    [Read the brief] [Step down]
hot-330 | chatops | (edited) • guest: Gus Vendor
hot-330 (only Gus Vendor) | chatops | Welcome to #hot-330.
    SEV3 slow checkout in EMEA – triage
    Commander: Jim Smith
    Ticket: HOT-330 (Open)
    Next update due 2026-03-04 15:00 UTC
    • guest: Gus Vendor
    Since 2026-03-04 14:00 UTC (30 min)
    Set this room to notify you of mentions only, and leave mentions on: only who leads it can wake the room, so a mention is always meant.
    Read the pins, then confirm.
    [I have read it]

14:30 > as jim in hot-330: /em guest revoke @gus
hot-330 (only Jim Smith) | Jim Smith | (types) /em guest revoke @gus
direct (Gus Vendor) | chatops | Your access to #hot-330 has ended: it was taken back. The agreement on file stays in force.
hot-330 | members | takes Gus Vendor out
hot-330 | chatops | Gus Vendor is no longer here as a guest: their access was taken back.
hot-330 | chatops | (edited) SEV3 slow checkout in EMEA – triage

14:30 > as jim in hot-330: /em guest revoke @gus
hot-330 (only Jim Smith) | Jim Smith | (types) /em guest revoke @gus
hot-330 (only Jim Smith) | chatops | There is no admission of this guest.
    They have no access now.

14:30 > as jim in hot-330: /em guest admit @gus
hot-330 (only Jim Smith) | Jim Smith | (types) /em guest admit @gus
direct (Gus Vendor) | chatops | Jim Smith lets you into #hot-330 until 2026-03-05 14:30 UTC and answers for you. Ask there first.
hot-330 | members | brings in Gus Vendor
hot-330 | chatops | Gus Vendor is here as a guest until 2026-03-05 14:30 UTC. Sponsor: Jim Smith.
direct (Gus Vendor) | chatops | @gus, you are guest of “slow checkout in EMEA” in #hot-330.
    You are here for what your company runs. What you read stays under the agreement on file; your access ends with the incident.
    [Read the brief] [Step down]
hot-330 | chatops | (edited) • guest: Gus Vendor
hot-330 (only Gus Vendor) | chatops | Welcome to #hot-330.
    SEV3 slow checkout in EMEA – triage
    Commander: Jim Smith
    Ticket: HOT-330 (Open)
    Next update due 2026-03-04 15:00 UTC
    • guest: Gus Vendor
    Since 2026-03-04 14:00 UTC (30 min)
    Set this room to notify you of mentions only, and leave mentions on: only who leads it can wake the room, so a mention is always meant.
    Read the pins, then confirm.
    [I have read it]

14:30 > as jim in hot-330: /em phase stood-down
hot-330 (only Jim Smith) | Jim Smith | (types) /em phase stood-down
direct (Gus Vendor) | chatops | Your access to #hot-330 has ended: the incident has ended. The agreement on file stays in force.
hot-330 | topic | SEV3 – slow checkout in EMEA – stood down – commander Jim Smith
hot-330 | chatops | Phase: stood down
em | chatops | Over: SEV3 slow checkout in EMEA – stood down
em | topic | Jim Smith – All Quiet
hot-330 | members | takes Gus Vendor out
hot-330 | chatops | Gus Vendor is no longer here as a guest: the incident has ended.
hot-330 | chatops | (edited) SEV3 slow checkout in EMEA – stood down
HOT-330 | ticket | comment: It was no incident: stood down in #hot-330.

14:30 > advance 1m

14:31 > as jim in hot-330: /em brief
hot-330 (only Jim Smith) | Jim Smith | (types) /em brief
hot-330 (only Jim Smith) | chatops | SEV3 slow checkout in EMEA – stood down
    Commander: Jim Smith
    Ticket: HOT-330 (Open)
    Since 2026-03-04 14:00 UTC (31 min)

14:31 > file "Checkout fails in EMEA" as bob against checkout watched by gus
em | topic | Jim Smith – investigating Checkout fails in EMEA
hot-331 | new room | Checkout fails in EMEA – hot room. Declared 2026-03-04 14:31 UTC.
direct (Jim Smith) | chatops | @jim, you command “Checkout fails in EMEA” in #hot-331 now. Read the brief; if you cannot command, offer the baton: `offer @person`.
    [Read the brief]
hot-331 | topic | SEV2 – Checkout fails in EMEA – triage – commander Jim Smith
hot-331 | members | brings in Bob Ray, Dana Wu, Jim Smith, Mia Costa, Sue Hill
hot-331 | chatops | SEV2 Checkout fails in EMEA – triage
    Commander: Jim Smith
    Ticket: HOT-331 (Open)
    Next update due 2026-03-04 15:01 UTC
    Since 2026-03-04 14:31 UTC (0 s)
em | chatops | SEV2 Checkout fails in EMEA – work happens in #hot-331
hot-331 | rights | may wake the room: Jim Smith
hot-331 (only Jim Smith) | chatops | Gus Vendor was not brought in. Agreement NDA-7 is on file, rules accepted.
    [Let them in]
hot-331 | chatops | HOT-331 (https://tickets.invalid/HOT-331) – Checkout fails in EMEA
    Status: Open – component: `checkout`
    [In Progress]
hot-331 | pinned | SEV2 Checkout fails in EMEA – triage
hot-331 | chatops | Invited 2 people who watch the ticket.
hot-331 | chatops | Jim Smith commands “Checkout fails in EMEA”.
hot-331 | chatops | Brought in support: Sue Hill, to read along.
hot-331 | chatops | Updates every 30 min. Next update due 2026-03-04 15:01 UTC.
hot-331 | chatops | Gus Vendor is a guest without an admission and was not brought in.
HOT-331 | ticket | opened: Checkout fails in EMEA (Open)
HOT-331 | ticket | link: #hot-331 https://chat.invalid/rooms/R197

14:31 > advance 10s

14:31 > as mia in em: /em guest agreement @memory:zoe NDA-9
em (only Mia Costa) | Mia Costa | (types) /em guest agreement @memory:zoe NDA-9
em (only Mia Costa) | chatops | The agreement with Zoe Partner is on file. They have been asked to accept the rules; you will be told.
direct (Zoe Partner) | chatops | Mia Costa has put the agreement with you on file. These are the rules for guests:
    • What you read here stays under the agreement between our companies.
    • You see only the rooms you are admitted to, and only until the incident ends or your time is over.
    • Say who you are and for whom you speak.
    • This channel is for emergencies. Everything else has a room of its own.
    • Read the pins before you speak.
    • Only the commander wakes the room. Ask with `ask <what you see>`.
    • Managers speak for their teams; a manager may name a delegate.
    [I accept the rules]

14:31 > press I accept the rules as zoe direct
direct (Zoe Partner) | Zoe Partner | (presses) I accept the rules
direct (Zoe Partner) | chatops | Thank you. Mia Costa has been told and can let you in.
direct (Mia Costa) | chatops | Zoe Partner has accepted the rules. To let them in, type in the room it is for: `guest admit @zoe`.

journal: briefing.arrived ×3, briefing.confirmed ×9, briefing.pinned ×3, guest.admitted ×3, guest.agreement_filed ×2, guest.kept_out ×5, guest.revoked ×3, guest.rules_accepted ×2, headline.quieted, headline.written ×2, mention.intercepted, moved, named ×2, opened ×2, participant.arrived ×9, participant.became_active, participant.departed ×3, participant.group_invited, person.noted ×11, poll.severity_set ×2, record.departed ×6, record.refused ×15, register.declared ×2, register.told ×9, role.assigned ×3, role.released ×3, room.opened ×5, seat.appointed ×3, shift.consulted, shift.shift_started, shown ×3, started, ticket.linked ×2, ticket.wanted, ticket.watchers_found, update.scheduled ×2, update.stopped
