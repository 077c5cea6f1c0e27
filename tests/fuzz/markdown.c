/* Bytes as a markdown table, and what they hold as a questionnaire. */
#include "fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length) {
    fuzz_sheets("form.md", bytes, length, NULL);
    return 0;
}
