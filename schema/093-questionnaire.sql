-- A version of a questionnaire stays as it was imported.

CREATE TRIGGER questionnaire_version_stays BEFORE UPDATE ON questionnaire_version BEGIN
    SELECT RAISE(ABORT, 'A version of a questionnaire is never changed; import the next one.');
END;
CREATE TRIGGER questionnaire_version_is_kept BEFORE DELETE ON questionnaire_version BEGIN
    SELECT RAISE(ABORT, 'A version of a questionnaire is never deleted.');
END;
CREATE TRIGGER questionnaire_cell_takes_no_more BEFORE INSERT ON questionnaire_cell
WHEN EXISTS (SELECT 1 FROM campaign WHERE version_id = new.version_id) BEGIN
    SELECT RAISE(ABORT, 'A version of a questionnaire that is asked takes nothing more; import the next one.');
END;
