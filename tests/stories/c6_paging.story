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

----

14:00 > as bob in em: /em page @raj replication is 90 s behind
em (only Bob Ray) | Bob Ray | (types) /em page @raj replication is 90 s behind
em | chatops | Paging Raj Patel – level 1 of 5 – replication is 90 s behind
    • Raj Patel – delivered
    Next level at 2026-03-04 14:05 UTC
    [Acknowledge]
em | notified | pings Raj Patel
pager | wakes | Raj Patel: replication is 90 s behind

14:00 > press Acknowledge as raj in em
em | Raj Patel | (presses) Acknowledge
em | chatops | (edited) Acknowledged by Raj Patel at 2026-03-04 14:00 UTC
em | chatops | Raj Patel has page 1 – replication is 90 s behind

14:00 > as tom in em: /em ack 1
em (only Tom Berg) | Tom Berg | (types) /em ack 1
em (only Tom Berg) | chatops | Raj Patel has acknowledged page 1.
    Say in the room that you are there as well.

14:00 > as bob in em: /em page team checkout checkout is slow
em (only Bob Ray) | Bob Ray | (types) /em page team checkout checkout is slow
em | chatops | Paging the team checkout – level 1 of 5 – checkout is slow
    • Dana Wu – delivered
    • Mia Costa – delivered
    Next level at 2026-03-04 14:05 UTC
    [Acknowledge]
em | notified | pings Dana Wu, Mia Costa
pager | wakes | Dana Wu: checkout is slow
pager | wakes | Mia Costa: checkout is slow

14:00 > acknowledge as dana
em | chatops | (edited) Acknowledged by Dana Wu at 2026-03-04 14:00 UTC
em | chatops | Dana Wu has page 2 – checkout is slow

14:00 > as bob in em: /em page policy night the disk is full
em (only Bob Ray) | Bob Ray | (types) /em page policy night the disk is full
em | chatops | Paging the policy night – level 1 of 2 – the disk is full
    • Tom Berg – delivered
    Next level at 2026-03-04 14:02 UTC
    [Acknowledge]
em | notified | pings Tom Berg
pager | wakes | Tom Berg: the disk is full

14:00 > as raj in em: /em page policy night the disk is full
em (only Raj Patel) | Raj Patel | (types) /em page policy night the disk is full
em (only Raj Patel) | chatops | Page 3 is waking them already.
    Say in the room what is new; whoever answers the page reads it there.

14:00 > advance 2m
em | chatops | (edited) Paging the policy night – level 2 of 2 – the disk is full
    • Jim Smith – delivered
    • Raj Patel – delivered
    Next level at 2026-03-04 14:07 UTC
pager | wakes | Raj Patel: the disk is full
pager | wakes | Jim Smith: the disk is full

14:02 > advance 5m
em | chatops | (edited) Nobody answered.
em | chatops | Nobody answered page 3 – the disk is full. Call them by other means, or page somebody else: `page @person <why>`
    [Acknowledge]

14:07 > press Acknowledge as tom in em
em | Tom Berg | (presses) Acknowledge
em | chatops | (edited) Acknowledged by Tom Berg at 2026-03-04 14:07 UTC
em | chatops | Tom Berg has page 3 – the disk is full

14:07 > fail pager page unavailable

14:07 > as bob in em: /em page @tom are you there
em (only Bob Ray) | Bob Ray | (types) /em page @tom are you there
em | chatops | Paging Tom Berg – level 1 of 5 – are you there
    • @tom – calling
    Next level at 2026-03-04 14:12 UTC
    [Acknowledge]
em | notified | pings Tom Berg

14:07 > advance 10s
em | chatops | (edited) • Tom Berg – delivered
pager | wakes | Tom Berg: are you there

14:07 > fail pager page answer lost

14:07 > as bob in em: /em page @mia are you there
em (only Bob Ray) | Bob Ray | (types) /em page @mia are you there
em | chatops | Paging Mia Costa – level 1 of 5 – are you there
    • @mia – calling
    Next level at 2026-03-04 14:12 UTC
    [Acknowledge]
em | notified | pings Mia Costa
pager | wakes | Mia Costa: are you there

14:07 > advance 10s
em | chatops | (edited) • Mia Costa – delivered

14:07 > fail pager page forbidden

14:07 > as bob in em: /em page @dana are you there
em (only Bob Ray) | Bob Ray | (types) /em page @dana are you there
em | chatops | Paging Dana Wu – level 2 of 5 – are you there
    • Mia Costa – delivered
    Next level at 2026-03-04 14:12 UTC
    [Acknowledge]
em | notified | pings Dana Wu
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
    See the running ones with `status`.

14:07 > as gus direct: /em page @jim I am a guest
direct (Gus Vendor) | Gus Vendor | (types) /em page @jim I am a guest
direct (Gus Vendor) | chatops | Guests take part once their agreement is on file and they have accepted the rules.
    Ask your sponsor to run `guest agreement` and `guest admit`, then answer with `guest accept`.

journal: briefing.confirmed ×9, briefing.pinned, page.acknowledged ×3, page.delivered ×9, page.delivery_failed, page.exhausted, page.level_reached ×8, page.started ×6, person.noted ×10, record.refused ×9, room.opened ×3, seat.appointed, shift.consulted, shift.shift_started, started
