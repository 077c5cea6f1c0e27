#include "full/decode.h"

#include <stdlib.h>
#include <string.h>

/* A sequence by what introduces it, its first number (0: whatever it is) and its last byte. */
static const struct {
    const char *begin;
    int number;
    char end;
    int key;
} sequences[] = {
    { "[", 0, 'A', UP },      { "[", 0, 'B', DOWN },      { "[", 0, 'C', RIGHT },    { "[", 0, 'D', LEFT },
    { "[", 0, 'F', END },     { "[", 0, 'H', HOME },      { "[", 0, 'Z', BACK_TAB }, { "[", 0, 'n', ANSWER },
    { "[", 1, 'P', F1 },      { "[", 1, 'Q', F2 },        { "[", 1, 'R', F3 },       { "[", 1, 'S', F4 },
    { "[", 1, '~', HOME },    { "[", 2, '~', INSERT },    { "[", 3, '~', DELETE },   { "[", 4, '~', END },
    { "[", 5, '~', PAGE_UP }, { "[", 6, '~', PAGE_DOWN }, { "[", 7, '~', HOME },     { "[", 8, '~', END },
    { "[", 11, '~', F1 },     { "[", 12, '~', F2 },       { "[", 13, '~', F3 },      { "[", 14, '~', F4 },
    { "[", 15, '~', F5 },     { "[", 17, '~', F6 },       { "[", 18, '~', F7 },      { "[", 19, '~', F8 },
    { "[", 20, '~', F9 },     { "[", 21, '~', F10 },      { "[", 23, '~', F11 },     { "[", 24, '~', F12 },
    { "[[", 0, 'A', F1 },     { "[[", 0, 'B', F2 },       { "[[", 0, 'C', F3 },      { "[[", 0, 'D', F4 },
    { "[[", 0, 'E', F5 },     { "O", 0, 'A', UP },        { "O", 0, 'B', DOWN },     { "O", 0, 'C', RIGHT },
    { "O", 0, 'D', LEFT },    { "O", 0, 'F', END },       { "O", 0, 'H', HOME },     { "O", 0, 'M', ENTER },
    { "O", 0, 'P', F1 },      { "O", 0, 'Q', F2 },        { "O", 0, 'R', F3 },       { "O", 0, 'S', F4 },
};

static void give(struct decoder *decoder, int key) {
    if (decoder->first == decoder->last)
        decoder->first = decoder->last = 0;
    decoder->keys[decoder->last++] = (enum key)key;
}

static void plain(struct decoder *decoder, char byte) {
    wchar_t character;
    bool begins = mbsinit(&decoder->character);
    size_t length = mbrtowc(&character, &byte, 1, &decoder->character);
    if (length == (size_t)-1)
        decoder->character = (mbstate_t){ 0 };
    if (length == (size_t)-1 && !begins)
        plain(decoder, byte);
    else if (length == 1)
        give(decoder, character == '\b' ? BACKSPACE : (int)character);
}

static void function_key(struct decoder *decoder, char digit) {
    decoder->alone = false;
    decoder->count = 0;
    give(decoder, digit == '0' ? F10 : F1 + (digit - '1'));
}

/* The Escape that begins `bytes` was only that. */
static void escape_alone(struct decoder *decoder) {
    decoder->count = 0;
    decoder->alone = true;
    decoder->escaped = decoder->since;
    give(decoder, ESCAPE);
}

/* Gives up a sequence: nobody typed it, unless all that tied it to an Escape was the time. */
static void give_up(struct decoder *decoder) {
    int count = decoder->late ? decoder->count : 0;
    decoder->count = 0;
    decoder->late = decoder->alone = false;
    for (int i = 1; i < count; i++)
        plain(decoder, decoder->bytes[i]);
}

static int key_of(const char *sequence, int count) {
    const char *begin = strncmp(sequence, "[[", 2) ? sequence[0] == '[' ? "[" : "O" : "[[";
    char end = sequence[count - 1];
    int number = atoi(sequence + strlen(begin));
    for (size_t i = 0; i < sizeof sequences / sizeof *sequences; i++)
        if (!strcmp(sequences[i].begin, begin) && sequences[i].end == end &&
            (sequences[i].number == 0 || sequences[i].number == number))
            return sequences[i].key;
    return NO_KEY;
}

/* Whether the sequence in `bytes` may go on after this byte, which was added already. */
static bool goes_on(const struct decoder *decoder, char byte) {
    return (byte >= ' ' && byte <= '?') || (byte == '[' && decoder->count == 3 && decoder->bytes[1] == '[');
}

/* The keypad's own digits and signs: "Oq" is 1. */
static int keypad_key(const char *sequence) {
    return *sequence == 'O' && sequence[1] >= 'j' && sequence[1] <= 'y' ? sequence[1] - 0x40 : NO_KEY;
}

static void sequence_byte(struct decoder *decoder, char byte) {
    if (byte < ' ' || byte > '~') {
        give_up(decoder);
        decode_byte(decoder, byte, decoder->since);
        return;
    }
    bool fits = decoder->count < DECODE_MOST;
    decoder->bytes[decoder->count - !fits] = byte;
    decoder->count += fits;
    decoder->bytes[decoder->count] = 0;
    if (goes_on(decoder, byte))
        return;
    int key = fits ? key_of(decoder->bytes + 1, decoder->count - 1) : NO_KEY;
    if (key == NO_KEY && decoder->late && byte != '~') {
        give_up(decoder);
        return;
    }
    if (key == NO_KEY)
        key = keypad_key(decoder->bytes + 1);
    decoder->count = 0;
    decoder->late = false;
    decoder->alone = decoder->alone && key == ANSWER; /* the terminal's own word comes between */
    if (key != NO_KEY)
        give(decoder, key);
}

/* Letters that are commands of the editing engine with Alt; all others keep their own sense after Escape. */
static bool is_alt(char byte) {
    return byte && strchr("bcdflu\r\x7f", byte);
}

/* The byte after an Escape, taken alone already or not. True when it belongs to it. */
static bool escape_byte(struct decoder *decoder, char byte, int64_t since, int64_t ticks) {
    if (byte >= '0' && byte <= '9' && ticks - since <= DIGIT_WAIT) {
        function_key(decoder, byte);
        return true;
    }
    if (byte != '[' && byte != 'O')
        return false;
    decoder->bytes[0] = ESCAPE;
    decoder->bytes[1] = byte;
    decoder->count = 2;
    return true;
}

void decode_byte(struct decoder *decoder, char byte, int64_t ticks) {
    decode_time(decoder, ticks);
    int64_t since = decoder->since;
    decoder->since = ticks;
    if (decoder->count > 1) {
        sequence_byte(decoder, byte);
        return;
    }
    if (decoder->count == 1) {
        if (escape_byte(decoder, byte, since, ticks))
            return;
        decoder->count = 0;
        decoder->alone = byte == ESCAPE; /* an answer may come between an Escape and its tail */
        decoder->escaped = since;
        if (is_alt(byte)) {
            give(decoder, ALT(byte));
            return;
        }
        give(decoder, ESCAPE);
    } else if (decoder->alone) {
        decoder->late = escape_byte(decoder, byte, decoder->escaped, ticks) && decoder->count > 0;
        if (decoder->late || !decoder->alone)
            return;
        decoder->alone = byte == ESCAPE;
    }
    if (byte == ESCAPE)
        decoder->bytes[decoder->count++] = byte;
    else
        plain(decoder, byte);
}

void decode_time(struct decoder *decoder, int64_t ticks) {
    if (decoder->count == 1 && ticks - decoder->since >= ESCAPE_WAIT)
        escape_alone(decoder);
    if (decoder->count > 1 && ticks - (decoder->late ? decoder->escaped : decoder->since) >= TAIL_WAIT)
        give_up(decoder);
    if (decoder->count == 0 && decoder->alone && ticks - decoder->escaped >= TAIL_WAIT)
        decoder->alone = false;
}

int decode_wait(const struct decoder *decoder, int64_t ticks) {
    if (decoder->count == 0 || (decoder->count > 1 && !decoder->late))
        return -1;
    int64_t end = decoder->late ? decoder->escaped + TAIL_WAIT : decoder->since + ESCAPE_WAIT;
    return ticks < end ? (int)(end - ticks) : 0;
}

enum key decode_key(struct decoder *decoder) {
    return decoder->first < decoder->last ? decoder->keys[decoder->first++] : NO_KEY;
}
