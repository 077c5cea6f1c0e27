-- Answers beyond one value a question. A repeat's own path holds the number of its instances ("team" = "2"); the questions in it
-- have the number of the instance in their path ("team[2]/name").

-- what was answered but did not count when the answers were submitted, since the question was not asked any more
CREATE TABLE answer_dropped (
    response_id INTEGER NOT NULL REFERENCES response (id),
    question    TEXT NOT NULL,
    value       TEXT NOT NULL,
    PRIMARY KEY (response_id, question)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER answer_dropped_stays BEFORE UPDATE ON answer_dropped BEGIN
    SELECT RAISE(ABORT, 'What was dropped at submitting is kept as it was.');
END;
CREATE TRIGGER answer_dropped_is_kept BEFORE DELETE ON answer_dropped BEGIN
    SELECT RAISE(ABORT, 'What was dropped at submitting is kept as it was.');
END;

-- a draft as it was when its officer last saved it, kept while the program has saved it by itself since
CREATE TABLE answer_saved (
    response_id INTEGER NOT NULL REFERENCES response (id),
    question    TEXT NOT NULL,
    value       TEXT NOT NULL,
    PRIMARY KEY (response_id, question)
) STRICT, WITHOUT ROWID;
ALTER TABLE response ADD COLUMN saved_by_itself INTEGER NOT NULL DEFAULT 0; -- 1: answer_saved holds the last explicit save
ALTER TABLE response ADD COLUMN started_from INTEGER REFERENCES response (id); -- last year's answers taken over; NULL: none
