# A5 One commander, always: at most one, and after the first never none.

# Without a rota and a configured commander nobody commands at first.
set policy.ladder = ["ann", "eve"]
set policy.big_organisation = false
set rota = { name = "nobody", zone = "Europe/London", layers = [{ name = "later", start = "2026-04-01T08:00", participants = ["jim"], rotation = "daily", handoff = "08:00" }] }
show start

# Until then nobody may broadcast.
as bob in em: /em here checkout is down
as bob in em: @here checkout is down

# Two claims at once: the first has it, the second is told how to get it.
as bob in em: /em take
as mia in em: /em take
as bob in em: /em take
expect commander bob

# Bob's account is removed: the first on the ladder inherits. Then the next one.
account bob deactivate
expect commander ann
account ann deactivate
expect commander eve

# The ladder is empty now: the seat stays Eve's in name, and the room is alarmed.
account eve deactivate
as sue in em: /em status
as sue in em: /em here is anybody there?

# Whoever comes first takes it.
as mia in em: /em take
expect commander mia
as sue in em: /em take
