/* Texts that must not reach a terminal as they are: written past the program into every free text of a
 * database, and looked for in what comes out. The walk through both faces is in tests/hostile_faces.h. */
#ifndef TOPCOP_TESTS_HOSTILE_H
#define TOPCOP_TESTS_HOSTILE_H

#include <stdbool.h>
#include <stddef.h>

/* Texts in turn. */
struct hostile_texts {
    const char *const *list;
    int count, next;
};

/* Those made here: each bears its number from 0 as "H07~", within its first characters. */
extern const char *const hostile_list[];
extern const int hostile_count;

/* Makes the database of tests/tree.h in a file and writes the texts in turn, past the program, into every
 * column of every table that is free text: a text that is no key, refers to nothing and is not among the
 * exceptions in hostile.c, which say why. A column that takes no such text, not even a short one, or has no
 * row to take it ends the program, so that a new one cannot be forgotten. */
void hostile_make(const char *file, struct hostile_texts *texts);

/* Whether something stands in a text of which no terminal must get any: controls but line feeds, C1, DEL,
 * broken UTF-8, what turns the direction of writing or is not seen, or a flood of marks. Says it on standard
 * error, at most 20 times, and counts it. */
bool hostile_leaks(const char *where, const char *text, size_t length);
extern int hostile_leak_count;

/* The same for what a terminal is sent, which may hold the sequences that move, clear and colour. */
bool hostile_leaks_to_screen(const char *where, const char *bytes, size_t length);

/* Whether a text of hostile_list has come by, in whatever was looked at. */
bool hostile_was_seen(int number);

#endif
