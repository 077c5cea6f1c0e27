/* Who may read what was done. The audit itself is kept by store/audit.h. */
#ifndef TOPCOP_RULES_AUDIT_H
#define TOPCOP_RULES_AUDIT_H

/* Structures whose audit the officer of parameter `who` reads. */
#define AUDITED(who) "(SELECT structure_id FROM reach WHERE officer_id = " who " AND capability = 'audit')"

/* What a row of audit_list is about by its name, where that is in the officer's reach; "" elsewhere. */
#define AUDIT_ABOUT(who)                                                                                     \
    "(CASE WHEN " who " = 0 OR about_structure IN " AUDITED(who) " THEN coalesce(about, '') ELSE '' END)"

/* A condition over audit_list for an auditor: what officers of these structures did, what was done to them
 * and to the structures; what no officer did, such as the work of the database's owner, where all countries
 * there are belong to them. The sets are made once for a query, since a list may go through a million rows.
 */
#define AUDIT_SEEN(who)                                                                                      \
    "(by_structure IN " AUDITED(who) " OR about_structure IN " AUDITED(                                      \
        who) " OR (officer_id IS NULL AND NOT EXISTS (SELECT 1 FROM structure s WHERE s.parent_id IS NULL "  \
             "AND s.id NOT IN " AUDITED(who) ")))"

#endif
