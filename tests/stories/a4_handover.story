# A4 Passing the baton: offer, brief, both confirm; headline, announcement, record and rights change as one step.
set start = "2026-03-04T15:35"
set policy.ladder = ["jim", "ann", "mia"]

# Only who commands can offer it, and not to themselves, a removed account or nobody.
as bob in em: /em offer @bob
as jim in em: /em offer @nobody
as jim in em: /em offer @jim
account dana deactivate
as jim in em: /em offer @dana

# What is open stands in the brief.
as jim in em: /em declare slow checkout in EMEA sev2
advance 5s

# Ann declines: the next on the ladder is suggested, one press away. Jim has the baton still.
as jim in em: /em offer @ann
as bob in em: /em accept
as jim in em: /em decline
as jim in em: /em offer @eve
press Decline as ann direct
expect commander jim

# Mia does not answer: the offer runs out, and nobody is left on the ladder.
press Offer the baton as jim in em
advance 10m
expect commander jim
press I am up to speed as mia direct
as bob in em: /em accept

# An offer can be taken back.
as jim in em: /em offer @ann
as jim in em: /em cancel

# Both confirm, in any order. Until then nothing changes.
as jim in em: /em offer @ann
press Accept as jim in em
as jim in em: /em accept
expect commander jim
press I am up to speed as ann direct
expect commander ann
as jim in em: /em here I still command, do I?
as ann in em: /em accept

# What was Jim's in the hot room is Jim's still: that is another baton, one press away.
expect commander of "hot-330" jim
press Offer hot-330 as jim direct
press I am up to speed as ann direct
press Pass the baton as jim direct
expect commander of "hot-330" ann

# The change of shift alone changes nothing; Ann commands before hers begins and after.
until 16:00
expect commander ann

----

15:35 > as bob in em: /em offer @bob
em (only Bob Ray) | Bob Ray | (types) /em offer @bob
em (only Bob Ray) | chatops | Only the duty commander may offer the baton.
    Jim Smith commands. Tell them what you need: `ask <what you need>`.

15:35 > as jim in em: /em offer @nobody
em (only Jim Smith) | Jim Smith | (types) /em offer @nobody
em (only Jim Smith) | chatops | There is no person called @nobody here.
    Write the handle as it stands in their profile.

15:35 > as jim in em: /em offer @jim
em (only Jim Smith) | Jim Smith | (types) /em offer @jim
em (only Jim Smith) | chatops | Jim Smith commands already.
    Offer the baton to somebody else: `offer @person`.

15:35 > account dana deactivate
direct (Dana Wu) | Dana Wu | (account) is now deactivated

15:35 > as jim in em: /em offer @dana
em (only Jim Smith) | Jim Smith | (types) /em offer @dana
em (only Jim Smith) | chatops | Dana Wu cannot command: programs, guests and removed accounts do not.
    Offer the baton to a person of the company: `offer @person`.

15:35 > as jim in em: /em declare slow checkout in EMEA sev2
em (only Jim Smith) | Jim Smith | (types) /em declare slow checkout in EMEA sev2
em | topic | Jim Smith – investigating slow checkout in EMEA
hot-330 | new room | slow checkout in EMEA – hot room. Declared 2026-03-04 15:35 UTC.
direct (Jim Smith) | chatops | @jim, you command “slow checkout in EMEA” in #hot-330 now. Read the brief; if you cannot command, offer the baton: `offer @person`.
    [Read the brief]
hot-330 | chatops | Jim Smith commands “slow checkout in EMEA”.
hot-330 | members | brings in Sue Hill
hot-330 | topic | SEV2 – slow checkout in EMEA – triage – commander Jim Smith
em | chatops | SEV2 slow checkout in EMEA – work happens in #hot-330
hot-330 | rights | may wake the room: Jim Smith
hot-330 | chatops | Brought in support: Sue Hill, to read along.
hot-330 | members | brings in Jim Smith
hot-330 | chatops | Updates every 30 min. Next update due 2026-03-04 16:05 UTC.
hot-330 | chatops | HOT-330 (https://tickets.invalid/HOT-330) – slow checkout in EMEA
    Status: Open
    [In Progress]
hot-330 | chatops | SEV2 slow checkout in EMEA – triage
    Commander: Jim Smith
    Ticket: HOT-330 (Open)
    Next update due 2026-03-04 16:05 UTC
    Since 2026-03-04 15:35 UTC (0 s)
hot-330 | pinned | SEV2 slow checkout in EMEA – triage
HOT-330 | ticket | opened: slow checkout in EMEA (Open)
HOT-330 | ticket | link: #hot-330 https://chat.invalid/rooms/R73

15:35 > advance 5s

15:35 > as jim in em: /em offer @ann
em (only Jim Smith) | Jim Smith | (types) /em offer @ann
direct (Ann Lee) | chatops | @ann, Jim Smith offers you the baton: command of the emergency channel.
    Read the brief, then confirm that you are up to speed. Jim Smith confirms too and commands until then.
    [I am up to speed] [Decline]
em | chatops | Handover offered: Jim Smith → Ann Lee. Both confirm with `accept`, until 2026-03-04 15:45 UTC.
    [Accept]
direct (Ann Lee) | chatops | Brief
    Jim Smith – investigating slow checkout in EMEA
    1 open incident
    • SEV2 slow checkout in EMEA – triage, commanded by Jim Smith, in #hot-330 (HOT-330)
    Each incident has a baton of its own: who commands it now commands it still.
    No question waits for an answer.
    As of 2026-03-04 15:35 UTC.

15:35 > as bob in em: /em accept
em (only Bob Ray) | Bob Ray | (types) /em accept
em (only Bob Ray) | chatops | This handover is between others: it waits for Ann Lee and Jim Smith.
    If you should command, ask who commands to offer you the baton.

15:35 > as jim in em: /em decline
em (only Jim Smith) | Jim Smith | (types) /em decline
em (only Jim Smith) | chatops | The offer is yours; only Ann Lee can decline it.
    Take it back with `cancel offer`.

15:35 > as jim in em: /em offer @eve
em (only Jim Smith) | Jim Smith | (types) /em offer @eve
em (only Jim Smith) | chatops | The baton is offered to Ann Lee already.
    Wait for the answer, or take it back with `cancel offer`.

15:35 > press Decline as ann direct
direct (Ann Lee) | Ann Lee | (presses) Decline
em (only Jim Smith) | chatops | Next on the ladder: Mia Costa.
    [Offer the baton]
em | chatops | Ann Lee declines the baton. Jim Smith holds the baton still.
em | chatops | (edited) The offer of the baton to Ann Lee was declined.

15:35 > press Offer the baton as jim in em
em | Jim Smith | (presses) Offer the baton
direct (Mia Costa) | chatops | @mia, Jim Smith offers you the baton: command of the emergency channel.
    Read the brief, then confirm that you are up to speed. Jim Smith confirms too and commands until then.
    [I am up to speed] [Decline]
em | chatops | Handover offered: Jim Smith → Mia Costa. Both confirm with `accept`, until 2026-03-04 15:45 UTC.
    [Accept]
direct (Mia Costa) | chatops | Brief
    Jim Smith – investigating slow checkout in EMEA
    1 open incident
    • SEV2 slow checkout in EMEA – triage, commanded by Jim Smith, in #hot-330 (HOT-330)
    Each incident has a baton of its own: who commands it now commands it still.
    No question waits for an answer.
    As of 2026-03-04 15:35 UTC.

15:35 > advance 10m
em (only Jim Smith) | chatops | Nobody is left on the ladder. Choose somebody: `offer @person`.
direct (Mia Costa) | chatops | The offer of the baton of the emergency channel has run out. Jim Smith commands still; if you are up to speed now, ask them to offer it again.
em | chatops | The offer of the baton to Mia Costa has run out. Jim Smith holds the baton still.
em | chatops | (edited) The offer of the baton to Mia Costa has run out.

15:45 > press I am up to speed as mia direct
direct (Mia Costa) | Mia Costa | (presses) I am up to speed
direct (Mia Costa) | chatops | The offer of the baton to Mia Costa ran out at 2026-03-04 15:45 UTC.
    Jim Smith commands. Ask them to offer you the baton.

15:45 > as bob in em: /em accept
em (only Bob Ray) | Bob Ray | (types) /em accept
em (only Bob Ray) | chatops | There is no open offer of the baton.
    Jim Smith commands. Ask them to offer you the baton.

15:45 > as jim in em: /em offer @ann
em (only Jim Smith) | Jim Smith | (types) /em offer @ann
direct (Ann Lee) | chatops | @ann, Jim Smith offers you the baton: command of the emergency channel.
    Read the brief, then confirm that you are up to speed. Jim Smith confirms too and commands until then.
    [I am up to speed] [Decline]
em | chatops | Handover offered: Jim Smith → Ann Lee. Both confirm with `accept`, until 2026-03-04 15:55 UTC.
    [Accept]
direct (Ann Lee) | chatops | Brief
    Jim Smith – investigating slow checkout in EMEA
    1 open incident
    • SEV2 slow checkout in EMEA – triage, commanded by Jim Smith, in #hot-330 (HOT-330)
    Each incident has a baton of its own: who commands it now commands it still.
    No question waits for an answer.
    As of 2026-03-04 15:45 UTC.

15:45 > as jim in em: /em cancel
em (only Jim Smith) | Jim Smith | (types) /em cancel
direct (Ann Lee) | chatops | The baton of the emergency channel is no longer offered to you.
em | chatops | Jim Smith takes the offer of the baton to Ann Lee back.
em | chatops | (edited) The offer of the baton to Ann Lee no longer stands.

15:45 > as jim in em: /em offer @ann
em (only Jim Smith) | Jim Smith | (types) /em offer @ann
direct (Ann Lee) | chatops | @ann, Jim Smith offers you the baton: command of the emergency channel.
    Read the brief, then confirm that you are up to speed. Jim Smith confirms too and commands until then.
    [I am up to speed] [Decline]
em | chatops | Handover offered: Jim Smith → Ann Lee. Both confirm with `accept`, until 2026-03-04 15:55 UTC.
    [Accept]
direct (Ann Lee) | chatops | Brief
    Jim Smith – investigating slow checkout in EMEA
    1 open incident
    • SEV2 slow checkout in EMEA – triage, commanded by Jim Smith, in #hot-330 (HOT-330)
    Each incident has a baton of its own: who commands it now commands it still.
    No question waits for an answer.
    As of 2026-03-04 15:45 UTC.

15:45 > press Accept as jim in em
em | Jim Smith | (presses) Accept
direct (Ann Lee) | chatops | @ann, Jim Smith has confirmed the handover of the emergency channel. Your word is missing.
    [I am up to speed]
em | chatops | Jim Smith confirms the handover. Missing: Ann Lee.

15:45 > as jim in em: /em accept
em (only Jim Smith) | Jim Smith | (types) /em accept
em (only Jim Smith) | chatops | You have confirmed.
    Missing is the word of Ann Lee.

15:45 > press I am up to speed as ann direct
direct (Ann Lee) | Ann Lee | (presses) I am up to speed
direct (Jim Smith) | chatops | @jim, you command #hot-330 still: each incident has a baton of its own. Offer it too, or keep it.
    [Offer hot-330]
em | chatops | (edited) Baton passed: Jim Smith → Ann Lee.
em | rights | may wake the room: Ann Lee
em | topic | Ann Lee – investigating slow checkout in EMEA
em | chatops | Baton passed: Jim Smith → Ann Lee. Ann Lee commands the emergency channel.
em | chatops | Jim Smith commands #hot-330 still.

15:45 > as jim in em: /em here I still command, do I?
em (only Jim Smith) | Jim Smith | (types) /em here I still command, do I?
em (only Jim Smith) | chatops | Only the duty commander may wake the room.
    Ann Lee commands. Tell them what you see: `ask <what you see>`.

15:45 > as ann in em: /em accept
em (only Ann Lee) | Ann Lee | (types) /em accept
em (only Ann Lee) | chatops | This handover is complete: the baton passed to Ann Lee.
    You command. To hand over, offer the baton: `offer @person`.

15:45 > press Offer hot-330 as jim direct
direct (Jim Smith) | Jim Smith | (presses) Offer hot-330
direct (Ann Lee) | chatops | @ann, Jim Smith offers you the baton: command of “slow checkout in EMEA”.
    Read the brief, then confirm that you are up to speed. Jim Smith confirms too and commands until then.
    [I am up to speed] [Decline]
hot-330 | members | brings in Ann Lee
hot-330 | chatops | Handover offered: Jim Smith → Ann Lee. Both confirm with `accept`, until 2026-03-04 15:55 UTC.
    [Accept]
direct (Ann Lee) | chatops | Brief
    SEV2 slow checkout in EMEA – triage
    Commander: Jim Smith
    Ticket: HOT-330 (Open)
    Next update due 2026-03-04 16:05 UTC
    Since 2026-03-04 15:35 UTC (10 min)
    No open follow-ups. As of 2026-03-04 15:45 UTC.
hot-330 | chatops | (edited) Since 2026-03-04 15:35 UTC (10 min)
hot-330 (only Ann Lee) | chatops | Welcome to #hot-330.
    SEV2 slow checkout in EMEA – triage
    Commander: Jim Smith
    Ticket: HOT-330 (Open)
    Next update due 2026-03-04 16:05 UTC
    Since 2026-03-04 15:35 UTC (10 min)
    Set this room to notify you of mentions only, and leave mentions on: only who leads it can wake the room, so a mention is always meant.

15:45 > press I am up to speed as ann direct
direct (Ann Lee) | Ann Lee | (presses) I am up to speed
direct (Jim Smith) | chatops | @jim, Ann Lee has confirmed the handover of “slow checkout in EMEA”. Your word is missing.
    [Pass the baton]
hot-330 | chatops | Ann Lee confirms the handover. Missing: Jim Smith.

15:45 > press Pass the baton as jim direct
direct (Jim Smith) | Jim Smith | (presses) Pass the baton
hot-330 | chatops | (edited) Baton passed: Jim Smith → Ann Lee.
hot-330 | rights | may wake the room: Ann Lee
hot-330 | topic | SEV2 – slow checkout in EMEA – triage – commander Ann Lee
hot-330 | chatops | (edited) Commander: Ann Lee
hot-330 | chatops | Baton passed: Jim Smith → Ann Lee. Ann Lee commands “slow checkout in EMEA”.

15:45 > until 16:00
direct (Ann Lee) | chatops | @ann, your shift has begun and lasts until 2026-03-05 08:00 UTC. You command the emergency channel already.

journal: briefing.arrived, briefing.confirmed ×9, briefing.pinned ×2, handover.agreed ×4, handover.brief_given ×5, handover.cancelled, handover.declined, handover.offered ×5, handover.passed ×2, handover.timed_out, headline.written, named, opened, participant.arrived ×2, participant.group_invited, person.noted ×10, poll.severity_set, record.refused ×12, register.declared, register.told ×5, room.opened ×4, seat.appointed ×2, seat.passed ×2, shift.consulted ×2, shift.shift_ended, shift.shift_started ×2, started, ticket.linked, ticket.wanted, update.scheduled
