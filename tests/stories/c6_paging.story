# C6 A person, a team or an escalation policy is paged from chat; everybody sees who is called and whether it rang; who
# answers, by button or at the pager, stops it.
set policy.escalations.night.levels = [{ targets = [{ person = "tom" }], wait = "2m" }, { targets = [{ manager_of = "database" }, "duty_commander"], wait = "5m" }]

# A person, who answers by button.
as bob in em: /em page @raj replication is 90 s behind
press Acknowledge as raj in em
as tom in em: /em ack 1

# A team; somebody answers at the pager itself.
as bob in em: /em page team checkout checkout is slow
acknowledge as dana

# A policy, level by level, until nobody is left.
as bob in em: /em page policy night the disk is full
as raj in em: /em page policy night the disk is full
advance 2m
advance 5m
press Acknowledge as tom in em

# It does not ring: that is seen too.
fail pager page unavailable
as bob in em: /em page @tom are you there
advance 10s
fail pager page answer lost
as bob in em: /em page @mia are you there
advance 10s

fail pager page forbidden
as bob in em: /em page @dana are you there

# Not so.
as bob in em: /em page raj wake up
as bob in em: /em page @nobody wake up
as bob in em: /em page team kitchen wake up
as bob in em: /em page policy day wake up
as bob in em: /em page @raj
as bob in em: /em ack 9
as gus direct: /em page @jim I am a guest
as bob in em: /em status

# In a hot room; by the button of the direct message. What is over wakes nobody.
as bob in em: /em declare Replication is behind sev3
as bob in hot-330: /em page @raj replication is behind
press Acknowledge as raj direct
as bob in hot-330: /em page @sue please answer the customers
as jim in hot-330: /em phase stood-down
press Acknowledge as sue direct
advance 5m

----

14:00 > as bob in em: /em page @raj replication is 90 s behind
em (only Bob Ray) | Bob Ray | (types) /em page @raj replication is 90 s behind
direct (Raj Patel) | chatops | Bob Ray pages you in #em (page 1): replication is 90 s behind
    Acknowledge it if you have it. Unanswered, it goes on at 2026-03-04 14:05 UTC.
    [Acknowledge]
em | chatops | Page 1 – Bob Ray pages Raj Patel: replication is 90 s behind
    Level 1 of 5
    • Raj Patel – called
    Unanswered, it goes on to level 2 (the manager of Database) at 2026-03-04 14:05 UTC.
    [Acknowledge]
pager | wakes | Raj Patel: replication is 90 s behind

14:00 > press Acknowledge as raj in em
em | Raj Patel | (presses) Acknowledge
direct (Raj Patel) | chatops | You have page 1 now: replication is 90 s behind
    Nobody more is called. Say in #em what you find; if you cannot see to it, page somebody else: `page @person <why>`.
direct (Bob Ray) | chatops | Raj Patel has page 1: replication is 90 s behind
em | chatops | (edited) Acknowledged by Raj Patel at 2026-03-04 14:00 UTC.
em | chatops | Raj Patel has page 1: replication is 90 s behind

14:00 > as tom in em: /em ack 1
em (only Tom Berg) | Tom Berg | (types) /em ack 1
em (only Tom Berg) | chatops | Raj Patel has acknowledged page 1.
    Say in the room that you are there as well.

14:00 > as bob in em: /em page team checkout checkout is slow
em (only Bob Ray) | Bob Ray | (types) /em page team checkout checkout is slow
direct (Dana Wu) | chatops | Bob Ray pages you in #em (page 2): checkout is slow
    Acknowledge it if you have it. Unanswered, it goes on at 2026-03-04 14:05 UTC.
    [Acknowledge]
direct (Mia Costa) | chatops | Bob Ray pages you in #em (page 2): checkout is slow
    Acknowledge it if you have it. Unanswered, it goes on at 2026-03-04 14:05 UTC.
    [Acknowledge]
em | chatops | Page 2 – Bob Ray pages the team Checkout: checkout is slow
    Level 1 of 5
    • Dana Wu – called
    • Mia Costa – called
    Unanswered, it goes on to level 2 (the manager of Checkout) at 2026-03-04 14:05 UTC.
    [Acknowledge]
pager | wakes | Dana Wu: checkout is slow
pager | wakes | Mia Costa: checkout is slow

14:00 > acknowledge as dana
direct (Dana Wu) | chatops | You have page 2 now: checkout is slow
    Nobody more is called. Say in #em what you find; if you cannot see to it, page somebody else: `page @person <why>`.
direct (Bob Ray) | chatops | Dana Wu has page 2: checkout is slow
direct (Mia Costa) | chatops | Dana Wu has page 2: checkout is slow
    Nobody is called for it any more.
em | chatops | (edited) Acknowledged by Dana Wu at 2026-03-04 14:00 UTC.
em | chatops | Dana Wu has page 2: checkout is slow

14:00 > as bob in em: /em page policy night the disk is full
em (only Bob Ray) | Bob Ray | (types) /em page policy night the disk is full
direct (Tom Berg) | chatops | Bob Ray pages you in #em (page 3): the disk is full
    Acknowledge it if you have it. Unanswered, it goes on at 2026-03-04 14:02 UTC.
    [Acknowledge]
em | chatops | Page 3 – Bob Ray pages by the policy `night`: the disk is full
    Level 1 of 2
    • Tom Berg – called
    Unanswered, it goes on to level 2 (the manager of Database, the commander) at 2026-03-04 14:02 UTC.
    [Acknowledge]
pager | wakes | Tom Berg: the disk is full

14:00 > as raj in em: /em page policy night the disk is full
em (only Raj Patel) | Raj Patel | (types) /em page policy night the disk is full
em (only Raj Patel) | chatops | Page 3 is waking them already.
    Say in the room what is new; whoever answers the page reads it there.

14:00 > advance 2m
direct (Raj Patel) | chatops | Bob Ray pages you in #em (page 3): the disk is full
    Acknowledge it if you have it. Nobody else is called after this.
    [Acknowledge]
direct (Jim Smith) | chatops | Bob Ray pages you in #em (page 3): the disk is full
    Acknowledge it if you have it. Nobody else is called after this.
    [Acknowledge]
em | chatops | (edited) Level 2 of 2
    • Jim Smith – called
    • Raj Patel – called
    This is the last level; it waits until 2026-03-04 14:07 UTC.
pager | wakes | Raj Patel: the disk is full
pager | wakes | Jim Smith: the disk is full

14:02 > advance 5m
em | chatops | (edited) Nobody answered.
em | chatops | @bob, @jim: Nobody answered page 3: the disk is full
    Call them by other means, or page somebody else: `page @person <why>`.
    [Acknowledge]
em | notified | pings Bob Ray, Jim Smith

14:07 > press Acknowledge as tom in em
em | Tom Berg | (presses) Acknowledge
direct (Tom Berg) | chatops | You have page 3 now: the disk is full
    Nobody more is called. Say in #em what you find; if you cannot see to it, page somebody else: `page @person <why>`.
direct (Bob Ray) | chatops | Tom Berg has page 3: the disk is full
direct (Jim Smith) | chatops | Tom Berg has page 3: the disk is full
    Nobody is called for it any more.
direct (Raj Patel) | chatops | Tom Berg has page 3: the disk is full
    Nobody is called for it any more.
em | chatops | (edited) Page 3 – Bob Ray pages by the policy `night`: the disk is full
    Acknowledged by Tom Berg at 2026-03-04 14:07 UTC.
em | chatops | Tom Berg has page 3: the disk is full

14:07 > fail pager page unavailable

14:07 > as bob in em: /em page @tom are you there
em (only Bob Ray) | Bob Ray | (types) /em page @tom are you there
direct (Tom Berg) | chatops | Bob Ray pages you in #em (page 4): are you there
    Acknowledge it if you have it. Unanswered, it goes on at 2026-03-04 14:12 UTC.
    [Acknowledge]
em | chatops | Page 4 – Bob Ray pages Tom Berg: are you there
    Level 1 of 5
    • Tom Berg – the pager has not taken the call yet
    Unanswered, it goes on to level 2 (the manager of Database) at 2026-03-04 14:12 UTC.
    [Acknowledge]

14:07 > advance 10s
em | chatops | (edited) • Tom Berg – called
pager | wakes | Tom Berg: are you there

14:07 > fail pager page answer lost

14:07 > as bob in em: /em page @mia are you there
em (only Bob Ray) | Bob Ray | (types) /em page @mia are you there
direct (Mia Costa) | chatops | Bob Ray pages you in #em (page 5): are you there
    Acknowledge it if you have it. Unanswered, it goes on at 2026-03-04 14:12 UTC.
    [Acknowledge]
em | chatops | Page 5 – Bob Ray pages Mia Costa: are you there
    Level 1 of 5
    • Mia Costa – the pager has not taken the call yet
    Unanswered, it goes on to level 2 (the manager of Checkout) at 2026-03-04 14:12 UTC.
    [Acknowledge]
pager | wakes | Mia Costa: are you there

14:07 > advance 10s
em | chatops | (edited) • Mia Costa – called

14:07 > fail pager page forbidden

14:07 > as bob in em: /em page @dana are you there
em (only Bob Ray) | Bob Ray | (types) /em page @dana are you there
direct (Dana Wu) | chatops | Bob Ray pages you in #em (page 6): are you there
    Acknowledge it if you have it. Unanswered, it goes on at 2026-03-04 14:12 UTC.
    [Acknowledge]
em | chatops | Page 6 – Bob Ray pages Dana Wu: are you there
    Level 2 of 5
    • Dana Wu – could not be called: The pager does not let the bot do that. Ask an administrator to grant the right to it.
    • Mia Costa – called
    Unanswered, it goes on to level 3 (the commander) at 2026-03-04 14:12 UTC.
    [Acknowledge]
direct (Mia Costa) | chatops | Bob Ray pages you in #em (page 6): are you there
    Acknowledge it if you have it. Unanswered, it goes on at 2026-03-04 14:12 UTC.
    [Acknowledge]
pager | wakes | Mia Costa: are you there

14:07 > as bob in em: /em page raj wake up
em (only Bob Ray) | Bob Ray | (types) /em page raj wake up
em (only Bob Ray) | chatops | That command is not complete or not understood.
    Write it like this: `page @person|team <team>|policy <name> <why>`.

14:07 > as bob in em: /em page @nobody wake up
em (only Bob Ray) | Bob Ray | (types) /em page @nobody wake up
em (only Bob Ray) | chatops | There is no person called @nobody here.
    Write the handle as it stands in their profile.

14:07 > as bob in em: /em page team kitchen wake up
em (only Bob Ray) | Bob Ray | (types) /em page team kitchen wake up
em (only Bob Ray) | chatops | There is no team kitchen.
    Teams are: checkout, database.

14:07 > as bob in em: /em page policy day wake up
em (only Bob Ray) | Bob Ray | (types) /em page policy day wake up
em (only Bob Ray) | chatops | There is no escalation policy `day`.
    The policies are: night.

14:07 > as bob in em: /em page @raj
em (only Bob Ray) | Bob Ray | (types) /em page @raj
em (only Bob Ray) | chatops | That command is not complete or not understood.
    Write it like this: `page @person|team <team>|policy <name> <why>`.

14:07 > as bob in em: /em ack 9
em (only Bob Ray) | Bob Ray | (types) /em ack 9
em (only Bob Ray) | chatops | There is no page 9.
    These wait for an answer: 4 (are you there), 5 (are you there), 6 (are you there).

14:07 > as gus direct: /em page @jim I am a guest
direct (Gus Vendor) | Gus Vendor | (types) /em page @jim I am a guest
direct (Gus Vendor) | chatops | Guests take part once an agreement with them is on file, and there is none with you.
    Ask who invited you to have it filed: `guest agreement`. Then you accept the rules.

14:07 > as bob in em: /em status
em (only Bob Ray) | Bob Ray | (types) /em status
em | chatops | Jim Smith – All Quiet
    No open incidents.
    • Page 4 waits for an answer: are you there (level 1 of 5)
    • Page 5 waits for an answer: are you there (level 1 of 5)
    • Page 6 waits for an answer: are you there (level 2 of 5)

14:07 > as bob in em: /em declare Replication is behind sev3
em (only Bob Ray) | Bob Ray | (types) /em declare Replication is behind sev3
em | topic | Jim Smith – investigating Replication is behind
hot-330 | new room | Replication is behind – hot room. Declared 2026-03-04 14:07 UTC.
direct (Jim Smith) | chatops | @jim, you command “Replication is behind” in #hot-330 now. Read the brief; if you cannot command, offer the baton: `offer @person`.
    [Read the brief]
hot-330 | chatops | Jim Smith commands “Replication is behind”.
hot-330 | topic | SEV3 – Replication is behind – triage – commander Jim Smith
hot-330 | members | brings in Bob Ray, Jim Smith
em | chatops | SEV3 Replication is behind – work happens in #hot-330
hot-330 | rights | may wake the room: Jim Smith
hot-330 | chatops | Updates every 1 h. Next update due 2026-03-04 15:07 UTC.
hot-330 | chatops | HOT-330 (https://tickets.invalid/HOT-330) – Replication is behind
    Status: Open
    [In Progress]
hot-330 | chatops | SEV3 Replication is behind – triage
    Commander: Jim Smith
    Ticket: HOT-330 (Open)
    Next update due 2026-03-04 15:07 UTC
    Since 2026-03-04 14:07 UTC (0 s)
hot-330 | pinned | SEV3 Replication is behind – triage
HOT-330 | ticket | opened: Replication is behind (Open)
HOT-330 | ticket | link: #hot-330 https://chat.invalid/rooms/R140

14:07 > as bob in hot-330: /em page @raj replication is behind
hot-330 (only Bob Ray) | Bob Ray | (types) /em page @raj replication is behind
direct (Raj Patel) | chatops | Bob Ray pages you in #hot-330 (page 1): replication is behind
    Acknowledge it if you have it. Unanswered, it goes on at 2026-03-04 14:12 UTC.
    [Acknowledge]
hot-330 | chatops | Page 1 – Bob Ray pages Raj Patel: replication is behind
    Level 1 of 5
    • Raj Patel – called
    Unanswered, it goes on to level 2 (the manager of Database) at 2026-03-04 14:12 UTC.
    [Acknowledge]
pager | wakes | Raj Patel: replication is behind

14:07 > press Acknowledge as raj direct
direct (Raj Patel) | Raj Patel | (presses) Acknowledge
direct (Raj Patel) | chatops | You have page 1 now: replication is behind
    Nobody more is called. Say in #hot-330 what you find; if you cannot see to it, page somebody else: `page @person <why>`.
direct (Bob Ray) | chatops | Raj Patel has page 1: replication is behind
hot-330 | chatops | (edited) Acknowledged by Raj Patel at 2026-03-04 14:07 UTC.
hot-330 | members | brings in Raj Patel
hot-330 | chatops | Raj Patel has page 1: replication is behind

14:07 > as bob in hot-330: /em page @sue please answer the customers
hot-330 (only Bob Ray) | Bob Ray | (types) /em page @sue please answer the customers
direct (Sue Hill) | chatops | Bob Ray pages you in #hot-330 (page 2): please answer the customers
    Acknowledge it if you have it. Unanswered, it goes on at 2026-03-04 14:12 UTC.
    [Acknowledge]
hot-330 | chatops | Page 2 – Bob Ray pages Sue Hill: please answer the customers
    Level 1 of 4
    • Sue Hill – called
    Unanswered, it goes on to level 2 (the commander) at 2026-03-04 14:12 UTC.
    [Acknowledge]
pager | wakes | Sue Hill: please answer the customers

14:07 > as jim in hot-330: /em phase stood-down
hot-330 (only Jim Smith) | Jim Smith | (types) /em phase stood-down
direct (Bob Ray) | chatops | Page 2 is stopped, the incident is over: please answer the customers
    Nobody is called for it any more.
direct (Sue Hill) | chatops | Page 2 is stopped, the incident is over: please answer the customers
    Nobody is called for it any more.
hot-330 | topic | SEV3 – Replication is behind – stood down – commander Jim Smith
hot-330 | chatops | Phase: stood down
em | chatops | Over: SEV3 Replication is behind – stood down
em | topic | Jim Smith – All Quiet
hot-330 | chatops | (edited) SEV3 Replication is behind – stood down
hot-330 | chatops | (edited) Stopped: the incident is over.
HOT-330 | ticket | comment: It was no incident: stood down in #hot-330.

14:07 > press Acknowledge as sue direct
direct (Sue Hill) | Sue Hill | (presses) Acknowledge
direct (Sue Hill) | chatops | Page 2 was stopped: the incident is over.
    Nobody is needed for it any more.

14:07 > advance 5m
direct (Raj Patel) | chatops | Bob Ray pages you in #em (page 4): are you there
    Acknowledge it if you have it. Unanswered, it goes on at 2026-03-04 14:17 UTC.
    [Acknowledge]
em | chatops | (edited) Level 2 of 5
    • Raj Patel – called
    Unanswered, it goes on to level 3 (the commander) at 2026-03-04 14:17 UTC.
pager | wakes | Raj Patel: are you there
direct (Mia Costa) | chatops | Bob Ray pages you in #em (page 5): are you there
    Acknowledge it if you have it. Unanswered, it goes on at 2026-03-04 14:17 UTC.
    [Acknowledge]
em | chatops | (edited) Level 2 of 5
    Unanswered, it goes on to level 3 (the commander) at 2026-03-04 14:17 UTC.
pager | wakes | Mia Costa: are you there
direct (Jim Smith) | chatops | Bob Ray pages you in #em (page 6): are you there
    Acknowledge it if you have it. Unanswered, it goes on at 2026-03-04 14:17 UTC.
    [Acknowledge]
em | chatops | (edited) Level 3 of 5
    • Jim Smith – called
    Unanswered, it goes on to level 4 (the deputy) at 2026-03-04 14:17 UTC.
pager | wakes | Jim Smith: are you there

journal: briefing.confirmed ×9, briefing.pinned ×2, headline.quieted, headline.written, moved, named, opened, page.acknowledged ×4, page.call_failed, page.called ×14, page.exhausted, page.level_reached ×13, page.started ×8, page.stopped, participant.arrived ×3, person.noted ×10, poll.severity_set, record.refused ×10, register.declared, register.told ×5, room.opened ×4, seat.appointed ×2, shift.consulted, shift.shift_started, shown, started, ticket.linked, ticket.wanted, update.scheduled, update.stopped
