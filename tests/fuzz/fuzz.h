/* What the entry points share. Each is a program of its own, driven by libFuzzer: make fuzz. */
#ifndef TOPCOP_TESTS_FUZZ_FUZZ_H
#define TOPCOP_TESTS_FUZZ_FUZZ_H

#include <stddef.h>
#include <stdint.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

/* Reads bytes as the sheets of a questionnaire, compiles them, and puts every problem into words. */
void fuzz_sheets(const char *name, const uint8_t *bytes, size_t length, const char *encoding);

#endif
