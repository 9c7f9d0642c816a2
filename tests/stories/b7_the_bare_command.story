# B7 Who types the bare command is told what can be typed, in a room and directly.

as bob in em: /em
as sue direct: /em

----

14:00 > as bob in em: /em
em (only Bob Ray) | Bob Ray | (types) /em
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

14:00 > as sue direct: /em
direct (Sue Hill) | Sue Hill | (types) /em
direct (Sue Hill) | chatops | What you can do here
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

journal: briefing.confirmed ×9, briefing.pinned, person.noted ×9, room.opened ×3, seat.appointed, shift.consulted, shift.shift_started, shown ×2, started
