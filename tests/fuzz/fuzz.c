#include "fuzz.h"

#include "base/text.h"
#include "xlsform/definition.h"

void fuzz_sheets(const char *name, const uint8_t *bytes, size_t length, const char *encoding) {
    struct sheets sheets;
    const char *refusal = sheets_read_bytes(&sheets, name, (const char *)bytes, length,
                                            (struct csv_options){ .encoding = encoding });
    struct problems problems = { 0 };
    struct arena arena = { 0 };
    if (refusal)
        text_clean(&arena, refusal);
    else {
        definition_free(definition_new(&sheets, &problems));
        definition_free(definition_again(&sheets));
    }
    for (int i = 0; i < problems.count; i++)
        text_clean(&arena, problem_text(&arena, &problems.list[i]));
    arena_done(&arena);
    problems_done(&problems);
    sheets_done(&sheets);
}
