-- The course of a campaign: its states, whom it leaves out, whom it reminds, what heads and coordinators decide about answers.

-- from which state a campaign comes into which
CREATE TABLE campaign_transition (
    from_status TEXT NOT NULL,
    to_status   TEXT NOT NULL,
    PRIMARY KEY (from_status, to_status)
) STRICT, WITHOUT ROWID;
INSERT INTO campaign_transition (from_status, to_status) VALUES
    ('draft', 'open'), ('open', 'draft'), ('open', 'closing'), ('open', 'closed'), ('closing', 'open'), ('closing', 'closed'),
    ('closed', 'open'), ('closed', 'frozen');

CREATE TRIGGER campaign_frozen_stays BEFORE UPDATE ON campaign WHEN old.status = 'frozen' BEGIN
    SELECT RAISE(ABORT, 'A frozen campaign stays as it is; its result can be made again from it.');
END;
CREATE TRIGGER campaign_goes_its_way BEFORE UPDATE OF status ON campaign
WHEN new.status <> old.status
 AND NOT EXISTS (SELECT 1 FROM campaign_transition WHERE from_status = old.status AND to_status = new.status) BEGIN
    SELECT RAISE(ABORT, 'A campaign goes from draft to open, closing, closed and frozen; not this way.');
END;
CREATE TRIGGER campaign_answered_is_no_draft BEFORE UPDATE OF status ON campaign
WHEN new.status = 'draft' AND old.status <> 'draft'
 AND EXISTS (SELECT 1 FROM response p JOIN campaign_respondent r ON r.id = p.respondent_id WHERE r.campaign_id = old.id) BEGIN
    SELECT RAISE(ABORT, 'Somebody has begun to answer; the campaign cannot become a draft again.');
END;

-- the thematic areas it is about; none: all
CREATE TABLE campaign_area (
    campaign_id INTEGER NOT NULL REFERENCES campaign (id),
    area_id     INTEGER NOT NULL REFERENCES area (id),
    PRIMARY KEY (campaign_id, area_id)
) STRICT, WITHOUT ROWID;

-- what happened to it and to those it asks, by whom and why
CREATE TABLE campaign_event (
    id           INTEGER PRIMARY KEY,
    campaign_id  INTEGER NOT NULL REFERENCES campaign (id),
    structure_id INTEGER REFERENCES structure (id),         -- whom it is about; NULL: the whole campaign
    at           INTEGER NOT NULL,
    officer_id   INTEGER REFERENCES officer (id),           -- NULL: the owner of the database
    act          TEXT NOT NULL CHECK (act IN ('draft', 'open', 'closing', 'closed', 'frozen', 'include', 'exclude', 'reopen', 'remind')),
    reason       TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX campaign_event_by_campaign ON campaign_event (campaign_id);
CREATE TRIGGER campaign_event_stays BEFORE UPDATE ON campaign_event BEGIN
    SELECT RAISE(ABORT, 'What happened to a campaign is kept as it was.');
END;
CREATE TRIGGER campaign_event_is_kept BEFORE DELETE ON campaign_event BEGIN
    SELECT RAISE(ABORT, 'What happened to a campaign is kept as it was.');
END;

ALTER TABLE campaign_respondent ADD COLUMN staff INTEGER;         -- of the structure when it was asked; NULL: not known
ALTER TABLE campaign_respondent ADD COLUMN excluded_why TEXT;     -- left out, for this reason; NULL: is asked
ALTER TABLE campaign_respondent ADD COLUMN reopened_until TEXT;   -- may answer until this day though the campaign takes no more
UPDATE campaign_respondent SET staff = (SELECT staff FROM structure WHERE id = structure_id);

CREATE TABLE respondent_reminder (
    respondent_id INTEGER NOT NULL REFERENCES campaign_respondent (id),
    sent_at       INTEGER NOT NULL,
    officer_id    INTEGER REFERENCES officer (id),          -- who reminded; NULL: the owner of the database
    PRIMARY KEY (respondent_id, sent_at)
) STRICT, WITHOUT ROWID;

-- what was decided about submitted answers; the last decision holds
CREATE TABLE response_review (
    id          INTEGER PRIMARY KEY,
    response_id INTEGER NOT NULL REFERENCES response (id),
    decision    TEXT NOT NULL CHECK (decision IN ('confirmed', 'returned')),
    comment     TEXT NOT NULL DEFAULT '',
    officer_id  INTEGER REFERENCES officer (id),
    decided_at  INTEGER NOT NULL,
    CHECK (decision = 'confirmed' OR comment <> '')
) STRICT;
CREATE INDEX response_review_by_response ON response_review (response_id);
CREATE TRIGGER response_review_stays BEFORE UPDATE ON response_review BEGIN
    SELECT RAISE(ABORT, 'A decision about answers is kept as it was; decide anew.');
END;
CREATE TRIGGER response_review_is_kept BEFORE DELETE ON response_review BEGIN
    SELECT RAISE(ABORT, 'A decision about answers is kept as it was; decide anew.');
END;
CREATE TRIGGER response_review_is_of_the_last BEFORE INSERT ON response_review
WHEN new.response_id IS NOT (SELECT l.id FROM response p JOIN campaign_respondent r ON r.id = p.respondent_id
                             JOIN response l ON l.respondent_id = r.id AND l.state = 'submitted'
                             WHERE p.id = new.response_id AND r.structure_id IS NOT NULL ORDER BY l.revision DESC LIMIT 1) BEGIN
    SELECT RAISE(ABORT, 'Only the last submitted answers of a structure are confirmed or returned.');
END;

-- the respondents for whom anything may be written now; triggers ask it, so it stands here
CREATE VIEW respondent_writable AS
SELECT r.id AS respondent_id FROM campaign_respondent r JOIN campaign c ON c.id = r.campaign_id
WHERE r.excluded_why IS NULL AND (c.status IN ('open', 'closing') OR c.status = 'closed' AND r.reopened_until >= today());

DROP TRIGGER response_needs_an_open_campaign;
DROP TRIGGER response_change_needs_an_open_campaign;
CREATE TRIGGER response_needs_an_open_campaign BEFORE INSERT ON response
WHEN NOT EXISTS (SELECT 1 FROM respondent_writable WHERE respondent_id = new.respondent_id) BEGIN
    SELECT RAISE(ABORT, 'This questionnaire is not open; nothing can be entered.');
END;
CREATE TRIGGER response_change_needs_an_open_campaign BEFORE UPDATE ON response
WHEN NOT EXISTS (SELECT 1 FROM respondent_writable WHERE respondent_id = new.respondent_id) BEGIN
    SELECT RAISE(ABORT, 'This questionnaire is closed; nothing can be entered any more.');
END;
CREATE TRIGGER response_removal_needs_an_open_campaign BEFORE DELETE ON response
WHEN NOT EXISTS (SELECT 1 FROM respondent_writable WHERE respondent_id = old.respondent_id) BEGIN
    SELECT RAISE(ABORT, 'This questionnaire is closed; nothing can be thrown away any more.');
END;
CREATE TRIGGER response_confirmed_is_locked BEFORE INSERT ON response
WHEN (SELECT w.decision FROM response_review w WHERE w.response_id =
          (SELECT p.id FROM response p WHERE p.respondent_id = new.respondent_id AND p.state = 'submitted'
           ORDER BY p.revision DESC LIMIT 1) ORDER BY w.id DESC LIMIT 1) = 'confirmed'
 AND (SELECT coalesce(reopened_until, '') < today() FROM campaign_respondent WHERE id = new.respondent_id) BEGIN
    SELECT RAISE(ABORT, 'These answers are confirmed; ask the coordinator to return them if they must be corrected.');
END;
CREATE TRIGGER response_review_needs_an_open_campaign BEFORE INSERT ON response_review
WHEN NOT EXISTS (SELECT 1 FROM response p JOIN respondent_writable w ON w.respondent_id = p.respondent_id
                 WHERE p.id = new.response_id) BEGIN
    SELECT RAISE(ABORT, 'This campaign is closed; nothing is decided in it any more.');
END;
CREATE TRIGGER respondent_reminder_needs_an_open_campaign BEFORE INSERT ON respondent_reminder
WHEN NOT EXISTS (SELECT 1 FROM respondent_writable WHERE respondent_id = new.respondent_id) BEGIN
    SELECT RAISE(ABORT, 'This campaign is closed; nobody is reminded any more.');
END;
CREATE TRIGGER respondent_joins_while_open BEFORE INSERT ON campaign_respondent
WHEN (SELECT status FROM campaign WHERE id = new.campaign_id) IN ('closed', 'frozen') BEGIN
    SELECT RAISE(ABORT, 'This campaign is closed; whom it asks stays as it is.');
END;
CREATE TRIGGER respondent_changes_while_open BEFORE UPDATE OF campaign_id, structure_id, officer_id, staff, excluded_why
ON campaign_respondent
WHEN (SELECT status FROM campaign WHERE id = old.campaign_id) IN ('closed', 'frozen') BEGIN
    SELECT RAISE(ABORT, 'This campaign is closed; whom it asks stays as it is.');
END;
CREATE TRIGGER respondent_reopens_unless_frozen BEFORE UPDATE OF reopened_until ON campaign_respondent
WHEN (SELECT status FROM campaign WHERE id = old.campaign_id) = 'frozen' BEGIN
    SELECT RAISE(ABORT, 'A frozen campaign stays as it is; its result can be made again from it.');
END;
CREATE TRIGGER respondent_leaves_while_open BEFORE DELETE ON campaign_respondent
WHEN (SELECT status FROM campaign WHERE id = old.campaign_id) <> 'draft' BEGIN
    SELECT RAISE(ABORT, 'Who was asked once stays in the campaign; leave them out with a reason.');
END;

-- the head of a structure answers for its answers
INSERT INTO role_capability (role, capability) VALUES ('head', 'confirm_answers');
