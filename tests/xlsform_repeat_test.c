/* Repeats: instances that come, go and move, what they read of each other, and what is told of them outside.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "answers_of.h"

#define HEADER "survey\n,type,name,label,relevant,calculation,default,repeat_count,trigger\n"

static const char team[] = HEADER ",begin repeat,team,Team,,,,,\n"
                                  ",text,name,Name,,,,,\n"
                                  ",integer,staff,Staff,${name} != '',,,,\n"
                                  ",calculate,twice,,,${staff} * 2,,,\n"
                                  ",calculate,place,,,position(..),,,\n"
                                  ",begin repeat,member,Member,,,,,\n"
                                  ",text,badge,Badge,,,,,\n"
                                  ",calculate,who,,,\"concat(${name}, '/', ${badge})\",,,\n"
                                  ",end repeat,,,,,,,\n"
                                  ",end repeat,,,,,,,\n"
                                  ",calculate,teams,,,count(${team}),,,\n"
                                  ",calculate,all,,,sum(${staff}),,,\n"
                                  ",calculate,second,,,\"indexed-repeat(${name}, ${team}, 2)\",,,\n";

/* The paths of all items, with a blank between. */
static const char *paths(void) {
    static struct buffer all;
    struct arena arena = { 0 };
    int count;
    const int *items = answers_items(answers, &count);
    buffer_clear(&all);
    for (int i = 0; i < count; i++) {
        char *path = answers_path(answers, items[i], &arena);
        assert_int_equal(answers_find(answers, path), items[i]);
        buffer_format(&all, "%s ", path);
    }
    arena_done(&arena);
    return all.text;
}

static void instances_have_their_own_answers(void **state) {
    (void)state;
    begin(team);
    assert_string_equal(value("team"), "1");
    assert_string_equal(value("teams"), "1");
    set("team[1]/name", "A");
    set("team[1]/staff", "4");
    int second = answers_add(answers, item_of("team"));
    assert_int_equal(item_of("team[2]"), second);
    assert_int_equal(answers_instance(answers, second), 2);
    assert_false(relevant("team[2]/staff"));
    set("team[2]/name", "B");
    set("team[2]/staff", "5");
    assert_string_equal(value("team[1]/twice"), "8");
    assert_string_equal(value("team[2]/twice"), "10");
    assert_string_equal(value("all"), "9");
    assert_string_equal(value("teams"), "2");
    assert_string_equal(value("second"), "B");
    assert_string_equal(value("team[2]/place"), "2");
    set("team[2]/name", "");
    assert_string_equal(value("all"), "4");
    assert_string_equal(value("team[2]/staff"), "5");
    finish();
}

static void instances_stand_in_instances(void **state) {
    (void)state;
    begin(team);
    answers_add(answers, item_of("team"));
    answers_add(answers, item_of("team[2]/member"));
    assert_string_equal(
        paths(), "team team[1] team[1]/name team[1]/staff team[1]/twice team[1]/place team[1]/member "
                 "team[1]/member[1] team[1]/member[1]/badge team[1]/member[1]/who team[2] team[2]/name "
                 "team[2]/staff team[2]/twice team[2]/place team[2]/member team[2]/member[1] "
                 "team[2]/member[1]/badge team[2]/member[1]/who team[2]/member[2] team[2]/member[2]/badge "
                 "team[2]/member[2]/who teams all second ");
    set("team[1]/name", "A");
    set("team[2]/name", "B");
    set("team[2]/member[2]/badge", "7");
    assert_string_equal(value("team[2]/member[2]/who"), "B/7");
    assert_string_equal(value("team[1]/member[1]/who"), "A/");
    assert_int_equal(answers_find(answers, "team[3]/name"), -1);
    assert_int_equal(answers_find(answers, "team[1]/member[2]"), -1);
    assert_int_equal(answers_find(answers, "name"), -1);
    finish();
}

static void removing_closes_the_gap(void **state) {
    (void)state;
    begin(team);
    int kept;
    set("team", "3");
    for (int i = 1; i <= 3; i++) {
        char path[32];
        snprintf(path, sizeof path, "team[%d]/name", i);
        set(path, (char[]){ (char)('A' + i - 1), 0 });
    }
    set("team[1]/staff", "1");
    set("team[2]/staff", "2");
    set("team[3]/staff", "6");
    kept = item_of("team[3]/staff");
    unsigned shape = answers_shape(answers);
    answers_remove(answers, item_of("team[2]"));
    assert_true(answers_shape(answers) != shape);
    assert_int_equal(item_of("team[2]/staff"), kept);
    assert_string_equal(value("team[2]/name"), "C");
    assert_string_equal(value("team[2]/place"), "2");
    assert_string_equal(value("second"), "C");
    assert_string_equal(value("teams"), "2");
    assert_string_equal(value("team"), "2");
    assert_string_equal(value("all"), "7");
    answers_remove(answers, item_of("team[1]"));
    answers_remove(answers, item_of("team[1]"));
    assert_string_equal(value("teams"), "0");
    assert_string_equal(value("all"), "0");
    assert_string_equal(paths(), "team teams all second ");
    finish();
}

static void moving_changes_the_order(void **state) {
    (void)state;
    begin(team);
    set("team", "3");
    set("team[1]/name", "A");
    set("team[2]/name", "B");
    set("team[3]/name", "C");
    set("team[1]/member", "2");
    set("team[1]/member[2]/badge", "9");
    answers_move(answers, item_of("team[1]"), 1);
    assert_string_equal(value("team[1]/name"), "B");
    assert_string_equal(value("team[2]/member[2]/who"), "A/9");
    assert_string_equal(value("second"), "A");
    assert_string_equal(value("team[2]/place"), "2");
    answers_move(answers, item_of("team[3]"), -9);
    assert_string_equal(value("team[1]/name"), "C");
    assert_string_equal(value("team[2]/name"), "B");
    assert_string_equal(value("team[3]/name"), "A");
    assert_string_equal(value("team[3]/place"), "3");
    finish();
}

/* What a count no longer asks for is kept, and counts again when it is asked for again. */
static void a_count_makes_instances(void **state) {
    (void)state;
    begin(HEADER ",integer,n,How many?,,,,,\n,begin repeat,unit,Unit,,,,${n},\n,integer,need,Need,,,,,\n"
                 ",integer,base,Base,,,${n} + 1,,\n,end repeat,,,,,,,\n,calculate,sum,,,sum(${need}),,,\n"
                 ",calculate,units,,,count(${unit}),,,\n");
    assert_string_equal(value("unit"), "0");
    set("n", "3");
    assert_string_equal(value("unit"), "3");
    assert_string_equal(value("unit[2]/base"), "4");
    set("unit[1]/need", "5");
    set("unit[2]/need", "0");
    set("unit[3]/need", "7");
    assert_string_equal(value("sum"), "12");
    set("n", "1");
    assert_string_equal(value("sum"), "5");
    assert_string_equal(value("units"), "1");
    assert_false(relevant("unit[3]/need"));
    assert_string_equal(value("unit[3]/need"), "7");
    assert_string_equal(problem("unit[3]/need"), "none");
    set("n", "");
    assert_string_equal(value("units"), "0");
    set("n", "3");
    assert_string_equal(value("sum"), "12");
    assert_string_equal(value("unit[2]/base"), "4"); /* a default is given once */
    set("n", "100000");
    assert_int_equal(atoi(value("units")), ANSWER_INSTANCES);
    assert_string_equal(problem("unit"), "More is asked here than can be: only 1000 times.");
    set("n", "-2");
    assert_string_equal(value("units"), "0");
    finish();
}

static void a_hidden_repeat_counts_nothing(void **state) {
    (void)state;
    begin(HEADER ",text,ask,Ask?,,,,,\n,begin group,g,G,${ask} = 'y',,,,\n,begin repeat,r,R,,,,,\n"
                 ",integer,x,X,,,,,\n,end repeat,,,,,,,\n,end group,,,,,,,\n,calculate,c,,,count(${r}),,,\n"
                 ",calculate,m,,,max(${x}),,,\n");
    assert_string_equal(value("c"), "0");
    set("ask", "y");
    assert_string_equal(value("c"), "1");
    set("g/r[1]/x", "3");
    set("g/r", "2");
    set("g/r[2]/x", "8");
    assert_string_equal(value("m"), "8");
    set("ask", "n");
    assert_string_equal(value("c"), "0");
    assert_string_equal(value("m"), "");
    set("ask", "y");
    assert_string_equal(value("c"), "2");
    assert_string_equal(value("m"), "8");
    finish();
}

static void kept_answers_come_back(void **state) {
    (void)state;
    begin(team);
    answers_free(answers);
    answers = answers_kept(definition);
    answers_put(answers, item_of("team"), "2");
    answers_put(answers, item_of("team[2]/name"), "B");
    answers_put(answers, item_of("team[2]/staff"), "4");
    answers_put(answers, item_of("team[2]/member"), "1");
    answers_put(answers, item_of("team[1]/member"), "many");
    answers_put(answers, item_of("team[2]/member[1]/badge"), "1");
    answers_resume(answers, false);
    assert_string_equal(value("all"), "4");
    assert_string_equal(value("team[2]/member[1]/who"), "B/1");
    assert_int_equal(answers_find(answers, "team[1]/member[1]"), -1);
    assert_string_equal(value("team[1]/member"), "0");
    finish();
}

/* once() and defaults of each instance, and start, are computed once. */
static void some_things_are_computed_once(void **state) {
    (void)state;
    const char *csv =
        HEADER ",start,s,,,,,,\n,integer,n,N,,,5,,\n,begin repeat,r,R,,,,,\n"
               ",calculate,first,,,once(${n}),,,\n,integer,d,D,,,${n} * 2,,\n,end repeat,,,,,,,\n";
    begin(csv);
    set("n", "6");
    answers_add(answers, item_of("r"));
    assert_string_equal(value("r[1]/first"), "5");
    assert_string_equal(value("r[2]/first"), "6");
    assert_string_equal(value("r[1]/d"), "10");
    assert_string_equal(value("r[2]/d"), "12");
    answers_free(answers);
    answers = answers_kept(definition);
    answers_put(answers, item_of("n"), "7");
    answers_put(answers, item_of("s"), "2026-01-01T00:00:00.000+00:00");
    answers_put(answers, item_of("r"), "1");
    answers_put(answers, item_of("r[1]/first"), "5");
    answers_resume(answers, false);
    assert_string_equal(value("s"), "2026-01-01T00:00:00.000+00:00");
    assert_string_equal(value("r[1]/first"), "5");
    assert_string_equal(value("r[1]/d"), ""); /* it was cleared */
    finish();
}

static void triggers_calculate_when_answered(void **state) {
    (void)state;
    begin(HEADER
          ",integer,a,A,,,,,\n,integer,b,B,,,,,\n,calculate,sum,,,${a} + ${b},,,${b}\n"
          ",calculate,count,,,\"coalesce(${count}, 0) + 1\",,,${a}\n,calculate,next,,,${count} + 1,,,\n");
    assert_string_equal(value("sum"), "");
    set("a", "1");
    assert_string_equal(value("sum"), "");
    assert_string_equal(set("b", "2"), "b sum ");
    assert_string_equal(value("sum"), "3");
    set("a", "5");
    assert_string_equal(value("sum"), "3");
    assert_string_equal(value("count"), "2");
    assert_string_equal(value("next"), "3");
    finish();
}

static const char nested[] = HEADER
    ",integer,n,N,,,,,\n,text,t,T,,,,,\n,begin group,g,G,${t} != 'c',,,,\n,begin repeat,r,R,,,,,\n"
    ",integer,a,A,,,7,,\n,begin repeat,s,S,${a} > 1,,,${a} mod 4,\n"
    ",integer,b,B,${t} = 'a' or ${n} > 1,,${a} + 1,,\n,calculate,c,,,${a} * ${b},,,\n"
    ",calculate,p,,,\"concat(position(..), '/', position(../..))\",,,\n,end repeat,,,,,,,\n"
    ",calculate,d,,,sum(${b}),,,\n,calculate,e,,,count(${s}),,,\n,end repeat,,,,,,,\n"
    ",end group,,,,,,,\n,calculate,all,,,\"concat(sum(${d}), '-', count(${b}), '-', count(${r}))\",,,\n"
    ",calculate,second,,,\"indexed-repeat(${a}, ${r}, 2)\",,,\n,begin repeat,q,Q,,,,count(${r}),\n"
    ",text,x,X,,,,,\n,calculate,y,,,\"concat(${x}, indexed-repeat(${a}, ${r}, position(..)))\",,,\n"
    ",end repeat,,,,,,,\n";

static unsigned luck(unsigned limit) {
    static unsigned long long state = 1;
    state = state * 6364136223846793005ULL + 1442695040888963407ULL;
    return (unsigned)(state >> 33) % limit;
}

/* Answers, adds, takes away or moves something. */
static void change_something(void) {
    static const char *const values[] = { "", "1", "2", "5", "a", "c" };
    int count;
    const int *items = answers_items(answers, &count);
    int item = items[luck((unsigned)count)];
    const struct question *question = &definition->questions[answers_question(answers, item)];
    bool is_repeat = question->kind == QUESTION_REPEAT;
    if (is_repeat && question->repeat_count)
        return;
    if (is_repeat && !answers_instance(answers, item))
        answers_add(answers, item);
    else if (is_repeat && luck(2))
        answers_remove(answers, item);
    else if (is_repeat)
        answers_move(answers, item, (int)luck(5) - 2);
    else if (question_is_asked(question))
        answers_set(answers, item, values[luck(6)], &count);
}

/* The same answers, put together from what is kept. */
static struct answers *kept_again(void) {
    struct answers *again = answers_kept(definition);
    struct arena arena = { 0 };
    int count;
    const int *items = answers_items(answers, &count);
    for (int i = 0; i < count; i++) {
        const char *kept = answers_value(answers, items[i]);
        int instances = 0;
        for (int k = 0; k < count; k++)
            instances += answers_parent(answers, items[k]) == items[i];
        if (definition->questions[answers_question(answers, items[i])].kind == QUESTION_REPEAT &&
            !answers_instance(answers, items[i]))
            kept = arena_format(&arena, "%d", instances);
        answers_put(again, answers_find(again, answers_path(answers, items[i], &arena)), kept);
    }
    answers_resume(again, false);
    arena_done(&arena);
    return again;
}

static void computed_bit_by_bit_is_computed_at_once(void **state) {
    (void)state;
    begin(nested);
    for (int round = 0; round < 150; round++) {
        for (int i = 0; i < 4; i++)
            change_something();
        struct answers *again = kept_again();
        struct arena arena = { 0 };
        int count;
        const int *items = answers_items(answers, &count);
        for (int i = 0; i < count; i++) {
            char *path = answers_path(answers, items[i], &arena);
            int same = answers_find(again, path);
            bool counts = answers_relevant(answers, items[i]);
            if (counts != answers_relevant(again, same) ||
                (counts && strcmp(answers_value(answers, items[i]), answers_value(again, same)) != 0))
                fail_msg("round %d, %s: \"%s\", not \"%s\"", round, path, answers_value(answers, items[i]),
                         answers_value(again, same));
        }
        arena_done(&arena);
        answers_free(again);
    }
    finish();
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(instances_have_their_own_answers),
        cmocka_unit_test(instances_stand_in_instances),
        cmocka_unit_test(removing_closes_the_gap),
        cmocka_unit_test(moving_changes_the_order),
        cmocka_unit_test(a_count_makes_instances),
        cmocka_unit_test(a_hidden_repeat_counts_nothing),
        cmocka_unit_test(kept_answers_come_back),
        cmocka_unit_test(some_things_are_computed_once),
        cmocka_unit_test(triggers_calculate_when_answered),
        cmocka_unit_test(computed_bit_by_bit_is_computed_at_once),
    };
    setenv("TOPCOP_NOW", "2026-11-24T10:30", 1);
    setenv("TZ", "UTC", 1);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
