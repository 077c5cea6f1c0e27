-- Proof of what was done: every change that is on disk, in the order of its coming there, each row chained to the one before.
-- hash = BLAKE2b-256 of the hash before (64 zeros before the first) and then the columns id to detail, each written as its
-- length in bytes, a colon, the text and a comma ("3:123,"), NULL as "-,". In lower case hexadecimal.
CREATE TABLE audit (
    id         INTEGER PRIMARY KEY,                         -- 1, 2, ... without a gap
    at         INTEGER NOT NULL,
    officer_id INTEGER REFERENCES officer (id),             -- who did it; NULL: the owner of the database, or nobody yet
    visit_id   INTEGER,                                     -- while they were in; NULL: at the command line
    act        TEXT NOT NULL,                               -- added, changed, removed, or what was done: approve, open, ...
    thing      TEXT NOT NULL,                               -- to what: a table
    thing_id   INTEGER NOT NULL,                            -- and its row; 0: none
    detail     TEXT NOT NULL,                               -- "state: submitted -> registered; ..."
    hash       TEXT NOT NULL CHECK (length(hash) = 64)
) STRICT;
CREATE INDEX audit_of_officer ON audit (thing_id) WHERE thing = 'officer'; -- more would cost every write a page
CREATE TRIGGER audit_stays BEFORE UPDATE ON audit BEGIN
    SELECT RAISE(ABORT, 'What was done is never changed.');
END;
CREATE TRIGGER audit_is_kept BEFORE DELETE ON audit BEGIN
    SELECT RAISE(ABORT, 'What was done is never deleted.');
END;

-- what of a change is written down: its values, unless the longest pattern that fits the table and the column says otherwise
CREATE TABLE audit_rule (
    thing TEXT NOT NULL,                                    -- GLOB patterns
    part  TEXT NOT NULL,                                    -- of columns; '': the table as a whole
    keeps TEXT NOT NULL CHECK (keeps IN ('nothing', 'name', 'thing')), -- 'thing': the row is about the one this column refers to
    PRIMARY KEY (thing, part)
) STRICT, WITHOUT ROWID;
INSERT INTO audit_rule (thing, part, keeps) VALUES
    -- derived, kept elsewhere, or nobody's business
    ('*_search*', '', 'nothing'), ('structure_above', '', 'nothing'), ('answer*', '', 'nothing'), ('failure', '', 'nothing'),
    ('*', 'rev', 'nothing'), ('*', '*_fold', 'nothing'), ('questionnaire_cell', '', 'nothing'),
    ('response', 'receipt', 'name'), ('response', 'saved_at', 'nothing'), ('response', 'saved_by_itself', 'nothing'), ('visit', 'seen_at', 'nothing'),
    ('visit', 'process', 'nothing'), ('visit', 'started', 'nothing'), ('officer_key', 'last_used_at', 'nothing'),
    -- what would tell of a person for longer than the data themselves
    ('officer', 'badge', 'name'), ('officer', 'login', 'name'), ('officer', 'surname', 'name'), ('officer', 'given_name', 'name'),
    ('officer', 'email', 'name'), ('officer', 'phone', 'name'), ('officer', 'post', 'name'), ('visit', 'origin', 'name'),
    ('officer_key', 'blob', 'name'), ('officer_key', 'label', 'name'), ('*', 'hash', 'name'), ('registration_event', 'reason_code', 'name'),
    ('registration_event', 'reason', 'name'), ('registration', 'overbook_why', 'name'), ('officer', 'rank', 'name'),
    ('role_grant', '*why', 'name'),
    -- events and parts are found with what they belong to
    ('officer_language', 'officer_id', 'thing'), ('password', 'officer_id', 'thing'), ('code', 'officer_id', 'thing'), ('course_*', 'course_id', 'thing'),
    ('session_*', 'session_id', 'thing'), ('registration_event', 'registration_id', 'thing'),
    ('campaign_event', 'campaign_id', 'thing'), ('campaign_area', 'campaign_id', 'thing'),
    ('response_review', 'response_id', 'thing');
