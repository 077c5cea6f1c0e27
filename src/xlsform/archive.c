#include "xlsform/archive.h"

#include <string.h>
#include <zip.h>

#include "base/library.h"
#include "base/words.h"

#define ZIP_FUNCTIONS(_)                                                                                     \
    _(zip_discard)                                                                                           \
    _(zip_fclose)                                                                                            \
    _(zip_fopen_index)                                                                                       \
    _(zip_fread)                                                                                             \
    _(zip_get_name)                                                                                          \
    _(zip_name_locate)                                                                                       \
    _(zip_open_from_source)                                                                                  \
    _(zip_source_buffer_create)                                                                              \
    _(zip_source_free)                                                                                       \
    _(zip_stat_index)

struct zip_functions {
    ZIP_FUNCTIONS(LIBRARY_MEMBER)
};

static const struct zip_functions *zip(void) {
    static const char *const names[] = { ZIP_FUNCTIONS(LIBRARY_NAME) };
    static struct zip_functions functions;
    if (!functions.zip_stat_index)
        library_load("libzip.so.4", "workbooks and zip archives need libzip", names,
                     sizeof names / sizeof *names, &functions);
    return &functions;
}

bool archive_is(const char *bytes, size_t length) {
    return length >= 4 && (!memcmp(bytes, "PK\3\4", 4) || !memcmp(bytes, "PK\5\6", 4));
}

const char *archive_open(struct archive *archive, const char *name, const char *bytes, size_t length) {
    *archive = (struct archive){ .name = name };
    zip_source_t *source = zip()->zip_source_buffer_create(bytes, length, 0, NULL);
    if (!source)
        die("no memory for %s", name);
    archive->zip = zip()->zip_open_from_source(source, ZIP_RDONLY, NULL);
    if (archive->zip)
        return NULL;
    zip()->zip_source_free(source);
    return refuse(
        _("%s is damaged: it begins as a zip archive and does not end as one. Save or copy it anew."), name);
}

const char *archive_path(const struct archive *archive, int member) {
    return zip()->zip_get_name(archive->zip, (zip_uint64_t)member, ZIP_FL_ENC_GUESS);
}

int archive_find(const struct archive *archive, const char *path) {
    return (int)zip()->zip_name_locate(archive->zip, path, ZIP_FL_NOCASE | ZIP_FL_ENC_GUESS);
}

void archive_begin(struct archive *archive, int member) {
    zip_stat_t about;
    zip_uint64_t index = (zip_uint64_t)member;
    archive->trouble = ARCHIVE_SOUND;
    archive->member = archive->packed = 0;
    if (zip()->zip_stat_index(archive->zip, index, 0, &about) == 0) {
        archive->packed = about.valid & ZIP_STAT_COMP_SIZE ? (size_t)about.comp_size : 0;
        if (about.valid & ZIP_STAT_ENCRYPTION_METHOD && about.encryption_method != ZIP_EM_NONE)
            archive->trouble = ARCHIVE_LOCKED;
    }
    archive->open = archive->trouble ? NULL : zip()->zip_fopen_index(archive->zip, index, 0);
    if (!archive->open && !archive->trouble)
        archive->trouble = ARCHIVE_DAMAGED;
}

int archive_read(struct archive *archive, char *bytes, int room) {
    if (archive->trouble)
        return -1;
    zip_int64_t got = zip()->zip_fread(archive->open, bytes, (zip_uint64_t)room);
    if (got < 0) {
        archive->trouble = ARCHIVE_DAMAGED;
        return -1;
    }
    archive->member += (size_t)got;
    archive->total += (size_t)got;
    if (archive->total > ARCHIVE_BYTES ||
        (archive->member > ARCHIVE_RATIO_FROM && archive->member / ARCHIVE_RATIO > archive->packed)) {
        archive->trouble = ARCHIVE_TOO_LARGE;
        return -1;
    }
    return (int)got;
}

const char *archive_end(struct archive *archive) {
    if (archive->open)
        zip()->zip_fclose(archive->open);
    archive->open = NULL;
    switch (archive->trouble) {
    case ARCHIVE_DAMAGED:
        return refuse(_("%s is damaged: a part of it cannot be unpacked. Save or copy it anew."),
                      archive->name);
    case ARCHIVE_LOCKED:
        return refuse(_("%s is locked with a password; save it without one."), archive->name);
    case ARCHIVE_TOO_LARGE:
        return refuse(_("%s unpacks to far more than a questionnaire needs (%d MB are read at most); it is "
                        "not read."),
                      archive->name, ARCHIVE_BYTES >> 20);
    default:
        return NULL;
    }
}

const char *archive_take(struct archive *archive, int member, struct buffer *out) {
    char part[16384];
    int got;
    archive_begin(archive, member);
    while ((got = archive_read(archive, part, sizeof part)) > 0)
        buffer_add_part(out, part, (size_t)got);
    return archive_end(archive);
}

void archive_close(struct archive *archive) {
    if (archive->zip)
        zip()->zip_discard(archive->zip);
    *archive = (struct archive){ 0 };
}
