# D1 A tool may take as long as it says. What is late is still shown; of what never answers nobody knows how it ended.

set tools = [{ name = "rebuild", summary = "Rebuilds an index", wait = "5m", outputs = [{ prints = "rebuilt", after = "4m" }] }, { name = "drain", summary = "Drains a node", outputs = [{ prints = "drained", after = "45s" }] }, { name = "hang", summary = "Never comes back", outputs = [{ prints = "never seen", after = "never" }] }]

as jim in em: /em rebuild
advance 3m
advance 1m

as jim in em: /em drain
advance 30s
advance 15s

as jim in em: /em hang
advance 30s
advance 5m

# The bot goes on working meanwhile.
as jim in em: /em load system23

----

14:00 > as jim in em: /em rebuild
em (only Jim Smith) | Jim Smith | (types) /em rebuild

14:00 > advance 3m

14:03 > advance 1m
em | chatops | Run 1: `rebuild`, for Jim Smith – ok
    rebuilt

14:04 > as jim in em: /em drain
em (only Jim Smith) | Jim Smith | (types) /em drain

14:04 > advance 30s
em | chatops | Run 2: `drain`, for Jim Smith – no answer in time, outcome unknown: look before running it again.

14:04 > advance 15s
em | chatops | Run 2: `drain`, for Jim Smith – ok
    drained

14:04 > as jim in em: /em hang
em (only Jim Smith) | Jim Smith | (types) /em hang

14:04 > advance 30s
em | chatops | Run 3: `hang`, for Jim Smith – no answer in time, outcome unknown: look before running it again.

14:05 > advance 5m

14:10 > as jim in em: /em load system23
em (only Jim Smith) | Jim Smith | (types) /em load system23
em | chatops | Run 4: `load system=system23`, for Jim Smith – ok
    system23: load 17.4 of 16 cores, 93 % memory

journal: briefing.confirmed ×9, briefing.pinned, person.noted ×9, room.opened ×3, seat.appointed, shift.consulted, shift.shift_started, started, tool.finished ×3, tool.started ×4, tool.timed_out ×2
