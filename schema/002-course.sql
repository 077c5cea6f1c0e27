-- What can be learnt: thematic areas and their place in each priority cycle, levels, modes, courses and their versions.

CREATE TABLE area (
    id         INTEGER PRIMARY KEY,
    code       TEXT NOT NULL UNIQUE CHECK (length(code) BETWEEN 1 AND 32),   -- never used again for another
    title      TEXT NOT NULL,
    parent_id  INTEGER REFERENCES area (id),
    valid_from TEXT NOT NULL DEFAULT '',
    valid_to   TEXT
) STRICT;

CREATE TABLE cycle (
    code       TEXT PRIMARY KEY,
    title      TEXT NOT NULL,
    valid_from TEXT NOT NULL,
    valid_to   TEXT NOT NULL
) STRICT;

CREATE TABLE cycle_priority (
    cycle TEXT NOT NULL REFERENCES cycle (code),
    code  TEXT NOT NULL,
    title TEXT NOT NULL,
    PRIMARY KEY (cycle, code)
) STRICT, WITHOUT ROWID;

CREATE TABLE area_priority (
    area_id  INTEGER NOT NULL REFERENCES area (id),
    cycle    TEXT NOT NULL,
    priority TEXT NOT NULL,
    PRIMARY KEY (area_id, cycle, priority),
    FOREIGN KEY (cycle, priority) REFERENCES cycle_priority (cycle, code)
) STRICT, WITHOUT ROWID;

CREATE TABLE level (
    number      INTEGER PRIMARY KEY,
    code        TEXT NOT NULL UNIQUE,
    name        TEXT NOT NULL,
    description TEXT NOT NULL
) STRICT;

CREATE TABLE mode (
    code TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    door TEXT NOT NULL CHECK (door IN ('open', 'nominated'))      -- the usual door of its sessions
) STRICT;

-- The course as it is now. What a session ran is the course_version it names.
CREATE TABLE course (
    id                 INTEGER PRIMARY KEY,
    code               TEXT NOT NULL UNIQUE CHECK (length(code) BETWEEN 1 AND 48),
    title              TEXT NOT NULL CHECK (length(title) BETWEEN 1 AND 300),
    title_fold         TEXT NOT NULL,
    area_id            INTEGER NOT NULL REFERENCES area (id),
    level              INTEGER NOT NULL REFERENCES level (number),
    mode               TEXT NOT NULL REFERENCES mode (code),
    languages          TEXT NOT NULL DEFAULT '',            -- codes, blank between; also in course_language
    aim                TEXT NOT NULL DEFAULT '',
    outcomes           TEXT NOT NULL DEFAULT '',            -- one a line
    target_group       TEXT NOT NULL DEFAULT '',
    contact_hours      INTEGER CHECK (contact_hours >= 0),
    independent_hours  INTEGER CHECK (independent_hours >= 0),
    days               INTEGER CHECK (days >= 0),
    seats_min          INTEGER CHECK (seats_min >= 0),
    seats_max          INTEGER CHECK (seats_max >= 0),      -- NULL: no limit; 0: none
    validity_months    INTEGER CHECK (validity_months > 0), -- of a certificate, NULL: for good
    provider           TEXT NOT NULL DEFAULT '',
    external_reference TEXT NOT NULL DEFAULT '',            -- another body's number: not a key
    status             TEXT NOT NULL DEFAULT 'draft' CHECK (status IN ('draft', 'published', 'retired')),
    owner_id           INTEGER REFERENCES structure (id),
    version            INTEGER NOT NULL DEFAULT 1,
    rev                INTEGER NOT NULL DEFAULT 1,
    CHECK (seats_min IS NULL OR seats_max IS NULL OR seats_min <= seats_max)
) STRICT;
CREATE INDEX course_by_title ON course (title_fold);
CREATE INDEX course_by_area ON course (area_id, level);
CREATE INDEX course_by_mode ON course (mode);
CREATE INDEX course_by_level ON course (level);

CREATE TABLE course_language (
    course_id INTEGER NOT NULL REFERENCES course (id),
    language  TEXT NOT NULL REFERENCES language (code),
    PRIMARY KEY (course_id, language)
) STRICT, WITHOUT ROWID;

CREATE TABLE course_profile (
    course_id INTEGER NOT NULL REFERENCES course (id),
    profile   TEXT NOT NULL REFERENCES profile (code),
    PRIMARY KEY (course_id, profile)
) STRICT, WITHOUT ROWID;

-- Entry conditions of each version, all of which must be met.
CREATE TABLE course_condition (
    course_id INTEGER NOT NULL REFERENCES course (id),
    version   INTEGER NOT NULL,
    position  INTEGER NOT NULL,
    kind      TEXT NOT NULL CHECK (kind IN ('language', 'level', 'course', 'clearance', 'profile')),
    subject   TEXT NOT NULL,                                -- language, area, course, clearance, profile(s) with |
    least     TEXT NOT NULL DEFAULT '',                     -- CEFR level of a language, number of a level
    PRIMARY KEY (course_id, version, position)
) STRICT, WITHOUT ROWID;

-- A version that sessions ran: never changed.
CREATE TABLE course_version (
    course_id         INTEGER NOT NULL REFERENCES course (id),
    number            INTEGER NOT NULL,
    title             TEXT NOT NULL,
    level             INTEGER NOT NULL,
    mode              TEXT NOT NULL,
    languages         TEXT NOT NULL,
    aim               TEXT NOT NULL,
    outcomes          TEXT NOT NULL,
    target_group      TEXT NOT NULL,
    conditions        TEXT NOT NULL,                        -- as written: "language en B1; course DRG-A02"
    contact_hours     INTEGER,
    independent_hours INTEGER,
    days              INTEGER,
    validity_months   INTEGER,
    made_at           INTEGER NOT NULL,
    made_by           INTEGER REFERENCES officer (id),
    PRIMARY KEY (course_id, number)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER course_version_stays BEFORE UPDATE ON course_version BEGIN
    SELECT RAISE(ABORT, 'A version of a course is never changed; save the course to make the next one.');
END;
CREATE TRIGGER course_version_is_kept BEFORE DELETE ON course_version BEGIN
    SELECT RAISE(ABORT, 'A version of a course is never deleted.');
END;

-- course_words, written by search_put; the rowid is the course's id
CREATE VIRTUAL TABLE course_search USING fts5 (words, prefix = '1 2 3', detail = none, tokenize = 'unicode61 remove_diacritics 0');

INSERT INTO level (number, code, name, description) VALUES
    (1, 'awareness', 'Awareness', 'Knows what it is about; does not do the task'),
    (2, 'practitioner', 'Practitioner', 'Does the usual tasks alone'),
    (3, 'advanced', 'Advanced practitioner', 'Handles unusual cases, leads a team'),
    (4, 'expert', 'Expert', 'Works at the front of the field'),
    (5, 'trainer', 'Train-the-trainer', 'Will teach others');

INSERT INTO mode (code, name, door) VALUES
    ('residential', 'Residential course', 'nominated'), ('seminar', 'Seminar', 'nominated'),
    ('conference', 'Conference', 'nominated'), ('workshop', 'Workshop', 'nominated'), ('blended', 'Blended course', 'nominated'),
    ('online', 'Online course', 'open'), ('webinar', 'Webinar', 'open'), ('module', 'Online module', 'open'),
    ('onthejob', 'On-the-job training', 'nominated'), ('exchange', 'Exchange', 'nominated'),
    ('study_visit', 'Study visit', 'nominated'), ('mentoring', 'Mentoring', 'nominated');
