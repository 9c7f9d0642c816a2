# C3 No ticket in time: the room opens all the same, named by date and number. The ticket is linked when it comes, and the
# room keeps its name.

# Silent for 5 s: three tries fail, after 1, 2 and 4 s. The fourth makes the ticket.
fail tickets open unavailable
fail tickets open unavailable
fail tickets open unavailable
as raj in em: /em declare Replication is behind sev2
advance 4s
advance 1s
advance 5s

# Silent for a moment only: it is waited for.
fail tickets open unavailable
as raj in em: /em declare Search finds nothing sev3
advance 3s

# It refuses for good: the room opens at once, and stays without a ticket.
fail tickets open forbidden
as raj in em: /em declare Payments are refused sev3
advance 10s
as raj in inc-2026-03-04-3: /em ticket comment Is anybody there?

as jim in em: /em open
as jim in em: /em find inc-2026-03-04-1
as jim in em: /em find HOT-330
