-- What it took to answer: how often each question was answered anew, and how long after the one before.
CREATE TABLE answer_entry (
    response_id INTEGER NOT NULL REFERENCES response (id),
    question    TEXT NOT NULL,
    changes     INTEGER NOT NULL,
    seconds     INTEGER NOT NULL,                           -- breaks of more than ten minutes count as ten
    PRIMARY KEY (response_id, question)
) STRICT, WITHOUT ROWID;
