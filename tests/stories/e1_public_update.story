# E1 A public update: drafted by anyone, heard by the room, approved by the commander as exactly this text, published.
# What opening the room shows is the scene of C3.

file "checkout is slow" as bob against checkout

# Anyone in the company drafts. Before the window is over even the commander waits.
as sue in hot-330: /em public draft investigating Some orders are slow. We are looking into it.
as jim in hot-330: /em public approve 1 nonsense
as jim in hot-330: /em public approve 1 ltmdatwfz57y

# An objection is no veto; it stands under the text. Its button asks why.
press Object as bob in hot-330: we do not know yet whether it is only some

# A changed text is another text: a new window, and a new approval. The old digest approves nothing.
advance 1m
as mia in hot-330: /em public edit 1 Orders are slow or fail. We are looking into it.
as bob in hot-330: /em public object 1
advance 2m
as jim in hot-330: /em public approve 1 ltmdatwfz57y

# Only the commander approves.
press Approve as bob in hot-330
expect status page does not show "Orders"
press Approve as jim in hot-330
expect status page shows "Orders are slow or fail."
as jim in hot-330: /em public approve 1 ltmdatwfz57y

# The status page says no: it is a draft again, and said so.
as sue in hot-330: /em public draft identified The cause is found.
advance 2m
fail status_page publish forbidden
press Approve as jim in hot-330
expect status page does not show "The cause is found."
press Approve as jim in hot-330
expect status page shows "The cause is found."

# The status page is down for a moment: it is tried again by itself, and published once.
fail status_page publish unavailable
as mia in hot-330: /em public draft identified We put in a remedy.
advance 2m
press Approve as jim in hot-330
advance 1m
expect status page shows "We put in a remedy."

# The answer of the status page is lost: the bot looks, finds it there and sends nothing again.
as sue in hot-330: /em public draft identified The remedy is being rolled out.
advance 2m
fail status_page publish answer lost
press Approve as jim in hot-330
advance 1m
expect status page shows "The remedy is being rolled out."

# It is lost again, and the bot cannot look: nobody knows, so nothing is sent again by itself. A person looks;
# until then it cannot be changed.
as sue in hot-330: /em public draft monitoring A remedy is in place.
advance 2m
fail status_page publish answer lost
fail status_page published forbidden
press Approve as jim in hot-330
advance 20m
as sue in hot-330: /em public edit 5 Another text.
press It is there as jim in hot-330

# The request itself is lost: the bot looks, and it is not there. Whoever reads the page by mail may have got it all
# the same, so the commander sends it again.
as sue in hot-330: /em public draft monitoring We keep watching.
advance 2m
fail status_page publish request lost
press Approve as jim in hot-330
advance 2s
expect status page does not show "We keep watching."
press Not there, send it as bob in hot-330
press Not there, send it as jim in hot-330
expect status page shows "We keep watching."

# Who drafted it takes it back, or the commander does; nobody else. While it goes on, a text that says it is over is
# drafted with a warning.
as sue in hot-330: /em public draft resolved All is well.
as bob in hot-330: /em public withdraw 7
as sue in hot-330: /em public withdraw 7
as jim in hot-330: /em public withdraw 10
as jim in hot-330: /em public draft soon All is well.
as jim in hot-330: /em public
as jim in hot-330: /em public edit 6

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

14:00 > as sue in hot-330: /em public draft investigating Some orders are slow. We are looking into it.
hot-330 (only Sue Hill) | Sue Hill | (types) /em public draft investigating Some orders are slow. We are looking into it.
hot-330 | chatops | Public update 1 – investigating, version 1 by Sue Hill
    > Some orders are slow. We are looking into it.
    Objections until 2026-03-04 14:02 UTC.
    [Object]

14:00 > as jim in hot-330: /em public approve 1 nonsense
hot-330 (only Jim Smith) | Jim Smith | (types) /em public approve 1 nonsense
hot-330 (only Jim Smith) | chatops | That is not the digest of public update 1.
    Read version 1 in the room and use the button under it.

14:00 > as jim in hot-330: /em public approve 1 ltmdatwfz57y
hot-330 (only Jim Smith) | Jim Smith | (types) /em public approve 1 ltmdatwfz57y
hot-330 (only Jim Smith) | chatops | Objections are heard until 2026-03-04 14:02 UTC, for another 2 min.
    Approve it then; the room is told when the time is over.

14:00 > press Object as bob in hot-330: we do not know yet whether it is only some
hot-330 | Bob Ray | (presses) Object: we do not know yet whether it is only some
hot-330 | chatops | (edited) • Objection by Bob Ray: we do not know yet whether it is only some
hot-330 | chatops | Bob Ray objects to public update 1: we do not know yet whether it is only some

14:00 > advance 1m

14:01 > as mia in hot-330: /em public edit 1 Orders are slow or fail. We are looking into it.
hot-330 (only Mia Costa) | Mia Costa | (types) /em public edit 1 Orders are slow or fail. We are looking into it.
hot-330 | chatops | (edited) Public update 1 has a new text: see version 2 below.
hot-330 | chatops | Public update 1 – investigating, version 2 by Mia Costa
    > Orders are slow or fail. We are looking into it.
    • Objection by Bob Ray: we do not know yet whether it is only some
    Objections until 2026-03-04 14:03 UTC.
    [Object]

14:01 > as bob in hot-330: /em public object 1
hot-330 (only Bob Ray) | Bob Ray | (types) /em public object 1
hot-330 (only Bob Ray) | chatops | Your objection is noted already.
    To change its reason, object again with the new one.

14:01 > advance 2m
hot-330 | chatops | (edited) Public update 1: see below.
hot-330 | chatops | @jim The time for objections to public update 1 is over: 1 objection.
    Public update 1 – investigating, version 2 by Mia Costa
    > Orders are slow or fail. We are looking into it.
    • Objection by Bob Ray: we do not know yet whether it is only some
    [Approve] [Object]
hot-330 | notified | pings Jim Smith

14:03 > as jim in hot-330: /em public approve 1 ltmdatwfz57y
hot-330 (only Jim Smith) | Jim Smith | (types) /em public approve 1 ltmdatwfz57y
hot-330 (only Jim Smith) | chatops | That is not the digest of public update 1 as it reads now: the text has changed, this is version 2.
    Read version 2 in the room and use the button under it.

14:03 > press Approve as bob in hot-330
hot-330 | Bob Ray | (presses) Approve
hot-330 (only Bob Ray) | chatops | Only the incident commander or the duty commander may approve a public update.
    Jim Smith commands this incident. Say in the room what you think and why; the commander decides.

14:03 > press Approve as jim in hot-330
hot-330 | Jim Smith | (presses) Approve
hot-330 | chatops | (edited) Published.
hot-330 | chatops | Public update 1 is published as investigating: status page (https://status.invalid/#update-<id>-1)
status page | public | Orders are slow or fail. We are looking into it.

14:03 > as jim in hot-330: /em public approve 1 ltmdatwfz57y
hot-330 (only Jim Smith) | Jim Smith | (types) /em public approve 1 ltmdatwfz57y
hot-330 (only Jim Smith) | chatops | Public update 1 is published.
    Draft another one with `public draft <phase> <text>`.

14:03 > as sue in hot-330: /em public draft identified The cause is found.
hot-330 (only Sue Hill) | Sue Hill | (types) /em public draft identified The cause is found.
hot-330 | chatops | Public update 2 – identified, version 1 by Sue Hill
    > The cause is found.
    Objections until 2026-03-04 14:05 UTC.
    [Object]

14:03 > advance 2m
hot-330 | chatops | (edited) Public update 2: see below.
hot-330 | chatops | @jim The time for objections to public update 2 is over: no objections.
    Public update 2 – identified, version 1 by Sue Hill
    > The cause is found.
    [Approve] [Object]
hot-330 | notified | pings Jim Smith

14:05 > fail status_page publish forbidden

14:05 > press Approve as jim in hot-330
hot-330 | Jim Smith | (presses) Approve
hot-330 | chatops | (edited) Public update 2: see below.
hot-330 | chatops | @jim Public update 2 is not published. The status page does not let the bot do that. Ask an administrator to grant the right to it. It is a draft again.
    Public update 2 – identified, version 1 by Sue Hill
    > The cause is found.
    [Approve] [Object]
hot-330 | notified | pings Jim Smith

14:05 > press Approve as jim in hot-330
hot-330 | Jim Smith | (presses) Approve
hot-330 | chatops | (edited) Published.
hot-330 | chatops | Public update 2 is published as identified: status page (https://status.invalid/#update-<id>-2)
status page | public | The cause is found.

14:05 > fail status_page publish unavailable

14:05 > as mia in hot-330: /em public draft identified We put in a remedy.
hot-330 (only Mia Costa) | Mia Costa | (types) /em public draft identified We put in a remedy.
hot-330 | chatops | Public update 3 – identified, version 1 by Mia Costa
    > We put in a remedy.
    Objections until 2026-03-04 14:07 UTC.
    [Object]

14:05 > advance 2m
hot-330 | chatops | (edited) Public update 3: see below.
hot-330 | chatops | @jim The time for objections to public update 3 is over: no objections.
    Public update 3 – identified, version 1 by Mia Costa
    > We put in a remedy.
    [Approve] [Object]
hot-330 | notified | pings Jim Smith

14:07 > press Approve as jim in hot-330
hot-330 | Jim Smith | (presses) Approve
hot-330 | chatops | (edited) Approved by Jim Smith; being published.

14:07 > advance 1m
hot-330 | chatops | (edited) Published.
hot-330 | chatops | Public update 3 is published as identified: status page (https://status.invalid/#update-<id>-3)
status page | public | We put in a remedy.

14:08 > as sue in hot-330: /em public draft identified The remedy is being rolled out.
hot-330 (only Sue Hill) | Sue Hill | (types) /em public draft identified The remedy is being rolled out.
hot-330 | chatops | Public update 4 – identified, version 1 by Sue Hill
    > The remedy is being rolled out.
    Objections until 2026-03-04 14:10 UTC.
    [Object]

14:08 > advance 2m
hot-330 | chatops | (edited) Public update 4: see below.
hot-330 | chatops | @jim The time for objections to public update 4 is over: no objections.
    Public update 4 – identified, version 1 by Sue Hill
    > The remedy is being rolled out.
    [Approve] [Object]
hot-330 | notified | pings Jim Smith

14:10 > fail status_page publish answer lost

14:10 > press Approve as jim in hot-330
hot-330 | Jim Smith | (presses) Approve
hot-330 | chatops | (edited) Approved by Jim Smith; being published.
status page | public | The remedy is being rolled out.

14:10 > advance 1m
hot-330 | chatops | (edited) Published.
hot-330 | chatops | Public update 4 is published as identified: status page (https://status.invalid/#update-<id>-4)

14:11 > as sue in hot-330: /em public draft monitoring A remedy is in place.
hot-330 (only Sue Hill) | Sue Hill | (types) /em public draft monitoring A remedy is in place.
hot-330 | chatops | Public update 5 – monitoring, version 1 by Sue Hill
    > A remedy is in place.
    Objections until 2026-03-04 14:13 UTC.
    [Object]

14:11 > advance 2m
hot-330 | chatops | (edited) Public update 5: see below.
hot-330 | chatops | @jim The time for objections to public update 5 is over: no objections.
    Public update 5 – monitoring, version 1 by Sue Hill
    > A remedy is in place.
    [Approve] [Object]
hot-330 | notified | pings Jim Smith

14:13 > fail status_page publish answer lost

14:13 > fail status_page published forbidden

14:13 > press Approve as jim in hot-330
hot-330 | Jim Smith | (presses) Approve
hot-330 | chatops | (edited) Approved by Jim Smith; being published.
status page | public | A remedy is in place.

14:13 > advance 20m
hot-330 | chatops | (edited) Public update 5: see below.
hot-330 | chatops | @jim Look whether public update 5 is published.
    Public update 5 – monitoring, version 1 by Sue Hill
    > A remedy is in place.
    Nobody knows whether it is published. The status page does not let the bot do that. It was tried 2 times. Ask an administrator to grant the right to it.
    Look at the status page, then press one.
    [It is there] [Not there, send it]
hot-330 | notified | pings Jim Smith
hot-330 | chatops | (edited) Public update 5: see below.
hot-330 | chatops | @jim Nobody has looked yet.
    Public update 5 – monitoring, version 1 by Sue Hill
    > A remedy is in place.
    Nobody knows whether it is published. The status page does not let the bot do that. It was tried 2 times. Ask an administrator to grant the right to it.
    Look at the status page, then press one.
    [It is there] [Not there, send it]
hot-330 | notified | pings Jim Smith
hot-330 | chatops | (edited) Public update 5: see below.
hot-330 | chatops | @jim Nobody has looked yet.
    Public update 5 – monitoring, version 1 by Sue Hill
    > A remedy is in place.
    Nobody knows whether it is published. The status page does not let the bot do that. It was tried 2 times. Ask an administrator to grant the right to it.
    Look at the status page, then press one.
    [It is there] [Not there, send it]
hot-330 | notified | pings Jim Smith
hot-330 | chatops | @jim: The update is overdue since 2026-03-04 14:30 UTC. Post one with `update <text>`, even if it says that nothing is new.
    [Put off 15 min]
hot-330 | notified | pings Jim Smith

14:33 > as sue in hot-330: /em public edit 5 Another text.
hot-330 (only Sue Hill) | Sue Hill | (types) /em public edit 5 Another text.
hot-330 (only Sue Hill) | chatops | Nobody knows yet whether public update 5 is published.
    Look at the status page. If it is there: `public published 5`. If not: `public approve 5 e3adi5veovr5` sends it again.

14:33 > press It is there as jim in hot-330
hot-330 | Jim Smith | (presses) It is there
hot-330 | chatops | (edited) Published.
hot-330 | chatops | Public update 5 is published as monitoring.

14:33 > as sue in hot-330: /em public draft monitoring We keep watching.
hot-330 (only Sue Hill) | Sue Hill | (types) /em public draft monitoring We keep watching.
hot-330 | chatops | Public update 6 – monitoring, version 1 by Sue Hill
    > We keep watching.
    Objections until 2026-03-04 14:35 UTC.
    [Object]

14:33 > advance 2m
direct (Mia Costa) | chatops | The update on “checkout is slow” in #hot-330 is overdue since 2026-03-04 14:30 UTC. Jim Smith was reminded. Please see to it.
hot-330 | chatops | The update is still overdue since 2026-03-04 14:30 UTC. Mia Costa is told now. Post one with `update <text>`, even if it says that nothing is new.
    This is the last reminder.
    [Put off 15 min]
hot-330 | chatops | (edited) Public update 6: see below.
hot-330 | chatops | @jim The time for objections to public update 6 is over: no objections.
    Public update 6 – monitoring, version 1 by Sue Hill
    > We keep watching.
    [Approve] [Object]
hot-330 | notified | pings Jim Smith

14:35 > fail status_page publish request lost

14:35 > press Approve as jim in hot-330
hot-330 | Jim Smith | (presses) Approve
hot-330 | chatops | (edited) Approved by Jim Smith; being published.

14:35 > advance 2s
hot-330 | chatops | (edited) Public update 6: see below.
hot-330 | chatops | @jim Look whether public update 6 is published.
    Public update 6 – monitoring, version 1 by Sue Hill
    > We keep watching.
    Nobody knows whether it is published. The answer was lost, and it was not found afterwards. Look before you do it again.
    Look at the status page, then press one.
    [It is there] [Not there, send it]
hot-330 | notified | pings Jim Smith

14:35 > press Not there, send it as bob in hot-330
hot-330 | Bob Ray | (presses) Not there, send it
hot-330 (only Bob Ray) | chatops | Only the incident commander or the duty commander may approve a public update.
    Jim Smith commands this incident. Say in the room what you think and why; the commander decides.

14:35 > press Not there, send it as jim in hot-330
hot-330 | Jim Smith | (presses) Not there, send it
hot-330 | chatops | (edited) Published.
hot-330 | chatops | Public update 6 is published as monitoring: status page (https://status.invalid/#update-<id>-6)
status page | public | We keep watching.

14:35 > as sue in hot-330: /em public draft resolved All is well.
hot-330 (only Sue Hill) | Sue Hill | (types) /em public draft resolved All is well.
hot-330 | chatops | Public update 7 – resolved, version 1 by Sue Hill
    > All is well.
    It says that it is over, and it was drafted before the all clear was given.
    Objections until 2026-03-04 14:37 UTC.
    [Object]

14:35 > as bob in hot-330: /em public withdraw 7
hot-330 (only Bob Ray) | Bob Ray | (types) /em public withdraw 7
hot-330 (only Bob Ray) | chatops | Only who drafted it or the commander may withdraw a public update.
    Say what is wrong with it: `public object 7 <why>`.

14:35 > as sue in hot-330: /em public withdraw 7
hot-330 (only Sue Hill) | Sue Hill | (types) /em public withdraw 7
hot-330 | chatops | (edited) Withdrawn.
hot-330 | chatops | Sue Hill withdraws public update 7.

14:35 > as jim in hot-330: /em public withdraw 10
hot-330 (only Jim Smith) | Jim Smith | (types) /em public withdraw 10
hot-330 (only Jim Smith) | chatops | There is no public update 10.
    Draft one with `public draft <phase> <text>`.

14:35 > as jim in hot-330: /em public draft soon All is well.
hot-330 (only Jim Smith) | Jim Smith | (types) /em public draft soon All is well.
hot-330 (only Jim Smith) | chatops | `soon` is not a public phase.
    Public phases are: investigating, identified, monitoring, resolved.

14:35 > as jim in hot-330: /em public
hot-330 (only Jim Smith) | Jim Smith | (types) /em public
hot-330 (only Jim Smith) | chatops | What is to be done with a public update?
    Draft one with `public draft <phase> <text>`. With its number there are edit, object, override, second, approve, withdraw and published, for example `public edit 1 <text>`.

14:35 > as jim in hot-330: /em public edit 6
hot-330 (only Jim Smith) | Jim Smith | (types) /em public edit 6
hot-330 (only Jim Smith) | chatops | That command is not complete or not understood.
    Write it like this: `public edit <number> <text>`.

journal: briefing.confirmed ×9, briefing.pinned ×2, headline.written, named, opened, participant.arrived ×4, participant.group_invited, person.noted ×9, poll.severity_set, public_update.approved ×8, public_update.drafted ×7, public_update.dropped, public_update.edited, public_update.objected, public_update.publish_refused, public_update.publish_unclear ×2, public_update.published ×6, public_update.still_unclear ×2, public_update.window_closed ×6, record.refused ×13, register.declared, register.told ×4, room.opened ×4, seat.appointed ×2, shift.consulted, shift.shift_started, started, ticket.linked, ticket.watchers_found, update.reminded ×2, update.scheduled
