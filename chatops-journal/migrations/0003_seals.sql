-- The third form: the place of an entry is sealed, and so are the words that stand in the place of an erased body.

-- SHA-256 over position, stream and number. Filled in by the program, for the entries of earlier forms too.
ALTER TABLE journal ADD COLUMN seal TEXT NOT NULL DEFAULT '';

-- What was erased, in order. Each seals the one before it, and the words that remain.
CREATE TABLE erasure (
    number INTEGER PRIMARY KEY,
    stream TEXT NOT NULL,
    seq INTEGER NOT NULL,
    remains_hash TEXT NOT NULL,
    prev_hash TEXT NOT NULL,
    hash TEXT NOT NULL,
    UNIQUE (stream, seq)
) STRICT;
