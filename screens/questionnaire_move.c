/* A newer version of a questionnaire: what of the answers goes along, before a draft is moved to it. */
#include "screens/questionnaire.h"

#include "rules/response.h"
#include "rules/response_about.h"
#include "screens/questionnaire_parts.h"

struct move {
    int64_t response;
    struct response_about about;
    struct migration migration;
};

static const char *enter(struct session *session) {
    struct place *place = session->place;
    struct move *move = arena_new(&place->arena, sizeof *move);
    move->response = response_draft(session->db, session->officer, place->id / QUESTIONNAIRE_STRUCTURES,
                                    place->id % QUESTIONNAIRE_STRUCTURES);
    response_about(session->db, move->response, &move->about, &place->arena);
    if (!move->about.newer)
        return refuse(_("There is no newer version."));
    place->data = move;
    return response_migrate(session->db, session->officer, move->response, move->about.newer, true,
                            &move->migration);
}

static void leave(struct session *session) {
    struct move *move = session->place->data;
    if (move)
        arena_done(&move->migration.arena);
}

static void write_fate(struct page *page, const struct migration *migration, enum migration_fate fate,
                       const char *heading) {
    if (!migration->fates[fate])
        return;
    page_heading(page, "%s: %d", heading, migration->fates[fate]);
    for (int i = 0; i < migration->count; i++) {
        const struct migration_row *row = &migration->rows[i];
        if (row->fate == fate)
            page_format(page, *row->value ? "%s: %s" : "%s", *row->label ? row->label : row->path,
                        row->value);
    }
}

static void write(struct session *session, struct page *page) {
    const struct move *move = session->place->data;
    page_format(page,
                _("Your draft is on version %s; the campaign asks version %s by now. F10 moves the draft; "
                  "until then it stays as it is."),
                move->about.version, move->about.newer_name);
    write_fate(page, &move->migration, MIGRATION_DROPPED, _("Answers that would be dropped"));
    write_fate(page, &move->migration, MIGRATION_NEW, _("New questions"));
    write_fate(page, &move->migration, MIGRATION_KEPT, _("Answers that go along"));
}

static const char *ask_move(struct session *session) {
    const struct move *move = session->place->data;
    long dropped = move->migration.fates[MIGRATION_DROPPED];
    return dropped ? refuse(words_count(N_("Move the draft, and drop %ld answer?"),
                                        N_("Move the draft, and drop %ld answers?"), dropped),
                            dropped)
                   : NULL;
}

static const char *move_draft(struct session *session) {
    struct move *move = session->place->data;
    struct migration done = { 0 };
    const char *no =
        response_migrate(session->db, session->officer, move->response, move->about.newer, false, &done);
    arena_done(&done.arena);
    if (no)
        return no;
    session_back(session);
    no = questionnaire_reopen(session);
    session_say(session, DONE, _("The draft is on version %s now."),
                questionnaire_of(session)->about.version);
    return no;
}

static const struct action actions[] = {
    { .key = F10,
      .word = "move",
      .label = N_("Move"),
      .help = N_("Moves the draft to the newer version, with the answers that fit."),
      .ask = ask_move,
      .act = move_draft },
    { 0 }
};

const struct screen questionnaire_move_screen = {
    .name = "version",
    .title = N_("A newer version"),
    .help = N_("What becomes of the answers of a draft when it is moved to the newer version of its "
               "questionnaire: kept, dropped, and what is newly asked. F3 leaves it as it is."),
    .shape = PAGE,
    .needs_id = true,
    .actions = actions,
    .enter = enter,
    .write = write,
    .leave = leave,
};
