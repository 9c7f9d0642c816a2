# B7 Who types the bare command is told what can be typed, in a room and directly.

as bob in em: /em
as sue direct: /em

----

14:00 > as bob in em: /em
em (only Bob Ray) | Bob Ray | (types) /em
em (only Bob Ray) | chatops | What you can do here
    • `status · who · duty · open · find HOT-330 · brief`
    • `ask <what you see>`
    • `alerts · alert ack|mute|ask|declare <number>`
    • `declare <what is broken> [sev2] [ticket HOT-330]`
    • `take`
    • `accept · decline [why]`
    • `briefed`
    • `guest accept`
    • `page @person|team <team>|policy <name> <why> · escalate <why>`
    • `ack <number>`
    • `pin <title> · repin <number> <place> · unpin <number>`
    • `graph <query> [1h]`
    • `can c: <conditions> a: <actions> n: <needs>`
    • `transcript`
    • `load <system>` – Shows the load of a system
    • `restart <service>` – Restarts a service

14:00 > as sue direct: /em
direct (Sue Hill) | Sue Hill | (types) /em
direct (Sue Hill) | chatops | What you can do here
    • `status · who · duty · open · find HOT-330 · brief`
    • `ask <what you see>`
    • `alerts · alert ack|mute|ask|declare <number>`
    • `declare <what is broken> [sev2] [ticket HOT-330]`
    • `take`
    • `accept · decline [why]`
    • `briefed`
    • `guest accept`
    • `page @person|team <team>|policy <name> <why> · escalate <why>`
    • `ack <number>`
    • `pin <title> · repin <number> <place> · unpin <number>`
    • `graph <query> [1h]`
    • `can c: <conditions> a: <actions> n: <needs>`
    • `transcript`
    • `load <system>` – Shows the load of a system
    • `restart <service>` – Restarts a service

journal: briefing.confirmed ×9, briefing.pinned, person.noted ×9, room.opened ×3, seat.appointed, shift.consulted, shift.shift_started, shown ×2, started
