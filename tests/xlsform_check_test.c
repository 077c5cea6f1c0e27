/* What is checked of a questionnaire as a whole, and the types, columns and parameters it is made of. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "sheets_of.h"
#include "xlsform/lenient.h"

/* The problems of a text, each without its file and line. */
static void expect(const char *csv, const char *expected) {
    struct arena arena = { 0 };
    struct buffer said = { 0 };
    buffer_clear(&said);
    for (char *line, *rest = sheets_problems(&arena, csv); (line = strsep(&rest, "\n")) && *line;) {
        char *text = strncmp(line, "form.csv: ", 10) ? line : line + 10, *from = strstr(text, " (line ");
        char *to = from ? strchr(from, ')') : NULL;
        if (from)
            memmove(from, to + 1, strlen(to));
        buffer_format(&said, "%s\n", text);
    }
    assert_string_equal(said.text, expected);
    buffer_done(&said);
    arena_done(&arena);
}

#define SURVEY "survey\n,type,name,label,relevant,constraint,constraint_message,calculation\n"

static void types(void **state) {
    (void)state;
    struct definition *definition = sheets_right(
        "survey\n,type,name,label,parameters,calculation\n,time,a,A,,\n,dateTime,b,B,,\n,date "
        "time,c,C,,\n,rank l,d,D,,\n,range,e,E,start=5 end=1; step=0.5,\n,range,f,F,,\n"
        ",trigger,g,G,,\n,hidden,h,,,1\n,begin_repeat,i,I,,\n,phone number,j,J,,\n,end "
        "repeat,,,,\n,add integer prompt,k,K,,\n,q select1 l,m,M,,\n,get today,n,,,\n,simserial,o,,,\n"
        ",audit,audit,,,\nchoices\n,list_name,name,label\n,l,x,X\n");
    static const enum question_kind kinds[] = {
        QUESTION_TIME,    QUESTION_MOMENT,      QUESTION_MOMENT, QUESTION_RANK,   QUESTION_RANGE,
        QUESTION_RANGE,   QUESTION_ACKNOWLEDGE, QUESTION_HIDDEN, QUESTION_REPEAT, QUESTION_TEXT,
        QUESTION_INTEGER, QUESTION_SELECT_ONE,  QUESTION_TODAY,  QUESTION_HIDDEN,
    };
    assert_int_equal(definition->question_count, sizeof kinds / sizeof *kinds);
    for (int i = 0; i < definition->question_count; i++)
        assert_int_equal(definition->questions[i].kind, kinds[i]);
    assert_true(definition->questions[4].range_start == 1 && definition->questions[4].range_end == 5 &&
                definition->questions[4].range_step == 0.5);
    assert_true(definition->questions[5].range_start == 1 && definition->questions[5].range_end == 10);
    assert_int_equal(definition->questions[9].parent, 8);
    definition_free(definition);
}

static void headers(void **state) {
    (void)state;
    struct definition *definition = sheets_right(
        "survey\n,Type,NAME,Label::English (en),label:Deutsch (de),Constraint Message :: English "
        "(en),bind::relevant,bind::jr:constraintMsg::Deutsch (de),jr:count,bind:required\n"
        ",begin repeat,r,R,R,,,,2,\n,text,a,A,Ä,no,1 = 1,nein,,yes\n,end repeat,,,,,,,,\n"
        "settings\n,Form Title,ID_STRING,form_id\n,T,old,new\n");
    const struct question *question = &definition->questions[1];
    assert_string_equal(definition->title, "T");
    assert_string_equal(definition->id, "new");
    assert_string_equal(question->texts[TEXT_LABEL][1], "Ä");
    assert_string_equal(question->texts[TEXT_CONSTRAINT][1], "nein");
    assert_true(question->always_required && question->relevant);
    assert_non_null(definition->questions[0].repeat_count);
    definition_free(definition);
    expect("survey\n,type,name,value,label,label\n,text,a,b,A,A\n",
           "survey row 1, label: the same column is there twice (as \"label\")\n"
           "survey row 1, value: the same column is there twice (as \"name\")\n");
}

static void parameters(void **state) {
    (void)state;
    expect(
        "survey\n,type,name,label,parameters,appearance\n"
        ",range,a,A,stop=9,\n,range,b,B,start=x,\n,range,c,C,step=0,\n,range,d,D,start=0 end=10 step=11,\n"
        ",range,e,E,start=-3 end=3 step=2 placeholder=0,\n,range,f,F,start=3 end=7 step=2 placeholder=9,\n"
        ",range,g,G,tick_labelset=none,\n,range,h,H,tick_labelset=l,no-ticks\n,range,i,I,start==1,\n"
        ",range,j,J,placeholder=2,rating\n,text,k,K,rows=3,\n,select_one l,m,M,randomize=maybe seed=1,\n"
        "choices\n,list_name,name,label\n,l,1,one\n,l,4,four\n,l,x,ex\n",
        "survey row 2, parameters: this type of question has no parameter \"stop\"\n"
        "survey row 3, parameters: the parameter \"start\" must be a number\n"
        "survey row 4, parameters: the parameter \"step\" cannot be 0\n"
        "survey row 4, parameters: the parameter \"tick_interval\" cannot be 0\n"
        "survey row 5, parameters: the parameter \"step\" is larger than the whole range\n"
        "survey row 5, parameters: the parameter \"tick_interval\" is larger than the whole range\n"
        "survey row 6, parameters: the parameter \"placeholder\" must be a number of steps from the start\n"
        "survey row 7, parameters: the parameter \"placeholder\" must be between start and end\n"
        "survey row 8, parameters: there is no list of choices \"none\"\n"
        "survey row 9, parameters: the choice \"x\" of the labels must be a number\n"
        "survey row 9, parameters: without ticks only start and end have labels, the choice \"4\" is "
        "neither\n"
        "survey row 10, parameters: \"start==1\" is not a parameter: write name=value, with blanks between "
        "them\n"
        "survey row 11, parameters: tick_interval, placeholder and tick_labelset go with the appearance "
        "vertical, no-ticks or none only\n"
        "survey row 13, parameters: the parameter \"randomize\" must be true or false\n"
        "survey row 13, parameters: the parameter \"seed\" needs randomize=true\n");
}

static void others(void **state) {
    (void)state;
    struct definition *definition = sheets_right(
        "survey\n,type,name,label::en,label::az\n,select_one l or_other,a,A,Ə\n,select_multiple l or specify "
        "other,b,B,B\n,select_one l,c,C,C\nchoices\n,list_name,name,label::en,label::az\n,l,x,X,X\n");
    assert_int_equal(definition->question_count, 5);
    assert_true(definition->questions[0].has_other);
    assert_string_equal(definition->questions[1].name, "a_other");
    assert_string_equal(definition->questions[1].relevant->text, "selected(${a}, 'other')");
    assert_string_equal(definition_text(definition, 1, TEXT_LABEL, 0, NULL), "Specify other.");
    assert_int_equal(definition->questions[0].list, definition->questions[2].list);
    assert_non_null(definition_choice(definition, definition->questions[0].list, "other"));
    assert_null(definition_choice(definition, definition->questions[4].list, "other"));
    definition_free(definition);
    expect(
        "survey\n,type,name,label,choice_filter\n,select_one l or_other,a,A,name != 'x'\n,text,a_other,O,\n"
        "choices\n,list_name,name,label\n,l,x,X\n",
        "survey row 2, type: or_other cannot stand with a choice_filter, which decides about \"other\" too; "
        "add a choice and a text question instead\n");
}

static void leniency(void **state) {
    (void)state;
    struct sheets sheets;
    struct problems problems = { 0 };
    struct arena arena = { 0 };
    assert_null(sheets_read_text(
        &sheets, "form.csv",
        "survey\n,type,name,label,required,relevant,save_to\n,geopoint,g,G,yes,,\n,text,a,A,,${g} != '',p\n"
        "settings\n,form_id\n,f\n"));
    lenient_set(&sheets);
    lenient_set(&sheets);
    struct definition *definition = definition_new(&sheets, &problems);
    assert_non_null(definition);
    assert_int_equal(definition->questions[0].kind, QUESTION_HIDDEN);
    assert_false(definition->questions[0].always_required);
    assert_string_equal(definition->id, "f");
    assert_int_equal(problems.count, 3);
    assert_string_equal(problem_text(&arena, &problems.list[0]),
                        "form.csv: survey row 2 (line 3), type: warning: the type \"geopoint\" is left out: "
                        "places on a map cannot be given at a terminal");
    assert_string_equal(
        problem_text(&arena, &problems.list[1]),
        "form.csv: survey row 3 (line 4), relevant, character 1: warning: ${g} (row 2) is left "
        "out, so it is always empty here");
    assert_string_equal(problem_text(&arena, &problems.list[2]),
                        "form.csv: survey row 3 (line 4), save_to: warning: an entity is left out: there are "
                        "no lists of entities");
    definition_free(definition);
    problems_done(&problems);
    sheets_done(&sheets);
    assert_null(sheets_read_text(&sheets, "form.csv", "survey\n,type,name,label\n,image,g,G\n"));
    lenient_set(&sheets);
    assert_string_equal(sheet_cell(&sheets_find(&sheets, "settings")->rows[1], 0), "yes");
    sheets_done(&sheets);
    arena_done(&arena);
}

static void conditions(void **state) {
    (void)state;
    expect(
        SURVEY ",integer,n,N,,. > 5 and . < 3,m,\n,integer,o,O,,. >= 1 and (. <= 9 or . = 99),m,\n"
               ",select_multiple l,p,P,,,,\n,text,q,Q,${p} = 'x',,,\n"
               ",text,r,R,${n} != 1 or ${n} != 2,,,\n,text,s,S,${n} = 'many',,,\n"
               ",text,t,T,\"${q} = 'a' and ${q} = 'b'\",,,\n,text,u,U,${q} = 'a' or ${q} = 'b',,,\n"
               "choices\n,list_name,name,label\n,l,x,X\n",
        "survey row 2, constraint, character 11: warning: this can never be true together with what is said "
        "of \".\" before\n"
        "survey row 5, relevant, character 1: warning: \"p\" can have several answers at once; write "
        "selected(${p}, 'x')\n"
        "survey row 6, relevant, character 14: warning: this is always true: it cannot be \"1\" and \"2\" at "
        "once; is \"and\" meant?\n"
        "survey row 7, relevant, character 1: warning: \"n\" is a number and never \"many\"\n"
        "survey row 8, relevant, character 16: warning: this can never be true together with what is said of "
        "\"q\" before\n");
}

static void references(void **state) {
    (void)state;
    expect(
        "survey\n,type,name,label,calculation,trigger,topcop::ceiling,choice_filter\n"
        ",begin group,g,G,,,${x},\n,text,a,A,,,,\n,end group,,,,,,\n"
        ",begin group,h,H,,,,\n,text,a,A,,,,\n,end group,,,,,,\n"
        ",text,b,B ${a},,,,\n,calculate,c,,1 + 1,${aa},,\n,select_one l,d,D,,,,b = ''\n"
        "choices\n,list_name,name,label\n,l,x,X ${bb}\nsettings\n,instance_name,name\n,${nobody},9\n",
        "survey row 2, topcop::ceiling: warning: only a group with the appearance number-grid has a ceiling\n"
        "survey row 2, topcop::ceiling, character 1: unknown question ${x}\n"
        "survey row 8, label, character 3: ${a} may be the question in row 3 or in row 6; give them "
        "different "
        "names\n"
        "survey row 9, trigger, character 1: unknown question ${aa}; did you mean ${a}?\n"
        "survey row 10, choice_filter: warning: a bare name is a column of the sheet choices, and one here "
        "is "
        "none but a question; write ${name}\n"
        "choices row 2, label, character 3: unknown question ${bb}; did you mean ${b}?\n"
        "settings row 2, instance_name, character 1: unknown question ${nobody}\n"
        "settings row 2, name: \"9\" is not a name: it begins with a letter or _, then come letters, digits, "
        "_ . -\n");
}

static void columns(void **state) {
    (void)state;
    expect(
        "survey\n,type,name,label,required,read_only,default,appearance,choice_filter\n"
        ",note,a,A,yes,,,,\n,text,b,B,yes,yes,,,\n,integer,c,C,,,few,fieldlist,\n"
        ",select_one l,d,D,,,yy,search('l'),\n,range,e,E,,,99,w3 columns-2,\n,date,f,F,,,soon,month-year,\n"
        ",text,meta,M,,,,,1 = 2\nchoices\n,list_name,name,label\n,l,yes,Yes\n,m,x,\n",
        "survey row 2, required: warning: this is never asked, so it cannot be required\n"
        "survey row 3, read_only: warning: this is required, but cannot be answered: it is read only and has "
        "no default\n"
        "survey row 4, appearance: warning: the appearance \"fieldlist\" is not known; did you mean "
        "\"field-list\"?\n"
        "survey row 4, default: warning: the default \"few\" is not a whole number\n"
        "survey row 5, appearance: the appearance search() is not supported: nothing is read from other "
        "files "
        "than the questionnaire's; with --lenient it is left out\n"
        "survey row 5, default: warning: the list \"l\" has no choice \"yy\"\n"
        "survey row 6, default: warning: the default \"99\" is not such a number\n"
        "survey row 7, appearance: warning: the appearance \"month-year\" changes nothing here\n"
        "survey row 7, default: warning: the default \"soon\" is not a day as 2026-11-24\n"
        "survey row 8, choice_filter: warning: the condition is never true, whatever is answered\n"
        "survey row 8, choice_filter: warning: there are no choices to filter\n"
        "survey row 8, name: the name \"meta\" is reserved; choose another\n"
        "choices row 3, label: warning: the choice has no label; its name will be shown\n"
        "choices row 3, list_name: warning: no question uses the list \"m\"\n");
}

static void grids(void **state) {
    (void)state;
    expect(
        "survey\n,type,name,label,appearance\n,begin group,g,G,number-grid\n"
        ",begin group,a,A,\n,integer,x,X,\n,integer,y,Y,\n,end group,,,\n"
        ",begin group,b,B,\n,integer,x,X,\n,end group,,,\n,begin group,c,C,\n,integer,x,X,\n,text,y,Y,\n,end "
        "group,,,\n,note,n,N,\n,end group,,,\n"
        ",begin group,t,T,table-list\n,select_one l,p,P,\n,select_one m,q,Q,\n,end group,,,\n"
        ",text,u,U,number-grid\n,begin group,e,E,table-list\n,text,v,V,\n,end group,,,\n"
        "choices\n,list_name,name,label\n,l,x,X\n,m,x,X\n",
        "survey row 7, type: this row of the number grid has 1 numbers, \"a\" in row 3 has 2\n"
        "survey row 12, type: a number grid has nothing but integer questions in its rows\n"
        "survey row 14, type: a number grid has a group for each of its rows and nothing else\n"
        "survey row 18, type: all questions of a table-list choose from one list: here \"m\", in row 17 "
        "\"l\"\n"
        "survey row 20, appearance: only a group can be a number grid\n"
        "survey row 21, appearance: warning: a table-list without select_one is an ordinary group\n");
}

/* What comes of a spreadsheet in another language: each mistake is named once, with what to write. */
static void habits(void **state) {
    (void)state;
    expect("survey\n,type,name,label::Deutsch (de),required,constraint,appearance,topcop::ceiling\n"
           ",integer,a,A,ja,\". < 1,5\",,\n,integer,b,B,да,. > 1 und . < 3,,\n"
           ",begin group,g,G,,,number-grid,${a}\n,begin group,r,R,,,,\n,integer,x,X,,,,\n,end group,,,,,,\n"
           ",text,c,C,nein,,,\nsettings\n,default_language\n,Deutsch\n",
           "survey row 2, constraint, character 6: a number has a point here, not a comma: 1.5\n"
           "survey row 2, required: \"ja\" is neither yes nor no, which are written in English here\n"
           "survey row 3, constraint, character 7: write and instead of und\n"
           "survey row 3, required: \"да\" is neither yes nor no, which are written in English here\n"
           "survey row 4, type: the group \"g\" is never ended\n"
           "survey row 8, required: \"nein\" is neither yes nor no, which are written in English here\n"
           "settings row 2, default_language: warning: no label is in \"Deutsch\"; there is Deutsch (de), "
           "and it is written here just as there\n");
}

static void needs(void **state) {
    (void)state;
    expect(
        "survey\n,type,name,label,topcop::need,topcop::role,topcop::weight,topcop::wieght\n"
        ",integer,a,A,c1,headcount,2,\n,integer,b,B,c1,headcuont,,\n,integer,c,C,,,0,\n,decimal,d,D,,,,\n"
        ",begin group,g,G,c2,,,\n,integer,e,E,,current,,\n,end group,,,,,\n",
        "survey: warning: 2 questions for numbers say nothing about needs: c (row 4), d (row 5)\n"
        "survey row 1, topcop::wieght: warning: this column is not known; did you mean \"topcop::weight\"?\n"
        "survey row 3, topcop::role: there is no role \"headcuont\"; did you mean \"headcount\"?\n"
        "survey row 4, topcop::weight: a weight is a number above 0\n"
        "survey row 4, topcop::weight: warning: there is no need to weigh\n");
}

static void translations(void **state) {
    (void)state;
    expect("survey\n,type,name,label::en,label::az,label::ru,label::EN\n,text,a,A,,,\n,text,b,B,,,B\n"
           ",select_one l,c,C,C,C,C\nchoices\n,list_name,name,label::en\n,l,x,X\n",
           "survey: warning: \"en\" and \"EN\" are taken for two languages; write them alike\n"
           "survey: warning: 1 label is missing in \"EN\": row 2\n"
           "survey: warning: 2 labels are missing in \"az\", \"ru\": rows 2-3\n"
           "choices: warning: 1 label is missing in \"az\", \"ru\", \"EN\": row 2\n");
}

/* What was accepted by other rules still opens. */
static void again(void **state) {
    (void)state;
    struct sheets sheets;
    assert_null(sheets_read_text(&sheets, "form.csv",
                                 "survey\n,type,name,label,relevant\n,text,meta,,\n,text,a,A,${b} = 1\n"
                                 ",text,b,B,frob(${a})\n"));
    struct problems problems = { 0 };
    assert_null(definition_new(&sheets, &problems));
    problems_done(&problems);
    struct definition *definition = definition_again(&sheets);
    assert_int_equal(definition->question_count, 3);
    assert_non_null(definition->questions[1].relevant);
    assert_null(definition->questions[2].relevant);
    definition_free(definition);
    sheets_done(&sheets);
    sheets_put(&sheets, "form.csv", "choices", 1, 0, 0, "name");
    assert_null(definition_again(&sheets));
    sheets_done(&sheets);
}

static void bundles(void **state) {
    (void)state;
    expect(
        "survey\n,type,name,label,constraint\n,text,a,A,. != ''\n,text,b,B,. != ''\n,text,c,C,. != ''\n"
        ",text,d,D,\n,text,e,E,. != ''\n,text,F,F,. != ''\n,text,f,F,\n",
        "survey row 2, constraint: warning: there is no message that says what is wrong; likewise in rows "
        "3-4, "
        "6-7\n"
        "survey row 8, name: warning: the name \"f\" differs from \"F\" in row 7 by capital letters only\n");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(types),      cmocka_unit_test(headers),  cmocka_unit_test(parameters),
        cmocka_unit_test(others),     cmocka_unit_test(leniency), cmocka_unit_test(conditions),
        cmocka_unit_test(references), cmocka_unit_test(columns),  cmocka_unit_test(grids),
        cmocka_unit_test(habits),     cmocka_unit_test(needs),    cmocka_unit_test(translations),
        cmocka_unit_test(bundles),    cmocka_unit_test(again),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
