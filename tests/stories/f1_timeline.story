# F1 Everything that happens is on the record, in order: what is said, changed, taken back, shared and reacted to; commands,
# their results and their refusals; pages and roles. `transcript` shows the record of the incident in its room.

file "checkout is slow" as bob against checkout

# Words, an answer in a thread, a changed word, a word taken back.
as bob in hot-330: the p95 of checkout is 4 s since 13:50
as mia in hot-330 to "p95 of checkout": since 13:45 in fact
edit "p95 of checkout" as bob in hot-330: the p95 of checkout is 4.2 s since 13:50
advance 1m
as dana in hot-330: wrong window, sorry
advance 1m
delete "wrong window" as dana in hot-330
react 👀 to "p95 of checkout" as mia in hot-330
share flame.svg as dana in hot-330
as sue in hot-330: customers write: *nothing* works, see `cart` <b>now</b>
advance 1m

# Secrets that were pasted are not kept.
as bob in hot-330: I use AKIAIOSFODNN7EXAMPLE with password=hunter2hunter2

# Commands and what came of them: a role, a page, a tool that works, one that needs a second person, a refusal.
as jim in hot-330: /em role scribe @dana
advance 1m
as bob in hot-330: /em load system23
as bob in hot-330: /em restart search
as bob in hot-330: /em confirm 2
as mia in hot-330: /em confirm 2
as bob in hot-330: /em severity 1
advance 1m
as jim in hot-330: /em page @raj the pool is full
acknowledge as raj
leave hot-330 as dana

# The record, as it stands.
advance 1m
as jim in hot-330: /em transcript

expect journal has record.edited
expect journal has record.deleted
expect journal has record.refused

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

14:00 > as bob in hot-330: the p95 of checkout is 4 s since 13:50
hot-330 | Bob Ray | the p95 of checkout is 4 s since 13:50

14:00 > as mia in hot-330 to "p95 of checkout": since 13:45 in fact
hot-330 | Mia Costa | (in a thread) since 13:45 in fact

14:00 > edit "p95 of checkout" as bob in hot-330: the p95 of checkout is 4.2 s since 13:50
hot-330 | Bob Ray | (edited) the p95 of checkout is 4.2 s since 13:50

14:00 > advance 1m

14:01 > as dana in hot-330: wrong window, sorry
hot-330 | Dana Wu | wrong window, sorry

14:01 > advance 1m

14:02 > delete "wrong window" as dana in hot-330
hot-330 | Dana Wu | (takes away) wrong window, sorry

14:02 > react 👀 to "p95 of checkout" as mia in hot-330
hot-330 | Mia Costa | (reacts) 👀 on "the p95 of checkout is 4.2 s since 13:50"

14:02 > share flame.svg as dana in hot-330
hot-330 | Dana Wu | [file: flame.svg]

14:02 > as sue in hot-330: customers write: *nothing* works, see `cart` <b>now</b>
hot-330 | Sue Hill | customers write: *nothing* works, see `cart` <b>now</b>
hot-330 | chatops | (edited) Since 2026-03-04 14:00 UTC (2 min)

14:02 > advance 1m

14:03 > as bob in hot-330: I use AKIAIOSFODNN7EXAMPLE with password=hunter2hunter2
hot-330 | Bob Ray | I use AKIAIOSFODNN7EXAMPLE with password=hunter2hunter2
hot-330 (only Bob Ray) | chatops | What you wrote looks like a secret. It is masked in the record, but the room has seen it: take the message away and renew the secret.

14:03 > as jim in hot-330: /em role scribe @dana
hot-330 (only Jim Smith) | Jim Smith | (types) /em role scribe @dana
direct (Dana Wu) | chatops | @dana, you are scribe of “checkout is slow” in #hot-330.
    You keep the record: what was seen, what was decided and why, what was tried. Pin what a newcomer must read.
    [Read the brief] [Step down]
hot-330 | chatops | (edited) • scribe: Dana Wu
    Since 2026-03-04 14:00 UTC (3 min)
hot-330 | chatops | Dana Wu is scribe now.

14:03 > advance 1m

14:04 > as bob in hot-330: /em load system23
hot-330 (only Bob Ray) | Bob Ray | (types) /em load system23
hot-330 | chatops | Run 1: `load system=system23`, for Bob Ray – ok
    system23: load 17.4 of 16 cores, 93 % memory

14:04 > as bob in hot-330: /em restart search
hot-330 (only Bob Ray) | Bob Ray | (types) /em restart search
hot-330 | chatops | Run 2: `restart service=search`, for Bob Ray
    A second person who may run it must confirm by 2026-03-04 14:14 UTC.
    [Confirm]

14:04 > as bob in hot-330: /em confirm 2
hot-330 (only Bob Ray) | Bob Ray | (types) /em confirm 2
hot-330 (only Bob Ray) | chatops | Run 2 needs a second person; you asked for it.
    Somebody else confirms it: people of the company.

14:04 > as mia in hot-330: /em confirm 2
hot-330 (only Mia Costa) | Mia Costa | (types) /em confirm 2
hot-330 | chatops | (edited) Run 2: `restart service=search`, for Bob Ray – confirmed by Mia Costa. The outcome follows.
hot-330 | chatops | Run 2: `restart service=search`, for Bob Ray – ok
    restarted

14:04 > as bob in hot-330: /em severity 1
hot-330 (only Bob Ray) | Bob Ray | (types) /em severity 1
hot-330 (only Bob Ray) | chatops | Only the incident commander or the duty commander may decide the severity.
    Jim Smith commands this incident. Say in the room what you think and why; the commander decides.

14:04 > advance 1m

14:05 > as jim in hot-330: /em page @raj the pool is full
hot-330 (only Jim Smith) | Jim Smith | (types) /em page @raj the pool is full
direct (Raj Patel) | chatops | Jim Smith pages you in #hot-330 (page 1): the pool is full
    Acknowledge it if you have it. Unanswered, it goes on at 2026-03-04 14:10 UTC.
    [Acknowledge]
hot-330 | chatops | Page 1 – Jim Smith pages Raj Patel: the pool is full
    Level 1 of 5
    • Raj Patel – called
    Unanswered, it goes on to level 2 (the manager of Database) at 2026-03-04 14:10 UTC.
    [Acknowledge]
pager | wakes | Raj Patel: the pool is full

14:05 > acknowledge as raj
direct (Raj Patel) | chatops | You have page 1 now: the pool is full
    Nobody more is called. Say in #hot-330 what you find; if you cannot see to it, page somebody else: `page @person <why>`.
direct (Jim Smith) | chatops | Raj Patel has page 1: the pool is full
hot-330 | chatops | (edited) Acknowledged by Raj Patel at 2026-03-04 14:05 UTC.
hot-330 | members | brings in Raj Patel
hot-330 (only Raj Patel) | chatops | Welcome to #hot-330.
    SEV2 checkout is slow – triage
    Commander: Jim Smith
    Ticket: HOT-330 (Open)
    Next update due 2026-03-04 14:30 UTC
    • scribe: Dana Wu
    Since 2026-03-04 14:00 UTC (5 min)
    • tried: load system=system23 – ok
    • tried: restart service=search – ok
    Set this room to notify you of mentions only, and leave mentions on: only who leads it can wake the room, so a mention is always meant.
hot-330 | chatops | Raj Patel has page 1: the pool is full
hot-330 | chatops | (edited) Since 2026-03-04 14:00 UTC (5 min)
    • tried: load system=system23 – ok
    • tried: restart service=search – ok

14:05 > leave hot-330 as dana
hot-330 | members | Dana Wu leaves
hot-330 | chatops | @jim: Dana Wu has left this room and still is scribe. Give it to somebody else with `role scribe @person`.
hot-330 | notified | pings Jim Smith

14:05 > advance 1m

14:06 > as jim in hot-330: /em transcript
hot-330 (only Jim Smith) | Jim Smith | (types) /em transcript
hot-330 | chatops | Transcript of hot-330 – checkout is slow: 29 lines, times in UTC.
    [file: transcript-hot-330.md]
    │ # Transcript: hot-330 – checkout is slow
    │
    │ All times are in UTC.
    │
    │ ## Wednesday, 4 March 2026
    │
    │ **14:00:00** · #hot-330 · **Bob Ray** · decision: incident opened: SEV2 checkout is slow
    │
    │ **14:00:00** · #hot-330 · **Bob Ray** · its room is called hot-330
    │
    │ **14:00:00** · #hot-330 · **Bob Ray** · Ticket HOT-330 linked: “checkout is slow” (Open).
    │
    │ **14:00:00** · #hot-330 · **Bob Ray** · Invited 1 person who watches the ticket.
    │
    │ **14:00:00** · #hot-330 · **Bob Ray** · decision: Jim Smith was put in command
    │
    │ **14:00:00** · #hot-330 · **Bob Ray** · pinned: Briefing: where the incident stands
    │
    │ **14:00:00** · #hot-330 · **Bob Ray** · Brought in support: Sue Hill, to read along.
    │
    │ **14:00:00** · #hot-330 · **Bob Ray** _(changed 14:00:00)_: the p95 of checkout is 4 s since 13:50
    │
    │ **14:00:00** · #hot-330 · **Mia Costa** (answers 14:00:00): since 13:45 in fact
    │
    │ **14:00:00** · #hot-330 · **Bob Ray** changed the message of 14:00:00: the p95 of checkout is 4.2 s since 13:50
    │
    │ **14:01:00** · #hot-330 · **Dana Wu** _(deleted 14:02:00)_: wrong window, sorry
    │
    │ **14:02:00** · #hot-330 · **Dana Wu** deleted the message of 14:01:00
    │
    │ **14:02:00** · #hot-330 · **Mia Costa** reacted with 👀 to the message of 14:00:00
    │
    │ **14:02:00** · #hot-330 · **Dana Wu** shared the file flame.svg (1024 bytes)
    │
    │ **14:02:00** · #hot-330 · **Sue Hill**: customers write: \*nothing\* works, see \`cart\` \<b\>now\</b\>
    │
    │ **14:03:00** · #hot-330 · **Bob Ray**: I use \[secret masked\] with password=\[secret masked\]
    │
    │ **14:03:00** · #hot-330 · **Bob Ray** · pasted a secret; it was masked
    │
    │ **14:03:00** · #hot-330 · **Jim Smith** · Dana Wu was given the role of scribe
    │
    │ **14:04:00** · #hot-330 · **Bob Ray** · run 1 began: `load system=system23`
    │
    │ **14:04:00** · #hot-330 · **chatops, for Bob Ray** · run 1 ended: ok
    │
    │ ```text
    │ system23: load 17.4 of 16 cores, 93 % memory
    │ ```
    │
    │ **14:04:00** · #hot-330 · **Bob Ray** · asked for run 2: `restart service=search`
    │
    │ **14:04:00** · #hot-330 · **Mia Costa** · confirmed run 2
    │
    │ **14:04:00** · #hot-330 · **Mia Costa** · run 2 began: `restart service=search`
    │
    │ **14:04:00** · #hot-330 · **chatops, for Bob Ray** · run 2 ended: ok
    │
    │ ```text
    │ restarted
    │ ```
    │
    │ **14:05:00** · #hot-330 · **Jim Smith** · Page 1 to Raj Patel started: the pool is full
    │
    │ **14:05:00** · #hot-330 · **Jim Smith** · Page 1 reached level 1: Raj Patel.
    │
    │ **14:05:00** · #hot-330 · **chatops, for Jim Smith** · Page 1 is with the pager for Raj Patel.
    │
    │ **14:05:00** · #hot-330 · **Raj Patel** · Page 1 acknowledged.
    │
    │ **14:05:00** · #hot-330 · **chatops** · Dana Wu left

journal: briefing.arrived, briefing.confirmed ×9, briefing.pinned ×2, headline.written, named, opened, page.acknowledged, page.called, page.level_reached, page.started, participant.arrived ×5, participant.became_active, participant.departed, participant.group_invited, person.noted ×9, poll.severity_set, record.deleted, record.departed, record.edited, record.file_shared, record.reacted, record.refused ×2, record.secret_masked, register.declared, register.told ×4, role.assigned, room.opened ×4, seat.appointed ×2, shift.consulted, shift.shift_started, shown, started, ticket.linked, ticket.watchers_found, tool.confirmed, tool.finished ×2, tool.run_asked, tool.started ×2, update.scheduled
