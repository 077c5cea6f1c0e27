-- Who: countries' bodies as a tree, their officers, and the roles granted to them.

CREATE TABLE structure_type (
    code TEXT PRIMARY KEY,
    name TEXT NOT NULL
) STRICT;

CREATE TABLE structure (
    id         INTEGER PRIMARY KEY,
    code       TEXT NOT NULL UNIQUE CHECK (length(code) BETWEEN 1 AND 32),
    name       TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
    name_fold  TEXT NOT NULL,                               -- fold(name), for searching
    local_name TEXT NOT NULL DEFAULT '',                    -- in the country's own script
    type       TEXT NOT NULL REFERENCES structure_type (code),
    parent_id  INTEGER REFERENCES structure (id),           -- NULL: a country
    country    TEXT NOT NULL CHECK (length(country) = 2),   -- ISO 3166-1 alpha-2
    staff      INTEGER CHECK (staff >= 0),                  -- head-count, NULL: not known
    valid_from TEXT NOT NULL DEFAULT '',                    -- first day, '': always
    valid_to   TEXT,                                        -- last day, NULL: open
    rev        INTEGER NOT NULL DEFAULT 1
) STRICT;
CREATE INDEX structure_by_parent ON structure (parent_id);
CREATE INDEX structure_by_name ON structure (name_fold);

-- structure_words, written by search_put; the rowid is the structure's id
CREATE VIRTUAL TABLE structure_search USING fts5 (words, prefix = '1 2 3', detail = none, tokenize = 'unicode61 remove_diacritics 0');

-- every structure with itself and all above it; kept by triggers, so that scope is one join
CREATE TABLE structure_above (
    structure_id INTEGER NOT NULL REFERENCES structure (id),
    above_id     INTEGER NOT NULL REFERENCES structure (id),
    distance     INTEGER NOT NULL,                          -- 0: itself
    PRIMARY KEY (structure_id, above_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX structure_above_by_above ON structure_above (above_id, structure_id);

CREATE TRIGGER structure_added AFTER INSERT ON structure BEGIN
    INSERT INTO structure_above (structure_id, above_id, distance) VALUES (new.id, new.id, 0);
    INSERT INTO structure_above (structure_id, above_id, distance)
    SELECT new.id, above_id, distance + 1 FROM structure_above WHERE structure_id = new.parent_id;
END;
CREATE TRIGGER structure_moved BEFORE UPDATE OF parent_id ON structure
WHEN new.parent_id IS NOT old.parent_id
 AND EXISTS (SELECT 1 FROM structure_above WHERE structure_id = new.parent_id AND above_id = new.id) BEGIN
    SELECT RAISE(ABORT, 'A structure cannot stand below itself; choose another parent.');
END;
CREATE TRIGGER structure_moved_over AFTER UPDATE OF parent_id ON structure
WHEN new.parent_id IS NOT old.parent_id BEGIN
    DELETE FROM structure_above
    WHERE structure_id IN (SELECT structure_id FROM structure_above WHERE above_id = new.id)
      AND above_id NOT IN (SELECT structure_id FROM structure_above WHERE above_id = new.id);
    INSERT INTO structure_above (structure_id, above_id, distance)
    SELECT below.structure_id, up.above_id, below.distance + up.distance + 1
    FROM structure_above below, structure_above up
    WHERE below.above_id = new.id AND up.structure_id = new.parent_id;
END;

CREATE TABLE language (
    code TEXT PRIMARY KEY,                                  -- ISO 639-1
    name TEXT NOT NULL
) STRICT;

CREATE TABLE profile (
    code TEXT PRIMARY KEY,
    name TEXT NOT NULL
) STRICT;

CREATE TABLE clearance (
    code  TEXT PRIMARY KEY,
    name  TEXT NOT NULL,
    depth INTEGER NOT NULL UNIQUE                           -- a higher one includes the lower
) STRICT;

CREATE TABLE officer (
    id           INTEGER PRIMARY KEY,
    badge        TEXT NOT NULL UNIQUE CHECK (length(badge) BETWEEN 1 AND 32),
    login        TEXT UNIQUE CHECK (login <> ''),           -- account name on this machine, NULL: none
    surname      TEXT NOT NULL CHECK (length(surname) BETWEEN 1 AND 80),
    given_name   TEXT NOT NULL DEFAULT '',
    name_fold    TEXT NOT NULL,                             -- fold(surname || ' ' || given_name)
    rank         TEXT NOT NULL DEFAULT '',
    post         TEXT NOT NULL DEFAULT '',
    structure_id INTEGER NOT NULL REFERENCES structure (id),
    manager_id   INTEGER REFERENCES officer (id),           -- line manager
    email        TEXT NOT NULL DEFAULT '',
    phone        TEXT NOT NULL DEFAULT '',
    clearance    TEXT REFERENCES clearance (code),
    profile      TEXT REFERENCES profile (code),
    status       TEXT NOT NULL DEFAULT 'active' CHECK (status IN ('active', 'suspended')),
    rev          INTEGER NOT NULL DEFAULT 1
) STRICT;
CREATE INDEX officer_by_name ON officer (name_fold);
CREATE INDEX officer_by_structure ON officer (structure_id, name_fold);
CREATE INDEX officer_by_rank ON officer (rank);
CREATE INDEX officer_by_manager ON officer (manager_id);

-- officer_words, written by search_put; the rowid is the officer's id
CREATE VIRTUAL TABLE officer_search USING fts5 (words, prefix = '1 2 3', detail = none, tokenize = 'unicode61 remove_diacritics 0');

CREATE TABLE officer_language (
    officer_id INTEGER NOT NULL REFERENCES officer (id),
    language   TEXT NOT NULL REFERENCES language (code),
    level      TEXT NOT NULL CHECK (level IN ('A1', 'A2', 'B1', 'B2', 'C1', 'C2')),   -- CEFR
    PRIMARY KEY (officer_id, language)
) STRICT, WITHOUT ROWID;

CREATE TABLE role (
    code TEXT PRIMARY KEY,
    name TEXT NOT NULL
) STRICT;

-- what a role may do: the one table of rights, read by rules/access.c and by the view `reach`
CREATE TABLE role_capability (
    role       TEXT NOT NULL REFERENCES role (code),
    capability TEXT NOT NULL,
    PRIMARY KEY (role, capability)
) STRICT, WITHOUT ROWID;

CREATE TABLE role_grant (
    id           INTEGER PRIMARY KEY,
    officer_id   INTEGER NOT NULL REFERENCES officer (id),
    role         TEXT NOT NULL REFERENCES role (code),
    structure_id INTEGER NOT NULL REFERENCES structure (id), -- holds for it and all below
    valid_from   TEXT NOT NULL DEFAULT '',
    valid_to     TEXT,
    granted_by   INTEGER REFERENCES officer (id),            -- NULL: when the database was made
    granted_at   INTEGER NOT NULL,
    UNIQUE (officer_id, role, structure_id)
) STRICT;
CREATE INDEX role_grant_by_structure ON role_grant (structure_id, role);

INSERT INTO structure_type (code, name) VALUES
    ('ministry', 'Ministry'), ('customs', 'Customs'), ('police', 'Police'), ('border', 'Border guard'),
    ('prosecution', 'Prosecution'), ('judiciary', 'Judiciary'), ('justice', 'Justice ministry'),
    ('tax', 'Tax or financial police'), ('fiu', 'Financial intelligence unit'), ('security', 'Security service'),
    ('training', 'Training institution'), ('eu_agency', 'EU agency'), ('donor', 'Donor'), ('other', 'Other');

INSERT INTO language (code, name) VALUES
    ('az', 'Azerbaijani'), ('be', 'Belarusian'), ('de', 'German'), ('en', 'English'), ('fr', 'French'),
    ('hy', 'Armenian'), ('ka', 'Georgian'), ('pl', 'Polish'), ('ro', 'Romanian'), ('ru', 'Russian'),
    ('tr', 'Turkish'), ('uk', 'Ukrainian');

INSERT INTO profile (code, name) VALUES
    ('frontline', 'Front-line control'), ('risk', 'Risk analyst'), ('investigator', 'Criminal investigator'),
    ('intelligence', 'Intelligence analyst'), ('audit', 'Audit'), ('laboratory', 'Laboratory and forensics'),
    ('canine', 'Canine handler'), ('mobile', 'Mobile team'), ('manager', 'Manager'), ('legal', 'Legal and prosecution'),
    ('judge', 'Judge'), ('liaison', 'Liaison and international'), ('trainer', 'Trainer'), ('it', 'Information technology');

INSERT INTO clearance (code, name, depth) VALUES
    ('restricted', 'Restricted', 1), ('confidential', 'Confidential', 2), ('secret', 'Secret', 3);

INSERT INTO role (code, name) VALUES
    ('head', 'Head of structure'), ('contact', 'Structure contact'), ('trainer', 'Trainer'), ('organiser', 'Organiser'),
    ('coordinator', 'Coordinator (CAPASPOC)'), ('national', 'National coordinating body'),
    ('observer', 'Regional observer'), ('auditor', 'Auditor'), ('administrator', 'Administrator');

INSERT INTO role_capability (role, capability) VALUES
    ('head', 'nominate'), ('head', 'endorse'), ('head', 'approve'), ('head', 'see_officers'),
    ('head', 'see_registrations'), ('head', 'answer'), ('head', 'see_answers'),
    ('contact', 'nominate'), ('contact', 'see_officers'), ('contact', 'see_registrations'), ('contact', 'answer'),
    ('organiser', 'edit_sessions'), ('organiser', 'see_registrations'),
    ('coordinator', 'nominate'), ('coordinator', 'endorse'), ('coordinator', 'approve'), ('coordinator', 'confirm'),
    ('coordinator', 'overbook'), ('coordinator', 'edit_courses'), ('coordinator', 'edit_sessions'),
    ('coordinator', 'edit_structures'), ('coordinator', 'edit_officers'), ('coordinator', 'see_officers'),
    ('coordinator', 'see_registrations'), ('coordinator', 'campaign'), ('coordinator', 'see_answers'),
    ('national', 'see_officers'), ('national', 'see_registrations'), ('national', 'campaign'), ('national', 'see_answers'),
    ('auditor', 'see_officers'), ('auditor', 'see_registrations'), ('auditor', 'see_answers'), ('auditor', 'audit'),
    ('administrator', 'edit_officers'), ('administrator', 'edit_structures'), ('administrator', 'see_officers'),
    ('administrator', 'administer');
