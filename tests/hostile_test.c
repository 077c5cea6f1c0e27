/* Texts made to harm a terminal stand in every free text of a database: nothing of them comes out of the
 * program as it is, whichever way it comes. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "calls.h"
#include "fixture.h"
#include "hostile_faces.h"
#include "tree.h"

static const char *const walkers[] = { "ADMIN", "COORD", "HEAD", "Zelimxan" };
enum { WALKERS = sizeof walkers / sizeof *walkers };

/* A row for each table that the tree leaves empty. */
static const char rows[] =
    "INSERT INTO officer_key (officer_id, type, blob, fingerprint, added_at, revoked_at, revoked_why) "
    "SELECT id, 'ssh-ed25519', 'AAAA' || id, 'SHA256:' || id, 1, iif(id % 2, 2, NULL), 'lost' FROM officer;"
    "INSERT INTO visit (officer_id, door, origin, process, started, begun_at, seen_at, ended_at, ended, why) "
    "SELECT id, 'key', 'x', 1, 1, 1, 1, iif(id % 2, 2, NULL), iif(id % 2, 'ended', NULL), 'x' FROM officer;"
    "INSERT INTO legal_hold (officer_id, reason, placed_at, released_at, released_why) "
    "SELECT id, 'x', 1, iif(id % 2, 2, NULL), iif(id % 2, 'x', '') FROM officer WHERE id < 5;"
    "INSERT INTO role_grant (officer_id, role, structure_id, granted_at, ended_at, end_why) "
    "SELECT officer_id, role, structure_id, 1, 2, 'x' FROM role_grant;"
    "INSERT INTO course_condition SELECT course_id, number, 1, 'language', 'en', 'B1' FROM course_version;"
    "INSERT INTO answer_saved SELECT id, 'staff/why', 'x' FROM response;"
    "INSERT INTO answer_dropped SELECT id, 'staff/other', 'x' FROM response;"
    "INSERT INTO response_review (response_id, decision, comment, decided_at) "
    "SELECT id, 'returned', 'x', 1 FROM response;"
    "INSERT INTO campaign_event (campaign_id, at, act, reason) SELECT id, 1, 'remind', 'x' FROM campaign;";

static struct hostile_texts stored = { .list = hostile_list }, typed = { .list = hostile_list };

static void make(void) {
    db_close(tree_new("tree.db"));
    hostile_run("tree.db", rows);
    stored.count = typed.count = hostile_count;
    hostile_store("tree.db", &stored);
}

static void in_both_faces(void **state) {
    (void)state;
    for (int i = 0; i < WALKERS; i++) {
        hostile_faces_full("tree.db", walkers[i], &typed);
        hostile_faces_line("tree.db", walkers[i], &typed);
    }
    assert_int_equal(hostile_leak_count, 0);
    for (int i = 0; i < hostile_count; i++)
        if (!hostile_was_seen(i))
            fail_msg("text %d was never shown", i);
}

int main(void) {
    call_enter();
    make();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(in_both_faces),
    };
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    call_leave();
    return failed;
}
