#define PCRE2_CODE_UNIT_WIDTH 8
#include "xlsform/pattern.h"

#include <pcre2.h>
#include <stdint.h>
#include <string.h>

enum { STEPS = 1000000, DEPTH = 1000, HEAP_KB = 2048, PATTERN_BYTES = 4096 };

static pcre2_code *compile(const char *pattern, int *error, size_t *offset) {
    static pcre2_compile_context *limits;
    if (!limits) {
        limits = pcre2_compile_context_create(NULL);
        pcre2_set_max_pattern_length(limits, PATTERN_BYTES);
    }
    return pcre2_compile((PCRE2_SPTR)pattern, PCRE2_ZERO_TERMINATED,
                         PCRE2_UTF | PCRE2_UCP | PCRE2_NEVER_BACKSLASH_C, error, offset, limits);
}

const char *pattern_problem(struct arena *arena, const char *pattern, int *byte) {
    int error;
    size_t offset;
    pcre2_code *code = compile(pattern, &error, &offset);
    if (code) {
        pcre2_code_free(code);
        return NULL;
    }
    PCRE2_UCHAR message[256];
    pcre2_get_error_message(error, message, sizeof message);
    *byte = (int)offset;
    return arena_copy(arena, (const char *)message);
}

bool pattern_matches(const char *pattern, const char *text, bool *is_hard) {
    static pcre2_match_context *limits;
    if (!limits) {
        limits = pcre2_match_context_create(NULL);
        pcre2_set_match_limit(limits, STEPS);
        pcre2_set_depth_limit(limits, DEPTH);
        pcre2_set_heap_limit(limits, HEAP_KB);
    }
    int error;
    size_t offset;
    pcre2_code *code = compile(pattern, &error, &offset);
    if (!code)
        return false;
    pcre2_match_data *found = pcre2_match_data_create(1, NULL);
    int result = pcre2_match(code, (PCRE2_SPTR)text, strlen(text), 0, 0, found, limits);
    pcre2_match_data_free(found);
    pcre2_code_free(code);
    if (is_hard)
        *is_hard = result == PCRE2_ERROR_MATCHLIMIT || result == PCRE2_ERROR_DEPTHLIMIT ||
                   result == PCRE2_ERROR_HEAPLIMIT;
    return result >= 0;
}

bool pattern_is_anchored(const char *pattern) {
    size_t length = strlen(pattern);
    return pattern[0] == '^' && length > 1 && pattern[length - 1] == '$';
}

bool pattern_looks_around(const char *pattern) {
    static const char *const signs[] = { "(?=", "(?!", "(?<=", "(?<!" };
    for (int i = 0; i < 4; i++)
        if (strstr(pattern, signs[i]))
            return true;
    return false;
}
