-- How long data about people are kept, what stops them from being purged, and what was purged.

-- months: after how long they are due; 0: never. The figures are a beginning, not the law of any country: set them.
CREATE TABLE retention_class (
    id     INTEGER PRIMARY KEY,
    code   TEXT NOT NULL UNIQUE,
    name   TEXT NOT NULL,
    months INTEGER NOT NULL CHECK (months BETWEEN 0 AND 1200)
) STRICT;
INSERT INTO retention_class (code, name, months) VALUES
    ('officers', 'Former officers', 24), ('registrations', 'Reasons given about registrations', 36),
    ('selfchecks', 'Answers of self-checks', 36), ('visits', 'Where visits came from', 12),
    ('failures', 'Failed sign-ins', 6), ('drafts', 'Drafts left behind', 12);

-- nothing about these is purged, whatever is due
CREATE TABLE legal_hold (
    id           INTEGER PRIMARY KEY,
    officer_id   INTEGER REFERENCES officer (id),           -- one of the three: what it covers;
    structure_id INTEGER REFERENCES structure (id),         -- with all below it,
    campaign_id  INTEGER REFERENCES campaign (id),          -- with all who answered
    reason       TEXT NOT NULL CHECK (reason <> ''),
    placed_at    INTEGER NOT NULL,
    placed_by    INTEGER REFERENCES officer (id),           -- NULL: the owner of the database
    released_at  INTEGER,
    released_by  INTEGER REFERENCES officer (id),           -- NULL: the owner of the database
    released_why TEXT NOT NULL DEFAULT '',
    CHECK ((officer_id IS NOT NULL) + (structure_id IS NOT NULL) + (campaign_id IS NOT NULL) = 1),
    CHECK ((released_at IS NULL) = (released_why = ''))
) STRICT;

CREATE TABLE retention_run (
    id         INTEGER PRIMARY KEY,
    at         INTEGER NOT NULL,
    officer_id INTEGER REFERENCES officer (id),             -- NULL: the owner of the database
    class      TEXT NOT NULL REFERENCES retention_class (code),
    purged     INTEGER NOT NULL,
    held       INTEGER NOT NULL                             -- that were due, and stayed for a legal hold
) STRICT;
