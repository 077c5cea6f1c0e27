-- Roles as they are granted: with dates, with a substitute while the holder is away, ended but never deleted.
--
-- Who sees what. A role holds for its structure and all below it, never above or beside it; what somebody may do is the sum.
--   officer        every active one, without a grant: registers, sees their own data, training, answers; of others nothing.
--   head           decides about the officers of the structure, sees them and their registrations, answers and confirms.
--   contact        the same without deciding: nominates, answers.
--   trainer        nothing but their own: sessions know their trainers as a text, and a name is no identity.
--   organiser      plans sessions of the structure, sees who is registered for them.
--   coordinator    of a sector, several in a country: all of the subtree, its answers and self-checks too; grants the four
--                  roles above there.
--   national       the body that coordinates a country, whose sectors are not its own: asks its campaigns and sees figures of
--                  all structures. Counts only: no officer, registration, answer or self-check by name.
--   observer       of a region, by a grant on each country: figures only.
--   auditor        reads all of the subtree, drafts too, and changes nothing.
--   administrator  officers, structures, accounts and all roles; no registration and no answer, not even as figures.
-- Nobody grants a role to themselves, and nobody lends on what is only lent to them.

ALTER TABLE role_grant RENAME TO role_grant_before;
CREATE TABLE role_grant (
    id             INTEGER PRIMARY KEY,
    officer_id     INTEGER NOT NULL REFERENCES officer (id),
    role           TEXT NOT NULL REFERENCES role (code),
    structure_id   INTEGER NOT NULL REFERENCES structure (id), -- holds for it and all below
    valid_from     TEXT NOT NULL DEFAULT '',                   -- first day, '': always
    valid_to       TEXT,                                       -- last day, NULL: open
    why            TEXT NOT NULL DEFAULT '',
    granted_by     INTEGER REFERENCES officer (id),            -- NULL: the owner of the database
    granted_at     INTEGER NOT NULL,
    delegated_from INTEGER REFERENCES role_grant (id),         -- the substitute's: holds only while that one does
    ended_at       INTEGER,                                    -- before its last day; NULL: it was not
    ended_by       INTEGER REFERENCES officer (id),            -- NULL: the owner of the database
    end_why        TEXT NOT NULL DEFAULT '',
    CHECK (valid_to IS NULL OR valid_from <= valid_to),
    CHECK ((ended_at IS NULL) = (end_why = '')),
    CHECK (delegated_from IS NULL OR valid_to IS NOT NULL)
) STRICT;
INSERT INTO role_grant (id, officer_id, role, structure_id, valid_from, valid_to, granted_by, granted_at)
SELECT id, officer_id, role, structure_id, min(valid_from, coalesce(valid_to, valid_from)), valid_to, granted_by, granted_at
FROM role_grant_before;
DROP TABLE role_grant_before;
CREATE INDEX role_grant_by_officer ON role_grant (officer_id, role, structure_id);
CREATE INDEX role_grant_by_structure ON role_grant (structure_id, role);
CREATE INDEX role_grant_lent ON role_grant (delegated_from) WHERE delegated_from IS NOT NULL;
CREATE TRIGGER role_grant_stays BEFORE UPDATE ON role_grant
WHEN old.ended_at IS NOT NULL OR new.officer_id <> old.officer_id OR new.role <> old.role OR new.structure_id <> old.structure_id BEGIN
    SELECT RAISE(ABORT, 'A grant stays as it was made; end it and grant anew.');
END;
CREATE TRIGGER role_grant_is_kept BEFORE DELETE ON role_grant BEGIN
    SELECT RAISE(ABORT, 'A grant is ended, never deleted.');
END;

-- figures: counts of what one may not see by name; see_selfchecks: whose they are, too; 'grant ROLE': to others, there
DELETE FROM role_capability WHERE role = 'national' AND capability IN ('see_officers', 'see_registrations', 'see_answers');
INSERT INTO role_capability (role, capability) VALUES
    ('national', 'figures'), ('observer', 'figures'), ('coordinator', 'figures'), ('auditor', 'figures'),
    ('coordinator', 'see_selfchecks'), ('auditor', 'see_selfchecks'),
    ('administrator', 'grant'), ('coordinator', 'grant'), ('coordinator', 'grant head'), ('coordinator', 'grant contact'),
    ('coordinator', 'grant trainer'), ('coordinator', 'grant organiser');
