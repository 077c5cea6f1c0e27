#include "xlsform/workbook_number.h"

#include <ctype.h>
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"

enum { DAY = 86400, DAYS_1900 = 25569, DAYS_1904 = 24107, LAST_DAY = 2958465 };

/* Steps over what a format code shows as it stands, and over colours, languages and conditions. */
static const char *skip_shown(const char *at) {
    if (*at == '"')
        return at[1 + strcspn(at + 1, "\"")] ? at + 2 + strcspn(at + 1, "\"") : at + strlen(at);
    if (strchr("\\_*", *at) && at[1])
        return at + 2;
    if (*at == '[' && !strchr("hmsHMS", at[1]))
        return at + 1 + strcspn(at + 1, "]");
    return NULL;
}

static enum number_format format_of_code(const char *code) {
    bool date = false, time = false, month = false, elapsed = false, digits = false;
    for (const char *at = code; *at && *at != ';';) {
        const char *next = skip_shown(at);
        if (next) {
            at = next;
            continue;
        }
        int letter = tolower((unsigned char)*at);
        date |= letter == 'y' || letter == 'd';
        time |= letter == 'h' || letter == 's' || !strncasecmp(at, "am/pm", 5);
        month |= letter == 'm' && !(at > code && strchr("aApP", at[-1]));
        elapsed |= letter == '[';
        digits |= letter == '0' || letter == '#' || letter == '?';
        at++;
    }
    if (elapsed)
        return FORMAT_ELAPSED;
    if (date || (month && !time))
        return time ? FORMAT_MOMENT : FORMAT_DATE;
    if (time)
        return FORMAT_TIME;
    return !digits && strstr(code, "TRUE") && strstr(code, "FALSE") ? FORMAT_BOOLEAN : FORMAT_NUMBER;
}

enum number_format number_format(int id, const char *code) {
    static const struct {
        int first, last;
        enum number_format format;
    } built_in[] = {
        { 14, 17, FORMAT_DATE }, { 18, 21, FORMAT_TIME },    { 22, 22, FORMAT_MOMENT },
        { 27, 31, FORMAT_DATE }, { 32, 35, FORMAT_TIME },    { 36, 36, FORMAT_DATE },
        { 45, 45, FORMAT_TIME }, { 46, 46, FORMAT_ELAPSED }, { 47, 47, FORMAT_TIME },
        { 50, 54, FORMAT_DATE }, { 55, 56, FORMAT_TIME },    { 57, 58, FORMAT_DATE },
    };
    if (code)
        return format_of_code(code);
    for (size_t i = 0; i < sizeof built_in / sizeof *built_in; i++)
        if (id >= built_in[i].first && id <= built_in[i].last)
            return built_in[i].format;
    return FORMAT_NUMBER;
}

static void plain_number(struct buffer *out, double number) {
    if (fabs(number) >= 1e15 || number == floor(number)) {
        buffer_format(out, "%.0f", number == 0 ? 0 : number);
        return;
    }
    char text[64];
    int decimals = 14 - (int)floor(log10(fabs(number)));
    snprintf(text, sizeof text, "%.*f", decimals > 40 ? 40 : decimals, number);
    size_t length = strlen(text);
    while (text[length - 1] == '0')
        length--;
    buffer_add_part(out, text, text[length - 1] == '.' ? length - 1 : length);
}

static void add_time(struct buffer *out, int64_t seconds) {
    buffer_format(out, "%02d:%02d:%02d", (int)(seconds / 3600), (int)(seconds / 60 % 60),
                  (int)(seconds % 60));
}

static void add_day(struct buffer *out, int64_t serial, bool from_1904) {
    char day[CLOCK_DAY];
    int64_t number = from_1904 ? serial - DAYS_1904 : serial - DAYS_1900 + (serial < 60);
    buffer_add(out, clock_day(number, day));
}

void number_text(struct buffer *out, const char *stored, enum number_format format, bool from_1904) {
    char *end;
    double number = strtod(stored, &end);
    if (end == stored || *end || !isfinite(number)) {
        buffer_add(out, stored);
        return;
    }
    if (format == FORMAT_BOOLEAN) {
        buffer_add(out, number != 0 ? "TRUE" : "FALSE");
        return;
    }
    if (format == FORMAT_NUMBER || number < 0 || number > LAST_DAY) {
        plain_number(out, number);
        return;
    }
    int64_t seconds = llround(number * DAY), days = seconds / DAY;
    if (format == FORMAT_ELAPSED)
        add_time(out, seconds);
    else if (format == FORMAT_TIME || (days == 0 && !from_1904))
        add_time(out, seconds % DAY);
    else {
        add_day(out, days, from_1904);
        if (format == FORMAT_MOMENT) {
            buffer_add_char(out, 'T');
            add_time(out, seconds % DAY);
        }
    }
}
