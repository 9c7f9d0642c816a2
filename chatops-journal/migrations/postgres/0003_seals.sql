-- The third form: the place of an entry is sealed, and so are the words that stand in the place of an erased body.

-- A large journal takes its time.
SET LOCAL statement_timeout = 0;

-- SHA-256 over position, stream and number.
ALTER TABLE journal ADD COLUMN seal TEXT NOT NULL DEFAULT '';
UPDATE journal
SET seal = encode(sha256(convert_to(position::text || '/' || stream || '/' || seq::text, 'UTF8')), 'hex');

-- What was erased, in order. Each seals the one before it, and the words that remain.
CREATE TABLE erasure (
    number BIGINT PRIMARY KEY,
    stream TEXT COLLATE "C" NOT NULL,
    seq BIGINT NOT NULL,
    remains_hash TEXT NOT NULL,
    prev_hash TEXT NOT NULL,
    hash TEXT NOT NULL,
    UNIQUE (stream, seq)
);
