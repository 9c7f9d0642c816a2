# D7 What is left to do is noted in chat and becomes a ticket.
file "Checkout fails in EMEA" as bob against checkout
as bob in hot-330: /em followup Alert on p95 before customers call @mia
as jim in hot-330: /em followup Write down how to roll back
press File 1 as mia in hot-330
as jim in hot-330: /em followup file 1
as jim in hot-330: /em followup close 1
as jim in hot-330: /em followup close 1

# The ticket system is not there, then it is.
fail tickets open unavailable
as jim in hot-330: /em followup file 2
advance 1m
fail tickets open forbidden
as jim in hot-330: /em followup Ask the vendor for a status page
as jim in hot-330: /em followup file 3
press Try again as jim in hot-330

# Not so.
as jim in hot-330: /em followup
as jim in hot-330: /em followup file 9
as jim in hot-330: /em followup Something @nobody
as raj in team-database: /em followup Seen from elsewhere
as gus direct: /em followup I was here
