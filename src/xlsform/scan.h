/* Reading an expression from left to right and telling what is wrong where. It knows words, not grammar. */
#ifndef TOPCOP_XLSFORM_SCAN_H
#define TOPCOP_XLSFORM_SCAN_H

#include <setjmp.h>
#include <stdbool.h>
#include <stddef.h>

#include "xlsform/expression.h"

struct scan {
    struct arena *arena;
    expression_fault_function *fault;
    void *fault_data;
    const char *text, *at; /* all of it, and how far it is read */
    bool failed;           /* a fault that is not a warning was told */
    jmp_buf end;           /* where scan_stop goes: set by the caller */
};

/* Begins with a text. Curly quotation marks and hard blanks that stand outside of straight quotation marks,
 * or close one that nothing else closes, are put straight, one character for one, with a warning. */
void scan_begin(struct scan *scan, const char *text);

/* Tells a fault at a place of scan->text; `character` is filled in. */
void scan_report(struct scan *scan, const char *at, struct expression_fault fault);
void scan_fail(struct scan *scan, const char *at, const char *sentence);

/* The same at scan->at when nothing more can be understood: jumps to `end`. */
_Noreturn void scan_stop(struct scan *scan, const char *sentence);

void scan_skip_blanks(struct scan *scan);

/* Steps over blanks and, if it is next, over a word or sign; a word only where it ends there. */
bool scan_take(struct scan *scan, const char *word);

/* Names begin with a letter or _; then come letters, digits, _ . - The length is 0 where none begins. */
size_t scan_name_length(const char *text);

#endif
