/* "topcop questionnaire migrate": moves a campaign and its drafts to another version of its questionnaire,
 * after showing what becomes of the answers. */
#include "base/words.h"
#include "command/questions.h"
#include "rules/response.h"
#include "rules/response_list.h"

struct migrating {
    struct db *db;
    int64_t actor, campaign, version;
    bool dry_run;
    struct arena arena;
};

static void say_rows(const struct migration *migration) {
    static const char *const fates[] = { N_("kept"), N_("dropped"), N_("new") };
    for (int i = 0; i < migration->count; i++) {
        const struct migration_row *row = &migration->rows[i];
        command_say("  %s\t%s\t%s%s%s", _(fates[row->fate]), row->path, row->label, *row->value ? "\t" : "",
                    row->value);
    }
}

static REFUSAL migrate_one(struct migrating *migrating, int64_t draft, const char *who) {
    struct migration migration;
    const char *no = response_migrate(migrating->db, migrating->actor, draft, migrating->version,
                                      migrating->dry_run, &migration);
    if (!no) {
        command_say(_("%s: %d kept, %d dropped, %d new"), who, migration.fates[MIGRATION_KEPT],
                    migration.fates[MIGRATION_DROPPED], migration.fates[MIGRATION_NEW]);
        if (migrating->dry_run)
            say_rows(&migration);
    }
    arena_done(&migration.arena);
    return no ? refuse("%s: %s", who, no) : NULL;
}

static REFUSAL migrate_all(struct migrating *migrating) {
    int count;
    const struct response_draft *drafts =
        response_drafts(migrating->db, migrating->campaign, migrating->version, &migrating->arena, &count);
    const char *no = NULL;
    if (!migrating->dry_run)
        no = response_use_version(migrating->db, migrating->actor, migrating->campaign, migrating->version);
    for (int i = 0; i < count && !no; i++)
        no = migrate_one(migrating, drafts[i].id, drafts[i].who);
    if (no)
        return no;
    if (migrating->dry_run)
        command_say(words_count("%ld draft would move; --yes does it.",
                                "%ld drafts would move; --yes does it.", count),
                    (long)count);
    else
        command_say(words_count("%ld draft has moved; new ones begin with this version.",
                                "%ld drafts have moved; new ones begin with this version.", count),
                    (long)count);
    return NULL;
}

const char *questionnaire_migrate(struct command *command) {
    struct migrating migrating = { .dry_run = !command_option(command, "yes") };
    if (command->word_count < 2 || command->word_count > 3)
        return command_misused(command, _("Which campaign? One, and at most one version after it."));
    const char *no = command_open(command, &migrating.db);
    if (no)
        return no;
    no = command_actor(command, migrating.db, &migrating.actor);
    if (!no)
        no = response_campaign(migrating.db, migrating.actor, command->words[1], &migrating.campaign);
    if (!no)
        no = response_version(migrating.db, migrating.campaign,
                              command->word_count > 2 ? command->words[2] : "", &migrating.version);
    if (!no)
        no = migrate_all(&migrating);
    arena_done(&migrating.arena);
    db_close(migrating.db);
    return no;
}
