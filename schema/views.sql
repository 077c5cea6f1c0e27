-- The questions that have a name. Dropped and made again at each upgrade.

-- roles in force today
CREATE VIEW role_now AS
SELECT g.officer_id, g.role, g.structure_id
FROM role_grant g JOIN officer o ON o.id = g.officer_id
WHERE o.status = 'active' AND g.valid_from <= today() AND coalesce(g.valid_to, '9999') >= today();

-- who may do something for which structure, by which role: the one table of scope
CREATE VIEW role_reach AS
SELECT r.officer_id, r.role, a.structure_id
FROM role_now r JOIN structure_above a ON a.above_id = r.structure_id;

-- who occupies a seat: the one answer, used by allocation, lists and checks
CREATE VIEW seat AS
SELECT r.id AS registration_id, r.session_id, r.officer_id, r.quota_id, r.overbook_by
FROM registration r JOIN registration_state s ON s.code = r.state
WHERE s.occupies = 1
   OR (s.pending = 1 AND (SELECT pending_holds FROM session WHERE id = r.session_id) = 1);

CREATE VIEW session_seats AS
SELECT s.id AS session_id, s.seats,
       (SELECT count(*) FROM seat WHERE seat.session_id = s.id) AS taken,
       (SELECT count(*) FROM registration w WHERE w.session_id = s.id AND w.state = 'waitlisted') AS waiting
FROM session s;

-- the waiting list: positions are derived, never stored
CREATE VIEW waiting AS
SELECT r.id AS registration_id, r.session_id, r.officer_id, r.quota_id, r.requested_at,
       row_number() OVER (PARTITION BY r.session_id ORDER BY r.requested_at, r.id) AS position
FROM registration r WHERE r.state = 'waitlisted';

-- what can be searched of each thing, folded; search_put copies it into the index of the same name
CREATE VIEW structure_words AS
SELECT id, fold(code || ' ' || name || ' ' || local_name) AS words FROM structure;
CREATE VIEW officer_words AS
SELECT id, fold(badge || ' ' || surname || ' ' || given_name || ' ' || rank || ' ' || post) AS words FROM officer;
CREATE VIEW course_words AS
SELECT id, fold(code || ' ' || title || ' ' || aim || ' ' || target_group || ' ' || outcomes) AS words FROM course;
CREATE VIEW session_words AS
SELECT s.id, fold(s.code || ' ' || s.venue || ' ' || s.platform || ' ' || c.code || ' ' || c.title) AS words
FROM session s JOIN course c ON c.id = s.course_id;
