# D5 Steps by severity and by role are ticked in chat, with who and when.
set policy.checklists.first-steps = { from = "sev2", steps = [{ text = "Freeze releases" }, { text = "Tell support", role = "communications_lead" }, { text = "Look at the last change" }] }
set policy.checklists.scribe = { for_role = "scribe", steps = [{ text = "Note who does what" }] }
set policy.checklists.handover = { steps = [{ text = "Write down open questions" }] }

# By severity: SEV3 has none, SEV2 has one.
as bob in em: /em declare Checkout fails in EMEA sev3
as mia direct: /em join
as jim in hot-330: /em severity 2

# By role.
as bob in hot-330: /em role take scribe

# Ticked, by button and by command; taken back.
press Tick 2 as bob in hot-330
advance 4m
press Tick 3 as mia in hot-330
as jim in hot-330: /em tick 1 3
as jim in hot-330: /em untick 1 3
as jim in hot-330: /em untick 1 3
as jim in hot-330: /em tick 1 1
as jim in hot-330: /em tick 1 3

# Started by hand.
as jim in hot-330: /em checklist start handover
as jim in hot-330: /em checklist start handover
as jim in hot-330: /em checklist start breakfast
as jim in hot-330: /em tick 9 1
as jim in hot-330: /em tick 1 9
as jim in hot-330: /em tick one two

----

14:00 > as bob in em: /em declare Checkout fails in EMEA sev3
em (only Bob Ray) | Bob Ray | (types) /em declare Checkout fails in EMEA sev3
em | topic | Jim Smith – investigating Checkout fails in EMEA
hot-330 | new room | Checkout fails in EMEA – hot room. Declared 2026-03-04 14:00 UTC.
direct (Jim Smith) | chatops | @jim, you command “Checkout fails in EMEA” in #hot-330 now. Read the brief; if you cannot command, offer the baton: `offer @person`.
    [Read the brief]
hot-330 | chatops | Jim Smith commands “Checkout fails in EMEA”.
hot-330 | topic | SEV3 – Checkout fails in EMEA – triage – commander Jim Smith
hot-330 | members | brings in Bob Ray, Jim Smith
em | chatops | SEV3 Checkout fails in EMEA – work happens in #hot-330
hot-330 | rights | may wake the room: Jim Smith
hot-330 | chatops | Updates every 1 h. Next update due 2026-03-04 15:00 UTC.
hot-330 | chatops | HOT-330 (https://tickets.invalid/HOT-330) – Checkout fails in EMEA
    Status: Open
    [In Progress]
hot-330 | chatops | SEV3 Checkout fails in EMEA – triage
    Commander: Jim Smith
    Ticket: HOT-330 (Open)
    Next update due 2026-03-04 15:00 UTC
    Since 2026-03-04 14:00 UTC (0 s)
hot-330 | pinned | SEV3 Checkout fails in EMEA – triage
HOT-330 | ticket | opened: Checkout fails in EMEA (Open)
HOT-330 | ticket | link: #hot-330 https://chat.invalid/rooms/R59

14:00 > as mia direct: /em join
direct (Mia Costa) | Mia Costa | (types) /em join
direct (Mia Costa) | chatops | You take part. See where things stand with `brief`.
hot-330 | members | brings in Mia Costa

14:00 > as jim in hot-330: /em severity 2
hot-330 (only Jim Smith) | Jim Smith | (types) /em severity 2
hot-330 | topic | SEV2 – Checkout fails in EMEA – triage – commander Jim Smith
em | chatops | (edited) SEV2 Checkout fails in EMEA – work happens in #hot-330
hot-330 | chatops | Severity SEV2, was SEV3 – decided by Jim Smith
hot-330 | members | brings in Sue Hill
hot-330 | chatops | Brought in support: Sue Hill, to read along.
hot-330 | chatops | (edited) SEV2 Checkout fails in EMEA – triage
    Next update due 2026-03-04 14:30 UTC
hot-330 | chatops | Updates every 30 min. Next update due 2026-03-04 14:30 UTC.
hot-330 | chatops | Checklist 1 – first-steps – 0 of 3 done
    ☐ 1. Freeze releases
    ☐ 2. Tell support (communications lead)
    ☐ 3. Look at the last change
    [Tick 1] [Tick 2] [Tick 3]

14:00 > as bob in hot-330: /em role take scribe
hot-330 (only Bob Ray) | Bob Ray | (types) /em role take scribe
direct (Bob Ray) | chatops | @bob, you are scribe of “Checkout fails in EMEA” in #hot-330.
    You keep the record: what was seen, what was decided and why, what was tried. Pin what a newcomer must read.
    [Read the brief] [Step down]
hot-330 | chatops | (edited) • scribe: Bob Ray
hot-330 | chatops | Bob Ray is scribe now.
hot-330 | chatops | Checklist 2 – scribe, for the scribe – 0 of 1 done
    ☐ 1. Note who does what
    [Tick 1]

14:00 > press Tick 2 as bob in hot-330
hot-330 | Bob Ray | (presses) Tick 2
hot-330 | chatops | (edited) Checklist 1 – first-steps – 1 of 3 done
    ☑ 2. Tell support – Bob Ray, 2026-03-04 14:00 UTC
    [Tick 1] [Tick 3]

14:00 > advance 4m

14:04 > press Tick 3 as mia in hot-330
hot-330 | Mia Costa | (presses) Tick 3
hot-330 | chatops | (edited) Checklist 1 – first-steps – 2 of 3 done
    ☑ 3. Look at the last change – Mia Costa, 2026-03-04 14:04 UTC
    [Tick 1]

14:04 > as jim in hot-330: /em tick 1 3
hot-330 (only Jim Smith) | Jim Smith | (types) /em tick 1 3
hot-330 (only Jim Smith) | chatops | Step 3 of checklist 1 is ticked.
    Take it back with `untick 1 3` if it is not done.

14:04 > as jim in hot-330: /em untick 1 3
hot-330 (only Jim Smith) | Jim Smith | (types) /em untick 1 3
hot-330 | chatops | (edited) Checklist 1 – first-steps – 1 of 3 done
    ☐ 3. Look at the last change
    [Tick 1] [Tick 3]

14:04 > as jim in hot-330: /em untick 1 3
hot-330 (only Jim Smith) | Jim Smith | (types) /em untick 1 3
hot-330 (only Jim Smith) | chatops | Step 3 of checklist 1 is open.
    Tick it with `tick 1 3` when it is done.

14:04 > as jim in hot-330: /em tick 1 1
hot-330 (only Jim Smith) | Jim Smith | (types) /em tick 1 1
hot-330 | chatops | (edited) Checklist 1 – first-steps – 2 of 3 done
    ☑ 1. Freeze releases – Jim Smith, 2026-03-04 14:04 UTC
    [Tick 3]

14:04 > as jim in hot-330: /em tick 1 3
hot-330 (only Jim Smith) | Jim Smith | (types) /em tick 1 3
hot-330 | chatops | (edited) Checklist 1 – first-steps – 3 of 3 done
    ☑ 3. Look at the last change – Jim Smith, 2026-03-04 14:04 UTC
hot-330 | chatops | Checklist 1 – first-steps is finished.

14:04 > as jim in hot-330: /em checklist start handover
hot-330 (only Jim Smith) | Jim Smith | (types) /em checklist start handover
hot-330 | chatops | Checklist 3 – handover – 0 of 1 done
    ☐ 1. Write down open questions
    [Tick 1]

14:04 > as jim in hot-330: /em checklist start handover
hot-330 (only Jim Smith) | Jim Smith | (types) /em checklist start handover
hot-330 (only Jim Smith) | chatops | Checklist 3 is this one, and it has open steps.
    Tick them with `tick 3 <step>`.

14:04 > as jim in hot-330: /em checklist start breakfast
hot-330 (only Jim Smith) | Jim Smith | (types) /em checklist start breakfast
hot-330 (only Jim Smith) | chatops | There is no checklist `breakfast`.
    There are: first-steps, handover, scribe.

14:04 > as jim in hot-330: /em tick 9 1
hot-330 (only Jim Smith) | Jim Smith | (types) /em tick 9 1
hot-330 (only Jim Smith) | chatops | There is no checklist 9.
    Its number stands in its heading; start one with `checklist start <name>`.

14:04 > as jim in hot-330: /em tick 1 9
hot-330 (only Jim Smith) | Jim Smith | (types) /em tick 1 9
hot-330 (only Jim Smith) | chatops | There is no step 9 on checklist 1.
    It has the steps 1 to 3.

14:04 > as jim in hot-330: /em tick one two
hot-330 (only Jim Smith) | Jim Smith | (types) /em tick one two
hot-330 (only Jim Smith) | chatops | That command is not complete or not understood.
    Write it like this: `tick <list> <step>`.

journal: briefing.confirmed ×9, briefing.pinned ×2, checklist.started ×3, checklist.ticked ×4, checklist.unticked, headline.written, named, opened, participant.arrived ×2, participant.group_invited, participant.joined, person.noted ×9, poll.severity_set ×2, record.refused ×7, register.declared, register.told ×5, role.assigned, room.opened ×4, seat.appointed ×2, shift.consulted, shift.shift_started, started, ticket.linked, ticket.wanted, update.scheduled ×2
