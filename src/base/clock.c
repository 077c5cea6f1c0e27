#include "base/clock.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

/* Days from civil date and back, after the era arithmetic of H. Hinnant, "chrono-Compatible Low-Level Date
 * Algorithms" (2013). */
static int64_t days_from_civil(int64_t year, int month, int day) {
    year -= month <= 2;
    int64_t era = (year >= 0 ? year : year - 399) / 400;
    int64_t of_era = year - era * 400;
    int64_t of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    return era * 146097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719468;
}

static void civil_from_days(int64_t days, int64_t *year, int *month, int *day) {
    days += 719468;
    int64_t era = (days >= 0 ? days : days - 146096) / 146097;
    int64_t of_era = days - era * 146097;
    int64_t y = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
    int64_t of_year = of_era - (365 * y + y / 4 - y / 100);
    int64_t m = (5 * of_year + 2) / 153;
    *day = (int)(of_year - (153 * m + 2) / 5 + 1);
    *month = (int)(m < 10 ? m + 3 : m - 9);
    *year = y + era * 400 + (*month <= 2);
}

bool clock_day_number(const char *day, int64_t *number) {
    if (!day || strlen(day) != 10 || day[4] != '-' || day[7] != '-')
        return false;
    for (int i = 0; i < 10; i++)
        if (i != 4 && i != 7 && !isdigit((unsigned char)day[i]))
            return false;
    int y = atoi(day), m = atoi(day + 5), d = atoi(day + 8);
    if (m < 1 || m > 12 || d < 1)
        return false;
    int64_t days = days_from_civil(y, m, d), back_year;
    int back_month, back_day;
    civil_from_days(days, &back_year, &back_month, &back_day);
    *number = days;
    return back_month == m && back_day == d;
}

const char *clock_day(int64_t number, char day[static CLOCK_DAY]) {
    int64_t year;
    int month, of_month;
    civil_from_days(number, &year, &month, &of_month);
    if (year < 0 || year > 9999)
        year = year < 0 ? 0 : 9999;
    snprintf(day, CLOCK_DAY, "%04d-%02u-%02u", (int)year, (unsigned)month % 100, (unsigned)of_month % 100);
    return day;
}

static int64_t pretended; /* 0: none */

void clock_pretend(int64_t moment) {
    pretended = moment;
}

bool clock_pretends(void) {
    return pretended != 0;
}

int64_t clock_now(void) {
    if (pretended)
        return pretended;
    const char *fixed = getenv("TOPCOP_NOW");
    if (!fixed || !*fixed)
        return (int64_t)time(NULL);
    struct tm parts = { .tm_isdst = -1 };
    if (sscanf(fixed, "%d-%d-%dT%d:%d", &parts.tm_year, &parts.tm_mon, &parts.tm_mday, &parts.tm_hour,
               &parts.tm_min) < 5)
        return strtoll(fixed, NULL, 10);
    parts.tm_year -= 1900;
    parts.tm_mon -= 1;
    return (int64_t)mktime(&parts);
}

const char *clock_today(char day[static CLOCK_DAY]) {
    char text[CLOCK_TEXT];
    clock_text(clock_now(), text);
    memcpy(day, text, CLOCK_DAY - 1);
    day[CLOCK_DAY - 1] = 0;
    return day;
}

const char *clock_text(int64_t moment, char text[static CLOCK_TEXT]) {
    time_t seconds = (time_t)moment;
    struct tm parts;
    if (!localtime_r(&seconds, &parts) || !strftime(text, CLOCK_TEXT, "%Y-%m-%d %H:%M", &parts))
        memcpy(text, "0000-00-00 00:00", 17);
    return text;
}

static bool read_relative(const char *typed, char day[static CLOCK_DAY]) {
    if (!strncmp(typed, "today", 5))
        typed += 5;
    else if (*typed != '+' && *typed != '-')
        return false;
    char *end = NULL;
    long shift = *typed ? strtol(typed, &end, 10) : 0;
    if ((*typed && (end == typed || *end)) || shift > 100000 || shift < -100000)
        return false;
    char today[CLOCK_DAY];
    int64_t number = 0;
    clock_day_number(clock_today(today), &number);
    clock_day(number + shift, day);
    return true;
}

bool clock_read_day(const char *typed, char day[static CLOCK_DAY]) {
    if (!typed)
        return false;
    if (read_relative(typed, day))
        return true;
    int y = 0, m = 0, d = 0, end = 0;
    if (!(sscanf(typed, "%4d-%2d-%2d%n", &y, &m, &d, &end) == 3 && !typed[end])) {
        end = 0;
        bool dotted = sscanf(typed, "%2d.%2d.%4d%n", &d, &m, &y, &end) == 3 && !typed[end];
        if (!dotted) {
            end = 0;
            if (!(sscanf(typed, "%2d/%2d/%4d%n", &d, &m, &y, &end) == 3 && !typed[end]))
                return false;
        }
    }
    if (y < 1000 || y > 9999 || m < 1 || m > 12 || d < 1 || d > 31)
        return false;
    int64_t number;
    snprintf(day, CLOCK_DAY, "%04d-%02u-%02u", y, (unsigned)m % 100, (unsigned)d % 100);
    return clock_day_number(day, &number);
}

bool clock_is_time(const char *time) {
    if (!time || strlen(time) != 5 || time[2] != ':')
        return false;
    for (int i = 0; i < 5; i++)
        if (i != 2 && !isdigit((unsigned char)time[i]))
            return false;
    return atoi(time) < 24 && atoi(time + 3) < 60;
}

int64_t clock_ticks(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}
