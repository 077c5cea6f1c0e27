#include "ui/keys.h"

#include <stddef.h>

/* Chords that no editing key of a field needs. */
static const struct {
    enum key key;
    char letter;
    const char *chord;
} chords[] = {
    { F1, 'G', "Ctrl-G" }, { F2, 'S', "Ctrl-S" }, { F3, 'Q', "Ctrl-Q" },  { F3, 'C', "Ctrl-C" },
    { F4, 'V', "Ctrl-V" }, { F5, 'R', "Ctrl-R" }, { F6, 'O', "Ctrl-O" },  { F7, 'P', "Ctrl-P" },
    { F8, 'X', "Ctrl-X" }, { F9, 'T', "Ctrl-T" }, { F10, 'N', "Ctrl-N" },
};

enum { CHORDS = sizeof chords / sizeof *chords };

enum key key_of_chord(enum key key) {
    for (int i = 0; i < CHORDS; i++)
        if ((int)key == CTRL(chords[i].letter))
            return chords[i].key;
    return key;
}

const char *key_chord(enum key key) {
    for (int i = 0; i < CHORDS; i++)
        if (chords[i].key == key)
            return chords[i].chord;
    return "";
}

const char *key_name(enum key key) {
    static const char *const functions[] = { "F1", "F2", "F3", "F4",  "F5",  "F6",
                                             "F7", "F8", "F9", "F10", "F11", "F12" };
    static char letter[2];
    if (key >= F1 && key <= F12)
        return functions[key - F1];
    switch ((int)key) {
    case NO_KEY:
        return "";
    case ENTER:
        return "Enter";
    case TAB:
        return "Tab";
    case DELETE:
        return "Del";
    case CTRL('Z'):
        return "Ctrl-Z";
    default:
        letter[0] = (char)(key > ' ' && key < 0x7F ? (char)key : 0);
        return letter;
    }
}
