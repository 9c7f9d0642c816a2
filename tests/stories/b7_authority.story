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

14:00 > as jim in em: /em help
em (only Jim Smith) | Jim Smith | (types) /em help
em (only Jim Smith) | chatops | What you can do here
    • `status · who · duty · open · find HOT-330 · brief`
    • `ask <what you see>`
    • `answer <number> yes|watch|no · questions`
    • `alerts · alert ack|mute|ask|declare <number>`
    • `declare <what is broken> [sev2] [ticket HOT-330]`
    • `take`
    • `offer @person`
    • `accept · decline [why]`
    • `headline <what is being done>`
    • `here <text> · channel <text> · everyone <text>`
    • `mode voices · mode open`
    • `delegate @person [once] · undelegate @person`
    • `errand @person`
    • `report <text>`
    • `briefed`
    • `guest agreement @person <reference> · guest admit @person · guest revoke @person`
    • `guest accept`
    • `page @person|team <team>|policy <name> <why> · escalate <why>`
    • `ack <number>`
    • `pin <title> · repin <number> <place> · unpin <number>`
    • `graph <query> [1h]`
    • `can c: <conditions> a: <actions> n: <needs>`
    • `transcript`
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

journal: briefing.confirmed ×9, briefing.pinned, person.noted ×10, record.refused ×19, room.opened ×3, seat.appointed, shift.consulted, shift.shift_started, shown ×3, started, tool.confirmed, tool.finished ×2, tool.lapsed, tool.run_asked ×2, tool.started ×2
