#include "screens/fields.h"

#include <string.h>

const struct choice choices_no_day[] = { { "", N_("date open") }, { 0 } };
const struct choice choices_yes[] = { { "yes", N_("yes") }, { 0 } };
const struct choice choices_no_or_yes[] = { { "0", N_("no") }, { "1", N_("yes") }, { 0 } };
const struct choice choices_door[] = { { "open", N_("open") }, { "nominated", N_("nominated") }, { 0 } };
const struct choice choices_approvals[] = {
    { "0", N_("nobody") }, { "1", N_("head of structure") }, { "2", N_("head, then coordinator") }, { 0 }
};
const struct choice choices_course_status[] = {
    { "draft", N_("draft") }, { "published", N_("published") }, { "retired", N_("retired") }, { 0 }
};
const struct choice choices_session_status[] = {
    { "draft", N_("draft") },   { "announced", N_("announced") }, { "open", N_("open") },
    { "closed", N_("closed") }, { "confirmed", N_("confirmed") }, { "running", N_("running") },
    { "done", N_("done") },     { "cancelled", N_("cancelled") }, { 0 }
};
const struct choice choices_officer_status[] = { { "active", N_("active") },
                                                 { "suspended", N_("suspended") },
                                                 { 0 } };

const char *is_email(const struct field *field, const char *value) {
    (void)field;
    const char *at = strchr(value, '@');
    if (!at || at == value || !strchr(at, '.') || strchr(value, ' '))
        return refuse(_("\"%s\" is no e-mail address; one looks like name@service.example."), value);
    return NULL;
}

const char *is_telephone(const struct field *field, const char *value) {
    (void)field;
    if (strspn(value, "+0123456789 ()-./") != strlen(value) || strcspn(value, "0123456789") == strlen(value))
        return refuse(_("\"%s\" is no telephone number; one has digits, blanks and + ( ) - only."), value);
    return NULL;
}

const char *is_country(const struct field *field, const char *value) {
    (void)field;
    if (strlen(value) != 2 || strspn(value, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") != 2)
        return refuse(_("\"%s\" is no country code; one has two capital letters, such as AZ."), value);
    return NULL;
}
