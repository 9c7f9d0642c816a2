# F2 The transcript of an incident, as a person reads it: what its room saw, in order, and nothing of any other room. The
# private is left out: refusals, hints, what was said to the bot alone.

# With no incident open there is nothing to read here.
as bob in em: /em transcript

file "checkout is slow" as bob against checkout
as raj in em: /em declare search is down sev3
as bob in hot-330: the pool of checkout is full
as raj in hot-331: the index of search is corrupt
as jim in em: we have two incidents now
as mia in team-checkout: a word among us
as bob direct: /em ask is it bad?
as bob in hot-330: /em severity 1
as jim in hot-330: /em severity 1
as bob in hot-330: /em update We look at the pool.
as sue in hot-330: /em public draft investigating Some orders are slow.

# Asked in its room it is shown there, under any of its names.
advance 1m
as sue in hot-330: /em transcript
as raj in hot-331: /em timeline

# Elsewhere it must be clear which one is meant, and it is shown in that room.
as tom in em: /em transcript
as tom in em: /em in hot-330 transcript

# For a browser and for programs.
as bob in hot-330: /em transcript html
as bob in hot-330: /em transcript pdf

# A guest who is not admitted reads nothing.
as gus direct: /em in hot-330 transcript

----

14:00 > as bob in em: /em transcript
em (only Bob Ray) | Bob Ray | (types) /em transcript
em (only Bob Ray) | chatops | No incident is open.
    Declare one with `declare <what is broken>`, or ask the commander with `ask <what you see>`.

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
HOT-330 | ticket | link: #hot-330 https://chat.invalid/rooms/R60

14:00 > as raj in em: /em declare search is down sev3
em (only Raj Patel) | Raj Patel | (types) /em declare search is down sev3
hot-331 | new room | search is down – hot room. Declared 2026-03-04 14:00 UTC.
direct (Jim Smith) | chatops | @jim, you command “search is down” in #hot-331 now. Read the brief; if you cannot command, offer the baton: `offer @person`.
    [Read the brief]
hot-331 | chatops | Jim Smith commands “search is down”.
hot-331 | topic | SEV3 – search is down – triage – commander Jim Smith
hot-331 | members | brings in Jim Smith, Raj Patel
em | chatops | SEV3 search is down – work happens in #hot-331
hot-331 | rights | may wake the room: Jim Smith
hot-331 | chatops | Updates every 1 h. Next update due 2026-03-04 15:00 UTC.
hot-331 | chatops | HOT-331 (https://tickets.invalid/HOT-331) – search is down
    Status: Open
    [In Progress]
hot-331 | chatops | SEV3 search is down – triage
    Commander: Jim Smith
    Ticket: HOT-331 (Open)
    Next update due 2026-03-04 15:00 UTC
    Since 2026-03-04 14:00 UTC (0 s)
hot-331 | pinned | SEV3 search is down – triage
HOT-331 | ticket | opened: search is down (Open)
HOT-331 | ticket | link: #hot-331 https://chat.invalid/rooms/R81

14:00 > as bob in hot-330: the pool of checkout is full
hot-330 | Bob Ray | the pool of checkout is full

14:00 > as raj in hot-331: the index of search is corrupt
hot-331 | Raj Patel | the index of search is corrupt

14:00 > as jim in em: we have two incidents now
em | Jim Smith | we have two incidents now

14:00 > as mia in team-checkout: a word among us
team-checkout | Mia Costa | a word among us

14:00 > as bob direct: /em ask is it bad?
direct (Bob Ray) | Bob Ray | (types) /em ask is it bad?
direct (Jim Smith) | chatops | @jim – Bob Ray asks whether to start an incident (question 1):
    > is it bad?
    Goes on to Ann Lee at 2026-03-04 14:05 UTC.
    [Yes, start] [Watch] [No]
direct (Bob Ray) | chatops | Question 1 is sent to Jim Smith. You will learn the answer here.

14:00 > as bob in hot-330: /em severity 1
hot-330 (only Bob Ray) | Bob Ray | (types) /em severity 1
hot-330 (only Bob Ray) | chatops | Only the incident commander or the duty commander may decide the severity.
    Jim Smith commands this incident. Say in the room what you think and why; the commander decides.

14:00 > as jim in hot-330: /em severity 1
hot-330 (only Jim Smith) | Jim Smith | (types) /em severity 1
hot-330 | topic | SEV1 – checkout is slow – triage – commander Jim Smith
em | chatops | (edited) SEV1 checkout is slow – work happens in #hot-330
hot-330 | chatops | Severity SEV1, was SEV2 – decided by Jim Smith
hot-330 | chatops | (edited) SEV1 checkout is slow – triage
    Next update due 2026-03-04 14:15 UTC
hot-330 | chatops | Updates every 15 min. Next update due 2026-03-04 14:15 UTC.

14:00 > as bob in hot-330: /em update We look at the pool.
hot-330 (only Bob Ray) | Bob Ray | (types) /em update We look at the pool.
hot-330 | chatops | (edited) Last update: We look at the pool.
hot-330 | chatops | Update 1: We look at the pool. – Bob Ray
    Next update due 2026-03-04 14:15 UTC.

14:00 > as sue in hot-330: /em public draft investigating Some orders are slow.
hot-330 (only Sue Hill) | Sue Hill | (types) /em public draft investigating Some orders are slow.
hot-330 | chatops | Public update 1 – investigating, version 1 by Sue Hill
    > Some orders are slow.
    Objections until 2026-03-04 14:02 UTC.
    [Object]

14:00 > advance 1m

14:01 > as sue in hot-330: /em transcript
hot-330 (only Sue Hill) | Sue Hill | (types) /em transcript
hot-330 | chatops | Transcript of hot-330 – checkout is slow: 11 lines, times in UTC.
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
    │ **14:00:00** · #hot-330 · **Bob Ray**: the pool of checkout is full
    │
    │ **14:00:00** · #hot-330 · **Jim Smith** · decision: set the severity to SEV1, was SEV2
    │
    │ **14:00:00** · #hot-330 · **Bob Ray** · update 1: We look at the pool.
    │
    │ **14:00:00** · #hot-330 · **Sue Hill** · public update 1: drafted as investigating: Some orders are slow.

14:01 > as raj in hot-331: /em timeline
hot-331 (only Raj Patel) | Raj Patel | (types) /em timeline
hot-331 | chatops | Transcript of hot-331 – search is down: 6 lines, times in UTC.
    [file: transcript-hot-331.md]
    │ # Transcript: hot-331 – search is down
    │
    │ All times are in UTC.
    │
    │ ## Wednesday, 4 March 2026
    │
    │ **14:00:00** · #hot-331 · **Raj Patel** · decision: incident opened: SEV3 search is down
    │
    │ **14:00:00** · #hot-331 · **Raj Patel** · decision: Jim Smith was put in command
    │
    │ **14:00:00** · #hot-331 · **chatops** · Ticket HOT-331 linked: “search is down” (Open).
    │
    │ **14:00:00** · #hot-331 · **chatops** · its room is called hot-331
    │
    │ **14:00:00** · #hot-331 · **chatops** · pinned: Briefing: where the incident stands
    │
    │ **14:00:00** · #hot-331 · **Raj Patel**: the index of search is corrupt

14:01 > as tom in em: /em transcript
em (only Tom Berg) | Tom Berg | (types) /em transcript
em (only Tom Berg) | chatops | More than one incident is open, and this does not say which is meant.
    Say it in the room of the incident: #hot-330, #hot-331.

14:01 > as tom in em: /em in hot-330 transcript
em (only Tom Berg) | Tom Berg | (types) /em in hot-330 transcript
em (only Tom Berg) | chatops | The transcript is shared in #hot-330.
hot-330 | chatops | Transcript of hot-330 – checkout is slow: 11 lines, times in UTC.
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
    │ **14:00:00** · #hot-330 · **Bob Ray**: the pool of checkout is full
    │
    │ **14:00:00** · #hot-330 · **Jim Smith** · decision: set the severity to SEV1, was SEV2
    │
    │ **14:00:00** · #hot-330 · **Bob Ray** · update 1: We look at the pool.
    │
    │ **14:00:00** · #hot-330 · **Sue Hill** · public update 1: drafted as investigating: Some orders are slow.

14:01 > as bob in hot-330: /em transcript html
hot-330 (only Bob Ray) | Bob Ray | (types) /em transcript html
hot-330 | chatops | Transcript of hot-330 – checkout is slow: 11 lines, times in UTC.
    [file: transcript-hot-330.html]

14:01 > as bob in hot-330: /em transcript pdf
hot-330 (only Bob Ray) | Bob Ray | (types) /em transcript pdf
hot-330 (only Bob Ray) | chatops | That command is not complete or not understood.
    Write it like this: `transcript [md | html | json]`.

14:01 > as gus direct: /em in hot-330 transcript
direct (Gus Vendor) | Gus Vendor | (types) /em in hot-330 transcript
direct (Gus Vendor) | chatops | Guests take part once an agreement with them is on file, and there is none with you.
    Ask who invited you to have it filed: `guest agreement`. Then you accept the rules.

journal: ask.asked, briefing.confirmed ×9, briefing.pinned ×3, headline.written, named ×2, opened ×2, participant.arrived ×6, participant.group_invited, person.noted ×10, poll.severity_set ×3, public_update.drafted, record.refused ×5, register.declared ×2, register.told ×10, room.opened ×5, seat.appointed ×3, shift.consulted, shift.shift_started, shown ×4, started, ticket.linked ×2, ticket.wanted, ticket.watchers_found, update.posted, update.scheduled ×3
