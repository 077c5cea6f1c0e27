-- What is asked: questionnaires with their versions word for word, campaigns, and the answers as revisions.

CREATE TABLE questionnaire (
    id    INTEGER PRIMARY KEY,
    code  TEXT NOT NULL UNIQUE,                             -- form_id
    title TEXT NOT NULL
) STRICT;

CREATE TABLE questionnaire_version (
    id               INTEGER PRIMARY KEY,
    questionnaire_id INTEGER NOT NULL REFERENCES questionnaire (id),
    version          TEXT NOT NULL,
    made_at          INTEGER NOT NULL,
    made_by          INTEGER REFERENCES officer (id),
    UNIQUE (questionnaire_id, version)
) STRICT;

-- the sheets as they were written; the program compiles them anew, so nothing is lost or rewritten
CREATE TABLE questionnaire_cell (
    version_id INTEGER NOT NULL REFERENCES questionnaire_version (id),
    sheet      TEXT NOT NULL CHECK (sheet IN ('survey', 'choices', 'settings')),
    row        INTEGER NOT NULL,                            -- of the sheet, from 1: the header
    column     INTEGER NOT NULL,                            -- from 0
    value      TEXT NOT NULL,
    PRIMARY KEY (version_id, sheet, row, column)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER questionnaire_cell_stays BEFORE UPDATE ON questionnaire_cell BEGIN
    SELECT RAISE(ABORT, 'A version of a questionnaire is never changed; import the next one.');
END;
CREATE TRIGGER questionnaire_cell_is_kept BEFORE DELETE ON questionnaire_cell BEGIN
    SELECT RAISE(ABORT, 'A version of a questionnaire is never deleted.');
END;

CREATE TABLE campaign (
    id           INTEGER PRIMARY KEY,
    code         TEXT NOT NULL UNIQUE,
    title        TEXT NOT NULL,
    version_id   INTEGER NOT NULL REFERENCES questionnaire_version (id),
    asks         TEXT NOT NULL CHECK (asks IN ('structure', 'officer')),  -- the official answer, or the self-check
    structure_id INTEGER NOT NULL REFERENCES structure (id),              -- it and all below are asked
    period       TEXT NOT NULL DEFAULT '',                                -- "2027"
    opens_on     TEXT NOT NULL,
    closes_on    TEXT NOT NULL,
    status       TEXT NOT NULL DEFAULT 'draft' CHECK (status IN ('draft', 'open', 'closing', 'closed', 'frozen')),
    rev          INTEGER NOT NULL DEFAULT 1,
    CHECK (opens_on <= closes_on)
) STRICT;

-- who is asked: a structure or an officer; one answer each, in revisions
CREATE TABLE campaign_respondent (
    id           INTEGER PRIMARY KEY,
    campaign_id  INTEGER NOT NULL REFERENCES campaign (id),
    structure_id INTEGER REFERENCES structure (id),
    officer_id   INTEGER REFERENCES officer (id),
    UNIQUE (campaign_id, structure_id),
    UNIQUE (campaign_id, officer_id),
    CHECK ((structure_id IS NULL) <> (officer_id IS NULL))
) STRICT;
CREATE INDEX campaign_respondent_by_structure ON campaign_respondent (structure_id);
CREATE INDEX campaign_respondent_by_officer ON campaign_respondent (officer_id);

CREATE TABLE response (
    id            INTEGER PRIMARY KEY,
    respondent_id INTEGER NOT NULL REFERENCES campaign_respondent (id),
    revision      INTEGER NOT NULL,                         -- 1, 2, ...
    version_id    INTEGER NOT NULL REFERENCES questionnaire_version (id),
    state         TEXT NOT NULL CHECK (state IN ('draft', 'submitted')),
    language      TEXT NOT NULL DEFAULT '',
    officer_id    INTEGER NOT NULL REFERENCES officer (id), -- who fills it in
    started_at    INTEGER NOT NULL,
    saved_at      INTEGER NOT NULL,
    submitted_at  INTEGER,
    receipt       TEXT UNIQUE,                              -- given at submit
    UNIQUE (respondent_id, revision),
    CHECK ((state = 'submitted') = (submitted_at IS NOT NULL AND receipt IS NOT NULL))
) STRICT;
CREATE UNIQUE INDEX response_one_draft ON response (respondent_id) WHERE state = 'draft';

CREATE TABLE answer (
    response_id INTEGER NOT NULL REFERENCES response (id),
    question    TEXT NOT NULL,                              -- its path in the form: "profile/unit"
    value       TEXT NOT NULL,
    PRIMARY KEY (response_id, question)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER response_submitted_stays BEFORE UPDATE ON response WHEN old.state = 'submitted' BEGIN
    SELECT RAISE(ABORT, 'A submitted answer is never changed; a new revision is made.');
END;
CREATE TRIGGER response_submitted_is_kept BEFORE DELETE ON response WHEN old.state = 'submitted' BEGIN
    SELECT RAISE(ABORT, 'A submitted answer is never deleted.');
END;
CREATE TRIGGER answer_submitted_stays BEFORE UPDATE ON answer
WHEN (SELECT state FROM response WHERE id = old.response_id) = 'submitted' BEGIN
    SELECT RAISE(ABORT, 'A submitted answer is never changed; a new revision is made.');
END;
CREATE TRIGGER answer_submitted_is_kept BEFORE DELETE ON answer
WHEN (SELECT state FROM response WHERE id = old.response_id) = 'submitted' BEGIN
    SELECT RAISE(ABORT, 'A submitted answer is never deleted.');
END;
CREATE TRIGGER answer_submitted_takes_no_more BEFORE INSERT ON answer
WHEN (SELECT state FROM response WHERE id = new.response_id) = 'submitted' BEGIN
    SELECT RAISE(ABORT, 'A submitted answer is never changed; a new revision is made.');
END;
CREATE TRIGGER response_needs_an_open_campaign BEFORE INSERT ON response
WHEN (SELECT c.status FROM campaign c JOIN campaign_respondent r ON r.campaign_id = c.id
      WHERE r.id = new.respondent_id) NOT IN ('open', 'closing') BEGIN
    SELECT RAISE(ABORT, 'This questionnaire is not open; nothing can be entered.');
END;
CREATE TRIGGER response_change_needs_an_open_campaign BEFORE UPDATE ON response
WHEN (SELECT c.status FROM campaign c JOIN campaign_respondent r ON r.campaign_id = c.id
      WHERE r.id = new.respondent_id) NOT IN ('open', 'closing') BEGIN
    SELECT RAISE(ABORT, 'This questionnaire is closed; nothing can be entered any more.');
END;
