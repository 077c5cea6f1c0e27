-- Who is here: a visit is one time that somebody is in topcop, from coming in to leaving. None is ever deleted.
CREATE TABLE visit (
    id         INTEGER PRIMARY KEY,
    officer_id INTEGER NOT NULL REFERENCES officer (id),
    key_id     INTEGER,                                     -- officer_key, NULL: without a key
    door       TEXT NOT NULL CHECK (door IN ('key', 'password', 'login', 'as')),
    origin     TEXT NOT NULL,                               -- an address, or a terminal of this machine
    process    INTEGER NOT NULL,                            -- its number, and when it began as the kernel counts:
    started    INTEGER NOT NULL,                            -- both gone, and so is the visitor
    begun_at   INTEGER NOT NULL,
    seen_at    INTEGER NOT NULL,                            -- the last key, to a few minutes
    ended_at   INTEGER,
    ended      TEXT CHECK (ended IN ('left', 'dropped', 'idle', 'over', 'ended', 'lost')),
    ended_by   INTEGER REFERENCES officer (id),             -- of 'ended', NULL: the owner of the database
    why        TEXT NOT NULL DEFAULT '',
    CHECK ((ended_at IS NULL) = (ended IS NULL))
) STRICT;
CREATE INDEX visit_by_officer ON visit (officer_id, begun_at);
CREATE INDEX visit_here ON visit (id) WHERE ended_at IS NULL;

CREATE TABLE setting (
    name       TEXT PRIMARY KEY,
    value      TEXT NOT NULL,
    changed_at INTEGER NOT NULL DEFAULT 0,
    changed_by INTEGER REFERENCES officer (id)              -- NULL: the owner of the database
) STRICT, WITHOUT ROWID;
INSERT INTO setting (name, value) VALUES ('idle', '10'), ('hours', '12'); -- minutes, hours; 0: never
