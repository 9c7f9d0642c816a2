# D1 A tool is run from chat: typed arguments, output for all, a confirmation or a second person for what is dangerous,
# an end when nobody confirms.
set tools = [{ name = "scale", summary = "Changes how many copies run", danger = "confirm", arguments = [{ name = "count", kind = "integer", min = 1, max = 20, help = "how many" }, { name = "why", kind = "text", required = false, help = "a reason" }], outputs = [{ prints = "scaled" }] }, { name = "drain", summary = "Takes a database node out", who = [{ team = "database" }], arguments = [{ name = "node", help = "its name" }], outputs = [{ prints = "node is not empty", ok = false }] }]
as bob in em: /em declare Checkout fails in EMEA sev2

# Harmless: it runs at once, the output is for all.
as bob in hot-330: /em load system23
as bob in hot-330: /em run load system=system99

# Wrong arguments, and words that are no tool.
as bob in hot-330: /em load
as bob in hot-330: /em load system23 system24
as bob in hot-330: /em load host=system23
as bob in hot-330: /em restart billing
as bob in hot-330: /em scale many
as bob in hot-330: /em scale 100
as bob in hot-330: /em laod system23
as bob in hot-330: /em run reboot

# Who asked confirms.
as bob in hot-330: /em scale 12 "more load than usual"
press Confirm as jim in hot-330
press Confirm as bob in hot-330

# Two persons: not the one who asked.
as bob in hot-330: /em restart checkout
press Confirm as bob in hot-330
as bob in hot-330: /em restart checkout
press Confirm as jim in hot-330
as jim in hot-330: /em confirm 4

# Nobody confirms in time.
as bob in hot-330: /em restart search
advance 11m
as jim in hot-330: /em confirm 5

# Only some may.
as raj direct: /em join
as bob in hot-330: /em drain db-1
as raj in hot-330: /em drain db-1
as gus direct: /em load system23

# Outside of an incident, and what one may run.
as raj in em: /em load system23
as bob in em: /em help

----

14:00 > as bob in em: /em declare Checkout fails in EMEA sev2
em (only Bob Ray) | Bob Ray | (types) /em declare Checkout fails in EMEA sev2
em | topic | Jim Smith – investigating Checkout fails in EMEA
hot-330 | new room | Checkout fails in EMEA – hot room. Declared 2026-03-04 14:00 UTC.
direct (Jim Smith) | chatops | @jim, you command “Checkout fails in EMEA” in #hot-330 now. Read the brief; if you cannot command, offer the baton: `offer @person`.
    [Read the brief]
hot-330 | chatops | Jim Smith commands “Checkout fails in EMEA”.
hot-330 | members | brings in Sue Hill
hot-330 | topic | SEV2 – Checkout fails in EMEA – triage – commander Jim Smith
em | chatops | SEV2 Checkout fails in EMEA – work happens in #hot-330
hot-330 | rights | may wake the room: Jim Smith
hot-330 | chatops | Brought in support: Sue Hill, to read along.
hot-330 | members | brings in Bob Ray, Jim Smith
hot-330 | chatops | Updates every 30 min. Next update due 2026-03-04 14:30 UTC.
hot-330 | chatops | HOT-330 (https://tickets.invalid/HOT-330) – Checkout fails in EMEA
    Status: Open
    [In Progress]
hot-330 | chatops | SEV2 Checkout fails in EMEA – triage
    Commander: Jim Smith
    Ticket: HOT-330 (Open)
    Next update due 2026-03-04 14:30 UTC
    Since 2026-03-04 14:00 UTC (0 s)
hot-330 | pinned | SEV2 Checkout fails in EMEA – triage
HOT-330 | ticket | opened: Checkout fails in EMEA (Open)
HOT-330 | ticket | link: #hot-330 https://chat.invalid/rooms/R59

14:00 > as bob in hot-330: /em load system23
hot-330 (only Bob Ray) | Bob Ray | (types) /em load system23
hot-330 | chatops | Run 1: `load system=system23`, for Bob Ray – ok
    system23: load 17.4 of 16 cores, 93 % memory

14:00 > as bob in hot-330: /em run load system=system99
hot-330 (only Bob Ray) | Bob Ray | (types) /em run load system=system99
hot-330 | chatops | Run 2: `load system=system99`, for Bob Ray – ok
    load 0.3

14:00 > as bob in hot-330: /em load
hot-330 (only Bob Ray) | Bob Ray | (types) /em load
hot-330 (only Bob Ray) | chatops | `system` is missing: its name, one word that does not begin with `-`.
    Write `load <system>`.

14:00 > as bob in hot-330: /em load system23 system24
hot-330 (only Bob Ray) | Bob Ray | (types) /em load system23 system24
hot-330 (only Bob Ray) | chatops | `system24` is too much: load takes no more arguments.
    Write `load <system>`.

14:00 > as bob in hot-330: /em load host=system23
hot-330 (only Bob Ray) | Bob Ray | (types) /em load host=system23
hot-330 (only Bob Ray) | chatops | `host` is no argument of load. A value that holds `=` goes into quotes.
    Write `load <system>`.

14:00 > as bob in hot-330: /em restart billing
hot-330 (only Bob Ray) | Bob Ray | (types) /em restart billing
hot-330 (only Bob Ray) | chatops | `service` is `billing`, but must be one of checkout, search.
    Write `restart <service>`.

14:00 > as bob in hot-330: /em scale many
hot-330 (only Bob Ray) | Bob Ray | (types) /em scale many
hot-330 (only Bob Ray) | chatops | `count` is `many`, but must be a whole number from 1 to 20.
    Write `scale <count> [why]`.

14:00 > as bob in hot-330: /em scale 100
hot-330 (only Bob Ray) | Bob Ray | (types) /em scale 100
hot-330 (only Bob Ray) | chatops | `count` is `100`, but must be a whole number from 1 to 20.
    Write `scale <count> [why]`.

14:00 > as bob in hot-330: /em laod system23
hot-330 (only Bob Ray) | Bob Ray | (types) /em laod system23
hot-330 (only Bob Ray) | chatops | `laod` is not a command.
    Did you mean `load`? `help` lists the commands.

14:00 > as bob in hot-330: /em run reboot
hot-330 (only Bob Ray) | Bob Ray | (types) /em run reboot
hot-330 (only Bob Ray) | chatops | There is no tool `reboot`.
    There are: `run drain`, `run load`, `run restart`, `run scale`.

14:00 > as bob in hot-330: /em scale 12 "more load than usual"
hot-330 (only Bob Ray) | Bob Ray | (types) /em scale 12 "more load than usual"
hot-330 | chatops | Run 3: `scale count=12 why="more load than usual"`, for Bob Ray
    Who asked must confirm by 2026-03-04 14:10 UTC.
    [Confirm]

14:00 > press Confirm as jim in hot-330
hot-330 | Jim Smith | (presses) Confirm
hot-330 (only Jim Smith) | chatops | Who asked for run 3 confirms it, nobody else.
    Leave it to them, or ask for a run of your own once it has lapsed.

14:00 > press Confirm as bob in hot-330
hot-330 | Bob Ray | (presses) Confirm
hot-330 | chatops | (edited) Run 3: `scale count=12 why="more load than usual"`, for Bob Ray – confirmed by Bob Ray. The outcome follows.
hot-330 | chatops | Run 3: `scale count=12 why="more load than usual"`, for Bob Ray – ok
    scaled

14:00 > as bob in hot-330: /em restart checkout
hot-330 (only Bob Ray) | Bob Ray | (types) /em restart checkout
hot-330 | chatops | Run 4: `restart service=checkout`, for Bob Ray
    A second person who may run it must confirm by 2026-03-04 14:10 UTC.
    [Confirm]

14:00 > press Confirm as bob in hot-330
hot-330 | Bob Ray | (presses) Confirm
hot-330 (only Bob Ray) | chatops | Run 4 needs a second person; you asked for it.
    Somebody else confirms it: people of the company.

14:00 > as bob in hot-330: /em restart checkout
hot-330 (only Bob Ray) | Bob Ray | (types) /em restart checkout
hot-330 (only Bob Ray) | chatops | Run 4 asks for the same and waits for a confirmation.
    Confirm that one with `confirm 4`, or let it lapse first.

14:00 > press Confirm as jim in hot-330
hot-330 | Jim Smith | (presses) Confirm
hot-330 | chatops | (edited) Run 4: `restart service=checkout`, for Bob Ray – confirmed by Jim Smith. The outcome follows.
hot-330 | chatops | Run 4: `restart service=checkout`, for Bob Ray – ok
    restarted

14:00 > as jim in hot-330: /em confirm 4
hot-330 (only Jim Smith) | Jim Smith | (types) /em confirm 4
hot-330 (only Jim Smith) | chatops | Run 4 is confirmed already, or needed no confirmation.
    Ask for it again if it is still needed.

14:00 > as bob in hot-330: /em restart search
hot-330 (only Bob Ray) | Bob Ray | (types) /em restart search
hot-330 | chatops | Run 5: `restart service=search`, for Bob Ray
    A second person who may run it must confirm by 2026-03-04 14:10 UTC.
    [Confirm]

14:00 > advance 11m
hot-330 (only Bob Ray) | chatops | Run 5: `restart service=search`, for Bob Ray – not confirmed in time. Nothing was run.
hot-330 | chatops | (edited) Run 5: `restart service=search`, for Bob Ray – not confirmed in time. Nothing was run.

14:11 > as jim in hot-330: /em confirm 5
hot-330 (only Jim Smith) | Jim Smith | (types) /em confirm 5
hot-330 (only Jim Smith) | chatops | Run 5 was not confirmed in time and lapsed.
    Ask for it again if it is still needed.

14:11 > as raj direct: /em join
direct (Raj Patel) | Raj Patel | (types) /em join
direct (Raj Patel) | chatops | You take part. See where things stand with `brief`.
hot-330 | chatops | (edited) Since 2026-03-04 14:00 UTC (11 min)
    • tried: load system=system23 – ok
    • tried: load system=system99 – ok
    • tried: scale count=12 why="more load than usual" – ok
    • tried: restart service=checkout – ok
hot-330 | members | brings in Raj Patel
hot-330 (only Raj Patel) | chatops | Welcome to #hot-330.
    SEV2 Checkout fails in EMEA – triage
    Commander: Jim Smith
    Ticket: HOT-330 (Open)
    Next update due 2026-03-04 14:30 UTC
    Since 2026-03-04 14:00 UTC (11 min)
    • tried: load system=system23 – ok
    • tried: load system=system99 – ok
    • tried: scale count=12 why="more load than usual" – ok
    • tried: restart service=checkout – ok
    Set this room to notify you of mentions only, and leave mentions on: only who leads it can wake the room, so a mention is always meant.

14:11 > as bob in hot-330: /em drain db-1
hot-330 (only Bob Ray) | Bob Ray | (types) /em drain db-1
hot-330 (only Bob Ray) | chatops | Only the team database may run this tool.
    Jim Smith commands this incident. Say in the room what you need and why.

14:11 > as raj in hot-330: /em drain db-1
hot-330 (only Raj Patel) | Raj Patel | (types) /em drain db-1
hot-330 | chatops | Run 6: `drain node=db-1`, for Raj Patel – failed
    node is not empty

14:11 > as gus direct: /em load system23
direct (Gus Vendor) | Gus Vendor | (types) /em load system23
direct (Gus Vendor) | chatops | Guests take part once an agreement with them is on file, and there is none with you.
    Ask who invited you to have it filed: `guest agreement`. Then you accept the rules.

14:11 > as raj in em: /em load system23
em (only Raj Patel) | Raj Patel | (types) /em load system23
em | chatops | Run 1: `load system=system23`, for Raj Patel – ok
    system23: load 17.4 of 16 cores, 93 % memory

14:11 > as bob in em: /em help
em (only Bob Ray) | Bob Ray | (types) /em help
em (only Bob Ray) | chatops | What you can do in #hot-330
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
    • `scale <count> [why]` – Changes how many copies run
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
    • `scale <count> [why]` – Changes how many copies run

journal: briefing.arrived, briefing.confirmed ×9, briefing.pinned ×2, headline.written, named, opened, participant.arrived ×2, participant.group_invited, participant.joined, person.noted ×10, poll.severity_set, record.refused ×15, register.declared, register.told ×4, room.opened ×4, seat.appointed ×2, shift.consulted, shift.shift_started, shown ×2, started, ticket.linked, ticket.wanted, tool.confirmed ×2, tool.finished ×6, tool.lapsed, tool.run_asked ×3, tool.started ×6, update.scheduled
