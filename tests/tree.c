#include "tree.h"

#include <locale.h>
#include <stdlib.h>

#include "fixture.h"
#include "needs.h"
#include "rules/access.h"
#include "rules/campaign.h"
#include "rules/course.h"
#include "rules/hold.h"
#include "rules/officer.h"
#include "rules/registration.h"
#include "rules/response.h"
#include "rules/structure.h"
#include "rules/training_session.h"

const struct tree_mark tree_marks[] = {
    { 'P', "Zelimxan", "an officer of customs, at the post under XAC" },
    { 'A', "Abuzer", "an officer of the customs academy" },
    { 'Q', "Polad", "an officer of the police" },
    { 'C', "Ramizpol", "the contact of the police" },
    { 'G', "Giorgadze", "an officer of the other country" },
    { 'a', "because of XAC", "answers of XAC" },
    { 'b', "because of police", "answers of the police" },
    { 's', "because of myself", "the self-check of Zelimxan" },
    { 'f', "1 of 13", "how few have checked themselves, on the campaign's page" },
    { 'g', "1/13", "the same in the list of campaigns" },
    { 'd', "DRAFTSCC", "a session of customs that is a draft" },
    { 'e', "DRAFTPOL", "a session of the police that is a draft" },
    { 'k', "CAMPPOL", "a campaign of the police that is a draft" },
    { 'n', "CAMPAZ", "the campaign that asks the country" },
    { 'x', "Samurpost", "a structure of customs" },
    { 'y', "Policeacad", "a structure of the police" },
    { 'z', "Revenuege", "a structure of the other country" },
    { 0 },
};

const char *const tree_walkers[] = { "PLAIN",    "HEAD",     "CONTACT", "TRAINER", "ORGANISER", "COORD",
                                     "NATIONAL", "OBSERVER", "AUDITOR", "ADMIN",   NULL };

static void make_structures(struct db *db) {
    static const char *const rows[][4] = {
        { "AZ", "Azerbaijan", "", "AZ" },
        { "AZ-SCC", "Customs", "AZ", "AZ" },
        { "AZ-SCC-ACA", "Customs Academy", "AZ-SCC", "AZ" },
        { "AZ-SCC-XAC", "Xacmaz Office", "AZ-SCC", "AZ" },
        { "AZ-SCC-XAC-SAM", "Samurpost", "AZ-SCC-XAC", "AZ" },
        { "AZ-POL", "Police", "AZ", "AZ" },
        { "AZ-POL-ACA", "Policeacad", "AZ-POL", "AZ" },
        { "GE", "Georgia", "", "GE" },
        { "GE-REV", "Revenuege", "GE", "GE" },
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        fixture_save(db, structure_put,
                     with(text("code", rows[i][0]), text("name", rows[i][1]), text("parent", rows[i][2]),
                          text("type", "customs"), text("country", rows[i][3]), text("staff", "40")));
}

static void make_officers(struct db *db) {
    static const char *const rows[][4] = {
        { "Zelimxan", "Zelimxan", "AZ-SCC-XAC-SAM", "" },
        { "Abuzer", "Abuzer", "AZ-SCC-ACA", "" },
        { "Polad", "Polad", "AZ-POL-ACA", "" },
        { "Ramizpol", "Ramizpol", "AZ-POL", "contact" },
        { "Giorgadze", "Giorgadze", "GE-REV", "" },
        { "PLAIN", "Walker", "AZ-SCC-XAC-SAM", "" },
        { "HEAD", "Walker", "AZ-SCC-XAC", "head" },
        { "CONTACT", "Walker", "AZ-SCC-XAC", "contact" },
        { "TRAINER", "Walker", "AZ-SCC-ACA", "trainer@AZ-SCC" },
        { "ORGANISER", "Walker", "AZ-SCC-ACA", "organiser" },
        { "COORD", "Walker", "AZ-SCC-ACA", "coordinator@AZ-SCC" },
        { "NATIONAL", "Walker", "AZ", "national" },
        { "OBSERVER", "Walker", "GE", "observer@AZ observer@GE" },
        { "AUDITOR", "Walker", "AZ-SCC", "auditor@AZ" },
        { "ADMIN", "Walker", "AZ-SCC", "administrator@AZ" },
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        fixture_save(db, officer_put,
                     with(text("badge", rows[i][0]), text("surname", rows[i][1]), text("given_name", "Ali"),
                          text("structure", rows[i][2]),
                          text("email", rows[i][1][0] == 'W' ? "" : "x@y.example"),
                          text("roles", rows[i][3])));
}

static void make_session(struct db *db, const char *code, const char *organiser, const char *status) {
    fixture_save(db, training_session_put,
                 with(text("code", code), text("course", "DRG-A1"), text("organiser", organiser),
                      text("seats", "20"), text("door", "open"), text("status", status),
                      text("contact_from", "2027-02-01"), text("contact_to", "2027-02-03")));
}

static void request(struct db *db, const char *badge, const char *session) {
    int64_t officer = fixture_officer(db, badge);
    accepted(registration_request(db, officer, officer, fixture_session_id(db, session), NULL));
}

/* Customs officers in a session of the police and in one that is decided, and one of each at customs. */
static void make_training(struct db *db) {
    fixture_save(db, course_put,
                 with(text("code", "DRG-A1"), text("title", "Drugs"), text("area", "DRG"), text("level", "1"),
                      text("mode", "workshop"), text("languages", "en"), text("status", "published")));
    make_session(db, "S-SCC", "AZ-SCC-ACA", "open");
    make_session(db, "S-POL", "AZ-POL-ACA", "open");
    make_session(db, "DRAFTSCC", "AZ-SCC-ACA", "draft");
    make_session(db, "DRAFTPOL", "AZ-POL-ACA", "draft");
    fixture_save(db, training_session_put,
                 with(text("code", "S-ASK"), text("course", "DRG-A1"), text("organiser", "AZ-POL-ACA"),
                      text("approvals", "2"), text("door", "open"), text("status", "open"),
                      text("contact_from", "2027-03-01"), text("contact_to", "2027-03-03")));
    request(db, "Abuzer", "S-SCC");
    request(db, "Giorgadze", "S-SCC");
    request(db, "Polad", "S-POL");
    request(db, "Zelimxan", "S-ASK");
}

static void make_campaign(struct db *db, const char *code, const char *asks, const char *structure,
                          const char *status) {
    fixture_save(db, campaign_put,
                 with(text("code", code), text("title", code), text("questionnaire", "needs"),
                      text("asks", asks), text("structure", structure), text("opens_on", "2026-11-01"),
                      text("closes_on", "2026-11-30"), text("status", status)));
}

static void answer(struct db *db, const char *badge, const char *campaign, const char *structure,
                   const char *why) {
    int64_t response,
        officer = fixture_officer(db, badge),
        asked = db_int(db, 0, "SELECT id FROM campaign WHERE code = :code", with(text("code", campaign)));
    char receipt[RECEIPT_SIZE];
    accepted(response_start(db, officer, asked, structure ? fixture_structure(db, structure) : 0, &response));
    accepted(response_submit(db, officer, response, "",
                             with(text("staff/number", "60"), text("staff/why", why)), receipt));
}

static void make_answers(struct db *db) {
    needs_keep_text(db, "survey,type,name,label,relevant,required\n"
                        ",begin group,staff,Staff,,\n"
                        ",integer,number,How many?,,yes\n"
                        ",text,why,Why so many?,${number} > 50,yes\n"
                        ",end group,,,,\n"
                        "settings,form_title,form_id,version\n"
                        ",Needs,needs,1\n");
    make_campaign(db, "CAMPAZ", "structure", "AZ", "open");
    make_campaign(db, "SELFAZ", "officer", "AZ", "open");
    make_campaign(db, "CAMPPOL", "structure", "AZ-POL", "draft");
    answer(db, "HEAD", "CAMPAZ", "AZ-SCC-XAC", "because of XAC");
    answer(db, "Ramizpol", "CAMPAZ", "AZ-POL", "because of police");
    answer(db, "Zelimxan", "SELFAZ", NULL, "because of myself");
}

static void make_holds(struct db *db) {
    int64_t over;
    accepted(hold_place(db, ACTOR_OWNER, "structure", "AZ-SCC", "court", &over));
    accepted(hold_release(db, ACTOR_OWNER, over, "decided"));
    accepted(hold_place(db, ACTOR_OWNER, "officer", "Zelimxan", "court", NULL));
    accepted(hold_place(db, ACTOR_OWNER, "officer", "Giorgadze", "court", NULL));
}

struct db *tree_new(const char *file) {
    struct db *db = NULL;
    setlocale(LC_ALL, "C.UTF-8");
    setenv("TOPCOP_NOW", "2026-11-24T09:00", 1);
    if (file)
        accepted(db_create(&db, file));
    else
        db = db_memory();
    make_structures(db);
    make_officers(db);
    make_training(db);
    make_answers(db);
    make_holds(db);
    return db;
}
