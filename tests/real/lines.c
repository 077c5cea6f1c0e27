/* Makes a course of each line of a text file, bytes as they are: lines PREFIX < TEXT > CSV. Empty lines and
 * comments are passed over. */
#include <stdio.h>
#include <string.h>

enum { TITLE_BYTES = 60 };

static void put_cell(const char *text, size_t length) {
    putchar('"');
    for (size_t i = 0; i < length; i++) {
        if (text[i] == '"')
            putchar('"');
        putchar(text[i]);
    }
    putchar('"');
}

int main(int count, char **words) {
    static char line[1 << 20];
    puts("code,title,area,level,mode,aim,status");
    for (int number = 1; count == 2 && fgets(line, sizeof line, stdin); number++) {
        size_t length = strcspn(line, "\n");
        if (length == 0 || line[0] == '#')
            continue;
        printf("%s-%d,", words[1], number);
        /* the first bytes, not cut within a character of UTF-8 */
        size_t head = length < TITLE_BYTES ? length : TITLE_BYTES;
        while (head > 0 && head < length && ((unsigned char)line[head] & 0xC0) == 0x80)
            head--;
        putchar('"');
        printf("%s-%d ", words[1], number);
        for (size_t i = 0; i < head; i++)
            printf(line[i] == '"' ? "\"\"" : "%c", line[i]);
        printf("\",DRG,1,module,");
        put_cell(line, length);
        puts(",published");
    }
    return 0;
}
