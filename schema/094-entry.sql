-- What it took to answer: how often each question was answered anew, and how long after the one before.
CREATE TABLE answer_entry (
    response_id INTEGER NOT NULL REFERENCES response (id),
    question    TEXT NOT NULL,
    changes     INTEGER NOT NULL,
    seconds     INTEGER NOT NULL,                           -- breaks of more than ten minutes count as ten
    PRIMARY KEY (response_id, question)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER answer_entry_ends_at_submitting BEFORE INSERT ON answer_entry
WHEN (SELECT state FROM response WHERE id = new.response_id) = 'submitted' BEGIN
    SELECT RAISE(ABORT, 'A submitted answer is never changed; a new revision is made.');
END;
