-- Two people at one draft: what is saved is never what somebody else has changed since it was opened.

ALTER TABLE response ADD COLUMN rev INTEGER NOT NULL DEFAULT 1;  -- of a draft: one more with every change

-- drafts that were thrown away; their numbers are never given again, since texts typed into them may still be kept
CREATE TABLE response_discarded (
    id            INTEGER PRIMARY KEY,
    respondent_id INTEGER NOT NULL REFERENCES campaign_respondent (id),
    discarded_at  INTEGER NOT NULL
) STRICT;
CREATE TRIGGER response_is_discarded AFTER DELETE ON response BEGIN
    INSERT INTO response_discarded (id, respondent_id, discarded_at) VALUES (old.id, old.respondent_id, now());
END;
CREATE TRIGGER response_comes_once BEFORE INSERT ON response
WHEN EXISTS (SELECT 1 FROM response_discarded WHERE id = new.id) BEGIN
    SELECT RAISE(ABORT, 'These answers were thrown away.');
END;

-- what belongs to answers stays with them: written into drafts while they are taken, and never after
CREATE VIEW response_writable AS
SELECT p.id AS response_id FROM response p JOIN respondent_writable w ON w.respondent_id = p.respondent_id WHERE p.state = 'draft';

DROP TRIGGER answer_submitted_stays;
DROP TRIGGER answer_submitted_is_kept;
DROP TRIGGER answer_submitted_takes_no_more;
CREATE TRIGGER answer_is_of_a_draft BEFORE INSERT ON answer
WHEN NOT EXISTS (SELECT 1 FROM response_writable WHERE response_id = new.response_id) BEGIN
    SELECT RAISE(ABORT, 'These answers are submitted, or their questionnaire is closed: they are never changed.');
END;
CREATE TRIGGER answer_changes_in_a_draft BEFORE UPDATE ON answer
WHEN new.response_id <> old.response_id OR NOT EXISTS (SELECT 1 FROM response_writable WHERE response_id = old.response_id) BEGIN
    SELECT RAISE(ABORT, 'These answers are submitted, or their questionnaire is closed: they are never changed.');
END;
CREATE TRIGGER answer_leaves_a_draft BEFORE DELETE ON answer
WHEN NOT EXISTS (SELECT 1 FROM response_writable WHERE response_id = old.response_id) BEGIN
    SELECT RAISE(ABORT, 'These answers are submitted, or their questionnaire is closed: they are never deleted.');
END;
CREATE TRIGGER answer_entry_is_of_a_draft BEFORE INSERT ON answer_entry
WHEN NOT EXISTS (SELECT 1 FROM response_writable WHERE response_id = new.response_id) BEGIN
    SELECT RAISE(ABORT, 'These answers are submitted, or their questionnaire is closed: they are never changed.');
END;
CREATE TRIGGER answer_entry_changes_in_a_draft BEFORE UPDATE ON answer_entry
WHEN new.response_id <> old.response_id OR NOT EXISTS (SELECT 1 FROM response_writable WHERE response_id = old.response_id) BEGIN
    SELECT RAISE(ABORT, 'These answers are submitted, or their questionnaire is closed: they are never changed.');
END;
CREATE TRIGGER answer_entry_leaves_a_draft BEFORE DELETE ON answer_entry
WHEN NOT EXISTS (SELECT 1 FROM response_writable WHERE response_id = old.response_id) BEGIN
    SELECT RAISE(ABORT, 'These answers are submitted, or their questionnaire is closed: they are never deleted.');
END;
CREATE TRIGGER answer_saved_is_of_a_draft BEFORE INSERT ON answer_saved
WHEN NOT EXISTS (SELECT 1 FROM response_writable WHERE response_id = new.response_id) BEGIN
    SELECT RAISE(ABORT, 'These answers are submitted, or their questionnaire is closed: they are never changed.');
END;
CREATE TRIGGER answer_saved_changes_in_a_draft BEFORE UPDATE ON answer_saved
WHEN new.response_id <> old.response_id OR NOT EXISTS (SELECT 1 FROM response_writable WHERE response_id = old.response_id) BEGIN
    SELECT RAISE(ABORT, 'These answers are submitted, or their questionnaire is closed: they are never changed.');
END;
CREATE TRIGGER answer_saved_leaves_a_draft BEFORE DELETE ON answer_saved
WHEN NOT EXISTS (SELECT 1 FROM response_writable WHERE response_id = old.response_id) BEGIN
    SELECT RAISE(ABORT, 'These answers are submitted, or their questionnaire is closed: they are never deleted.');
END;
CREATE TRIGGER answer_dropped_is_of_a_draft BEFORE INSERT ON answer_dropped
WHEN NOT EXISTS (SELECT 1 FROM response_writable WHERE response_id = new.response_id) BEGIN
    SELECT RAISE(ABORT, 'These answers are submitted, or their questionnaire is closed: they are never changed.');
END;
CREATE TRIGGER response_changes_its_respondent BEFORE UPDATE OF respondent_id, revision ON response
WHEN new.respondent_id <> old.respondent_id OR new.revision <> old.revision BEGIN
    SELECT RAISE(ABORT, 'Answers stay with whom they were asked of.');
END;

-- what a frozen campaign was about, and what happened to it
CREATE TRIGGER campaign_is_kept BEFORE DELETE ON campaign WHEN old.status <> 'draft' BEGIN
    SELECT RAISE(ABORT, 'A campaign that was opened is kept.');
END;
CREATE TRIGGER campaign_area_stays BEFORE INSERT ON campaign_area
WHEN (SELECT status FROM campaign WHERE id = new.campaign_id) = 'frozen' BEGIN
    SELECT RAISE(ABORT, 'A frozen campaign stays as it is; its result can be made again from it.');
END;
CREATE TRIGGER campaign_area_never_changes BEFORE UPDATE ON campaign_area BEGIN
    SELECT RAISE(ABORT, 'An area is added to a campaign or taken out, never changed.');
END;
CREATE TRIGGER campaign_area_is_kept BEFORE DELETE ON campaign_area
WHEN (SELECT status FROM campaign WHERE id = old.campaign_id) = 'frozen' BEGIN
    SELECT RAISE(ABORT, 'A frozen campaign stays as it is; its result can be made again from it.');
END;
CREATE TRIGGER campaign_event_ends_with_freezing BEFORE INSERT ON campaign_event
WHEN new.act <> 'frozen' AND (SELECT status FROM campaign WHERE id = new.campaign_id) = 'frozen' BEGIN
    SELECT RAISE(ABORT, 'A frozen campaign stays as it is; its result can be made again from it.');
END;
CREATE TRIGGER respondent_reminder_stays BEFORE UPDATE ON respondent_reminder BEGIN
    SELECT RAISE(ABORT, 'What happened to a campaign is kept as it was.');
END;
CREATE TRIGGER respondent_reminder_is_kept BEFORE DELETE ON respondent_reminder BEGIN
    SELECT RAISE(ABORT, 'What happened to a campaign is kept as it was.');
END;
