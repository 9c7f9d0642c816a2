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
as sue in hot-330: /em ack 2
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
    Unanswered, it goes on at 2026-03-04 14:05 UTC to level 2: the manager of Database.
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
    Unanswered, it goes on at 2026-03-04 14:05 UTC to level 2: the manager of Checkout.
    [Acknowledge]
pager | wakes | Dana Wu: checkout is slow
pager | wakes | Mia Costa: checkout is slow

14:00 > acknowledge as dana
direct (Dana Wu) | chatops | You have page 2 now: checkout is slow
    Nobody more is called. Say in #em what you find; if you cannot see to it, page somebody else: `page @person <why>`.
direct (Bob Ray) | chatops | Dana Wu has page 2: checkout is slow
direct (Mia Costa) | chatops | Dana Wu has page 2: checkout is slow
    You need not answer any more.
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
    Unanswered, it goes on at 2026-03-04 14:02 UTC to level 2: the manager of Database, the commander.
    [Acknowledge]
pager | wakes | Tom Berg: the disk is full

14:00 > as raj in em: /em page policy night the disk is full
em (only Raj Patel) | Raj Patel | (types) /em page policy night the disk is full
em (only Raj Patel) | chatops | Page 3 is waking them already.
    Say in the room what is new; whoever answers the page reads it there.

14:00 > advance 2m
direct (Raj Patel) | chatops | Bob Ray pages you in #em (page 3): the disk is full
    Acknowledge it if you have it. Unanswered, it goes on at 2026-03-04 14:07 UTC.
    [Acknowledge]
direct (Jim Smith) | chatops | Bob Ray pages you in #em (page 3): the disk is full
    Acknowledge it if you have it. Unanswered, it goes on at 2026-03-04 14:07 UTC.
    [Acknowledge]
em | chatops | (edited) Level 2 of 2
    • Jim Smith – called
    • Raj Patel – called
    This is the last level; it waits until 2026-03-04 14:07 UTC.
pager | wakes | Raj Patel: the disk is full
pager | wakes | Jim Smith: the disk is full

14:02 > advance 5m
em | chatops | (edited) Nobody answered.
em | chatops | @bob @jim Nobody answered page 3: the disk is full
    Call them by other means, or page somebody else: `page @person <why>`.
    [Acknowledge]
em | notified | pings Bob Ray, Jim Smith

14:07 > press Acknowledge as tom in em
em | Tom Berg | (presses) Acknowledge
direct (Tom Berg) | chatops | You have page 3 now: the disk is full
    Nobody more is called. Say in #em what you find; if you cannot see to it, page somebody else: `page @person <why>`.
direct (Bob Ray) | chatops | Tom Berg has page 3: the disk is full
direct (Jim Smith) | chatops | Tom Berg has page 3: the disk is full
    You need not answer any more.
direct (Raj Patel) | chatops | Tom Berg has page 3: the disk is full
    You need not answer any more.
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
    Unanswered, it goes on at 2026-03-04 14:12 UTC to level 2: the manager of Database.
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
    Unanswered, it goes on at 2026-03-04 14:12 UTC to level 2: the manager of Checkout.
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
    • Dana Wu – could not be called: memory could not page: it was told to fail. Ask an administrator to grant the bot the right to it.
    • Mia Costa – called
    Unanswered, it goes on at 2026-03-04 14:12 UTC to level 3: the commander.
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
direct (Gus Vendor) | chatops | Guests take part once their agreement is on file and they have accepted the rules.
    Ask your sponsor to run `guest agreement` and `guest admit`, then answer with `guest accept`.

journal: briefing.confirmed ×9, briefing.pinned, page.acknowledged ×3, page.call_failed, page.called ×9, page.exhausted, page.level_reached ×8, page.started ×6, person.noted ×10, record.refused ×9, room.opened ×3, seat.appointed, shift.consulted, shift.shift_started, started
