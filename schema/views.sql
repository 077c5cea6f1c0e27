-- The questions that have a name. They are made in each connection when a query first names them (src/store/views.c).

-- roles in force today; what is lent holds only while the grant it is lent from does, and its holder is active
CREATE VIEW role_now AS
SELECT g.officer_id, g.role, g.structure_id
FROM role_grant g JOIN officer o ON o.id = g.officer_id
WHERE o.status = 'active' AND g.ended_at IS NULL AND g.valid_from <= today() AND coalesce(g.valid_to, '9999') >= today()
  AND (g.delegated_from IS NULL OR EXISTS (SELECT 1 FROM role_grant f JOIN officer p ON p.id = f.officer_id
      WHERE f.id = g.delegated_from AND p.status = 'active' AND f.ended_at IS NULL AND f.valid_from <= today()
        AND coalesce(f.valid_to, '9999') >= today()));

-- who may do what for which structure: the one view of scope
CREATE VIEW reach AS
SELECT r.officer_id, r.role, c.capability, a.structure_id
FROM role_now r JOIN role_capability c ON c.role = r.role JOIN structure_above a ON a.above_id = r.structure_id;

-- ---- scope: what an officer sees. Every list, page, lookup, export and report asks one of these, with actor_id given; what
-- ---- may be done about it asks `reach`. A session holds only the few that it has used.

-- structures: their own with all above it, and whatever a role of theirs reaches, with all above that
CREATE VIEW seen_structure AS
SELECT o.id AS actor_id, a.above_id AS id FROM officer o JOIN structure_above a ON a.structure_id = o.structure_id
UNION ALL
SELECT r.officer_id, a.structure_id FROM role_now r JOIN structure_above a ON a.above_id = r.structure_id
UNION ALL
SELECT r.officer_id, a.above_id FROM role_now r JOIN structure_above a ON a.structure_id = r.structure_id;

-- officers by name: oneself, and where a role says so
CREATE VIEW seen_officer AS
SELECT id AS actor_id, id FROM officer
UNION ALL
SELECT e.officer_id, o.id FROM officer o JOIN reach e ON e.structure_id = o.structure_id AND e.capability = 'see_officers';

-- officers whose name may be said: these, and whoever has a role for the structure where one serves
CREATE VIEW named_officer AS
SELECT actor_id, id FROM seen_officer
UNION ALL
SELECT o.id, r.officer_id FROM officer o JOIN structure_above a ON a.structure_id = o.structure_id
     JOIN role_now r ON r.structure_id = a.above_id;

-- who has which role: of those who may be named
CREATE VIEW seen_role AS
SELECT v.actor_id, g.id FROM role_grant g JOIN named_officer v ON v.id = g.officer_id;

-- registrations: one's own; of the officers of a structure, and for the sessions it organises
CREATE VIEW seen_registration AS
SELECT officer_id AS actor_id, id FROM registration
UNION ALL
SELECT e.officer_id, r.id FROM registration r JOIN session s ON s.id = r.session_id JOIN officer o ON o.id = r.officer_id
     JOIN reach e ON e.capability = 'see_registrations' AND e.structure_id IN (o.structure_id, s.organiser_id);

-- courses and sessions: everybody those that are no drafts
CREATE VIEW seen_course AS
SELECT o.id AS actor_id, c.id FROM officer o CROSS JOIN course c
WHERE c.status <> 'draft' OR EXISTS (SELECT 1 FROM reach e WHERE e.officer_id = o.id AND e.capability IN ('edit_courses', 'audit')
                                     AND e.structure_id = coalesce(c.owner_id, e.structure_id));
CREATE VIEW seen_session AS
SELECT o.id AS actor_id, s.id FROM officer o CROSS JOIN session s
WHERE s.status <> 'draft' OR EXISTS (SELECT 1 FROM reach e WHERE e.officer_id = o.id AND e.capability IN ('edit_sessions', 'audit')
                                     AND e.structure_id = s.organiser_id);

-- campaigns as those see them who steer them; what each asks of an officer is my_questionnaire
CREATE VIEW seen_campaign AS
SELECT e.officer_id AS actor_id, c.id FROM campaign c JOIN reach e ON e.structure_id = c.structure_id
     AND e.capability IN ('campaign', 'audit');

-- how far a structure is with a campaign: for those who steer it, or read its answers
CREATE VIEW seen_respondent AS
SELECT v.actor_id, r.id FROM campaign_respondent r JOIN seen_campaign v ON v.id = r.campaign_id WHERE r.structure_id IS NOT NULL
UNION ALL
SELECT e.officer_id, r.id FROM campaign_respondent r JOIN reach e ON e.structure_id = r.structure_id
     AND e.capability = 'see_answers';

-- submitted answers: of structures for those who read them, self-checks only by the few who may
CREATE VIEW seen_response AS
SELECT e.officer_id AS actor_id, p.id FROM response p JOIN campaign_respondent r ON r.id = p.respondent_id
     LEFT JOIN officer o ON o.id = r.officer_id
     JOIN reach e ON e.structure_id = coalesce(r.structure_id, o.structure_id)
         AND e.capability = CASE WHEN r.officer_id IS NULL THEN 'see_answers' ELSE 'see_selfchecks' END
WHERE p.state = 'submitted';

-- who occupies a seat: the one answer, used by allocation, lists and checks
CREATE VIEW seat AS
SELECT id AS registration_id, session_id, officer_id, quota_id, overbook_why FROM registration WHERE seat = 1;

CREATE VIEW session_seats AS
SELECT s.id AS session_id, s.seats,
       (SELECT count(*) FROM seat WHERE seat.session_id = s.id) AS taken,
       (SELECT count(*) FROM registration w WHERE w.session_id = s.id AND w.state = 'waitlisted') AS waiting
FROM session s;

CREATE VIEW quota_seats AS
SELECT q.session_id, q.structure_id, q.seats,
       (SELECT count(*) FROM seat s WHERE s.session_id = q.session_id AND s.quota_id = q.structure_id) AS taken
FROM session_quota q;

-- seats over the capacity, or over a quota, that nobody answers for
CREATE VIEW seat_excess AS
SELECT r.session_id, r.id AS registration_id, r.requested_at
FROM session s CROSS JOIN registration r ON r.session_id = s.id AND r.seat = 1 AND r.overbook_why = ''
WHERE s.seats < (SELECT count(*) FROM seat x WHERE x.session_id = s.id AND x.overbook_why = '')
UNION ALL
SELECT r.session_id, r.id, r.requested_at
FROM session_quota q CROSS JOIN registration r
     ON r.session_id = q.session_id AND r.seat = 1 AND r.quota_id = q.structure_id AND r.overbook_why = ''
WHERE q.seats < (SELECT count(*) FROM seat x WHERE x.session_id = q.session_id AND x.quota_id = q.structure_id
                 AND x.overbook_why = '');

-- the waiting list: positions are derived, never stored
CREATE VIEW waiting AS
SELECT r.id AS registration_id, r.session_id, r.officer_id, r.quota_id, r.requested_at,
       (SELECT count(*) FROM registration w WHERE w.session_id = r.session_id AND w.state = 'waitlisted'
        AND (w.requested_at, w.id) <= (r.requested_at, r.id)) AS position
FROM registration r WHERE r.state = 'waitlisted';

-- requests and whose step is next: endorse is the first of two, approve the last; nobody decides about their own
CREATE VIEW request AS
SELECT DISTINCT e.officer_id AS actor_id, r.id AS registration_id,
       CASE WHEN s.approvals = 2 AND r.state = 'submitted' THEN 'endorse' ELSE 'approve' END AS step
FROM registration r CROSS JOIN session s ON s.id = r.session_id CROSS JOIN officer o ON o.id = r.officer_id
     JOIN reach e ON e.structure_id = o.structure_id AND e.officer_id <> o.id
         AND e.capability = CASE WHEN s.approvals < 2 THEN 'approve' WHEN r.state = 'submitted' THEN 'endorse' ELSE 'confirm' END
WHERE r.state IN ('submitted', 'endorsed');

-- sessions that take registrations today
CREATE VIEW session_open AS
SELECT id AS session_id, course_id, seats, starts_on FROM session
WHERE status = 'open' AND register_from <= today() AND coalesce(register_by, '9999') >= today()
  AND (register_by IS NOT NULL OR coalesce(starts_on, '9999') > today());

-- entry conditions of a version that an officer does not meet; ask with officer_id, course_id and version given
CREATE VIEW version_unmet AS
SELECT o.id AS officer_id, c.course_id, c.version, c.kind, c.subject, c.least, c.position
FROM course_condition c CROSS JOIN officer o
WHERE CASE c.kind
    WHEN 'language' THEN NOT EXISTS (SELECT 1 FROM officer_language l
        WHERE l.officer_id = o.id AND l.language = c.subject AND l.level >= c.least)
    WHEN 'profile' THEN instr('|' || c.subject || '|', '|' || coalesce(o.profile, '-') || '|') = 0
    WHEN 'clearance' THEN coalesce((SELECT depth FROM clearance WHERE code = o.clearance), 0)
        < (SELECT depth FROM clearance WHERE code = c.subject)
    WHEN 'course' THEN NOT EXISTS (SELECT 1 FROM registration r JOIN session s ON s.id = r.session_id
        JOIN course k ON k.id = s.course_id
        WHERE r.officer_id = o.id AND r.state = 'attended' AND k.code = c.subject)
    ELSE NOT EXISTS (SELECT 1 FROM registration r JOIN session s ON s.id = r.session_id
        JOIN course k ON k.id = s.course_id JOIN area a ON a.id = k.area_id LEFT JOIN area up ON up.id = a.parent_id
        WHERE r.officer_id = o.id AND r.state = 'attended' AND k.level >= CAST(c.least AS INTEGER)
          AND c.subject IN (a.code, up.code)) END;

-- the same for a course as it is now: the filter "I meet the conditions"
CREATE VIEW course_unmet AS
SELECT u.officer_id, u.course_id, u.kind || ' ' || u.subject || ' ' || u.least AS condition
FROM course c JOIN version_unmet u ON u.course_id = c.id AND u.version = c.version;

-- campaigns that can be named to somebody: those that ask them, and those of which they see answers
CREATE VIEW known_campaign AS
SELECT actor_id, id FROM seen_campaign
UNION ALL
SELECT v.actor_id, r.campaign_id FROM campaign_respondent r JOIN seen_respondent v ON v.id = r.id
UNION ALL
SELECT e.officer_id, r.campaign_id FROM campaign_respondent r JOIN officer o ON o.id = r.officer_id
     JOIN reach e ON e.structure_id = o.structure_id AND e.capability = 'see_selfchecks'
UNION ALL
SELECT officer_id, campaign_id FROM my_questionnaire;

-- what may be counted, by the capability that shows it exactly: the topmost structures for which an officer counts it; the owner
-- of the database (0) all
CREATE VIEW figure_scope AS
SELECT DISTINCT r.officer_id AS actor_id, k.exact, r.structure_id,
       EXISTS (SELECT 1 FROM structure_above a JOIN role_now x ON x.structure_id = a.above_id AND x.officer_id = r.officer_id
               JOIN role_capability y ON y.role = x.role AND y.capability = k.exact WHERE a.structure_id = r.structure_id) AS is_exact
FROM (SELECT 'see_officers' AS exact UNION ALL SELECT 'see_registrations' UNION ALL SELECT 'see_answers') k JOIN role_now r
     JOIN role_capability c ON c.role = r.role AND c.capability IN ('figures', k.exact)
WHERE NOT EXISTS (SELECT 1 FROM structure_above a JOIN role_now x ON x.structure_id = a.above_id AND x.officer_id = r.officer_id
                  JOIN role_capability y ON y.role = x.role AND y.capability IN ('figures', k.exact)
                  WHERE a.structure_id = r.structure_id AND a.distance > 0)
UNION ALL
SELECT 0, k.exact, s.id, 1 FROM structure s
JOIN (SELECT 'see_officers' AS exact UNION ALL SELECT 'see_registrations' UNION ALL SELECT 'see_answers') k WHERE s.parent_id IS NULL;

-- its parts: each structure right below with all below it, and itself alone
CREATE VIEW figure_part AS
SELECT f.actor_id, f.exact, p.id AS part_id, p.code AS part, p.name AS part_name, a.structure_id
FROM figure_scope f JOIN structure p ON p.parent_id = f.structure_id JOIN structure_above a ON a.above_id = p.id
UNION ALL
SELECT f.actor_id, f.exact, p.id, p.code, p.name, p.id FROM figure_scope f JOIN structure p ON p.id = f.structure_id;

-- what happened to a registration; by whom only where somebody decided, not where another's withdrawal moved it on
CREATE VIEW registration_history AS
SELECT e.id, e.registration_id, e.at, e.act, t.name AS state, e.reason_code, e.reason, e.rule,
       CASE WHEN e.act IN ('promote', 'hold', 'skip', 'keep', 'close') THEN '' ELSE coalesce(o.surname || ' ' || o.given_name, '') END
           AS actor
FROM registration_event e JOIN registration_state t ON t.code = e.to_state LEFT JOIN officer o ON o.id = e.actor_id;

-- ---- lists ----

-- CROSS JOIN keeps the first table outermost, so that a page in the order of its index touches a page of rows; where a list
-- is narrowed to somebody's scope, "+structure_id IN (SELECT structure_id FROM reach ...)" keeps that order too
CREATE VIEW structure_list AS
SELECT s.id, s.code, s.name, s.name_fold, s.local_name, s.type, t.name AS type_name, s.country,
       coalesce((SELECT code FROM structure WHERE id = s.parent_id), '') AS parent, coalesce(s.parent_id, 0) AS parent_id,
       coalesce(s.staff, 0) AS staff, s.valid_from, coalesce(s.valid_to, '') AS valid_to,
       (SELECT count(*) FROM officer o WHERE o.structure_id = s.id) AS officers
FROM structure s CROSS JOIN structure_type t ON t.code = s.type;

-- standing: in which order they are worth reading
CREATE VIEW role_list AS
SELECT g.id, g.officer_id, o.badge, o.surname || ' ' || o.given_name AS officer, o.name_fold, g.role AS role_code, r.name AS role,
       g.structure_id, s.code AS structure, s.name AS structure_name,
       CASE g.valid_from WHEN '' THEN date(g.granted_at, 'unixepoch', 'localtime') ELSE g.valid_from END AS valid_from,
       coalesce(g.valid_to, '') AS valid_to, g.delegated_from, coalesce(f.officer_id, 0) AS lender_id,
       coalesce(p.surname || ' ' || p.given_name, '') AS lender, g.why, moment(g.granted_at) AS granted,
       coalesce(b.surname || ' ' || b.given_name, '') AS granter,
       CASE WHEN g.ended_at IS NULL THEN '' ELSE moment(g.ended_at) END AS ended,
       coalesce(e.surname || ' ' || e.given_name, '') AS ender, g.end_why,
       CASE WHEN g.ended_at IS NOT NULL THEN 'ended' WHEN g.valid_to < today() THEN 'past' WHEN g.valid_from > today() THEN 'planned'
            WHEN f.ended_at IS NOT NULL OR f.valid_to < today() OR o.status <> 'active' OR p.status <> 'active' THEN 'rests'
            ELSE 'now' END AS standing
FROM role_grant g JOIN role r ON r.code = g.role JOIN officer o ON o.id = g.officer_id JOIN structure s ON s.id = g.structure_id
     LEFT JOIN officer b ON b.id = g.granted_by LEFT JOIN officer e ON e.id = g.ended_by
     LEFT JOIN role_grant f ON f.id = g.delegated_from LEFT JOIN officer p ON p.id = f.officer_id;

CREATE VIEW officer_list AS
SELECT o.id, o.badge, o.surname || ' ' || o.given_name AS name, o.name_fold, o.rank, o.post, s.code AS structure,
       s.name AS structure_name, o.structure_id, coalesce(o.profile, '') AS profile, o.status
FROM officer o CROSS JOIN structure s ON s.id = o.structure_id;

-- free: seats in sessions that take registrations; one without limit counts 9,999
CREATE VIEW course_list AS
SELECT c.id, c.code, c.title, c.title_fold, a.title AS area, a.code AS area_code, c.area_id, c.level, l.name AS level_name,
       c.mode, m.name AS mode_name, c.languages, c.status, coalesce(c.owner_id, 0) AS owner_id,
       coalesce((SELECT min(s.starts_on) FROM session_open s WHERE s.course_id = c.id), '') AS next_start,
       coalesce((SELECT sum(max(0, coalesce(s.seats - (SELECT count(*) FROM seat WHERE seat.session_id = s.session_id), 9999)))
                 FROM session_open s WHERE s.course_id = c.id AND s.starts_on IS NOT NULL), 0) AS free
FROM course c CROSS JOIN area a ON a.id = c.area_id CROSS JOIN level l ON l.number = c.level
     CROSS JOIN mode m ON m.code = c.mode;

-- seats and free: NULL for no limit; seats_text: "12/20 +3 waiting", "12+1/12" when over the capacity
CREATE VIEW session_list AS
SELECT s.id, s.code, s.course_id, c.code AS course_code, c.title, c.title_fold, s.starts, coalesce(s.ends_on, '') AS ends,
       CASE WHEN s.venue <> '' THEN s.venue ELSE s.platform END AS venue, s.country, coalesce(s.language, '') AS language,
       s.organiser_id, s.status, s.door, c.area_id, c.level, c.mode, s.seats,
       (SELECT count(*) FROM seat WHERE seat.session_id = s.id) AS taken,
       (SELECT count(*) FROM registration w WHERE w.session_id = s.id AND w.state = 'waitlisted') AS waiting,
       max(0, s.seats - (SELECT count(*) FROM seat WHERE seat.session_id = s.id)) AS free,
       (SELECT CASE WHEN s.seats IS NULL THEN n.taken || '/-'
                    WHEN n.taken > s.seats THEN s.seats || '+' || (n.taken - s.seats) || '/' || s.seats
                    ELSE n.taken || '/' || s.seats END
               || CASE WHEN n.waiting > 0 THEN ' +' || n.waiting || ' waiting' ELSE '' END
        FROM (SELECT v.taken, v.waiting FROM session_seats v WHERE v.session_id = s.id LIMIT 1) n) AS seats_text
FROM session s JOIN course c ON c.id = s.course_id;

-- what was done; about: what people call that to which it was done, as it is called today; by_structure, about_structure: of who
-- did it and of what it was done to, for rules/audit.h
CREATE VIEW audit_list AS
SELECT a.id, a.at, moment(a.at) AS happened, strftime('%Y-%m-%dT%H:%M:%SZ', a.at, 'unixepoch') AS stamp,
       date(a.at, 'unixepoch', 'localtime') AS day, coalesce(o.surname || ' ' || o.given_name, '-') AS name,
       coalesce(o.badge, '') AS badge, a.officer_id, coalesce(a.visit_id, '') AS visit, a.act, a.thing, a.thing_id, a.detail, a.hash,
       CASE a.thing
           WHEN 'officer' THEN (SELECT badge FROM officer WHERE id = a.thing_id)
           WHEN 'structure' THEN (SELECT code FROM structure WHERE id = a.thing_id)
           WHEN 'course' THEN (SELECT code FROM course WHERE id = a.thing_id)
           WHEN 'session' THEN (SELECT code FROM session WHERE id = a.thing_id)
           WHEN 'campaign' THEN (SELECT code FROM campaign WHERE id = a.thing_id)
           WHEN 'area' THEN (SELECT code FROM area WHERE id = a.thing_id)
           WHEN 'visit' THEN (SELECT b.badge FROM visit v JOIN officer b ON b.id = v.officer_id WHERE v.id = a.thing_id)
           WHEN 'officer_key' THEN (SELECT b.badge FROM officer_key k JOIN officer b ON b.id = k.officer_id WHERE k.id = a.thing_id)
           WHEN 'role_grant' THEN (SELECT b.badge || ' ' || g.role || '@' || s.code FROM role_grant g JOIN officer b ON b.id = g.officer_id
                                   JOIN structure s ON s.id = g.structure_id WHERE g.id = a.thing_id)
           WHEN 'registration' THEN (SELECT b.badge || ' ' || s.code FROM registration r JOIN officer b ON b.id = r.officer_id
                                     JOIN session s ON s.id = r.session_id WHERE r.id = a.thing_id)
           WHEN 'response' THEN (SELECT c.code || ' ' || coalesce(s.code, 'officer') FROM response p
                                 JOIN campaign_respondent r ON r.id = p.respondent_id JOIN campaign c ON c.id = r.campaign_id
                                 LEFT JOIN structure s ON s.id = r.structure_id WHERE p.id = a.thing_id)
       END AS about,
       o.structure_id AS by_structure,
       CASE a.thing WHEN 'structure' THEN a.thing_id WHEN 'officer' THEN (SELECT structure_id FROM officer WHERE id = a.thing_id) END
           AS about_structure
FROM audit a LEFT JOIN officer o ON o.id = a.officer_id;

CREATE VIEW registration_list AS
SELECT r.id, r.session_id, s.code AS session_code, s.course_id, r.officer_id, o.badge, o.surname || ' ' || o.given_name AS name,
       o.name_fold, u.code AS structure, o.structure_id, r.state, t.name AS state_name, t.live, t.pending, r.seat,
       r.requested_at, s.organiser_id, r.overbook_why,
       CASE WHEN r.state = 'waitlisted' THEN
           (SELECT count(*) FROM registration w WHERE w.session_id = r.session_id AND w.state = 'waitlisted'
            AND (w.requested_at, w.id) <= (r.requested_at, r.id)) ELSE 0 END AS position
FROM registration r CROSS JOIN registration_state t ON t.code = r.state CROSS JOIN session s ON s.id = r.session_id
     CROSS JOIN officer o ON o.id = r.officer_id CROSS JOIN structure u ON u.id = o.structure_id;

-- what waits for approval, by the index of that name
CREATE VIEW registration_pending_list AS
SELECT * FROM registration_list WHERE state IN ('submitted', 'endorsed');

-- one officer's own; ask with officer_id given
CREATE VIEW my_training AS
SELECT r.id, r.officer_id, r.session_id, s.code AS session_code, c.id AS course_id, c.code AS course_code, v.title,
       c.title_fold, s.starts, coalesce(s.ends_on, '') AS ends,
       CASE WHEN s.venue <> '' THEN s.venue ELSE s.platform END AS venue, s.status, r.state, t.name AS state_name, t.live,
       t.pending, r.requested_at,
       CASE WHEN r.state = 'waitlisted' THEN
           (SELECT count(*) FROM registration w WHERE w.session_id = r.session_id AND w.state = 'waitlisted'
            AND (w.requested_at, w.id) <= (r.requested_at, r.id)) ELSE 0 END AS position
FROM registration r CROSS JOIN registration_state t ON t.code = r.state CROSS JOIN session s ON s.id = r.session_id
     CROSS JOIN course c ON c.id = s.course_id
     CROSS JOIN course_version v ON v.course_id = s.course_id AND v.number = s.version;

-- ---- what forms edit: columns named as the fields, references by code, "" for none ----

CREATE VIEW structure_form AS
SELECT s.id, s.rev, s.code, s.name, s.local_name, s.type, coalesce(p.code, '') AS parent, s.country,
       coalesce(s.staff, '') AS staff, s.valid_from, coalesce(s.valid_to, '') AS valid_to
FROM structure s LEFT JOIN structure p ON p.id = s.parent_id;

CREATE VIEW area_form AS
SELECT a.id, 1 AS rev, a.code, a.title, coalesce(p.code, '') AS parent, a.valid_from, coalesce(a.valid_to, '') AS valid_to
FROM area a LEFT JOIN area p ON p.id = a.parent_id;

CREATE VIEW officer_form AS
SELECT o.id, o.rev, o.badge, o.surname, o.given_name, o.rank, o.post, s.code AS structure, coalesce(m.badge, '') AS manager,
       o.email, o.phone,
       coalesce((SELECT group_concat(language || ':' || level, ' ') FROM officer_language WHERE officer_id = o.id), '')
           AS languages,
       coalesce(o.clearance, '') AS clearance, coalesce(o.profile, '') AS profile, coalesce(o.login, '') AS login, o.status,
       coalesce((SELECT group_concat(word, ' ') FROM (
                     SELECT g.role || '@' || u.code AS word FROM role_grant g JOIN structure u ON u.id = g.structure_id
                     WHERE g.officer_id = o.id AND g.ended_at IS NULL AND g.delegated_from IS NULL
                       AND coalesce(g.valid_to, '9999') >= today() ORDER BY word)), '') AS roles
FROM officer o JOIN structure s ON s.id = o.structure_id LEFT JOIN officer m ON m.id = o.manager_id;

-- the same for people to read
CREATE VIEW officer_page AS
SELECT f.id, f.surname || ' ' || f.given_name AS name, f.badge, f.rank, f.post, u.id AS structure_id, u.name AS structure,
       m.surname || ' ' || m.given_name AS manager, f.email, f.phone, f.languages, c.name AS clearance, p.name AS profile,
       f.login, f.status, f.roles
FROM officer_form f JOIN structure u ON u.code = f.structure LEFT JOIN officer m ON m.badge = f.manager
     LEFT JOIN clearance c ON c.code = f.clearance LEFT JOIN profile p ON p.code = f.profile;

CREATE VIEW course_form AS
SELECT c.id, c.rev, c.code, c.title, a.code AS area, c.level, c.mode, c.languages, c.aim, c.outcomes, c.target_group,
       coalesce((SELECT group_concat(profile, ' ') FROM course_profile WHERE course_id = c.id), '') AS profiles,
       coalesce((SELECT group_concat(kind || CASE kind WHEN 'level' THEN ' ' || least || ' ' || subject
                                     ELSE rtrim(' ' || subject || ' ' || least) END, '; ')
                 FROM (SELECT * FROM course_condition k WHERE k.course_id = c.id AND k.version = c.version ORDER BY position)),
                '') AS conditions,
       coalesce(c.contact_hours, '') AS contact_hours, coalesce(c.independent_hours, '') AS independent_hours,
       coalesce(c.days, '') AS days, coalesce(c.seats_min, '') AS seats_min, coalesce(c.seats_max, '') AS seats_max,
       coalesce(c.validity_months, '') AS validity_months, c.provider, c.external_reference, c.status
FROM course c JOIN area a ON a.id = c.area_id;

-- with the first phase of each kind
CREATE VIEW session_form AS
SELECT s.id, s.rev, s.code, c.code AS course, u.code AS organiser, coalesce(m.badge, '') AS manager, s.venue, s.country,
       s.platform, coalesce(s.language, '') AS language, s.timezone, coalesce(s.seats_min, '') AS seats_min,
       coalesce(s.seats, '') AS seats, s.door, s.approvals, s.pending_holds, s.register_from,
       coalesce(s.register_by, '') AS register_by, coalesce(s.cancel_free_until, '') AS cancel_free_until,
       coalesce(s.promote_until, '') AS promote_until, s.status,
       coalesce(i.starts_on, '') AS independent_from, coalesce(i.ends_on, '') AS independent_to,
       coalesce(k.starts_on, '') AS contact_from, coalesce(k.ends_on, '') AS contact_to, coalesce(k.starts_at, '') AS starts_at,
       coalesce(k.ends_at, '') AS ends_at, coalesce(k.place, '') AS place, coalesce(k.trainer, '') AS trainer,
       coalesce(p.starts_on, '') AS post_from, coalesce(p.ends_on, '') AS post_to
FROM session s JOIN course c ON c.id = s.course_id JOIN structure u ON u.id = s.organiser_id
     LEFT JOIN officer m ON m.id = s.manager_id
     LEFT JOIN session_phase i
         ON i.id = (SELECT min(id) FROM session_phase WHERE session_id = s.id AND kind = 'independent')
     LEFT JOIN session_phase k ON k.id = (SELECT min(id) FROM session_phase WHERE session_id = s.id AND kind = 'contact')
     LEFT JOIN session_phase p ON p.id = (SELECT min(id) FROM session_phase WHERE session_id = s.id AND kind = 'post');

CREATE VIEW campaign_form AS
SELECT c.id, c.rev, c.code, c.title, q.code AS questionnaire, v.version, c.asks, s.code AS structure, c.period,
       coalesce((SELECT group_concat(code, ' ') FROM (SELECT a.code FROM campaign_area x JOIN area a ON a.id = x.area_id
                                                      WHERE x.campaign_id = c.id ORDER BY a.code)), '') AS areas,
       c.opens_on, c.closes_on, c.status
FROM campaign c JOIN questionnaire_version v ON v.id = c.version_id JOIN questionnaire q ON q.id = v.questionnaire_id
     JOIN structure s ON s.id = c.structure_id;

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

-- ---- what is exported besides the forms ----

CREATE VIEW registration_form AS
SELECT r.id, s.code AS session, o.badge, date(r.requested_at, 'unixepoch', 'localtime') AS requested, r.state, r.requested_at,
       o.structure_id
FROM registration r JOIN session s ON s.id = r.session_id JOIN officer o ON o.id = r.officer_id;

-- every revision that was submitted, as it goes out as a file
CREATE VIEW response_form AS
SELECT p.id, p.respondent_id, c.id AS campaign_id, c.code AS campaign, coalesce(s.code, '') AS structure,
       coalesce(o.badge, '') AS badge, p.revision, coalesce(w.decision, 'submitted') AS state, coalesce(w.comment, '') AS comment,
       p.language, b.badge AS answered_by, datetime(p.submitted_at, 'unixepoch', 'localtime') AS submitted, p.receipt, v.version,
       p.version_id, coalesce(r.structure_id, o.structure_id) AS structure_id
FROM response p JOIN campaign_respondent r ON r.id = p.respondent_id JOIN campaign c ON c.id = r.campaign_id
     JOIN questionnaire_version v ON v.id = p.version_id JOIN officer b ON b.id = p.officer_id
     LEFT JOIN structure s ON s.id = r.structure_id LEFT JOIN officer o ON o.id = r.officer_id
     LEFT JOIN response_review w ON w.id = (SELECT max(id) FROM response_review WHERE response_id = p.id)
WHERE p.state = 'submitted' AND r.excluded_why IS NULL;

-- ---- questionnaires ----

-- who is asked, and what stands: answers that were submitted stand while a correction of them is only a draft. The official
-- answers of a structure are the last ones confirmed.
CREATE VIEW respondent AS
SELECT r.id, r.campaign_id, r.structure_id, r.officer_id, coalesce(r.staff, 0) AS staff, r.excluded_why,
       coalesce(r.reopened_until, '') AS reopened_until, coalesce(d.id, 0) AS draft_id, coalesce(l.id, 0) AS submitted_id,
       l.revision, l.submitted_at, w.decision, w.comment, w.decided_at, w.officer_id AS decided_by,
       (SELECT k.id FROM response k WHERE k.respondent_id = r.id AND 'confirmed' =
            (SELECT x.decision FROM response_review x WHERE x.response_id = k.id ORDER BY x.id DESC LIMIT 1)
        ORDER BY k.revision DESC LIMIT 1) AS official_id,
       CASE WHEN r.excluded_why IS NOT NULL THEN 'excluded'
            WHEN l.id IS NULL THEN CASE WHEN d.id IS NULL THEN 'none' ELSE 'draft' END
            WHEN w.decision = 'returned' AND d.id IS NOT NULL THEN 'draft'
            ELSE coalesce(w.decision, 'submitted') END AS state
FROM campaign_respondent r LEFT JOIN response d ON d.respondent_id = r.id AND d.state = 'draft'
     LEFT JOIN response l ON l.id = (SELECT p.id FROM response p WHERE p.respondent_id = r.id AND p.state = 'submitted'
                                     ORDER BY p.revision DESC LIMIT 1)
     LEFT JOIN response_review w ON w.id = (SELECT max(id) FROM response_review WHERE response_id = l.id);

-- the structures asked by name, with whom to write to: the contact of the structure, else its head
CREATE VIEW respondent_list AS
SELECT r.id, r.campaign_id, r.structure_id, u.code AS structure, u.name, u.name_fold, r.staff, r.state,
       r.state IN ('draft', 'returned') OR r.state = 'none' AND c.status <> 'closing' AS owes, r.submitted_id, r.revision, coalesce(r.submitted_at, 0) AS submitted_at,
       r.reopened_until, coalesce(r.excluded_why, '') AS excluded_why,
       coalesce((SELECT max(sent_at) FROM respondent_reminder WHERE respondent_id = r.id), 0) AS reminded_at,
       (SELECT count(*) FROM respondent_reminder WHERE respondent_id = r.id) AS reminders,
       (SELECT g.officer_id FROM role_now g WHERE g.structure_id = r.structure_id AND g.role IN ('contact', 'head')
        ORDER BY g.role, g.officer_id LIMIT 1) AS contact_id
FROM respondent r JOIN campaign c ON c.id = r.campaign_id JOIN structure u ON u.id = r.structure_id;

-- the same for an export
CREATE VIEW respondent_form AS
SELECT r.id, c.code AS campaign, r.structure, r.name, r.state, r.owes, CASE r.staff WHEN 0 THEN '' ELSE r.staff END AS staff,
       CASE r.submitted_at WHEN 0 THEN '' ELSE moment(r.submitted_at) END AS submitted,
       CASE r.reminded_at WHEN 0 THEN '' ELSE moment(r.reminded_at) END AS reminded, r.reminders,
       coalesce(o.surname || ' ' || o.given_name, '') AS contact, coalesce(o.email, '') AS email, coalesce(o.phone, '') AS phone,
       r.structure_id, r.contact_id
FROM respondent_list r JOIN campaign c ON c.id = r.campaign_id LEFT JOIN officer o ON o.id = r.contact_id;

-- what waits for an officer's answer, or was answered: a campaign for a structure they answer for, or for themselves;
-- ask with officer_id given. The id is questionnaire_id() of screens/questionnaire.h. takes: answers can be entered now;
-- returned_why and reminded_at only while there is something to do; who was left out sees only what was begun. An officer
-- need not be a respondent yet, so what `respondent` says is asked here once more: joined from the left, it would be made whole.
CREATE VIEW my_questionnaire AS
SELECT q.*, CASE WHEN q.excluded THEN 'excluded' WHEN q.takes AND q.draft_id > 0 THEN 'draft'
                 WHEN q.submitted_id > 0 THEN coalesce(q.decision, 'submitted')
                 WHEN q.status = 'open' AND q.opens_on > today() THEN 'planned' WHEN q.takes THEN 'none' ELSE 'missed' END
           AS state
FROM (SELECT m.officer_id, m.campaign_id * 16777216 + m.structure_id AS id, m.campaign_id, m.structure_id, c.code, c.title,
             c.period, m.who, c.opens_on, max(c.closes_on, coalesce(r.reopened_until, '')) AS closes_on, c.status,
             coalesce(r.id, 0) AS respondent_id, r.excluded_why IS NOT NULL AS excluded, coalesce(d.id, 0) AS draft_id,
             coalesce(l.id, 0) AS submitted_id, w.decision,
             CASE w.decision WHEN 'returned' THEN w.comment ELSE '' END AS returned_why,
             CASE WHEN l.id IS NULL OR w.decision = 'returned'
                  THEN (SELECT max(sent_at) FROM respondent_reminder WHERE respondent_id = r.id) END AS reminded_at,
             CASE WHEN r.excluded_why IS NOT NULL THEN 0 WHEN r.reopened_until >= today() THEN c.status <> 'frozen'
                  ELSE today() BETWEEN c.opens_on AND c.closes_on AND coalesce(w.decision, '') <> 'confirmed'
                      AND (c.status = 'open' OR c.status = 'closing' AND (d.id IS NOT NULL OR w.decision IS 'returned')) END
                 AS takes
      FROM (SELECT g.officer_id, r.campaign_id, r.structure_id, u.name AS who, r.id AS respondent_id
            FROM role_now g JOIN role_capability k ON k.role = g.role AND k.capability = 'answer'
                 JOIN campaign_respondent r ON r.structure_id = g.structure_id
                     AND (r.excluded_why IS NULL OR EXISTS (SELECT 1 FROM response WHERE respondent_id = r.id))
                 JOIN structure u ON u.id = r.structure_id
            GROUP BY g.officer_id, r.id
            UNION ALL
            SELECT o.id, c.id, 0, 'Self-check',
                   (SELECT r.id FROM campaign_respondent r WHERE r.campaign_id = c.id AND r.officer_id = o.id)
            FROM officer o JOIN structure_above a ON a.structure_id = o.structure_id
                 JOIN campaign c ON c.structure_id = a.above_id AND c.asks = 'officer') m
           JOIN campaign c ON c.id = m.campaign_id AND c.status <> 'draft'
           LEFT JOIN campaign_respondent r ON r.id = m.respondent_id
           LEFT JOIN response d ON d.respondent_id = r.id AND d.state = 'draft'
           LEFT JOIN response l ON l.id = (SELECT p.id FROM response p WHERE p.respondent_id = r.id AND p.state = 'submitted'
                                           ORDER BY p.revision DESC LIMIT 1)
           LEFT JOIN response_review w ON w.id = (SELECT max(id) FROM response_review WHERE response_id = l.id)) q;

-- answers of structures that wait for the decision of the nearest head, while their campaign runs; ask with officer_id given
CREATE VIEW to_confirm AS
SELECT g.officer_id, r.submitted_id AS id, r.campaign_id, c.title, u.name AS who, r.submitted_at, c.closes_on
FROM campaign c JOIN respondent r ON r.campaign_id = c.id AND r.state = 'submitted' AND r.draft_id = 0
     JOIN structure u ON u.id = r.structure_id JOIN structure_above a ON a.structure_id = r.structure_id
     JOIN role_now g ON g.structure_id = a.above_id
     JOIN role_capability k ON k.role = g.role AND k.capability = 'confirm_answers'
WHERE (c.status IN ('open', 'closing') OR c.status = 'closed' AND r.reopened_until >= today())
  AND NOT EXISTS (SELECT 1 FROM structure_above n JOIN role_now h ON h.structure_id = n.above_id
                  JOIN role_capability x ON x.role = h.role AND x.capability = 'confirm_answers'
                  WHERE n.structure_id = r.structure_id AND n.distance < a.distance)
GROUP BY g.officer_id, r.id;

-- campaigns with how many are asked and have answered, and their state with the days taken into account: planned before the
-- first day, ended after the last one
CREATE VIEW campaign_list AS
SELECT c.id, c.code, c.title, fold(c.title) AS title_fold, c.asks, c.structure_id, u.code AS structure, c.period, c.opens_on,
       c.closes_on, c.status,
       CASE WHEN c.status = 'open' AND c.opens_on > today() THEN 'planned'
            WHEN c.status IN ('open', 'closing') AND c.closes_on < today() THEN 'ended' ELSE c.status END AS phase,
       CASE c.asks WHEN 'structure'
            THEN (SELECT count(*) FROM campaign_respondent r WHERE r.campaign_id = c.id AND r.excluded_why IS NULL)
            ELSE (SELECT count(*) FROM structure_above a JOIN officer o ON o.structure_id = a.structure_id AND o.status = 'active'
                  WHERE a.above_id = c.structure_id) END AS asked,
       (SELECT count(*) FROM respondent r WHERE r.campaign_id = c.id AND r.state IN ('submitted', 'confirmed')) AS answered,
       (SELECT count(*) FROM respondent r WHERE r.campaign_id = c.id AND r.state = 'confirmed') AS confirmed
FROM campaign c JOIN structure u ON u.id = c.structure_id;

-- SSH keys with what becomes of them today
CREATE VIEW key_list AS
SELECT k.id, k.officer_id, o.badge, o.surname || ' ' || o.given_name AS name, o.structure_id, k.type, k.fingerprint,
       k.label, k.added_at, moment(k.added_at) AS added, coalesce(a.surname || ' ' || a.given_name, '') AS added_by,
       coalesce(k.valid_to, '') AS until, coalesce(k.last_used_at, 0) AS last_used_at,
       CASE WHEN k.last_used_at IS NULL THEN '' ELSE moment(k.last_used_at) END AS used,
       CASE WHEN k.revoked_at IS NOT NULL THEN 'revoked' WHEN k.valid_to < today() THEN 'expired'
            WHEN o.status <> 'active' THEN 'suspended' ELSE 'valid' END AS state_name,
       CASE WHEN k.revoked_at IS NULL THEN '' ELSE moment(k.revoked_at) END AS revoked,
       coalesce(r.surname || ' ' || r.given_name, '') AS revoked_by, k.revoked_why
FROM officer_key k JOIN officer o ON o.id = k.officer_id
     LEFT JOIN officer a ON a.id = k.added_by LEFT JOIN officer r ON r.id = k.revoked_by;

-- ---- retention ----

-- the day before which a class of data is due
CREATE VIEW retention_line AS
SELECT code AS class, date(today(), '-' || months || ' months') AS day FROM retention_class WHERE months > 0;

-- since when an officer is suspended: as the audit has it, else not before it began
CREATE VIEW suspended_since AS
SELECT o.id AS officer_id,
       coalesce((SELECT max(a.at) FROM audit a WHERE a.thing = 'officer' AND a.thing_id = o.id AND a.detail GLOB '*status: *suspended*'),
                (SELECT at FROM audit WHERE id = 1), now()) AS at
FROM officer o WHERE o.status = 'suspended';

-- answers by what they are about, and until when they were taken
CREATE VIEW retained_response AS
SELECT p.id, r.officer_id, p.officer_id AS writer_id, coalesce(r.structure_id, o.structure_id) AS structure_id, r.campaign_id,
       p.state, max(c.closes_on, coalesce(r.reopened_until, '')) AS day
FROM response p JOIN campaign_respondent r ON r.id = p.respondent_id JOIN campaign c ON c.id = r.campaign_id
     LEFT JOIN officer o ON o.id = r.officer_id
WHERE EXISTS (SELECT 1 FROM answer WHERE response_id = p.id) OR EXISTS (SELECT 1 FROM answer_dropped WHERE response_id = p.id)
   OR EXISTS (SELECT 1 FROM answer_saved WHERE response_id = p.id) OR EXISTS (SELECT 1 FROM answer_entry WHERE response_id = p.id);

-- what is due, with whom and what it is about: a hold on any of these keeps it
CREATE VIEW retention_due AS
SELECT 'officers' AS class, o.id, o.id AS officer_id, o.structure_id, NULL AS campaign_id
FROM retention_line l JOIN officer o ON o.status = 'suspended' AND o.badge <> 'X-' || o.id
     JOIN suspended_since s ON s.officer_id = o.id AND date(s.at, 'unixepoch', 'localtime') < l.day
WHERE l.class = 'officers' AND NOT EXISTS (
    SELECT 1 FROM registration r JOIN registration_state t ON t.code = r.state AND t.live = 1 JOIN session s ON s.id = r.session_id
    WHERE r.officer_id = o.id AND coalesce(s.ends_on, '9999') >= today() AND s.status <> 'cancelled')
UNION ALL
SELECT 'registrations', r.id, r.officer_id, o.structure_id, NULL
FROM retention_line l JOIN session s ON s.ends_on < l.day JOIN registration r ON r.session_id = s.id JOIN officer o ON o.id = r.officer_id
WHERE l.class = 'registrations' AND (r.overbook_why NOT IN ('', 'removed') OR EXISTS (
    SELECT 1 FROM registration_event e WHERE e.registration_id = r.id AND (e.reason <> '' OR e.reason_code <> '')))
UNION ALL
SELECT l.class, p.id, coalesce(p.officer_id, p.writer_id), p.structure_id, p.campaign_id
FROM retention_line l JOIN retained_response p ON p.day < l.day
WHERE l.class = 'selfchecks' AND p.officer_id IS NOT NULL AND p.state = 'submitted' OR l.class = 'drafts' AND p.state = 'draft'
UNION ALL
SELECT 'visits', v.id, v.officer_id, o.structure_id, NULL
FROM retention_line l JOIN visit v ON date(v.ended_at, 'unixepoch', 'localtime') < l.day JOIN officer o ON o.id = v.officer_id
WHERE l.class = 'visits' AND (v.origin <> '' OR v.key_id IS NOT NULL)
UNION ALL
SELECT 'failures', 0, NULL, NULL, NULL FROM retention_line l JOIN failure f ON date(f.last_at, 'unixepoch', 'localtime') < l.day
WHERE l.class = 'failures';

-- the officers that a hold in force is about
CREATE VIEW held_officer AS
SELECT id AS hold_id, officer_id FROM legal_hold WHERE released_at IS NULL AND officer_id IS NOT NULL
UNION ALL
SELECT h.id, o.id FROM legal_hold h JOIN structure_above a ON a.above_id = h.structure_id JOIN officer o ON o.structure_id = a.structure_id
WHERE h.released_at IS NULL
UNION ALL
SELECT h.id, coalesce(r.officer_id, p.officer_id) FROM legal_hold h JOIN campaign_respondent r ON r.campaign_id = h.campaign_id
     JOIN response p ON p.respondent_id = r.id
WHERE h.released_at IS NULL;

CREATE VIEW retention_held AS
SELECT d.class, d.id, d.structure_id,
       coalesce((SELECT min(h.hold_id) FROM held_officer h WHERE h.officer_id = d.officer_id),
                (SELECT min(h.id) FROM legal_hold h WHERE h.released_at IS NULL AND (h.campaign_id = d.campaign_id
                     OR h.structure_id IN (SELECT above_id FROM structure_above WHERE structure_id = d.structure_id))), 0) AS hold_id
FROM retention_due d;

-- holds with what they cover, as sentences name them
CREATE VIEW hold_list AS
SELECT h.id, h.officer_id, h.campaign_id, coalesce(h.structure_id, o.structure_id, c.structure_id) AS structure_id,
       CASE WHEN h.officer_id IS NOT NULL THEN 'officer' WHEN h.structure_id IS NOT NULL THEN 'structure' ELSE 'campaign' END AS kind,
       coalesce(o.badge, u.code, c.code) AS code, coalesce(o.surname || ' ' || o.given_name, u.name, c.title) AS name, h.reason,
       h.placed_at, moment(h.placed_at) AS placed, coalesce(p.surname || ' ' || p.given_name, '') AS placer,
       h.released_at IS NOT NULL AS is_released, CASE WHEN h.released_at IS NULL THEN '' ELSE moment(h.released_at) END AS released,
       coalesce(r.surname || ' ' || r.given_name, '') AS releaser, h.released_why
FROM legal_hold h LEFT JOIN officer o ON o.id = h.officer_id LEFT JOIN structure u ON u.id = h.structure_id
     LEFT JOIN campaign c ON c.id = h.campaign_id LEFT JOIN officer p ON p.id = h.placed_by LEFT JOIN officer r ON r.id = h.released_by;
