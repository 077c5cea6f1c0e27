/* Questionnaires from their sheets: what is read, and every kind of problem with its place. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "sheets_of.h"

static void expect(const char *csv, const char *expected) {
    struct arena arena = { 0 };
    assert_string_equal(sheets_problems(&arena, csv), expected);
    arena_done(&arena);
}

#define SURVEY "survey\n,type,name,label,relevant,constraint,calculation\n"

static void places(void **state) {
    (void)state;
    expect(
        SURVEY ",integer,cyber_gap,\"Two\nlines\",,,\n,text,why,Why?,1 = ${cyber_gop},,\n",
        "form.csv: survey row 3 (line 5), relevant, character 5: unknown question ${cyber_gop}; did you mean "
        "${cyber_gap}?\n");
    expect(SURVEY ",text,a,${b} and ${a,,,\n",
           "form.csv: survey row 2 (line 3), label, character 1: unknown question ${b}\n"
           "form.csv: survey row 2 (line 3), label, character 10: a reference is written ${name}; this one "
           "has no "
           "closing bracket\n");
    expect(SURVEY ",text,a,A,,frob(.),\n,text,b,B,,(. > 1,\n,text,c,C,,\"selected(., 'x'\",\n",
           "form.csv: survey row 2 (line 3), constraint, character 1: unknown function frob()\n"
           "form.csv: survey row 3 (line 4), constraint, character 7: expected a closing bracket\n"
           "form.csv: survey row 4 (line 5), constraint, character 16: expected a comma or the closing "
           "bracket of "
           "selected()\n");
}

static void names(void **state) {
    (void)state;
    expect(SURVEY ",text,9a,A,,,\n,text,,B,,,\n,text,c,C,,,\n,integer,c,C,,,\n,,d,D,,,\n",
           "form.csv: survey row 2 (line 3), name: \"9a\" is not a name: it begins with a letter or _, then "
           "come letters, "
           "digits, _ . -\n"
           "form.csv: survey row 3 (line 4), name: the question has no name\n"
           "form.csv: survey row 5 (line 6), name: the name \"c\" is already taken in row 4\n"
           "form.csv: survey row 6 (line 7): the row has a name but no type\n");
}

static void groups(void **state) {
    (void)state;
    expect(SURVEY ",begin group,g,G,,,\n,text,a,A,,,\n",
           "form.csv: survey row 2 (line 3), type: the group \"g\" is never ended\n");
    expect(SURVEY ",text,a,A,,,\n,end group,,,,,\n",
           "form.csv: survey row 3 (line 4), type: this \"end group\" has no \"begin group\"\n");
    expect(SURVEY ",begin_group,g,G,,,\n,end_group,,,,,\n,text,a,A,,,\n",
           "form.csv: survey row 3 (line 4), type: warning: the group \"g\" is empty\n");
    expect(SURVEY ",begin repeat,g,G,,,\n,text,a,A,,,\n,end group,,,,,\n",
           "form.csv: survey row 4 (line 5), type: this \"end group\" closes the \"begin repeat\" of row 2, "
           "\"g\"\n");
    expect(
        SURVEY ",begin loop over l,g,G,,,\n,text,a,A,,,\n,end "
               "loop,,,,,\n,begin_group,h,H,,,\n,text,a,A,,,\n,end_group,g,,,,\n",
        "form.csv: survey row 2 (line 3), type: loops are not supported: ask the questions in a repeat, or "
        "a number of times in groups\n"
        "form.csv: survey row 7 (line 8), name: warning: this ends \"h\" (row 5), not \"g\"\n");
    expect(SURVEY ",begin repeat,r,R,,,\n,text,a,A,,,\n,end repeat,,,,,\n,begin group,g,G,,,\n,begin "
                  "repeat,r,R,,,\n,text,a,A,,,\n,end repeat,,,,,\n,end group,,,,,\n",
           "form.csv: survey row 6 (line 7), name: the repeat \"r\" has the name of the repeat in row 2\n");
}

static void types(void **state) {
    (void)state;
    expect(SURVEY ",intger,a,A,,,\n,geopoint,b,B,,,\n,calculate,c,,,,\n",
           "form.csv: survey row 2 (line 3), type: the type \"intger\" is not known; did you mean "
           "\"integer\"?\n"
           "form.csv: survey row 3 (line 4), type: the type \"geopoint\" is not supported: places on a map "
           "cannot be given at a terminal; with --lenient it is left out\n"
           "form.csv: survey row 4 (line 5), calculation: there is nothing to calculate\n");
    struct definition *definition = sheets_right(
        SURVEY
        ",string,a,A,,,\n,Select One from l,b,B,,,\n,select all that apply l,c,C,,,\n,select1  l,d,D,,,\n"
        ",start,s,,,,\n,#comment,,,,,\n,note,,Read this,,,\n"
        "choices\n,list name,value,caption\n,l,x,X\n");
    static const enum question_kind kinds[] = {
        QUESTION_TEXT,       QUESTION_SELECT_ONE, QUESTION_SELECT_MULTIPLE,
        QUESTION_SELECT_ONE, QUESTION_START,      QUESTION_NOTE
    };
    assert_int_equal(definition->question_count, 6);
    for (int i = 0; i < 6; i++)
        assert_int_equal(definition->questions[i].kind, kinds[i]);
    assert_string_equal(definition->questions[5].name, "note_8");
    assert_string_equal(definition_choice_label(definition, definition_choice(definition, 0, "x"), 0), "X");
    assert_false(question_is_asked(&definition->questions[4]));
    definition_free(definition);
}

static void lists(void **state) {
    (void)state;
    expect("survey\n,type,name,label,choice_filter\n,select_one unit,u,U,\n,select_one,v,V,\n,select_one "
           "post,p,P,unt=${u}\n"
           ",select_multiple post,q,Q,\n,select_one yn or_other,r,R,\n"
           "choices\n,list_name,name,label,unit\n,units,a,A,\n,post,sgt,S,a\n,post,sgt,S,b\n,post,head of "
           "unit,H,\n,post,,N,\n,,z,,\n",
           "form.csv: survey row 2 (line 3), type: there is no list of choices \"unit\"; did you mean "
           "\"units\"?\n"
           "form.csv: survey row 3 (line 4), type: the name of a list of choices must follow the type\n"
           "form.csv: survey row 4 (line 5), choice_filter, character 1: the sheet choices has no column "
           "\"unt\"; did you mean "
           "\"unit\"?\n"
           "form.csv: survey row 5 (line 6), type: the choice \"head of unit\" of the list \"post\" (choices "
           "row 5) has a blank "
           "in its name, which select_multiple and rank cannot have\n"
           "form.csv: survey row 6 (line 7), type: there is no list of choices \"yn\"\n"
           "form.csv: choices row 2 (line 10), list_name: warning: no question uses the list \"units\"\n"
           "form.csv: choices row 4 (line 12), name: the choice \"sgt\" is already in the list \"post\", in "
           "row 3\n"
           "form.csv: choices row 6 (line 14): a choice of the list \"post\" has no name\n"
           "form.csv: choices row 7 (line 15): the choice \"z\" has no list_name\n");
    struct definition *definition = sheets_right(
        "survey\n,type,name,label\n,select_one l,a,A\nchoices\n,list_name,name,label\n,l,x,X\n,l,x,Y\n"
        "settings\n,allow_choice_duplicates\n,yes\n");
    assert_int_equal(definition->lists[0].count, 2);
    definition_free(definition);
}

static void circles(void **state) {
    (void)state;
    expect(
        SURVEY ",calculate,a,,,,${b} + 1\n,calculate,b,,,,${c} + 1\n,calculate,c,,,,${a} + 1\n",
        "form.csv: survey row 2 (line 3): \"a\" is computed from itself: a <- b (row 3) <- c (row 4) <- a\n");
    expect(SURVEY ",calculate,self,,,,${self} + 1\n,calculate,dot,,,,. + 1\n",
           "form.csv: survey row 2 (line 3): \"self\" is computed from itself: self <- self\n"
           "form.csv: survey row 3 (line 4), calculation: this cannot look at its own answer (\".\"); to "
           "compute a value only "
           "once, write once()\n");
    expect(SURVEY ",begin group,g,G,${a} = 1,,\n,text,a,A,,,\n,end group,,,,,\n",
           "form.csv: survey row 2 (line 3): \"g\" is computed from itself: g <- a (row 3) <- g\n");
}

static void rows(void **state) {
    (void)state;
    expect("survey\n,type,name,label\n,text,a,A\n,text,b,B,too,much\n,text,c,C,,\n",
           "form.csv: survey row 3 (line 4): the row has 5 cells, the header only 3; is a text with a comma "
           "not in quotes?\n");
    expect("survey\n,type,name,label,hint,hint,bind::x,media::image\n,text,a,A,,,,\n",
           "form.csv: survey row 1 (line 2), bind::x: warning: this column is not used\n"
           "form.csv: survey row 1 (line 2), hint: the same column is there twice (as \"hint\")\n"
           "form.csv: survey row 1 (line 2), media::image: warning: pictures and sounds are not shown at a "
           "terminal\n");
    expect("survey\n,typo,name\n,text,a\n",
           "form.csv: survey row 1 (line 2): the header must have the columns type and name\n"
           "form.csv: survey row 1 (line 2), typo: warning: this column is not used\n");
    expect("survey\n,type,name\n", "form.csv: survey: there is no question\n");
    expect(
        "survey\n,type,name,label\n,text,a,A\nentities\n,list_name\n,e\n",
        "form.csv: entities row 1 (line 5): the sheet \"entities\" is not supported: there are no lists of "
        "entities; with --lenient it is left out\n"
        "form.csv: entities row 2 (line 6): an entity is not supported: there are no lists of entities; with "
        "--lenient it is left out\n");
    expect("survey\n,type,name,label\n,text,a,A\nnotes\n,x\n",
           "form.csv: notes: warning: this sheet is not used\n");
}

static void warnings(void **state) {
    (void)state;
    expect(
        SURVEY ",text,a,A,1 = 1,\"regex(., ‘[a-z]’)\",\n,text,b,,,,\n",
        "form.csv: survey row 2 (line 3), constraint: warning: there is no message that says what is wrong\n"
        "form.csv: survey row 2 (line 3), constraint, character 10: warning: curly quotation marks are "
        "read as straight "
        "ones\n"
        "form.csv: survey row 2 (line 3), constraint, character 10: warning: the pattern is not tied to "
        "the whole text: put "
        "^ before and $ after it, or a part of the answer is enough\n"
        "form.csv: survey row 2 (line 3), relevant: warning: the condition is always true, whatever "
        "is answered\n"
        "form.csv: survey row 3 (line 4), label: the question has neither label nor hint\n");
    expect("survey\n,type,name,label::English (en),label::Azərbaycan "
           "(az)\n,text,a,A,A\n,text,b,B,\n,text,c,C,\n",
           "form.csv: survey: warning: 2 labels are missing in \"Azərbaycan (az)\": rows 3-4\n");
}

static void languages(void **state) {
    (void)state;
    struct definition *definition = sheets_right(
        "survey\n,type,name,label::Français (fr),label:English (en),hint,guidance_hint::English "
        "(en),topcop::need,topcop::role\n"
        ",text,a,Bonjour,Hello,h,guide,c12,importance\n,text,b,Seul,,,,,\n"
        "settings\n,form_title,form_id,version,default_language\n,Needs 2027,n27,3,English (en)\n");
    assert_int_equal(definition->language_count, 2);
    assert_string_equal(definition->languages[0], "English (en)");
    assert_string_equal(definition->languages[1], "Français (fr)");
    assert_string_equal(definition->title, "Needs 2027");
    assert_string_equal(definition->id, "n27");
    assert_string_equal(definition->version, "3");
    bool is_fallback;
    assert_string_equal(definition_text(definition, 0, TEXT_LABEL, 1, &is_fallback), "Bonjour");
    assert_false(is_fallback);
    assert_string_equal(definition_text(definition, 0, TEXT_HINT, 1, &is_fallback), "h");
    assert_true(is_fallback);
    assert_string_equal(definition_text(definition, 1, TEXT_LABEL, 0, &is_fallback), "Seul");
    assert_true(is_fallback);
    assert_string_equal(definition_text(definition, 0, TEXT_GUIDANCE, 0, NULL), "guide");
    assert_string_equal(definition_text(definition, 1, TEXT_CONSTRAINT, 0, NULL), "");
    assert_string_equal(definition_extra(definition, 0, "topcop::role"), "importance");
    assert_string_equal(definition_extra(definition, 1, "topcop::role"), "");
    definition_free(definition);
}

static void nearest(void **state) {
    (void)state;
    struct definition *definition = sheets_right(
        SURVEY ",begin group,one,1,,,\n,integer,n,N,,,\n,integer,m,M,${n} > 1,,\n,end group,,,,,\n"
               ",begin group,two,2,,,\n,integer,n,N,,,\n,integer,m,M,${n} > 1,,\n,end group,,,,,\n");
    assert_int_equal(definition->questions[2].relevant->references[0], 1);
    assert_int_equal(definition->questions[5].relevant->references[0], 4);
    assert_int_equal(definition->questions[0].end, 3);
    assert_int_equal(definition->questions[2].parent, 0);
    assert_int_equal(definition_find(definition, -1, "two"), 3);
    assert_int_equal(definition_find(definition, -1, "three"), -1);
    assert_string_equal(definition->id, "form");
    assert_string_equal(definition->questions[2].relevant->text, "${n} > 1");
    definition_free(definition);
}

static void put_file(const char *name, const char *text) {
    FILE *file = fopen(name, "w");
    assert_non_null(file);
    fputs(text, file);
    fclose(file);
}

static void carriers(void **state) {
    (void)state;
    char folder[] = "/tmp/topcop-carriers-XXXXXX";
    assert_non_null(mkdtemp(folder));
    assert_int_equal(chdir(folder), 0);
    struct sheets sheets;
    const char *const here[] = { "." }, *const two[] = { "Needs-Survey.csv", "choices.csv" },
                      *const odd[] = { "odd.csv" };
    assert_string_equal(sheets_read(&sheets, here, 1, (struct csv_options){ 0 }),
                        "The folder . has no survey.csv.");
    sheets_done(&sheets);
    put_file("Needs-Survey.csv", "type;name;label\nselect_one l;a;A\n");
    put_file("choices.csv", "list_name\tname\tlabel\nl\tx\tX\n");
    put_file("odd.csv", "type,name\ntext,a\n");
    put_file("twice.csv", "survey\n,type,name\nsurvey\n,text,a\n");
    assert_null(sheets_read(&sheets, two, 2, (struct csv_options){ 0 }));
    assert_int_equal(sheets.count, 2);
    assert_string_equal(sheet_cell(&sheets_find(&sheets, "choices")->rows[1], 2), "X");
    assert_int_equal(sheets_find(&sheets, "survey")->rows[1].line, 2);
    sheets_done(&sheets);
    assert_non_null(strstr(sheets_read(&sheets, odd, 1, (struct csv_options){ 0 }), "which sheet is this?"));
    sheets_done(&sheets);
    assert_string_equal(
        sheets_read(&sheets, (const char *const[]){ "twice.csv" }, 1, (struct csv_options){ 0 }),
        "twice.csv line 3: the sheet \"survey\" begins a second time; each sheet must be in one piece.");
    sheets_done(&sheets);
    assert_int_equal(rename("Needs-Survey.csv", "survey.csv"), 0);
    assert_null(sheets_read(&sheets, here, 1, (struct csv_options){ 0 }));
    assert_string_equal(sheets_find(&sheets, "survey")->file, "./survey.csv");
    sheets_done(&sheets);
    unlink("survey.csv");
    unlink("choices.csv");
    unlink("odd.csv");
    unlink("twice.csv");
    assert_int_equal(chdir("/"), 0);
    assert_int_equal(rmdir(folder), 0);
}

/* Cells kept elsewhere and put back compile to the same. */
static void cells(void **state) {
    (void)state;
    struct sheets sheets = { 0 };
    sheets_put(&sheets, "kept", "survey", 1, 0, 0, "type");
    sheets_put(&sheets, "kept", "survey", 1, 0, 1, "name");
    sheets_put(&sheets, "kept", "survey", 1, 0, 3, "label");
    sheets_put(&sheets, "kept", "survey", 2, 0, 0, "text");
    sheets_put(&sheets, "kept", "survey", 2, 0, 1, "a");
    sheets_put(&sheets, "kept", "survey", 2, 0, 3, "A");
    sheets_put(&sheets, "kept", "survey", 4, 0, 0, "texts");
    sheets_put(&sheets, "kept", "survey", 4, 0, 1, "b");
    struct problems problems = { 0 };
    assert_null(definition_new(&sheets, &problems));
    struct arena arena = { 0 };
    assert_string_equal(problem_text(&arena, &problems.list[0]),
                        "kept: survey row 4, type: the type \"texts\" is not known; did you mean \"text\"?");
    arena_done(&arena);
    problems_done(&problems);
    sheets_done(&sheets);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(places),  cmocka_unit_test(names),    cmocka_unit_test(groups),
        cmocka_unit_test(types),   cmocka_unit_test(lists),    cmocka_unit_test(circles),
        cmocka_unit_test(rows),    cmocka_unit_test(warnings), cmocka_unit_test(languages),
        cmocka_unit_test(nearest), cmocka_unit_test(carriers), cmocka_unit_test(cells),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
