/* Bytes as a CSV file, and what they hold as a questionnaire. The first byte chooses name and encoding. */
#include "fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length) {
    static const char *const encodings[] = { NULL, NULL, "cp1251", "cp1256", "UTF-16", "Shift_JIS" };
    static const char *const names[] = { "form.csv", "survey.csv" };
    if (length > 0)
        fuzz_sheets(names[bytes[0] % 2], bytes + 1, length - 1, encodings[bytes[0] % 6]);
    return 0;
}
