-- The SSH keys by which officers come in. Revoked or expired ones stay; a key never comes back.
CREATE TABLE officer_key (
    id           INTEGER PRIMARY KEY,
    officer_id   INTEGER NOT NULL REFERENCES officer (id),
    type         TEXT NOT NULL,                             -- as OpenSSH names it: ssh-ed25519
    blob         TEXT NOT NULL,                             -- the public key in base64; '' when its officer was made nameless
    fingerprint  TEXT NOT NULL UNIQUE,                      -- "SHA256:...", as ssh-keygen -l prints it
    label        TEXT NOT NULL DEFAULT '' CHECK (length(label) <= 80),
    valid_to     TEXT,                                      -- last day, NULL: open
    added_at     INTEGER NOT NULL,
    added_by     INTEGER REFERENCES officer (id),           -- NULL: the owner of the database
    revoked_at   INTEGER,
    revoked_by   INTEGER REFERENCES officer (id),           -- NULL: the owner of the database
    revoked_why  TEXT NOT NULL DEFAULT '',
    last_used_at INTEGER,
    CHECK (revoked_at IS NULL OR revoked_why <> '')
) STRICT;
CREATE INDEX officer_key_by_officer ON officer_key (officer_id);
CREATE TRIGGER officer_key_stays BEFORE DELETE ON officer_key BEGIN
    SELECT RAISE(ABORT, 'A key is never deleted; revoke it.');
END;
