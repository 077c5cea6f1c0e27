/* Answers: what is relevant, computed, wrong and missing, and which questions a change reaches. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/clock.h"
#include "answers_of.h"

#define HEADER "survey\n,type,name,label,required,relevant,constraint,calculation,default\n"

/* The first question hides the second, and the third, which asks for the second, goes with it. */
static void chain(void **state) {
    (void)state;
    begin(HEADER ",text,q1,1,,,,,\n,text,q2,2,,${q1} = 'a',,,\n,text,q3,3,,${q2} = 'b',,,\n"
                 ",calculate,sum,,,,,\"concat(${q1},${q2},${q3})\",\n");
    assert_false(relevant("q2"));
    assert_string_equal(set("q1", "a"), "q1 q2 sum ");
    assert_string_equal(set("q2", "b"), "q2 q3 sum ");
    assert_string_equal(set("q3", "c"), "q3 sum ");
    assert_string_equal(value("sum"), "abc");
    assert_string_equal(set("q1", "x"), "q1 q2 q3 sum ");
    assert_false(relevant("q2"));
    assert_false(relevant("q3"));
    assert_string_equal(value("q2"), "b");
    assert_string_equal(value("sum"), "x");
    assert_string_equal(set("q1", "a"), "q1 q2 q3 sum ");
    assert_string_equal(value("sum"), "abc");
    assert_string_equal(set("q1", "a"), "");
    finish();
}

static void groups(void **state) {
    (void)state;
    begin(HEADER ",select_multiple topic,topics,Topics,,,,,\n,begin group,cyber,Cyber,,\"selected(${topics}, "
                 "'cyber')\",,,\n"
                 ",begin group,inner,Inner,,,,,\n,integer,need,Need,yes,,. <= 4,,\n,end group,,,,,,,\n,end "
                 "group,,,,,,,\n"
                 ",calculate,double,,,,,${need} * "
                 "2,\nchoices\n,list_name,name,label\n,topic,cyber,Cyber\n,topic,thb,Trafficking\n");
    int count;
    assert_false(relevant("need"));
    assert_string_equal(problem("need"), "none");
    answers_missing(answers, &count);
    assert_int_equal(count, 0);
    assert_string_equal(set("topics", "thb cyber"), "topics cyber inner need ");
    assert_int_equal(answers_missing(answers, &count)[0], item_of("need"));
    assert_int_equal(count, 1);
    assert_string_equal(set("need", "9"), "need double ");
    assert_string_equal(value("double"), "18");
    assert_string_equal(problem("need"), "The questionnaire does not accept this answer here.");
    set("topics", "thb");
    assert_string_equal(problem("need"), "none");
    assert_string_equal(value("need"), "9");
    assert_string_equal(value("double"), "");
    finish();
}

static void problems(void **state) {
    (void)state;
    begin("survey\n,type,name,label,required,required_message,constraint,constraint_message,relevant\n"
          ",integer,years,Years,yes,,. >= 0 and . <= 45,0 to 45 "
          "years,\n,decimal,rate,Rate,,,,,\n,date,since,Since,,,. <= today(),,\n"
          ",text,why,Why,${years} > 40,\"More than ${years}?\",string-length(.) >= 3,,\n,select_one "
          "yn,sure,Sure,,,,,\n"
          ",select_multiple yn,both,Both,,,,,\nchoices\n,list_name,name,label\n,yn,y,Yes\n,yn,n,No\n");
    assert_string_equal(problem("years"), "This question must be answered.");
    set("years", "   ");
    assert_string_equal(problem("years"), "This question must be answered.");
    set("years", "4.5");
    assert_string_equal(problem("years"), "Not a whole number; write digits only.");
    set("years", "46");
    assert_string_equal(problem("years"), "0 to 45 years");
    assert_string_equal(problem("why"), "More than 46?");
    set("years", "12");
    assert_string_equal(problem("years"), "none");
    assert_string_equal(problem("why"),
                        "none"); /* not required now, and a constraint is not asked of nothing */
    set("why", "ab");
    assert_string_equal(problem("why"), "The questionnaire does not accept this answer here.");
    set("rate", "1,5");
    assert_string_equal(problem("rate"), "Not a number; write it like 12.5.");
    set("rate", "-1.5");
    assert_string_equal(problem("rate"), "none");
    set("since", "2026-02-30");
    assert_string_equal(problem("since"), "Not a day of the calendar; write it like 2026-11-24.");
    set("since", "2026-11-25");
    assert_string_equal(problem("since"), "The questionnaire does not accept this answer here.");
    set("since", "2026-11-24");
    assert_string_equal(problem("since"), "none");
    set("sure", "maybe");
    assert_string_equal(problem("sure"), "\"maybe\" is none of the choices.");
    set("both", "y maybe");
    assert_string_equal(problem("both"), "\"maybe\" is none of the choices.");
    set("both", "n y");
    assert_string_equal(problem("both"), "none");
    struct buffer long_answer = { 0 };
    while (long_answer.length <= ANSWER_BYTES)
        buffer_add(&long_answer, "long ");
    set("why", long_answer.text);
    assert_non_null(strstr(problem("why"), "too long"));
    buffer_done(&long_answer);
    finish();
}

static void filters(void **state) {
    (void)state;
    begin("survey\n,type,name,label,choice_filter\n,select_one unit,unit,Unit,\n,select_one "
          "post,post,Post,unit=${unit}\n"
          "choices\n,list_name,name,label,unit\n,unit,patrol,Patrol,\n,unit,cid,Investigations,\n,post,sgt,"
          "Sergeant,patrol\n"
          ",post,det,Detective,cid\n,post,ins,Inspector,cid\n");
    int count;
    answers_choices(answers, item_of("post"), &count);
    assert_int_equal(count, 0);
    set("unit", "cid");
    const int *offered = answers_choices(answers, item_of("post"), &count);
    assert_int_equal(count, 2);
    assert_int_equal(offered[0], 1);
    assert_int_equal(offered[1], 2);
    answers_choices(answers, item_of("unit"), &count);
    assert_int_equal(count, 2);
    set("post", "det");
    assert_string_equal(problem("post"), "none");
    set("unit", "patrol");
    assert_string_equal(problem("post"),
                        "\"Detective\" is no longer offered after your other answers; choose again.");
    finish();
}

static void labels(void **state) {
    (void)state;
    begin("survey\n,type,name,label::English (en),label::Azərbaycan (az),hint::English "
          "(en),relevant,calculation\n"
          ",select_multiple c,topics,Topics,Mövzular,,,\n,text,name,Name,Ad,,,\n"
          ",calculate,shown,,,,,\"jr:choice-name(${topics}, '${topics}')\"\n"
          ",note,n,\"Dear ${name}: ${shown}.\",Hörmətli ${name},Only ${name}!,,\n"
          ",text,hidden,H,H,,${name} = 'x',\n,note,m,[${hidden}],,,,\n"
          "choices\n,list_name,name,label::English (en),label::Azərbaycan "
          "(az)\n,c,thb,Trafficking,Alver\n,c,drugs,Drugs,\n");
    set("name", "Əli");
    set("topics", "thb drugs");
    set("hidden", "secret");
    assert_string_equal(spoken("n", TEXT_LABEL), "Dear Əli: Trafficking, Drugs.");
    assert_string_equal(spoken("m", TEXT_LABEL), "[]");
    answers_speak(answers, 1);
    assert_string_equal(spoken("n", TEXT_LABEL), "Hörmətli Əli");
    assert_string_equal(spoken("n", TEXT_HINT), "Only Əli!");
    assert_string_equal(spoken("n", TEXT_GUIDANCE), "");
    assert_string_equal(value("shown"), "Alver, Drugs");
    set("name", "x");
    assert_string_equal(spoken("m", TEXT_LABEL), "[secret]");
    finish();
}

static void computed(void **state) {
    (void)state;
    begin(HEADER
          ",start,s,,,,,,\n,today,t,,,,,,\n,username,u,,,,,,\n,deviceid,d,,,,,,\n,integer,n,N,,,,,3\n"
          ",date,day,Day,,,,,today()\n,calculate,first,,,,,once(${n}),\n,calculate,next,,,,,${n} + 1,\n"
          ",text,shown,Shown,yes,,,\"concat('n=', ${n})\",\n,text,copy,Copy,,,,,\"concat(${shown}, '!')\"\n");
    assert_string_equal(value("s"), "2026-11-24T10:30:00.000+00:00");
    assert_string_equal(value("t"), "2026-11-24");
    assert_string_equal(value("u"), "e.mammadov");
    assert_string_equal(value("d"), "tty1");
    assert_string_equal(value("day"), "2026-11-24");
    assert_string_equal(value("copy"), "n=3!");
    assert_string_equal(set("n", "8"), "n next shown ");
    assert_string_equal(value("first"), "3");
    assert_string_equal(value("next"), "9");
    assert_string_equal(value("shown"), "n=8");
    assert_string_equal(set("n", ""), "n next shown ");
    assert_string_equal(value("next"), "");
    assert_string_equal(problem("shown"), "none");
    finish();
}

/* Hidden questions of a group are not checked; shown again, the group is computed again; defaults wait for
 * their question. */
static void hidden_groups(void **state) {
    (void)state;
    begin(HEADER ",text,has,Has?,,,,,\n,begin group,g,G,,${has} = 'y',,,\n"
                 ",integer,kids,Kids,yes,,. < 10,,\n,integer,age,Age,,,,,7\n"
                 ",calculate,next,,,,,${age} + 1,\n,text,why,Why,yes,${kids} > 2,,,\n,end group,,,,,,,\n"
                 ",calculate,told,,,,,\"if(${kids} = '', 'none', ${kids})\",\n");
    int count;
    assert_string_equal(value("age"), "7");
    assert_string_equal(value("next"), "");
    set("has", "y");
    assert_string_equal(value("next"), "8");
    set("kids", "30");
    assert_true(relevant("why"));
    answers_missing(answers, &count);
    assert_int_equal(count, 2);
    set("has", "n");
    answers_missing(answers, &count);
    assert_int_equal(count, 0);
    assert_string_equal(value("told"), "none");
    assert_false(relevant("why"));
    set("age", "9");
    assert_string_equal(set("has", "y"), "has g kids age next why told ");
    assert_string_equal(value("kids"), "30");
    assert_string_equal(value("next"), "10");
    assert_true(relevant("why"));
    finish();
}

static void kinds(void **state) {
    (void)state;
    begin("survey\n,type,name,label,parameters,read_only,required\n,time,at,At,,,\n,dateTime,when,When,,,\n"
          ",rank c,order,Order,,,\n,range,mark,Mark,start=1 end=9 step=2,,\n,acknowledge,ok,OK?,,,yes\n"
          ",hidden,secret,,,,\n,text,fixed,Fixed,,${ok} = 'OK',\n"
          "choices\n,list_name,name,label\n,c,a,A\n,c,b,B\n,c,d,D\n");
    static const char *const right[][2] = {
        { "at", "00:00" },
        { "at", "23:59:59" },
        { "at", "10:30:00.000+04:00" },
        { "at", "07:05Z" },
        { "when", "2026-02-28T10:30" },
        { "when", "2026-11-24T10:30:00.000+00:00" },
        { "order", "d a b" },
        { "mark", "1" },
        { "mark", "9" },
        { "mark", "3.0" },
        { "ok", "OK" },
    };
    static const char *const wrong[][3] = {
        { "at", "24:00", "time of day" },      { "at", "9:30", "time of day" },
        { "at", "10:30:", "time of day" },     { "at", "10:30+4", "time of day" },
        { "when", "2026-02-30T10:30", "day" }, { "when", "2026-02-28 10:30", "day" },
        { "when", "2026-02-28", "day" },       { "order", "a b", "2 of 3" },
        { "order", "a b a", "twice" },         { "order", "a b x", "none of the choices" },
        { "mark", "2", "row 1, 3, ... 9" },    { "mark", "11", "between 1 and 9" },
        { "mark", "many", "number" },          { "ok", "yes", "OK" },
        { "ok", "", "must be answered" },
    };
    for (size_t i = 0; i < sizeof right / sizeof *right; i++) {
        set(right[i][0], right[i][1]);
        assert_string_equal(problem(right[i][0]), "none");
    }
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        set(wrong[i][0], wrong[i][1]);
        if (!strstr(problem(wrong[i][0]), wrong[i][2]))
            fail_msg("%s \"%s\": %s", wrong[i][0], wrong[i][1], problem(wrong[i][0]));
    }
    assert_false(answers_read_only(answers, item_of("fixed")));
    set("ok", "OK");
    assert_true(answers_read_only(answers, item_of("fixed")));
    finish();
}

/* Long lists are looked up by the column their filter names, and nothing else is offered or left out. */
static void long_lists(void **state) {
    (void)state;
    struct buffer csv = { 0 };
    buffer_add(&csv, "survey\n,type,name,label,choice_filter\n,text,r,R,\n,integer,n,N,\n"
                     ",select_one place,one,One,region = ${r}\n"
                     ",select_one place,both,Both,\"size > ${n} and ${r} = region\"\n"
                     ",select_one place,either,Either,\"region = ${r} or size = ${n}\"\n"
                     ",select_one place,number,Number,\"size = ${n} and selected('x', 'x')\"\n"
                     "choices\n,list_name,name,label,region,size\n");
    for (int i = 0; i < 3000; i++)
        buffer_format(&csv, ",place,p%d,Place %d,r%d,%d%s\n", i, i, i % 100, i % 7, i % 2 ? ".0" : "");
    begin(csv.text);
    buffer_done(&csv);
    static const struct {
        const char *name;
        int count, first;
    } expected[] = { { "one", 30, 5 }, { "both", 9, 5 }, { "either", 454, 4 }, { "number", 428, 4 } };
    set("r", "r5");
    set("n", "4.0");
    for (size_t i = 0; i < sizeof expected / sizeof *expected; i++) {
        int count;
        const int *offered = answers_choices(answers, item_of(expected[i].name), &count);
        assert_int_equal(count, expected[i].count);
        assert_int_equal(offered[0], expected[i].first);
    }
    set("r", "nowhere");
    int count;
    answers_choices(answers, item_of("one"), &count);
    assert_int_equal(count, 0);
    finish();
}

/* A form as long as the longest known: each answer reaches only what depends on it. */
static void large(void **state) {
    (void)state;
    struct buffer csv = { 0 };
    buffer_add(&csv, HEADER ",integer,q0,Q,yes,,,,\n");
    for (int i = 1; i < 500; i++)
        buffer_format(&csv, ",integer,q%d,Q,yes,${q%d} > 0 or true(),. >= 0,,\n", i, i - 1);
    begin(csv.text);
    buffer_done(&csv);
    assert_string_equal(set("q250", "1"), "q250 ");
    int count;
    answers_missing(answers, &count);
    assert_int_equal(count, 499);
    finish();
}

static void an_answer_never_takes_for_ever(void **state) {
    (void)state;
    begin("survey,type,name,label,calculation,repeat_count\n,integer,a,A,,\n,begin repeat,r,R,,900\n"
          ",integer,t,T,,\n,calculate,k,,${a} + count(/f/r[count(/f/r[t > 3]) > 2]),\n,end repeat,,,,\n"
          "settings,form_title,form_id\n,F,f\n");
    set("a", "1");
    assert_non_null(strstr(problem("a"), "takes too long"));
    finish();
}

static void large_repeats_are_looked_into_quickly(void **state) {
    (void)state;
    begin("survey,type,name,label,calculation,repeat_count\n,integer,a,A,,\n,begin repeat,r,R,,900\n"
          ",integer,t,T,,\n,calculate,k,,\"${a} + indexed-repeat(${t}, ${r}, position(..) - 1)\",\n"
          ",end repeat,,,,\nsettings,form_title,form_id\n,F,f\n");
    set("r[899]/t", "5");
    set("a", "1");
    assert_string_equal(problem("a"), "none");
    assert_string_equal(value("r[900]/k"), "6");
    finish();
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(chain),
        cmocka_unit_test(groups),
        cmocka_unit_test(problems),
        cmocka_unit_test(filters),
        cmocka_unit_test(labels),
        cmocka_unit_test(computed),
        cmocka_unit_test(large),
        cmocka_unit_test(hidden_groups),
        cmocka_unit_test(kinds),
        cmocka_unit_test(long_lists),
        cmocka_unit_test(an_answer_never_takes_for_ever),
        cmocka_unit_test(large_repeats_are_looked_into_quickly),
    };
    setenv("TOPCOP_NOW", "2026-11-24T10:30", 1);
    setenv("TZ", "UTC", 1);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
