-- When and where: sessions of a course, their dated phases, seats, quotas; who is registered and how that came about.

CREATE TABLE session (
    id                INTEGER PRIMARY KEY,
    code              TEXT NOT NULL UNIQUE CHECK (length(code) BETWEEN 1 AND 64),
    course_id         INTEGER NOT NULL REFERENCES course (id),
    version           INTEGER NOT NULL,                     -- of the course, as it is taught here
    organiser_id      INTEGER NOT NULL REFERENCES structure (id),
    manager_id        INTEGER REFERENCES officer (id),      -- activity manager
    venue             TEXT NOT NULL DEFAULT '',
    country           TEXT NOT NULL DEFAULT '',
    platform          TEXT NOT NULL DEFAULT '',             -- where it is online
    language          TEXT REFERENCES language (code),
    timezone          TEXT NOT NULL DEFAULT 'Asia/Baku',
    seats_min         INTEGER CHECK (seats_min >= 0),
    seats             INTEGER CHECK (seats >= 0),           -- NULL: no limit; 0: none
    door              TEXT NOT NULL DEFAULT 'open' CHECK (door IN ('open', 'nominated')),
    approvals         INTEGER NOT NULL DEFAULT 0 CHECK (approvals BETWEEN 0 AND 2), -- 1: head; 2: head, then coordinator
    pending_holds     INTEGER NOT NULL DEFAULT 0 CHECK (pending_holds IN (0, 1)),   -- a request holds a seat
    register_from     TEXT NOT NULL DEFAULT '',             -- first day of registration, '': at once
    register_by       TEXT,                                 -- last day, NULL: until it begins
    cancel_free_until TEXT,                                 -- last day to withdraw without the late mark
    promote_until     TEXT,                                 -- last day on which the waiting move up by themselves
    status            TEXT NOT NULL DEFAULT 'draft' CHECK (status IN ('draft', 'announced', 'open', 'closed', 'confirmed',
                                                                     'running', 'done', 'cancelled')),
    starts_on         TEXT,                                 -- of the phases; NULL: date not known yet
    ends_on           TEXT,
    starts            TEXT NOT NULL GENERATED ALWAYS AS (coalesce(starts_on, '')) VIRTUAL,   -- for sorting
    rev               INTEGER NOT NULL DEFAULT 1,
    FOREIGN KEY (course_id, version) REFERENCES course_version (course_id, number),
    CHECK (seats_min IS NULL OR seats IS NULL OR seats = 0 OR seats_min <= seats)
) STRICT;
CREATE INDEX session_by_course ON session (course_id);
CREATE INDEX session_by_start ON session (starts);
CREATE INDEX session_by_organiser ON session (organiser_id);

-- session_words, written by search_put; the rowid is the session's id
CREATE VIRTUAL TABLE session_search USING fts5 (words, prefix = '1 2 3', detail = none, tokenize = 'unicode61 remove_diacritics 0');

CREATE TABLE session_phase (
    id         INTEGER PRIMARY KEY,
    session_id INTEGER NOT NULL REFERENCES session (id),
    kind       TEXT NOT NULL CHECK (kind IN ('independent', 'contact', 'post')),
    starts_on  TEXT NOT NULL,
    ends_on    TEXT NOT NULL,
    starts_at  TEXT NOT NULL DEFAULT '',                    -- "09:00" in the session's time zone, each day
    ends_at    TEXT NOT NULL DEFAULT '',
    place      TEXT NOT NULL DEFAULT '',
    trainer    TEXT NOT NULL DEFAULT '',
    CHECK (starts_on <= ends_on)
) STRICT;
CREATE INDEX session_phase_by_session ON session_phase (session_id, starts_on);
CREATE INDEX session_phase_contact ON session_phase (starts_on, ends_on) WHERE kind = 'contact';

CREATE TRIGGER session_phase_added AFTER INSERT ON session_phase BEGIN
    UPDATE session SET (starts_on, ends_on) = (SELECT min(starts_on), max(ends_on) FROM session_phase WHERE session_id = new.session_id)
    WHERE id = new.session_id;
END;
CREATE TRIGGER session_phase_changed AFTER UPDATE ON session_phase BEGIN
    UPDATE session SET (starts_on, ends_on) = (SELECT min(starts_on), max(ends_on) FROM session_phase WHERE session_id = new.session_id)
    WHERE id = new.session_id;
END;
CREATE TRIGGER session_phase_removed AFTER DELETE ON session_phase BEGIN
    UPDATE session SET (starts_on, ends_on) = (SELECT min(starts_on), max(ends_on) FROM session_phase WHERE session_id = old.session_id)
    WHERE id = old.session_id;
END;

-- the most seats that a structure with all below it may take; an officer falls under the nearest one above
CREATE TABLE session_quota (
    session_id   INTEGER NOT NULL REFERENCES session (id),
    structure_id INTEGER NOT NULL REFERENCES structure (id),
    seats        INTEGER NOT NULL CHECK (seats >= 0),
    PRIMARY KEY (session_id, structure_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE registration_state (
    code    TEXT PRIMARY KEY,
    name    TEXT NOT NULL,
    live    INTEGER NOT NULL CHECK (live IN (0, 1)),       -- counts as being on the session's list
    pending INTEGER NOT NULL CHECK (pending IN (0, 1))     -- waits for approval
) STRICT;

-- the changes that are allowed, and by what
CREATE TABLE registration_transition (
    from_state TEXT NOT NULL,                               -- '': a new registration
    to_state   TEXT NOT NULL REFERENCES registration_state (code),
    act        TEXT NOT NULL,
    PRIMARY KEY (from_state, to_state, act)
) STRICT, WITHOUT ROWID;

CREATE TABLE withdraw_reason (
    code     TEXT PRIMARY KEY,
    name     TEXT NOT NULL,
    position INTEGER NOT NULL
) STRICT;

CREATE TABLE registration (
    id             INTEGER PRIMARY KEY,
    session_id     INTEGER NOT NULL REFERENCES session (id),
    officer_id     INTEGER NOT NULL REFERENCES officer (id),
    state          TEXT NOT NULL REFERENCES registration_state (code),
    requested_at   INTEGER NOT NULL,                        -- of the first complete request: the waiting key, with id
    quota_id       INTEGER REFERENCES structure (id),       -- the quota it falls under, NULL: the shared pool
    holds          INTEGER NOT NULL DEFAULT 0 CHECK (holds IN (0, 1)), -- a pending request that holds a seat
    seat           INTEGER NOT NULL GENERATED ALWAYS AS         -- occupies one: the only place that says so
                   (state IN ('registered', 'attended', 'partial', 'no_show') OR holds = 1) STORED,
    overbook_by    INTEGER REFERENCES officer (id),         -- who let it over the capacity
    overbook_why   TEXT NOT NULL DEFAULT '',
    rev            INTEGER NOT NULL DEFAULT 1,
    CHECK (overbook_by IS NULL OR overbook_why <> ''),
    CHECK (holds = 0 OR state IN ('submitted', 'endorsed'))
) STRICT;
CREATE UNIQUE INDEX registration_once ON registration (session_id, officer_id)
    WHERE state NOT IN ('withdrawn', 'withdrawn_late', 'refused', 'expired', 'session_cancelled');
CREATE INDEX registration_seat ON registration (session_id, quota_id) WHERE seat = 1;
CREATE INDEX registration_pending ON registration (requested_at, id) WHERE state IN ('submitted', 'endorsed');
CREATE INDEX registration_by_session ON registration (session_id, state, requested_at, id);
CREATE INDEX registration_by_officer ON registration (officer_id, state);
CREATE INDEX registration_asked ON registration (id) WHERE state IN ('submitted', 'endorsed');

CREATE TABLE registration_event (
    id              INTEGER PRIMARY KEY,
    registration_id INTEGER NOT NULL REFERENCES registration (id),
    at              INTEGER NOT NULL,
    actor_id        INTEGER REFERENCES officer (id),        -- NULL: the program itself, an import
    from_state      TEXT NOT NULL,
    to_state        TEXT NOT NULL,
    act             TEXT NOT NULL,
    reason_code     TEXT NOT NULL DEFAULT '',
    reason          TEXT NOT NULL DEFAULT '',
    rule            TEXT NOT NULL DEFAULT '',               -- what decided, in words
    FOREIGN KEY (from_state, to_state, act) REFERENCES registration_transition (from_state, to_state, act)
) STRICT;
CREATE INDEX registration_event_by_registration ON registration_event (registration_id, id);
CREATE TRIGGER registration_event_stays BEFORE UPDATE ON registration_event BEGIN
    SELECT RAISE(ABORT, 'What happened to a registration is never changed.');
END;
CREATE TRIGGER registration_event_is_kept BEFORE DELETE ON registration_event BEGIN
    SELECT RAISE(ABORT, 'What happened to a registration is never deleted.');
END;
CREATE TRIGGER registration_is_kept BEFORE DELETE ON registration BEGIN
    SELECT RAISE(ABORT, 'A registration is withdrawn, never deleted.');
END;

INSERT INTO registration_state (code, name, live, pending) VALUES
    ('submitted', 'Requested', 1, 1), ('endorsed', 'Endorsed', 1, 1), ('registered', 'Registered', 1, 0),
    ('waitlisted', 'Waiting', 1, 0), ('attended', 'Attended', 1, 0), ('partial', 'Attended in part', 1, 0),
    ('no_show', 'Did not come', 1, 0), ('withdrawn', 'Withdrawn', 0, 0), ('withdrawn_late', 'Withdrawn late', 0, 0),
    ('refused', 'Refused', 0, 0), ('expired', 'Expired', 0, 0), ('session_cancelled', 'Session cancelled', 0, 0);

INSERT INTO registration_transition (from_state, to_state, act) VALUES
    ('', 'submitted', 'request'), ('', 'registered', 'request'), ('', 'waitlisted', 'request'),
    ('', 'registered', 'import'), ('', 'waitlisted', 'import'), ('', 'submitted', 'import'), ('', 'attended', 'import'),
    ('', 'partial', 'import'), ('', 'no_show', 'import'), ('', 'withdrawn', 'import'), ('', 'withdrawn_late', 'import'),
    ('', 'endorsed', 'import'), ('', 'refused', 'import'), ('', 'expired', 'import'), ('', 'session_cancelled', 'import'),
    ('submitted', 'submitted', 'hold'), ('endorsed', 'endorsed', 'hold'), ('waitlisted', 'waitlisted', 'skip'),
    ('registered', 'registered', 'keep'), ('submitted', 'submitted', 'keep'), ('endorsed', 'endorsed', 'keep'),
    ('attended', 'attended', 'keep'), ('partial', 'partial', 'keep'), ('no_show', 'no_show', 'keep'),
    ('submitted', 'endorsed', 'endorse'), ('submitted', 'registered', 'approve'), ('submitted', 'waitlisted', 'approve'),
    ('endorsed', 'registered', 'approve'), ('endorsed', 'waitlisted', 'approve'),
    ('submitted', 'refused', 'refuse'), ('endorsed', 'refused', 'refuse'), ('waitlisted', 'refused', 'refuse'),
    ('waitlisted', 'registered', 'promote'), ('waitlisted', 'registered', 'overbook'),
    ('submitted', 'withdrawn', 'withdraw'), ('endorsed', 'withdrawn', 'withdraw'), ('waitlisted', 'withdrawn', 'withdraw'),
    ('registered', 'withdrawn', 'withdraw'), ('registered', 'withdrawn_late', 'withdraw'),
    ('submitted', 'expired', 'close'), ('endorsed', 'expired', 'close'), ('waitlisted', 'expired', 'close'),
    ('submitted', 'session_cancelled', 'cancel'), ('endorsed', 'session_cancelled', 'cancel'),
    ('registered', 'session_cancelled', 'cancel'), ('waitlisted', 'session_cancelled', 'cancel'),
    ('registered', 'attended', 'attend'), ('registered', 'partial', 'attend'), ('registered', 'no_show', 'attend');

INSERT INTO withdraw_reason (code, name, position) VALUES
    ('duty', 'Duty', 1), ('illness', 'Illness', 2), ('family', 'Family', 3), ('not_released', 'Not released', 4),
    ('travel', 'Travel or visa', 5), ('language', 'Language', 6), ('wrong_course', 'Wrong course', 7), ('other', 'Other', 8);
