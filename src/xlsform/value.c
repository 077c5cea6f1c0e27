#include "xlsform/value.h"

#include <ctype.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/clock.h"

static const char BLANKS[] = " \t\r\n";

double value_decimal(const char *text) {
    const char *start = text + strspn(text, BLANKS), *at = start;
    at += *at == '-';
    size_t whole = strspn(at, "0123456789"), part = 0;
    at += whole;
    if (*at == '.') {
        part = strspn(at + 1, "0123456789");
        at += 1 + part;
    }
    at += strspn(at, BLANKS);
    return whole + part > 0 && !*at ? strtod(start, NULL) : NAN;
}

/* Reads "T10:30", "T10:30:00.000" and an offset after it. */
static bool read_time(const char *text, double *seconds, bool *has_offset, double *offset) {
    int hour, minute, end = 0;
    double second = 0;
    *has_offset = false;
    if (!isdigit((unsigned char)text[0]) || sscanf(text, "%2d:%2d%n", &hour, &minute, &end) != 2 || end != 5)
        return false;
    text += end;
    if (*text == ':') {
        size_t length = strspn(text + 1, "0123456789.");
        second = strtod(text + 1, NULL);
        text += 1 + length;
    }
    if (hour > 23 || minute > 59 || second >= 60)
        return false;
    *seconds = hour * 3600.0 + minute * 60.0 + second;
    int offset_hour = 0, offset_minute = 0;
    if (!strcmp(text, "Z")) {
        *has_offset = true;
        *offset = 0;
        return true;
    }
    if (*text != '+' && *text != '-')
        return !*text;
    end = 0;
    if (sscanf(text + 1, "%2d:%2d%n", &offset_hour, &offset_minute, &end) != 2 || text[1 + end] ||
        offset_hour > 14 || offset_minute > 59 || offset_hour < 0 || offset_minute < 0)
        return false;
    *has_offset = true;
    *offset = (offset_hour * 3600.0 + offset_minute * 60.0) * (*text == '-' ? -1 : 1);
    return true;
}

/* Reads "2026-11-24", or "2026-1-5", and steps over it. */
static bool read_day(const char **text, int64_t *number) {
    const char *month = *text + 5, *day;
    size_t digits = strspn(*text, "0123456789"), of_month, of_day;
    if (digits != 4 || month[-1] != '-' || !(of_month = strspn(month, "0123456789")) || of_month > 2)
        return false;
    day = month + of_month + 1;
    if (day[-1] != '-' || !(of_day = strspn(day, "0123456789")) || of_day > 2)
        return false;
    char whole[CLOCK_DAY];
    snprintf(whole, sizeof whole, "%.4s-%02ld-%02ld", *text, strtol(month, NULL, 10), strtol(day, NULL, 10));
    *text = day + of_day;
    return clock_day_number(whole, number);
}

bool value_moment(const char *text, double *days) {
    int64_t number;
    text += strspn(text, BLANKS);
    if (!read_day(&text, &number))
        return false;
    *days = (double)number;
    size_t length = strcspn(text, BLANKS);
    if (length > 40 || text[length + strspn(text + length, BLANKS)])
        return false;
    if (!length)
        return true;
    char rest[41];
    double seconds, offset = 0;
    bool has_offset;
    memcpy(rest, text, length);
    rest[length] = 0;
    if (rest[0] != 'T' || !read_time(rest + 1, &seconds, &has_offset, &offset))
        return false;
    if (has_offset) {
        time_t moment = (time_t)number * 86400 + (time_t)(seconds - offset);
        struct tm parts;
        if (localtime_r(&moment, &parts))
            seconds += (double)parts.tm_gmtoff - offset;
    }
    *days += seconds / 86400;
    return true;
}

double value_number(const char *text) {
    double number = value_decimal(text);
    if (isnan(number))
        value_moment(text, &number);
    return number;
}

char *value_text(struct arena *arena, double number) {
    if (isnan(number))
        return arena_copy(arena, "NaN");
    if (isinf(number))
        return arena_copy(arena, number > 0 ? "Infinity" : "-Infinity");
    if (number == 0)
        return arena_copy(arena, "0");
    int power = (int)floor(log10(fabs(number)));
    int decimals = power < 14 ? 14 - power : 0;
    char *text = arena_format(arena, "%.*f", decimals, number);
    if (strchr(text, '.')) {
        char *end = text + strlen(text);
        while (end[-1] == '0')
            *--end = 0;
        if (end[-1] == '.')
            *--end = 0;
    }
    return text;
}

double value_time(const char *text) {
    double seconds, offset = 0;
    bool has_offset;
    if (!read_time(text, &seconds, &has_offset, &offset))
        return NAN;
    time_t now = (time_t)clock_now();
    struct tm parts;
    if (has_offset && localtime_r(&now, &parts))
        seconds += (double)parts.tm_gmtoff - offset;
    double days = seconds / 86400;
    return days - floor(days);
}

char *value_local(struct arena *arena, double days) {
    double milliseconds = floor(days * 86400e3 + 0.5);
    time_t seconds = (time_t)floor(milliseconds / 1000);
    struct tm parts;
    gmtime_r(&seconds, &parts);
    char moment[40], offset[8];
    strftime(moment, sizeof moment, "%Y-%m-%dT%H:%M:%S", &parts);
    parts.tm_isdst = -1;
    mktime(&parts);
    strftime(offset, sizeof offset, "%z", &parts);
    return arena_format(arena, "%s.%03d%.3s:%s", moment, (int)(milliseconds - (double)seconds * 1000), offset,
                        offset + 3);
}

char *value_now(struct arena *arena) {
    time_t now = (time_t)clock_now();
    struct tm parts = { 0 };
    localtime_r(&now, &parts);
    char moment[24], offset[8];
    strftime(moment, sizeof moment, "%Y-%m-%dT%H:%M:%S", &parts);
    strftime(offset, sizeof offset, "%z", &parts); /* +0400 */
    return arena_format(arena, "%s.000%.3s:%s", moment, offset, offset + 3);
}

const char VALUE_FORMAT[] = "YymnbdeaHhMS3";

static void format_part(struct buffer *out, const struct tm *parts, int milliseconds, char part) {
    static const char *const months[] = { "Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                          "Jul", "Aug", "Sep", "Oct", "Nov", "Dec" };
    static const char *const weekdays[] = { "Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat" };
    switch (part) {
    case 'Y':
        buffer_format(out, "%04d", parts->tm_year + 1900);
        break;
    case 'y':
        buffer_format(out, "%02d", parts->tm_year % 100);
        break;
    case 'm':
        buffer_format(out, "%02d", parts->tm_mon + 1);
        break;
    case 'n':
        buffer_format(out, "%d", parts->tm_mon + 1);
        break;
    case 'b':
        buffer_add(out, months[parts->tm_mon]);
        break;
    case 'd':
        buffer_format(out, "%02d", parts->tm_mday);
        break;
    case 'e':
        buffer_format(out, "%d", parts->tm_mday);
        break;
    case 'a':
        buffer_add(out, weekdays[parts->tm_wday]);
        break;
    case 'H':
        buffer_format(out, "%02d", parts->tm_hour);
        break;
    case 'h':
        buffer_format(out, "%d", parts->tm_hour);
        break;
    case 'M':
        buffer_format(out, "%02d", parts->tm_min);
        break;
    case 'S':
        buffer_format(out, "%02d", parts->tm_sec);
        break;
    case '3':
        buffer_format(out, "%03d", milliseconds);
        break;
    default:
        buffer_format(out, "%%%c", part);
    }
}

void value_format_moment(struct buffer *out, double days, const char *format) {
    double milliseconds = floor(days * 86400e3 + 0.5);
    time_t seconds = (time_t)floor(milliseconds / 1000);
    struct tm parts;
    gmtime_r(&seconds, &parts);
    for (; *format; format++)
        if (*format == '%' && format[1])
            format_part(out, &parts, (int)(milliseconds - (double)seconds * 1000), *++format);
        else
            buffer_add_char(out, *format);
}

bool value_same(double one, double other, double noise) {
    if (one == other)
        return true;
    return fabs(one - other) <= noise * fmax(fabs(one), fabs(other)) && isfinite(one) && isfinite(other);
}

const char *value_next_word(const char *text, size_t *length) {
    text += strspn(text, BLANKS);
    *length = strcspn(text, BLANKS);
    return *text ? text : NULL;
}

int value_words(const char *text) {
    int count = 0;
    for (size_t length; (text = value_next_word(text, &length)); text += length)
        count++;
    return count;
}

bool value_has_word(const char *text, const char *word) {
    size_t size = strlen(word), length;
    for (; (text = value_next_word(text, &length)); text += length)
        if (length == size && !memcmp(text, word, size))
            return true;
    return false;
}
