/* The end of the program when going on would be wrong: a bug or a ruin.
 * What is merely refused is said by a sentence returned as `const char *`; this file is not for that. */
#ifndef TOPCOP_BASE_DIE_H
#define TOPCOP_BASE_DIE_H

#include <stddef.h>

/* A refusal: NULL, or a translated sentence fit for the message line (what, where, what to do).
 * Borrowed: valid until the next call of `refuse`. */
#define REFUSAL __attribute__((warn_unused_result)) const char *

/* Formats a refusal into one static buffer of 4 KiB; longer sentences are cut at a character's border. */
REFUSAL refuse(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* Prints "topcop: SENTENCE" on stderr and ends with status 70, after the hook set by die_first has run. */
_Noreturn void die(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* The same with status 74 and a refusal: nothing is wrong with the program, but with the machine or the file
 * it works on, and there is nothing to go on with. */
_Noreturn void give_up(const char *sentence);

/* Sets what is done before dying: a face gives the terminal back. NULL takes the hook away. */
void die_first(void (*hook)(void));

/* malloc and realloc that die when memory is out. The caller frees. */
void *memory_new(size_t size);
void *memory_grow(void *old, size_t size);

/* Writes zeros over a text that was a secret, and frees it. NULL is allowed. */
void memory_forget(char *text);

#endif
