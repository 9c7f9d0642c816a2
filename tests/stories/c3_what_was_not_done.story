# C3 What could not be done waits for who leads the room, under buttons; so does what nobody knows the outcome of.

as jim in em: /em declare slow checkout in EMEA sev2
advance 10s
join hot-330 as bob

# The chat does not let the bot bring Tom in. Doing it again is for who leads, and once.
fail chat invite forbidden
as jim in hot-330: /em role subject matter expert @tom
as bob in hot-330: /em parked
press Do it again as bob in hot-330
press Do it again as jim in hot-330
press Do it again as jim in hot-330
as jim in hot-330: /em parked

# Refused once more it is parked under a new number. What was done by hand is taken off.
fail chat invite forbidden 2 times
as jim in hot-330: /em role deputy @ann
press Do it again as jim in hot-330
join hot-330 as ann
as ann in hot-330: /em parked done 3

# The answer is lost, and then the right to it: whether Raj came in can only be seen. The deputy may say it.
fail chat invite answer lost
fail chat invite forbidden
as jim in hot-330: /em role subject matter expert @raj
advance 5s
press It is done as bob in hot-330
press It is done as ann in hot-330
press Do it again as jim in hot-330
as jim in hot-330: /em parked again 7
as jim in hot-330: /em parked later

# A topic is written anew with each change: nothing to do again, and the next one settles it.
fail chat set_topic forbidden
as jim in hot-330: /em severity 1
as jim in hot-330: /em parked
as jim in hot-330: /em parked again 5
as jim in hot-330: /em help
as jim in hot-330: /em severity 2
as jim in hot-330: /em parked

# When the incident is over, closing its room is what can still be done again.
as jim in hot-330: /em phase stood-down
fail chat archive forbidden
as jim in hot-330: /em phase closed
press Do it again as jim in hot-330

----

14:00 > as jim in em: /em declare slow checkout in EMEA sev2
em (only Jim Smith) | Jim Smith | (types) /em declare slow checkout in EMEA sev2
em | topic | Jim Smith – investigating slow checkout in EMEA
hot-330 | new room | slow checkout in EMEA – hot room. Declared 2026-03-04 14:00 UTC.
direct (Jim Smith) | chatops | @jim, you command “slow checkout in EMEA” in #hot-330 now. Read the brief; if you cannot command, offer the baton: `offer @person`.
    [Read the brief]
hot-330 | chatops | Jim Smith commands “slow checkout in EMEA”.
hot-330 | members | brings in Sue Hill
hot-330 | topic | SEV2 – slow checkout in EMEA – triage – commander Jim Smith
em | chatops | SEV2 slow checkout in EMEA – work happens in #hot-330
hot-330 | rights | may wake the room: Jim Smith
hot-330 | chatops | Brought in support: Sue Hill, to read along.
hot-330 | members | brings in Jim Smith
hot-330 | chatops | Updates every 30 min. Next update due 2026-03-04 14:30 UTC.
hot-330 | chatops | HOT-330 (https://tickets.invalid/HOT-330) – slow checkout in EMEA
    Status: Open
    [In Progress]
hot-330 | chatops | SEV2 slow checkout in EMEA – triage
    Commander: Jim Smith
    Ticket: HOT-330 (Open)
    Next update due 2026-03-04 14:30 UTC
    Since 2026-03-04 14:00 UTC (0 s)
hot-330 | pinned | SEV2 slow checkout in EMEA – triage
HOT-330 | ticket | opened: slow checkout in EMEA (Open)
HOT-330 | ticket | link: #hot-330 https://chat.invalid/rooms/R59

14:00 > advance 10s

14:00 > join hot-330 as bob
hot-330 | members | Bob Ray joins
hot-330 | chatops | (edited) Since 2026-03-04 14:00 UTC (10 s)

14:00 > fail chat invite forbidden

14:00 > as jim in hot-330: /em role subject matter expert @tom
hot-330 (only Jim Smith) | Jim Smith | (types) /em role subject matter expert @tom
direct (Tom Berg) | chatops | @tom, you are subject matter expert of “slow checkout in EMEA” in #hot-330.
    You know the part that hurts. Say what you see, what you think it means and what you need.
    [Read the brief] [Step down]
hot-330 | chatops | (edited) • subject matter expert: Tom Berg
hot-330 | chatops | Tom Berg is subject matter expert now.
hot-330 | chatops | This was not done: bring a person into the room. The chat platform does not let the bot do that. Ask an administrator to grant the right to it. Ask them to join by themselves.
    [Do it again]

14:00 > as bob in hot-330: /em parked
hot-330 (only Bob Ray) | Bob Ray | (types) /em parked
hot-330 | chatops | Parked
    • 1: This was not done: bring a person into the room. The chat platform does not let the bot do that. Ask an administrator to grant the right to it. Ask them to join by themselves.
    What was done by hand is taken off with `parked done <number>`.
    [Do it again]

14:00 > press Do it again as bob in hot-330
hot-330 | Bob Ray | (presses) Do it again
hot-330 (only Bob Ray) | chatops | Only the incident commander, the duty commander or the deputy may settle what was not done.
    Jim Smith commands this incident. Say in the room what you need and why.

14:00 > press Do it again as jim in hot-330
hot-330 | Jim Smith | (presses) Do it again
hot-330 | chatops | Jim Smith wants it done again: bring a person into the room.
hot-330 | members | brings in Tom Berg

14:00 > press Do it again as jim in hot-330
hot-330 | Jim Smith | (presses) Do it again
hot-330 (only Jim Smith) | chatops | Jim Smith has asked for it again already.
    `parked` lists what waits.

14:00 > as jim in hot-330: /em parked
hot-330 (only Jim Smith) | Jim Smith | (types) /em parked
hot-330 | chatops | Nothing is parked.

14:00 > fail chat invite forbidden 2 times

14:00 > as jim in hot-330: /em role deputy @ann
hot-330 (only Jim Smith) | Jim Smith | (types) /em role deputy @ann
direct (Ann Lee) | chatops | @ann, you are deputy of “slow checkout in EMEA” in #hot-330.
    You stand in for the commander: keep the list of what is under way, watch the clock, and be ready to take the baton.
    [Read the brief] [Step down]
hot-330 | chatops | (edited) • deputy: Ann Lee
hot-330 | chatops | Ann Lee is deputy now.
hot-330 | chatops | This was not done: bring a person into the room. The chat platform does not let the bot do that. Ask an administrator to grant the right to it. Ask them to join by themselves.
    [Do it again]

14:00 > press Do it again as jim in hot-330
hot-330 | Jim Smith | (presses) Do it again
hot-330 | chatops | Jim Smith wants it done again: bring a person into the room.
hot-330 | chatops | This was not done: bring a person into the room. The chat platform does not let the bot do that. Ask an administrator to grant the right to it. Ask them to join by themselves.
    [Do it again]

14:00 > join hot-330 as ann
hot-330 | members | Ann Lee joins

14:00 > as ann in hot-330: /em parked done 3
hot-330 (only Ann Lee) | Ann Lee | (types) /em parked done 3
hot-330 | chatops | Ann Lee says that it is done: bring a person into the room.

14:00 > fail chat invite answer lost

14:00 > fail chat invite forbidden

14:00 > as jim in hot-330: /em role subject matter expert @raj
hot-330 (only Jim Smith) | Jim Smith | (types) /em role subject matter expert @raj
direct (Raj Patel) | chatops | @raj, you are subject matter expert of “slow checkout in EMEA” in #hot-330.
    You know the part that hurts. Say what you see, what you think it means and what you need.
    [Read the brief] [Step down]
hot-330 | chatops | (edited) • subject matter expert: Raj Patel and Tom Berg
hot-330 | members | brings in Raj Patel
hot-330 | chatops | Raj Patel is subject matter expert now.

14:00 > advance 5s
hot-330 | chatops | This may or may not have been done: bring a person into the room. The chat platform does not let the bot do that. It was tried 2 times. Ask an administrator to grant the right to it. Ask them to join by themselves.
    [Do it again] [It is done]

14:00 > press It is done as bob in hot-330
hot-330 | Bob Ray | (presses) It is done
hot-330 (only Bob Ray) | chatops | Only the incident commander, the duty commander or the deputy may settle what was not done.
    Jim Smith commands this incident. Say in the room what you need and why.

14:00 > press It is done as ann in hot-330
hot-330 | Ann Lee | (presses) It is done
hot-330 | chatops | Ann Lee says that it is done: bring a person into the room.

14:00 > press Do it again as jim in hot-330
hot-330 | Jim Smith | (presses) Do it again
hot-330 (only Jim Smith) | chatops | Ann Lee has said already that it is done.
    `parked` lists what waits.

14:00 > as jim in hot-330: /em parked again 7
hot-330 (only Jim Smith) | Jim Smith | (types) /em parked again 7
hot-330 (only Jim Smith) | chatops | There is no parked effect 7.
    `parked` lists what waits.

14:00 > as jim in hot-330: /em parked later
hot-330 (only Jim Smith) | Jim Smith | (types) /em parked later
hot-330 (only Jim Smith) | chatops | That command is not complete or not understood.
    Write it like this: `parked · parked again <number> · parked done <number>`.

14:00 > fail chat set_topic forbidden

14:00 > as jim in hot-330: /em severity 1
hot-330 (only Jim Smith) | Jim Smith | (types) /em severity 1
em | chatops | (edited) SEV1 slow checkout in EMEA – work happens in #hot-330
hot-330 | chatops | Severity SEV1, was SEV2 – decided by Jim Smith
hot-330 | chatops | (edited) SEV1 slow checkout in EMEA – triage
    Next update due 2026-03-04 14:15 UTC
    Since 2026-03-04 14:00 UTC (15 s)
hot-330 | chatops | Updates every 15 min. Next update due 2026-03-04 14:15 UTC.
hot-330 | chatops | This was not done: write the topic. The chat platform does not let the bot do that. Ask an administrator to grant the right to it. The topic may be out of date; `status` says who commands and what is open.

14:00 > as jim in hot-330: /em parked
hot-330 (only Jim Smith) | Jim Smith | (types) /em parked
hot-330 | chatops | Parked
    • 5: This was not done: write the topic. The chat platform does not let the bot do that. Ask an administrator to grant the right to it. The topic may be out of date; `status` says who commands and what is open.
    What was done by hand is taken off with `parked done <number>`.

14:00 > as jim in hot-330: /em parked again 5
hot-330 (only Jim Smith) | Jim Smith | (types) /em parked again 5
hot-330 (only Jim Smith) | chatops | Done again now, this would not mean the same: write the topic.
    Ask anew for what is wanted now. `parked done 5` takes it off the list.

14:00 > as jim in hot-330: /em help
hot-330 (only Jim Smith) | Jim Smith | (types) /em help
hot-330 (only Jim Smith) | chatops | What you can do in #hot-330
    Looking
    • `status` – severity, phase, commander, next update
    • `who` – roles, who is active, who reads along
    • `brief` – what a newcomer must read; only you see it
    • `transcript [html|json]` – the record so far, as a file; `timeline` is the same
    • `briefed` – you have read the pins
    • `pin <text>` – post a note, pin it and list it in the briefing
    Command and handover
    • `offer @person` – offer the baton; it passes when both have confirmed
    Severity and phase
    • `severity <1 to 5>` – decide how bad it is; 1 is worst
    • `poll` – ask the room how bad it is
    • `vote <1 to 5>` – say how bad you think it is
    • `phase investigating|mitigated|stood-down|closed` – say how far it is; `resolved` comes with the all clear
    People and roles
    • `role <role> @person` – give a role
    • `release <role> [@person]` – take a role from who has it
    • `role take <role>` – take a role that nobody has
    • `join [as observer]` – take part, or read along
    • `leave` – no longer take part
    Waking people
    • `here <text>` – wake who is there now; you see first whom it reaches. Also `channel` and `everyone`
    • `send <number> here|channel|everyone` – send what you have seen the reach of
    • `drop <number>` – forget it: nobody is woken
    • `page @person|team <team>|policy <name> <why>` – wake people, level by level, until somebody acknowledges
    • `escalate <why>` – page whoever comes next above you
    Work
    • `update <text>` – say how it stands; the next update is due from now on
    • `snooze [10m]` – put the next update off
    • `can c: <conditions> a: <actions> n: <needs>` – conditions, actions and needs in one message
    • `followup <text> [@person]` – note what is to be done later
    • `ticket move <status>` – move the ticket
    • `ticket comment <text>` – comment on the ticket
    • `ticket` – show the incident's ticket
    • `graph <query> [1h]` – post a graph
    What the public hears
    • `public draft <phase> <text>` – draft what customers read
    The all clear
    • `allclear [summary]` – propose the all clear; objections are heard for a while
    What was not done
    • `parked` – what was not done, and what nobody knows the outcome of
    • `parked again <number>` – do it again
    • `parked done <number>` – it is done: you have looked, or did it by hand
    Tools
    • `load <system>` – Shows the load of a system
    • `restart <service>` – Restarts a service
hot-330 (only Jim Smith) | chatops | In every room
    Looking
    • `duty` – who is on shift and why
    • `open` – the open incidents
    • `find HOT-330` – incidents by ticket, room, number or a word of the title
    Command and handover
    • `headline <what is being done>` – what stands behind your name in the topic
    Asking and declaring
    • `declare <what is broken> [sev2] [ticket HOT-330]` – open an incident with its hot room
    Speaking for a team
    • `mode voices|open` – only managers and delegates speak on the channel, or everybody does
    • `delegate @person [once]` – name a voice for your team
    • `undelegate @person` – withdraw it
    • `errand @person` – let somebody speak once before they have read the pins
    • `report <text>` – report for your team to the main channel
    • `relay <number>` – report a member's words that were held back, in their name
    Guests
    • `guest agreement @person <reference>` – an agreement (NDA) is on file
    • `guest admit @person [4h]` – let a guest in; in a hot room to that incident
    • `guest revoke @person` – end every admission of a guest
    Alerts
    • `alerts` – what fires, the worst first

14:00 > as jim in hot-330: /em severity 2
hot-330 (only Jim Smith) | Jim Smith | (types) /em severity 2
em | chatops | (edited) SEV2 slow checkout in EMEA – work happens in #hot-330
hot-330 | chatops | Severity SEV2, was SEV1 – decided by Jim Smith
hot-330 | chatops | (edited) SEV2 slow checkout in EMEA – triage
    Next update due 2026-03-04 14:30 UTC
hot-330 | chatops | Updates every 30 min. Next update due 2026-03-04 14:30 UTC.

14:00 > as jim in hot-330: /em parked
hot-330 (only Jim Smith) | Jim Smith | (types) /em parked
hot-330 | chatops | Nothing is parked.

14:00 > as jim in hot-330: /em phase stood-down
hot-330 (only Jim Smith) | Jim Smith | (types) /em phase stood-down
hot-330 | topic | SEV2 – slow checkout in EMEA – stood down – commander Jim Smith
hot-330 | chatops | Phase: stood down
em | chatops | Over: SEV2 slow checkout in EMEA – stood down
em | topic | Jim Smith – All Quiet
hot-330 | chatops | (edited) SEV2 slow checkout in EMEA – stood down
HOT-330 | ticket | comment: It was no incident: stood down in #hot-330.

14:00 > fail chat archive forbidden

14:00 > as jim in hot-330: /em phase closed
hot-330 (only Jim Smith) | Jim Smith | (types) /em phase closed
hot-330 | topic | SEV2 – slow checkout in EMEA – closed – commander Jim Smith
hot-330 | chatops | (edited) SEV2 slow checkout in EMEA – closed
em | chatops | Over: SEV2 slow checkout in EMEA – closed
hot-330 | chatops | Phase: closed
hot-330 | chatops | This was not done: close the room. The chat platform does not let the bot do that. Ask an administrator to grant the right to it. Close it by hand; nothing said there is decided any more.
    [Do it again]

14:00 > press Do it again as jim in hot-330
hot-330 | Jim Smith | (presses) Do it again
hot-330 | chatops | Jim Smith wants it done again: close the room.
hot-330 | closed | 

journal: briefing.confirmed ×9, briefing.pinned ×2, headline.quieted ×2, headline.written, moved ×2, named, opened, parked.asked_again ×3, parked.overtaken, parked.parked ×6, parked.said_done ×2, participant.arrived ×5, participant.group_invited, person.noted ×9, poll.severity_set ×3, record.refused ×7, register.declared, register.told ×8, role.assigned ×3, room.opened ×4, seat.appointed ×2, shift.consulted, shift.shift_started, shown ×6, started, ticket.linked, ticket.wanted, update.scheduled ×3, update.stopped
