/* Bytes as a workbook: either as they are, or, when they do not begin as an archive, as the parts of a sound
 * archive, so that the fuzzer need not learn checksums. The parts are cut at 0x1E. */
#include <stdlib.h>
#include <string.h>

#include "fuzz.h"
#include "tests/zip_of.h"
#include "xlsform/archive.h"

static void take_parts(char *text) {
    const char *parts[7];
    for (int i = 0; i < 7; i++) {
        char *end = text + strcspn(text, "\x1E");
        parts[i] = text;
        text = end + (*end != '\0');
        *end = '\0';
    }
    size_t length;
    char *bytes = workbook_of((struct workbook_parts){ .rows = parts[0],
                                                       .strings = parts[1],
                                                       .formats = parts[2],
                                                       .styles = parts[3],
                                                       .behind = parts[4],
                                                       .settings = parts[5],
                                                       .before = parts[6] },
                              &length);
    fuzz_sheets("form.xlsx", (uint8_t *)bytes, length, NULL);
    free(bytes);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length) {
    if (archive_is((const char *)bytes, length)) {
        fuzz_sheets("form.xlsx", bytes, length, NULL);
        return 0;
    }
    char *text = memory_new(length + 1);
    if (length > 0)
        memcpy(text, bytes, length);
    text[length] = '\0';
    take_parts(text);
    free(text);
    return 0;
}
