/* Keys as the screens know them: a character is its code point, everything else lies above Unicode, so that
 * no letter can be taken for a key. Faces turn what they read into these. */
#ifndef TOPCOP_UI_KEYS_H
#define TOPCOP_UI_KEYS_H

#undef CTRL /* <termios.h> may have brought one */
#define CTRL(letter) ((letter)&0x1F)
#define ALT(key) (0x200000 | (key)) /* Escape and the key, come as one */

enum key {
    NO_KEY = 0,
    TAB = '\t',
    ENTER = '\r',
    ESCAPE = 0x1B,
    BACKSPACE = 0x7F,
    F1 = 0x110001,
    F2,
    F3,
    F4,
    F5,
    F6,
    F7,
    F8,
    F9,
    F10,
    F11,
    F12,
    UP,
    DOWN,
    LEFT,
    RIGHT,
    HOME,
    END,
    PAGE_UP,
    PAGE_DOWN,
    BACK_TAB,
    DELETE,
    INSERT,
};

/* The key that stands for a plain chord (Ctrl-G for F1 and so on), or the key itself. */
enum key key_of_chord(enum key key);

/* What is printed for a key: "F2", "/", "Enter"; and its plain chord: "Ctrl-S", or "" when it has none. */
const char *key_name(enum key key);
const char *key_chord(enum key key);

#endif
