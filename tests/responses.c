#include "responses.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "calls.h"
#include "fixture.h"
#include "rules/access.h"
#include "rules/campaign.h"
#include "rules/filling.h"
#include "rules/officer.h"
#include "rules/questionnaire.h"
#include "rules/response.h"

static const char form[] = "survey,type,name,label::English (en),label::Deutsch "
                           "(de),relevant,required,constraint,calculation,topcop::need\n"
                           ",begin group,staff,Staff,Personal,,,,,\n"
                           ",integer,number,How many?,Wie viele?,,yes,. < 100,,DRG\n"
                           ",decimal,share,What share?,Welcher Anteil?,,,,,\n"
                           ",select_multiple topic,kinds,Which?,Welche?,,,,,\n"
                           ",rank topic,order,In which order?,In welcher Folge?,,,,,\n"
                           ",date,by,By when?,Bis wann?,,,. >= today(),,\n"
                           ",text,why,\"Why, and what for?\",Wozu?,${number} > 50,,,,\n"
                           ",end group,,,,,,,,\n"
                           ",begin repeat,team,Team,Gruppe,,,,,\n"
                           ",text,name,Name,Name,,yes,,,\n"
                           ",begin repeat,member,Member,Mitglied,,,,,\n"
                           ",integer,age,Age,Alter,,,,,\n"
                           ",end repeat,,,,,,,,\n"
                           ",end repeat,,,,,,,,\n"
                           ",calculate,twice,,,,,,${number} * 2,\n"
                           "choices,list_name,name,label::English (en),label::Deutsch (de)\n"
                           ",topic,a,Drugs,Drogen\n"
                           ",topic,b,Excise,Verbrauchsteuer\n"
                           ",topic,c,\"Money, cash\",Geld\n"
                           "settings,form_title,form_id,version,default_language\n"
                           ",Needs,needs,1,English (en)\n";

/* The same without anything repeated, and another version of it. */
static const char small[] = "survey,type,name,label,required\n"
                            ",integer,number,How many?,yes\n"
                            ",select_multiple topic,kinds,Which?,\n"
                            ",text,why,Why?,\n"
                            "choices,list_name,name,label\n"
                            ",topic,a,Drugs\n"
                            ",topic,b,Excise\n"
                            "settings,form_title,form_id,version\n"
                            ",Short,short,1\n";
const char responses_small_2[] = "survey,type,name,label,required\n"
                                 ",text,more,More?,\n"
                                 ",integer,number,How many?,yes\n"
                                 ",select_multiple topic,kinds,Which?,\n"
                                 "choices,list_name,name,label\n"
                                 ",topic,c,Cash\n"
                                 ",topic,a,Drugs\n"
                                 "settings,form_title,form_id,version\n"
                                 ",Short,short,2\n";

struct db *responses_db;

void responses_keep(const char *text) {
    struct sheets sheets;
    struct problems problems = { 0 };
    int64_t version;
    assert_null(sheets_read_text(&sheets, "form.csv", text));
    struct definition *definition = definition_new(&sheets, &problems);
    for (int i = 0; i < problems.count && !definition; i++)
        print_message("%s\n", problem_text(&call_arena, &problems.list[i]));
    assert_non_null(definition);
    assert_null(questionnaire_save(responses_db, ACTOR_OWNER, &sheets, definition, &version));
    definition_free(definition);
    problems_done(&problems);
    sheets_done(&sheets);
}

int64_t responses_campaign(const char *code, const char *questionnaire, const char *asks,
                           const char *status) {
    return fixture_save(responses_db, campaign_put,
                        with(text("code", code), text("title", code), text("questionnaire", questionnaire),
                             text("asks", asks), text("structure", "AZ-SCC"), text("opens_on", "2026-11-01"),
                             text("closes_on", "2026-11-30"), text("status", status)));
}

int64_t responses_campaign_id(const char *code) {
    return db_int(responses_db, 0, "SELECT id FROM campaign WHERE code = :code", with(text("code", code)));
}

void responses_people(const char *file) {
    setenv("TOPCOP_NOW", "2026-11-24T09:00", 1);
    assert_null(db_create(&responses_db, file));
    fixture_fill(responses_db);
    fixture_save(responses_db, officer_put,
                 with(text("badge", "KAMAL"), text("surname", "Kamal"), text("structure", "AZ-SCC-ACA"),
                      text("status", "active"), text("roles", "head@AZ-SCC-ACA")));
    responses_keep(form);
    responses_keep(small);
}

void responses_make(const char *file) {
    responses_people(file);
    responses_campaign("N27", "needs", "structure", "open");
    responses_campaign("S27", "short", "structure", "open");
    responses_campaign("SELF", "short", "officer", "open");
}

int64_t responses_submit(int64_t actor, const char *code, const char *structure,
                         const struct db_value *answers) {
    int64_t response = 0;
    char receipt[RECEIPT_SIZE];
    const char *no = response_start(responses_db, actor, responses_campaign_id(code),
                                    structure ? fixture_structure(responses_db, structure) : 0, &response);
    struct filling *filling = no ? NULL : filling_open(responses_db, response);
    for (; filling && answers->name; answers++) {
        int item = filling_find(filling, answers->name);
        if (item < 0)
            fail_msg("no item %s", answers->name);
        filling_answer(filling, item, answers->text);
    }
    if (!no)
        no = response_submit(responses_db, actor, response, filling_language(filling),
                             filling_values(filling, &call_arena), receipt);
    filling_close(filling);
    if (no)
        fail_msg("refused: %s", no);
    return response;
}

int64_t responses_officer(const char *badge) {
    return fixture_officer(responses_db, badge);
}

int64_t responses_needs(void) {
    return responses_submit(responses_officer("HASAN"), "N27", "AZ-SCC-XAC",
                            with(text("staff/number", "60"), text("staff/share", "12.5"),
                                 text("staff/kinds", "a c"), text("staff/order", "c a b"),
                                 text("staff/by", "2026-11-24"), text("staff/why", "=1+1; \"so\"\nand so on"),
                                 text("team", "2"), text("team[1]/name", "First"),
                                 text("team[1]/member", "2"), text("team[1]/member[1]/age", "30"),
                                 text("team[1]/member[2]/age", "41"), text("team[2]/name", "Second"),
                                 text("team[2]/member", "0")));
}

const char *responses_receipt(int64_t response) {
    return db_text(responses_db, &call_arena, "SELECT receipt FROM response WHERE id = :id",
                   with(integer("id", response)));
}

int responses_begin(void **state) {
    (void)state;
    static int counted;
    char number[16];
    snprintf(number, sizeof number, "%d", counted++);
    if (mkdir(number, 0700) != 0 || chdir(number) != 0)
        return -1;
    responses_make("a.db");
    return 0;
}

int responses_end(void **state) {
    (void)state;
    db_close(responses_db);
    return chdir("..");
}
