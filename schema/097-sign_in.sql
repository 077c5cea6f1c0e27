-- Passwords, the codes that let somebody choose one, and what is remembered of failed attempts.

CREATE TABLE password (
    officer_id INTEGER PRIMARY KEY REFERENCES officer (id),
    hash       TEXT NOT NULL,                               -- of argon2id, with its salt and its cost
    set_at     INTEGER NOT NULL
) STRICT;

-- the last issued of an officer and purpose is the one that counts
CREATE TABLE code (
    id         INTEGER PRIMARY KEY,
    officer_id INTEGER NOT NULL REFERENCES officer (id),
    purpose    TEXT NOT NULL CHECK (purpose IN ('password', 'key')),
    hash       TEXT NOT NULL,
    issued_by  INTEGER REFERENCES officer (id),             -- NULL: the owner of the database
    issued_at  INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    used_at    INTEGER                                      -- NULL: not yet
) STRICT;

-- attempts that failed since the last that did not, of a badge (which need not exist) and from a place
CREATE TABLE failure (
    kind     TEXT NOT NULL CHECK (kind IN ('badge', 'origin')),
    name     TEXT NOT NULL,                                 -- of a badge its hash: a password typed there is never kept
    count    INTEGER NOT NULL,
    last_at  INTEGER NOT NULL,
    again_at INTEGER NOT NULL,                              -- the next attempt is looked at from then on
    PRIMARY KEY (kind, name)
) STRICT, WITHOUT ROWID;
