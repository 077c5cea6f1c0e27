#include "needs.h"

#include "rules/access.h"
#include "rules/questionnaire.h"

static const char text[] = "survey,type,name,label,relevant,required\n"
                           ",begin group,staff,Staff,,\n"
                           ",integer,number,How many?,,yes\n"
                           ",text,why,Why so many?,${number} > 50,yes\n"
                           ",select_one scale,need,How much is needed?,,\n"
                           ",select_multiple scale,kinds,Which?,,\n"
                           ",date,by,By when?,,\n"
                           ",decimal,share,What share?,,\n"
                           ",end group,,,,\n"
                           ",begin group,places,Places,,\n"
                           ",rank scale,order,In which order?,,\n"
                           ",time,at,At what time?,,\n"
                           ",dateTime,moment,When exactly?,,\n"
                           ",acknowledge,seen,Seen by the head,,\n"
                           ",end group,,,,\n"
                           ",begin repeat,team,Team,,\n"
                           ",text,name,Name,,\n"
                           ",end repeat,,,,\n"
                           "choices,list_name,name,label\n"
                           ",scale,0,None\n"
                           ",scale,1,Some\n"
                           ",scale,2,Much\n"
                           "settings,form_title,form_id,version\n"
                           ",Needs,needs,1\n";

void needs_keep(struct db *db) {
    needs_keep_text(db, text);
}

void needs_keep_text(struct db *db, const char *csv) {
    struct sheets sheets = { 0 };
    struct problems problems = { 0 };
    int64_t version;
    const char *no = sheets_read_text(&sheets, "needs.csv", csv);
    struct definition *definition = no ? NULL : definition_new(&sheets, &problems);
    if (definition)
        no = questionnaire_save(db, ACTOR_OWNER, &sheets, definition, &version);
    if (no || !definition)
        die("the questionnaire was refused: %s", no ? no : "it has errors");
    definition_free(definition);
    problems_done(&problems);
    sheets_done(&sheets);
}
