/* Bytes of a terminal in, keys out. It sees only bytes and the time they came at, so that every way a slow
 * line may cut a key in two can be tried without waiting. It reads nothing and knows no session.
 *
 * Escape begins the sequences of the arrow and function keys and is a key itself. What follows within
 * ESCAPE_WAIT belongs to it; a digit makes it an F-key (Escape 0 is F10). A tail that comes later, up to
 * TAIL_WAIT, is still taken as the key it belongs to: none of its bytes counts as typed. */
#ifndef TOPCOP_FULL_DECODE_H
#define TOPCOP_FULL_DECODE_H

#include <stdbool.h>
#include <stdint.h>
#include <wchar.h>

#include "ui/keys.h"

enum {
    ESCAPE_WAIT = 300, /* milliseconds */
    DIGIT_WAIT = 700,
    TAIL_WAIT = 3500,
    DECODE_MOST = 24,  /* bytes of a sequence; a longer one is passed over */
    ANSWER = 0x120000, /* the terminal's answer to ESC[5n, told apart from every key */
};

/* Starts as { 0 }. */
struct decoder {
    char bytes[DECODE_MOST + 1]; /* a sequence that is not complete */
    int count;
    int64_t since;   /* when its last byte came */
    int64_t escaped; /* when an Escape came that was taken alone */
    bool alone;      /* whether there was one lately */
    bool late;       /* `bytes` is the tail of that Escape, or else typed text */
    mbstate_t character;
    enum key keys[DECODE_MOST + 2];
    int first, last;
};

/* Takes a byte that came at `ticks`. Ask for the keys before the next byte. */
void decode_byte(struct decoder *decoder, char byte, int64_t ticks);

/* Tells the time, for what only waiting decides. */
void decode_time(struct decoder *decoder, int64_t ticks);

/* Milliseconds until decode_time will bring a key; -1: only more bytes will. */
int decode_wait(const struct decoder *decoder, int64_t ticks);

/* The next key; NO_KEY when there is none yet. */
enum key decode_key(struct decoder *decoder);

#endif
