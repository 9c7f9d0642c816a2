# B7 Every command is checked. Refusals are private, say who may and what to do instead; results are public.

# Help shows only what the asker may run.
as bob in em: /em help
as jim in em: /em help

# Roles, teams, the duty.
as bob in em: /em headline checkout is down
as bob in em: /em offer @bob
as bob in em: /em mode voices
as bob in em: /em delegate @dana
as bob in em: /em guest agreement @sue NDA-1

# Who leads a team's room leads no more than that.
as mia in team-checkout: /em headline checkout is down
as bob in team-checkout: /em here checkout is down

# What is not understood is met with the nearest right form.
as bob in em: /em sttus
as bob in em: /em make coffee
as bob in em: /em answer
as bob in em: /em in team-nowhere status

# Nobody is asked in vain where no incident is open.
as bob in em: /em severity 2
as bob in em: /em role take scribe

# A tool that is not dangerous, and one that needs two.
as bob in em: /em load system23
as bob in em: /em restart checkout
as bob in em: /em confirm 2
as jim in em: /em confirm 2
as jim in em: /em confirm 2
as bob in em: /em restart kitchen
as bob in em: /em restart

# A second person who comes too late.
as bob in em: /em restart search
advance 10m
as jim in em: /em confirm 3

# Somebody in no room at all is answered where they asked.
as nia direct: /em headline I am new
as nia direct: /em status

# In a hot room the incident shows what can be done there, and the channel what can be done everywhere.
as bob in em: /em declare slow checkout sev3
advance 10s
as bob in hot-330: /em help

----

14:00 > as bob in em: /em help
em (only Bob Ray) | Bob Ray | (types) /em help
em (only Bob Ray) | chatops | What you can do here
    Looking
    • `status` – who commands and what is open
    • `who` – who is on shift and why, and who commands
    • `duty` – who is on shift and why
    • `open` – the open incidents
    • `find HOT-330` – incidents by ticket, room, number or a word of the title
    • `brief` – what a newcomer must read; only you see it
    Asking and declaring
    • `ask <what you see>` – ask the commander whether to start an incident
    • `declare <what is broken> [sev2] [ticket HOT-330]` – open an incident with its hot room
    Waking people
    • `page @person|team <team>|policy <name> <why>` – wake people, level by level, until somebody acknowledges
    • `escalate <why>` – page whoever comes next above you
    Speaking for a team
    • `can c: <conditions> a: <actions> n: <needs>` – conditions, actions and needs in one message
    Briefing and pins
    • `pin <text>` – post a note, pin it and list it in the briefing
    Alerts
    • `alerts` – what fires, the worst first
    Graphs and runs
    • `graph <query> [1h]` – post a graph
    Tools
    • `load <system>` – Shows the load of a system
    • `restart <service>` – Restarts a service

14:00 > as jim in em: /em help
em (only Jim Smith) | Jim Smith | (types) /em help
em (only Jim Smith) | chatops | What you can do here
    Looking
    • `status` – who commands and what is open
    • `who` – who is on shift and why, and who commands
    • `duty` – who is on shift and why
    • `open` – the open incidents
    • `find HOT-330` – incidents by ticket, room, number or a word of the title
    • `brief` – what a newcomer must read; only you see it
    Command and handover
    • `offer @person` – offer the baton; you command until both have confirmed
    • `headline <what is being done>` – what stands behind your name in the topic
    Asking and declaring
    • `declare <what is broken> [sev2] [ticket HOT-330]` – open an incident with its hot room
    Waking people
    • `here <text>` – wake who is there now; you see first whom it reaches
    • `channel <text>` – the same for everybody in the room
    • `everyone <text>` – the same for everybody, where the platform tells the two apart
    • `send <number> here|channel|everyone` – send what you have seen the reach of
    • `drop <number>` – forget it: nobody is woken
    • `page @person|team <team>|policy <name> <why>` – wake people, level by level, until somebody acknowledges
    • `escalate <why>` – page whoever comes next above you
    Speaking for a team
    • `mode voices|open` – only managers and delegates speak on the channel, or everybody does
    • `delegate @person [once]` – name a voice for your team
    • `undelegate @person` – withdraw it
    • `errand @person` – let somebody speak once before they have read the pins
    • `report <text>` – report for your team to the main channel
    • `relay <number>` – report a member's words that were held back, in their name
    • `can c: <conditions> a: <actions> n: <needs>` – conditions, actions and needs in one message
    Briefing and pins
    • `pin <text>` – post a note, pin it and list it in the briefing
    Guests
    • `guest agreement @person <reference>` – an agreement (NDA) is on file
    • `guest admit @person [4h]` – let a guest in; in a hot room to that incident
    • `guest revoke @person` – end every admission of a guest
    Alerts
    • `alerts` – what fires, the worst first
    Graphs and runs
    • `graph <query> [1h]` – post a graph
    Tools
    • `load <system>` – Shows the load of a system
    • `restart <service>` – Restarts a service

14:00 > as bob in em: /em headline checkout is down
em (only Bob Ray) | Bob Ray | (types) /em headline checkout is down
em (only Bob Ray) | chatops | Only the duty commander may write the headline.
    Jim Smith commands. Tell them what you need: `ask <what you need>`.

14:00 > as bob in em: /em offer @bob
em (only Bob Ray) | Bob Ray | (types) /em offer @bob
em (only Bob Ray) | chatops | Only the duty commander may offer the baton.
    Jim Smith commands. Tell them what you need: `ask <what you need>`.

14:00 > as bob in em: /em mode voices
em (only Bob Ray) | Bob Ray | (types) /em mode voices
em (only Bob Ray) | chatops | Only the duty commander may change who may speak.
    Jim Smith commands. Tell them what you need: `ask <what you need>`.

14:00 > as bob in em: /em delegate @dana
em (only Bob Ray) | Bob Ray | (types) /em delegate @dana
em (only Bob Ray) | chatops | Only a team manager or the duty commander may name a delegate.
    Jim Smith commands. Tell them what you need: `ask <what you need>`.

14:00 > as bob in em: /em guest agreement @sue NDA-1
em (only Bob Ray) | Bob Ray | (types) /em guest agreement @sue NDA-1
em (only Bob Ray) | chatops | Only a team manager, the duty commander or an executive may file a guest's agreement.
    Jim Smith commands. Tell them what you need: `ask <what you need>`.

14:00 > as mia in team-checkout: /em headline checkout is down
team-checkout (only Mia Costa) | Mia Costa | (types) /em headline checkout is down
team-checkout (only Mia Costa) | chatops | Only the duty commander may write the headline.
    Jim Smith commands. Tell them what you need: `ask <what you need>`.

14:00 > as bob in team-checkout: /em here checkout is down
team-checkout (only Bob Ray) | Bob Ray | (types) /em here checkout is down
team-checkout (only Bob Ray) | chatops | Only the manager of this team may wake the room.
    Mia Costa leads this room. Say in the room what you need and why.

14:00 > as bob in em: /em sttus
em (only Bob Ray) | Bob Ray | (types) /em sttus
em (only Bob Ray) | chatops | `sttus` is not a command.
    Did you mean `status`? `help` lists the commands.

14:00 > as bob in em: /em make coffee
em (only Bob Ray) | Bob Ray | (types) /em make coffee
em (only Bob Ray) | chatops | `make` is not a command.
    Did you mean `take`? `help` lists the commands.

14:00 > as bob in em: /em answer
em (only Bob Ray) | Bob Ray | (types) /em answer
em (only Bob Ray) | chatops | That command is not complete or not understood.
    Write it like this: `answer <number> yes|watch|no`.

14:00 > as bob in em: /em in team-nowhere status
em (only Bob Ray) | Bob Ray | (types) /em in team-nowhere status
em (only Bob Ray) | chatops | There is no room #team-nowhere.
    `open` lists the open incidents.

14:00 > as bob in em: /em severity 2
em (only Bob Ray) | Bob Ray | (types) /em severity 2
em (only Bob Ray) | chatops | No incident is open.
    Declare one with `declare <what is broken>`, or ask the commander with `ask <what you see>`.

14:00 > as bob in em: /em role take scribe
em (only Bob Ray) | Bob Ray | (types) /em role take scribe
em (only Bob Ray) | chatops | No incident is open.
    Declare one with `declare <what is broken>`, or ask the commander with `ask <what you see>`.

14:00 > as bob in em: /em load system23
em (only Bob Ray) | Bob Ray | (types) /em load system23
em | chatops | Run 1: `load system=system23`, for Bob Ray – ok
    system23: load 17.4 of 16 cores, 93 % memory

14:00 > as bob in em: /em restart checkout
em (only Bob Ray) | Bob Ray | (types) /em restart checkout
em | chatops | Run 2: `restart service=checkout`, for Bob Ray
    A second person who may run it must confirm by 2026-03-04 14:10 UTC.
    [Confirm]

14:00 > as bob in em: /em confirm 2
em (only Bob Ray) | Bob Ray | (types) /em confirm 2
em (only Bob Ray) | chatops | Run 2 needs a second person; you asked for it.
    Somebody else confirms it: people of the company.

14:00 > as jim in em: /em confirm 2
em (only Jim Smith) | Jim Smith | (types) /em confirm 2
em | chatops | (edited) Run 2: `restart service=checkout`, for Bob Ray – confirmed by Jim Smith. The outcome follows.
em | chatops | Run 2: `restart service=checkout`, for Bob Ray – ok
    restarted

14:00 > as jim in em: /em confirm 2
em (only Jim Smith) | Jim Smith | (types) /em confirm 2
em (only Jim Smith) | chatops | Run 2 is confirmed already, or needed no confirmation.
    Ask for it again if it is still needed.

14:00 > as bob in em: /em restart kitchen
em (only Bob Ray) | Bob Ray | (types) /em restart kitchen
em (only Bob Ray) | chatops | `service` is `kitchen`, but must be one of checkout, search.
    Write `restart <service>`.

14:00 > as bob in em: /em restart
em (only Bob Ray) | Bob Ray | (types) /em restart
em (only Bob Ray) | chatops | `service` is missing: which, one of checkout, search.
    Write `restart <service>`.

14:00 > as bob in em: /em restart search
em (only Bob Ray) | Bob Ray | (types) /em restart search
em | chatops | Run 3: `restart service=search`, for Bob Ray
    A second person who may run it must confirm by 2026-03-04 14:10 UTC.
    [Confirm]

14:00 > advance 10m
em (only Bob Ray) | chatops | Run 3: `restart service=search`, for Bob Ray – not confirmed in time. Nothing was run.
em | chatops | (edited) Run 3: `restart service=search`, for Bob Ray – not confirmed in time. Nothing was run.

14:10 > as jim in em: /em confirm 3
em (only Jim Smith) | Jim Smith | (types) /em confirm 3
em (only Jim Smith) | chatops | Run 3 was not confirmed in time and lapsed.
    Ask for it again if it is still needed.

14:10 > as nia direct: /em headline I am new
direct (Nia Park) | Nia Park | (types) /em headline I am new
direct (Nia Park) | chatops | Only the duty commander may write the headline.
    Jim Smith commands. Tell them what you need: `ask <what you need>`.

14:10 > as nia direct: /em status
direct (Nia Park) | Nia Park | (types) /em status
direct (Nia Park) | chatops | Jim Smith – All Quiet
    No open incidents.

14:10 > as bob in em: /em declare slow checkout sev3
em (only Bob Ray) | Bob Ray | (types) /em declare slow checkout sev3
em | topic | Jim Smith – investigating slow checkout
hot-330 | new room | slow checkout – hot room. Declared 2026-03-04 14:10 UTC.
direct (Jim Smith) | chatops | @jim, you command “slow checkout” in #hot-330 now. Read the brief; if you cannot command, offer the baton: `offer @person`.
    [Read the brief]
hot-330 | chatops | Jim Smith commands “slow checkout”.
hot-330 | topic | SEV3 – slow checkout – triage – commander Jim Smith
hot-330 | members | brings in Bob Ray, Jim Smith
em | chatops | SEV3 slow checkout – work happens in #hot-330
hot-330 | rights | may wake the room: Jim Smith
hot-330 | chatops | Updates every 1 h. Next update due 2026-03-04 15:10 UTC.
hot-330 | chatops | HOT-330 (https://tickets.invalid/HOT-330) – slow checkout
    Status: Open
    [In Progress]
hot-330 | chatops | SEV3 slow checkout – triage
    Commander: Jim Smith
    Ticket: HOT-330 (Open)
    Next update due 2026-03-04 15:10 UTC
    Since 2026-03-04 14:10 UTC (0 s)
hot-330 | pinned | SEV3 slow checkout – triage
HOT-330 | ticket | opened: slow checkout (Open)
HOT-330 | ticket | link: #hot-330 https://chat.invalid/rooms/R139

14:10 > advance 10s

14:10 > as bob in hot-330: /em help
hot-330 (only Bob Ray) | Bob Ray | (types) /em help
hot-330 (only Bob Ray) | chatops | What you can do in #hot-330
    Looking
    • `status` – severity, phase, commander, next update
    • `who` – roles, who is active, who reads along
    • `brief` – what a newcomer must read; only you see it
    • `transcript [html|json]` – the record so far, as a file; `timeline` is the same
    • `briefed` – you have read the pins
    • `pin <text>` – post a note, pin it and list it in the briefing
    Severity and phase
    • `poll` – ask the room how bad it is
    • `vote <1 to 5>` – say how bad you think it is
    People and roles
    • `role take <role>` – take a role that nobody has
    • `join [as observer]` – take part, or read along
    • `leave` – no longer take part
    Waking people
    • `page @person|team <team>|policy <name> <why>` – wake people, level by level, until somebody acknowledges
    • `escalate <why>` – page whoever comes next above you
    Work
    • `update <text>` – say how it stands; the next update is due from now on
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
    Tools
    • `load <system>` – Shows the load of a system
    • `restart <service>` – Restarts a service
hot-330 (only Bob Ray) | chatops | In every room
    Looking
    • `duty` – who is on shift and why
    • `open` – the open incidents
    • `find HOT-330` – incidents by ticket, room, number or a word of the title
    Asking and declaring
    • `ask <what you see>` – ask the commander whether to start an incident
    • `declare <what is broken> [sev2] [ticket HOT-330]` – open an incident with its hot room
    Alerts
    • `alerts` – what fires, the worst first

journal: briefing.confirmed ×9, briefing.pinned ×2, headline.written, named, opened, participant.arrived ×2, person.noted ×10, poll.severity_set, record.refused ×19, register.declared, register.told ×4, room.opened ×4, seat.appointed ×2, shift.consulted, shift.shift_started, shown ×5, started, ticket.linked, ticket.wanted, tool.confirmed, tool.finished ×2, tool.lapsed, tool.run_asked ×2, tool.started ×2, update.scheduled
