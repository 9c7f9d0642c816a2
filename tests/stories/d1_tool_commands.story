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
