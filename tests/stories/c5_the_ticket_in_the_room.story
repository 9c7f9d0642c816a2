# C5 The ticket stands in the room and is kept current; it is moved and commented from chat. What we did ourselves is
# not told back to us.
file "Checkout fails in EMEA" as bob against checkout watched by sue

# From chat: by button and by command.
press In Progress as bob in hot-330
as mia in hot-330: /em ticket comment The new release is suspected
as mia in hot-330: /em ticket move In Progress
as mia in hot-330: /em ticket move Nowhere
as mia in hot-330: /em ticket comment
as mia in hot-330: /em ticket delete
as sue in hot-330: /em ticket

# In the ticket system: the room sees it, once.
move HOT-330 to Resolved as dana
move HOT-330 to In Progress as dana

# The ticket system fails.
fail tickets transition unavailable
as mia in hot-330: /em ticket move Resolved
advance 1m
fail tickets comment answer lost
as mia in hot-330: /em ticket comment Rolled back
advance 1m
fail tickets transition forbidden
as mia in hot-330: /em ticket move In Progress
advance 1m

# Outside of a hot room the only open incident is meant; where none is, it says so.
as mia in team-checkout: /em ticket comment Seen from the team room
as gus direct: /em ticket comment I was here

----

14:00 > file "Checkout fails in EMEA" as bob against checkout watched by sue
em | topic | Jim Smith – investigating Checkout fails in EMEA
hot-330 | new room | Checkout fails in EMEA – hot room. Declared 2026-03-04 14:00 UTC.
direct (Jim Smith) | chatops | @jim, you command “Checkout fails in EMEA” in #hot-330 now. Read the brief; if you cannot command, offer the baton: `offer @person`.
    [Read the brief]
hot-330 | topic | SEV2 – Checkout fails in EMEA – triage – commander Jim Smith
hot-330 | members | brings in Bob Ray, Dana Wu, Jim Smith, Mia Costa, Sue Hill
hot-330 | chatops | SEV2 Checkout fails in EMEA – triage
    Commander: Jim Smith
    Ticket: HOT-330 (Open)
    Next update due 2026-03-04 14:30 UTC
    Since 2026-03-04 14:00 UTC (0 s)
em | chatops | SEV2 Checkout fails in EMEA – work happens in #hot-330
hot-330 | rights | may wake the room: Jim Smith
hot-330 | chatops | HOT-330 (https://tickets.invalid/HOT-330) – Checkout fails in EMEA
    Status: Open – component: `checkout`
    [In Progress]
hot-330 | pinned | SEV2 Checkout fails in EMEA – triage
hot-330 | chatops | Invited 2 people who watch the ticket.
hot-330 | chatops | Jim Smith commands “Checkout fails in EMEA”.
hot-330 | chatops | Brought in support: Sue Hill, to read along.
hot-330 | chatops | Updates every 30 min. Next update due 2026-03-04 14:30 UTC.
HOT-330 | ticket | opened: Checkout fails in EMEA (Open)
HOT-330 | ticket | link: #hot-330 https://chat.invalid/rooms/R57

14:00 > press In Progress as bob in hot-330
hot-330 | Bob Ray | (presses) In Progress
hot-330 | chatops | (edited) Ticket: HOT-330 (In Progress)
hot-330 | chatops | (edited) Status: In Progress – component: `checkout`
    [Resolved]
hot-330 | chatops | HOT-330: moved to In Progress by Bob Ray
HOT-330 | ticket | now In Progress

14:00 > as mia in hot-330: /em ticket comment The new release is suspected
hot-330 (only Mia Costa) | Mia Costa | (types) /em ticket comment The new release is suspected
hot-330 | chatops | Mia Costa comments on HOT-330:
    > The new release is suspected
HOT-330 | ticket | comment: Mia Costa: The new release is suspected

14:00 > as mia in hot-330: /em ticket move In Progress
hot-330 (only Mia Costa) | Mia Costa | (types) /em ticket move In Progress
hot-330 (only Mia Costa) | chatops | HOT-330 is In Progress already.
    Move it on with `ticket move <status>`.

14:00 > as mia in hot-330: /em ticket move Nowhere
hot-330 (only Mia Costa) | Mia Costa | (types) /em ticket move Nowhere
hot-330 | chatops | Could not move the ticket. HOT-330 is `In Progress` and can be moved to: Open, Resolved.

14:00 > as mia in hot-330: /em ticket comment
hot-330 (only Mia Costa) | Mia Costa | (types) /em ticket comment
hot-330 (only Mia Costa) | chatops | That command is not complete or not understood.
    Write it like this: `ticket · ticket move <status> · ticket comment <text> · ticket link <key> · ticket open`.

14:00 > as mia in hot-330: /em ticket delete
hot-330 (only Mia Costa) | Mia Costa | (types) /em ticket delete
hot-330 (only Mia Costa) | chatops | That command is not complete or not understood.
    Write it like this: `ticket · ticket move <status> · ticket comment <text> · ticket link <key> · ticket open`.

14:00 > as sue in hot-330: /em ticket
hot-330 (only Sue Hill) | Sue Hill | (types) /em ticket
hot-330 | chatops | HOT-330 (https://tickets.invalid/HOT-330) – Checkout fails in EMEA
    Status: In Progress – component: `checkout`
    [Resolved]

14:00 > move HOT-330 to Resolved as dana
hot-330 | chatops | (edited) Ticket: HOT-330 (Resolved)
hot-330 | chatops | (edited) Status: Resolved – component: `checkout`
hot-330 | chatops | HOT-330: changed in the ticket system by Dana Wu, now Resolved
HOT-330 | ticket | now Resolved

14:00 > move HOT-330 to In Progress as dana
hot-330 | chatops | (edited) Ticket: HOT-330 (In Progress)
hot-330 | chatops | (edited) Status: In Progress – component: `checkout`
    [Resolved]
hot-330 | chatops | HOT-330: changed in the ticket system by Dana Wu, now In Progress
HOT-330 | ticket | now In Progress

14:00 > fail tickets transition unavailable

14:00 > as mia in hot-330: /em ticket move Resolved
hot-330 (only Mia Costa) | Mia Costa | (types) /em ticket move Resolved

14:00 > advance 1m
hot-330 | chatops | (edited) Ticket: HOT-330 (Resolved)
    Since 2026-03-04 14:00 UTC (1 s)
hot-330 | chatops | (edited) Status: Resolved – component: `checkout`
hot-330 | chatops | HOT-330: moved to Resolved by Mia Costa
HOT-330 | ticket | now Resolved

14:01 > fail tickets comment answer lost

14:01 > as mia in hot-330: /em ticket comment Rolled back
hot-330 (only Mia Costa) | Mia Costa | (types) /em ticket comment Rolled back
hot-330 | chatops | Mia Costa comments on HOT-330:
    > Rolled back
HOT-330 | ticket | comment: Mia Costa: Rolled back

14:01 > advance 1m

14:02 > fail tickets transition forbidden

14:02 > as mia in hot-330: /em ticket move In Progress
hot-330 (only Mia Costa) | Mia Costa | (types) /em ticket move In Progress
hot-330 | chatops | Could not move the ticket. The ticket system does not let the bot do that. Ask an administrator to grant the right to it.

14:02 > advance 1m

14:03 > as mia in team-checkout: /em ticket comment Seen from the team room
team-checkout (only Mia Costa) | Mia Costa | (types) /em ticket comment Seen from the team room
hot-330 | chatops | Mia Costa comments on HOT-330:
    > Seen from the team room
HOT-330 | ticket | comment: Mia Costa: Seen from the team room

14:03 > as gus direct: /em ticket comment I was here
direct (Gus Vendor) | Gus Vendor | (types) /em ticket comment I was here
direct (Gus Vendor) | chatops | Guests take part once an agreement with them is on file, and there is none with you.
    Ask who invited you to have it filed: `guest agreement`. Then you accept the rules.

journal: briefing.confirmed ×9, briefing.pinned ×2, headline.written, named, opened, participant.arrived ×4, participant.group_invited, person.noted ×10, poll.severity_set, record.refused ×4, register.declared, register.told ×4, room.opened ×4, seat.appointed ×2, shift.consulted, shift.shift_started, started, ticket.change_seen ×2, ticket.commented ×3, ticket.failed ×2, ticket.linked, ticket.looked, ticket.move_asked ×4, ticket.moved ×2, ticket.watchers_found, update.scheduled
