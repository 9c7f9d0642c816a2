# A4 Passing the baton: offer, brief, both confirm; headline, announcement, record and rights change as one step.

# Only who commands can offer it, and not to a guest, a stranger or themselves.
as bob in em: /em offer @bob
as jim in em: /em offer @gus
as jim in em: /em offer @nobody
as jim in em: /em offer @jim

# An incident is open, so the brief has something to say.
as bob in em: /em declare slow checkout in EMEA sev2
as sue in em: /em ask search is slow too
advance 5s

# Ann declines: the next on the ladder is suggested. Jim has the baton still.
as jim in em: /em offer @ann
as bob in em: /em accept
as ann in em: /em decline I am on a train
expect commander jim

# Nobody answers: the offer runs out.
as jim in em: /em offer @eve
advance 10m
expect commander jim

# It can be taken back.
as jim in em: /em offer @ann
as jim in em: /em cancel

# Both confirm.
as jim in em: /em offer @ann
press I am up to speed as ann direct
as ann in em: /em accept
expect commander jim
press Pass the baton as jim direct
expect commander ann
as jim in em: /em here I still command, do I?
as ann in em: /em accept

----

14:00 > as bob in em: /em offer @bob
em (only Bob Ray) | Bob Ray | (types) /em offer @bob
em (only Bob Ray) | chatops | Only the room's leader or the duty commander may offer the baton.
    Ask one of them, or ask the commander: `ask <what you need>`.

14:00 > as jim in em: /em offer @gus
em (only Jim Smith) | Jim Smith | (types) /em offer @gus
em (only Jim Smith) | chatops | There is no person called @gus here.
    Write the handle as it stands in their profile.

14:00 > as jim in em: /em offer @nobody
em (only Jim Smith) | Jim Smith | (types) /em offer @nobody
em (only Jim Smith) | chatops | There is no person called @nobody here.
    Write the handle as it stands in their profile.

14:00 > as jim in em: /em offer @jim
em (only Jim Smith) | Jim Smith | (types) /em offer @jim
em (only Jim Smith) | chatops | Jim Smith commands already.
    Offer the baton to somebody else: `offer @person`.

14:00 > as bob in em: /em declare slow checkout in EMEA sev2
em (only Bob Ray) | Bob Ray | (types) /em declare slow checkout in EMEA sev2
direct (Jim Smith) | chatops | @jim, you command slow checkout in EMEA now. Read the brief; if you cannot, offer the baton: `offer @person`.
    [Read the brief]
em | topic | Jim Smith – investigating slow checkout in EMEA
hot-330 | new room | slow checkout in EMEA – hot room. Declared 2026-03-04 14:00 UTC.
hot-330 | chatops | Jim Smith commands slow checkout in EMEA.
hot-330 | members | brings in Sue Hill
hot-330 | topic | SEV2 – slow checkout in EMEA – triage – commander Jim Smith
em | chatops | SEV2 slow checkout in EMEA – work happens in #hot-330
hot-330 | rights | may wake the room: Jim Smith
hot-330 (only Sue Hill) | chatops | Welcome to slow checkout in EMEA.
    Nothing is pinned yet.
    Set this room to notify you of mentions only, and leave mentions on: only who leads it can wake the room, so a mention is always meant. Read the pins, then confirm.
    [I have read it]
hot-330 | chatops | Brought in support: 1 person, to read along.
hot-330 | members | brings in Bob Ray, Jim Smith
hot-330 (only Bob Ray) | chatops | Welcome to slow checkout in EMEA.
    Nothing is pinned yet.
    Set this room to notify you of mentions only, and leave mentions on: only who leads it can wake the room, so a mention is always meant. Read the pins, then confirm.
    [I have read it]
hot-330 (only Jim Smith) | chatops | Welcome to slow checkout in EMEA.
    Nothing is pinned yet.
    Set this room to notify you of mentions only, and leave mentions on: only who leads it can wake the room, so a mention is always meant.
hot-330 | chatops | Updates every 30 min. Next update due 2026-03-04 14:30 UTC.
hot-330 | chatops | HOT-330 (https://tickets.invalid/HOT-330) – slow checkout in EMEA
    Status: Open
    [In Progress]
hot-330 | chatops | SEV2 slow checkout in EMEA – triage
    Commander: Jim Smith
    Ticket: HOT-330 (Open)
    Next update due 2026-03-04 14:30 UTCCommander: Jim Smith
    0 active, 1 reading along
    Since 2026-03-04 14:00 UTC (0 s)
hot-330 | pinned | SEV2 slow checkout in EMEA – triage
HOT-330 | ticket | opened: slow checkout in EMEA (Open)
HOT-330 | ticket | link: #hot-330 https://chat.invalid/rooms/R72

14:00 > as sue in em: /em ask search is slow too
em (only Sue Hill) | Sue Hill | (types) /em ask search is slow too
direct (Jim Smith) | chatops | @jim – Sue Hill asks whether to start an incident (question 1):
    > search is slow too
    Likely the same:
    • slow checkout in EMEA
    Goes on to the next at 2026-03-04 14:05 UTC.
    [Yes, start] [Watch] [No]
direct (Sue Hill) | chatops | Question 1 is sent to Jim Smith. You will learn the answer here.

14:00 > advance 5s

14:00 > as jim in em: /em offer @ann
em (only Jim Smith) | Jim Smith | (types) /em offer @ann
direct (Ann Lee) | chatops | @ann, Jim Smith offers you the baton: command of the emergency channel.
    Read the brief, then confirm that you are up to speed. Jim Smith confirms too and commands until then.
    [I am up to speed] [Decline]
em | chatops | Handover offered: Jim Smith → Ann Lee. Both confirm with `accept`, until 2026-03-04 14:10 UTC.
    [Accept]
direct (Ann Lee) | chatops | Brief
    Jim Smith – investigating slow checkout in EMEA1 open incident(s)
    • SEV2 slow checkout in EMEA – triage, commanded by Jim Smith, in #hot-330 (HOT-330)
    • This channel is for emergencies. Everything else has a room of its own.
    • Read the pins before you speak.
    • Only the commander wakes the room. Ask with `ask <what you see>`.
    • Managers speak for their teams; a manager may name a delegate.

14:00 > as bob in em: /em accept
em (only Bob Ray) | Bob Ray | (types) /em accept
em (only Bob Ray) | chatops | This handover is between others: it waits for Ann Lee and Jim Smith.
    If you should command, ask who commands to offer you the baton.

14:00 > as ann in em: /em decline I am on a train
em (only Ann Lee) | Ann Lee | (types) /em decline I am on a train
em (only Jim Smith) | chatops | Nobody is left on the ladder. Choose somebody: `offer @person`.
em | chatops | Ann Lee declines the baton: I am on a train. Jim Smith holds the baton still.

14:00 > as jim in em: /em offer @eve
em (only Jim Smith) | Jim Smith | (types) /em offer @eve
direct (Eve Stone) | chatops | @eve, Jim Smith offers you the baton: command of the emergency channel.
    Read the brief, then confirm that you are up to speed. Jim Smith confirms too and commands until then.
    [I am up to speed] [Decline]
em | chatops | Handover offered: Jim Smith → Eve Stone. Both confirm with `accept`, until 2026-03-04 14:10 UTC.
    [Accept]
direct (Eve Stone) | chatops | Brief
    Jim Smith – investigating slow checkout in EMEA1 open incident(s)
    • SEV2 slow checkout in EMEA – triage, commanded by Jim Smith, in #hot-330 (HOT-330)
    • This channel is for emergencies. Everything else has a room of its own.
    • Read the pins before you speak.
    • Only the commander wakes the room. Ask with `ask <what you see>`.
    • Managers speak for their teams; a manager may name a delegate.

14:00 > advance 10m
direct (Ann Lee) | chatops | @ann – Sue Hill asks whether to start an incident (question 1):
    > search is slow too
    Likely the same:
    • slow checkout in EMEA
    Goes on to the next at 2026-03-04 14:10 UTC.
    [Yes, start] [Watch] [No]
direct (Sue Hill) | chatops | No answer to question 1 yet. It is sent on to Ann Lee.
direct (Eve Stone) | chatops | @eve – Sue Hill asks whether to start an incident (question 1):
    > search is slow too
    Likely the same:
    • slow checkout in EMEA
    Goes on to the next at 2026-03-04 14:15 UTC.
    [Yes, start] [Watch] [No]
direct (Sue Hill) | chatops | No answer to question 1 yet. It is sent on to Eve Stone.
em (only Jim Smith) | chatops | Next on the ladder: Ann Lee.
    [Offer the baton]
em | chatops | The offer of the baton to Eve Stone has run out. Jim Smith holds the baton still.

14:10 > as jim in em: /em offer @ann
em (only Jim Smith) | Jim Smith | (types) /em offer @ann
direct (Ann Lee) | chatops | @ann, Jim Smith offers you the baton: command of the emergency channel.
    Read the brief, then confirm that you are up to speed. Jim Smith confirms too and commands until then.
    [I am up to speed] [Decline]
em | chatops | Handover offered: Jim Smith → Ann Lee. Both confirm with `accept`, until 2026-03-04 14:20 UTC.
    [Accept]
direct (Ann Lee) | chatops | Brief
    Jim Smith – investigating slow checkout in EMEA1 open incident(s)
    • SEV2 slow checkout in EMEA – triage, commanded by Jim Smith, in #hot-330 (HOT-330)
    • This channel is for emergencies. Everything else has a room of its own.
    • Read the pins before you speak.
    • Only the commander wakes the room. Ask with `ask <what you see>`.
    • Managers speak for their teams; a manager may name a delegate.

14:10 > as jim in em: /em cancel
em (only Jim Smith) | Jim Smith | (types) /em cancel
direct (Ann Lee) | chatops | The baton of the emergency channel is no longer offered to you.
em | chatops | Jim Smith takes the offer of the baton to Ann Lee back.

14:10 > as jim in em: /em offer @ann
em (only Jim Smith) | Jim Smith | (types) /em offer @ann
direct (Ann Lee) | chatops | @ann, Jim Smith offers you the baton: command of the emergency channel.
    Read the brief, then confirm that you are up to speed. Jim Smith confirms too and commands until then.
    [I am up to speed] [Decline]
em | chatops | Handover offered: Jim Smith → Ann Lee. Both confirm with `accept`, until 2026-03-04 14:20 UTC.
    [Accept]
direct (Ann Lee) | chatops | Brief
    Jim Smith – investigating slow checkout in EMEA1 open incident(s)
    • SEV2 slow checkout in EMEA – triage, commanded by Jim Smith, in #hot-330 (HOT-330)
    • This channel is for emergencies. Everything else has a room of its own.
    • Read the pins before you speak.
    • Only the commander wakes the room. Ask with `ask <what you see>`.
    • Managers speak for their teams; a manager may name a delegate.

14:10 > press I am up to speed as ann direct
direct (Ann Lee) | Ann Lee | (presses) I am up to speed
direct (Jim Smith) | chatops | @jim, Ann Lee has confirmed the handover of the emergency channel. Your word is missing.
    [Pass the baton]
em | chatops | Ann Lee confirms the handover. Missing: Jim Smith.

14:10 > as ann in em: /em accept
em (only Ann Lee) | Ann Lee | (types) /em accept
em (only Ann Lee) | chatops | You have confirmed.
    Missing is the word of Jim Smith.

14:10 > press Pass the baton as jim direct
direct (Jim Smith) | Jim Smith | (presses) Pass the baton
em | rights | may wake the room: Ann Lee
em | topic | Ann Lee – investigating slow checkout in EMEA
em | chatops | Baton passed: Jim Smith → Ann Lee. Ann Lee commands the emergency channel.

14:10 > as jim in em: /em here I still command, do I?
em (only Jim Smith) | Jim Smith | (types) /em here I still command, do I?
em (only Jim Smith) | chatops | Only the room's leader or the duty commander may wake the room.
    Ask the commander: `ask <what you see>`.

14:10 > as ann in em: /em accept
em (only Ann Lee) | Ann Lee | (types) /em accept
em (only Ann Lee) | chatops | There is no open offer of the baton.
    The commander makes one: `offer @person`.

journal: ask.asked, ask.climbed ×2, briefing.arrived ×3, briefing.confirmed ×9, handover.agreed ×2, handover.brief_given ×4, handover.cancelled, handover.declined, handover.offered ×4, handover.passed, handover.timed_out, headline.written, named, opened, participant.group_invited, person.noted ×9, poll.severity_set, record.refused ×8, register.declared, register.told ×4, room.opened ×4, seat.appointed ×2, seat.passed, shift.consulted, shift.shift_started, started, ticket.linked, ticket.wanted, update.scheduled
