/* Expressions that look around in a questionnaire: paths, other instances, lists of choices; and what is said
 * when they meet nothing. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "answers_of.h"
#include "sheets_of.h"

#define HEADER "survey\n,type,name,label,relevant,constraint,calculation,choice_filter\n"
#define CHOICES                                                                                              \
    "choices\n,list_name,name,label,area\n,post,red_bridge,Red Bridge,west\n,post,samur,Samur,north\n"       \
    ",post,astara,Astara,south\n"
#define REPEAT ",begin repeat,team,Team,,,,\n,text,name,Name,,,,\n,integer,age,Age,,,,\n%s,end repeat,,,,,,\n"

/* Begins the questionnaire of a team with some rows in its repeat and some after it. */
static void begin_team(const char *inside, const char *after) {
    struct arena arena = { 0 };
    begin(arena_format(&arena, HEADER ",select_one post,post,Post,,,,\n" REPEAT "%s" CHOICES, inside, after));
    arena_done(&arena);
    static const char *const members[][2] = { { "Narmin", "31" }, { "Elchin", "45" }, { "Leyla", "" } };
    set("team", "3");
    for (int i = 0; i < 3; i++) {
        set(arena_format(&arena, "team[%d]/name", i + 1), members[i][0]);
        set(arena_format(&arena, "team[%d]/age", i + 1), members[i][1]);
    }
    arena_done(&arena);
    set("post", "samur");
}

/* The value of a calculation after the repeat. */
static void gives(const char *calculation, const char *expected) {
    struct arena arena = { 0 };
    begin_team("", arena_format(&arena, ",calculate,c,,,,\"%s\",\n", calculation));
    if (strcmp(value("c"), expected) != 0)
        fail_msg("%s gives \"%s\", not \"%s\"", calculation, value("c"), expected);
    finish();
    arena_done(&arena);
}

/* The values of a calculation in each instance. */
static void gives_each(const char *calculation, const char *first, const char *second) {
    struct arena arena = { 0 };
    begin_team(arena_format(&arena, ",calculate,c,,,,\"%s\",\n", calculation), "");
    if (strcmp(value("team[1]/c"), first) != 0 || strcmp(value("team[2]/c"), second) != 0)
        fail_msg("%s gives \"%s\" and \"%s\"", calculation, value("team[1]/c"), value("team[2]/c"));
    finish();
    arena_done(&arena);
}

static void from_outside(void **state) {
    (void)state;
    gives("count(${team})", "3");
    gives("count(/data/team)", "3");
    gives("count-non-empty(${age})", "2");
    gives("sum(${team}/age[. != ''])", "76");
    gives("sum(/data/team[age != '']/age)", "76");
    gives("sum(${age})", "");
    gives("max(${team}/age[. != ''])", "45");
    gives("join(', ', ${name})", "Narmin, Elchin, Leyla");
    gives("concat(${name}, '!')", "NarminElchinLeyla!");
    gives("${team}[age > 40]/name", "Elchin");
    gives("${team}[2]/name", "Elchin");
    gives("../team[last()]/name", "Leyla");
    gives("indexed-repeat(${name}, ${team}, 2)", "Elchin");
    gives("indexed-repeat(${name}, ${team}, 4)", "");
    gives("if(${name} = 'Elchin', 'in', 'out')", "in");
    gives("if(${age} > 40, 'old', 'young')", "old");
    gives("count(//age)", "3");
    gives("../post", "samur");
    gives("/data/post", "samur");
}

static void from_inside(void **state) {
    (void)state;
    gives_each("position(..)", "1", "2");
    gives_each("${age} + 1", "32", "46");
    gives_each("../age + 1", "32", "46");
    gives_each("../../post", "samur", "samur");
    gives_each("count(${team})", "3", "3");
    gives_each("indexed-repeat(${name}, ${team}, position(..) - 1)", "", "Narmin");
    gives_each("indexed-repeat(${name}, ${team}, position(..) + 1)", "Elchin", "Leyla");
    gives_each("../preceding-sibling::team[1]/name", "", "Narmin");
    gives_each("concat(current()/../name, ' ', position(..))", "Narmin 1", "Elchin 2");
}

static void lists(void **state) {
    (void)state;
    gives("instance('post')/root/item[name = ${post}]/label", "Samur");
    gives("instance('post')/root/item[name = ${post}]/area", "north");
    gives("count(instance('post')/root/item)", "3");
    gives("jr:choice-name(${post}, '${post}')", "Samur");
    gives("jr:choice-name(/data/post, '/data/post')", "Samur");
}

/* All that is said of one row, without its place. */
static void says(const char *row, const char *expected) {
    struct problems problems = { 0 };
    struct arena arena = { 0 };
    struct buffer all = { 0 };
    struct definition *form = sheets_definition(
        arena_format(&arena, HEADER ",select_one post,post,Post,,,,\n" REPEAT ",text,t,T,%s\n" CHOICES, "",
                     row),
        &problems);
    buffer_clear(&all);
    for (int i = 0; i < problems.count; i++)
        buffer_format(&all, "%d: %s\n", problems.list[i].place.character, problems.list[i].sentence);
    assert_string_equal(all.text, expected);
    buffer_done(&all);
    definition_free(form);
    problems_done(&problems);
    arena_done(&arena);
}

static void problems_of_paths(void **state) {
    (void)state;
    says("../post = 'samur',,,", "");
    says("/data/team/age > 1,,,", "1: the comparison is false while the question is unanswered\n");
    says("../pst = 'samur',,,", "4: the path meets no question at \"pst\"; did you mean \"post\"?\n");
    says("/data/team/agee = 1,,,", "12: the path meets no question at \"agee\"; did you mean \"age\"?\n");
    says("/data/age = 1,,,", "7: the path meets no question at \"age\"; did you mean ${age}?\n");
    says("${post} = 'smaur',,,",
         "11: never true: the list \"post\" has no choice \"smaur\"; did you mean \"samur\"?\n");
    says("\"selected(${post}, 'elsewhere')\",,,",
         "19: never true: the list \"post\" has no choice \"elsewhere\"\n");
    says("\"instance('pots')/root/item\",,,", "10: there is no list of choices \"pots\"\n");
    says("1 = 2,,,", "0: the condition is never true, whatever is answered\n");
    says("true() or false(),,,", "0: the condition is always true, whatever is answered\n");
    says("today() > '2026-01-01',,,", "");
    says(",,now(),", "1: now() is another each time this is computed; once(now()) keeps the first\n");
    says(",. < ${age},,", "0: there is no message that says what is wrong\n"
                          "5: the comparison is false while the question is unanswered\n");
    says("jr:itext('x') = 1,,,",
         "1: jr:itext() is not supported: it names a text of a converted form; write the text itself, or "
         "jr:choice-name() for a choice\n");
}

int main(void) {
    const struct CMUnitTest tests[] = { cmocka_unit_test(from_outside), cmocka_unit_test(from_inside),
                                        cmocka_unit_test(lists), cmocka_unit_test(problems_of_paths) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
