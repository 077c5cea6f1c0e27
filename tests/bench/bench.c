#include "bench.h"

#include <locale.h>
#include <math.h>
#include <regex.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

const char *bench_program, *bench_folder;

static int compare(const void *one, const void *other) {
    double first = *(const double *)one, second = *(const double *)other;
    return (first > second) - (first < second);
}

double bench_share(double *values, size_t count, double share) {
    if (count == 0)
        return 0;
    qsort(values, count, sizeof *values, compare);
    size_t place = (size_t)((double)count * share);
    return values[place < count ? place : count - 1];
}

double bench_median(double *values, size_t count) {
    return bench_share(values, count, 0.5);
}

double bench_now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec * 1e3 + (double)time.tv_nsec / 1e6;
}

void bench_sleep(double milliseconds) {
    struct timespec time = { .tv_sec = (time_t)(milliseconds / 1e3) };
    time.tv_nsec = (long)((milliseconds - (double)time.tv_sec * 1e3) * 1e6);
    nanosleep(&time, NULL);
}

unsigned bench_random(unsigned long long *state, unsigned limit) {
    *state = *state * 6364136223846793005ULL + 1442695040888963407ULL; /* Knuth's MMIX */
    return (unsigned)(*state >> 33) % limit;
}

static double ratio_of(struct figure figure, double allowance) {
    return figure.reference > 0 ? fmax(0, figure.ours - allowance) / figure.reference : NAN;
}

static bool holds(const struct row *row, struct figure figure, struct bound bound) {
    double ratio = ratio_of(figure, row->allowance);
    switch (bound.kind) {
    case RATIO_AT_MOST:
        return ratio <= bound.value;
    case RATIO_AT_LEAST:
        return ratio >= bound.value;
    case AT_MOST:
        return figure.ours <= bound.value;
    case AT_LEAST:
        return figure.ours >= bound.value;
    case UNBOUND:
        break;
    }
    return true;
}

/* "<= 0.15, <= 60 B" */
static const char *bounds_text(const struct row *row, char *text, size_t size) {
    size_t length = 0;
    text[0] = '\0';
    for (const struct bound *bound = row->bounds; bound < row->bounds + BOUNDS && bound->kind; bound++) {
        bool is_ratio = bound->kind == RATIO_AT_MOST || bound->kind == RATIO_AT_LEAST;
        bool at_most = bound->kind == RATIO_AT_MOST || bound->kind == AT_MOST;
        length += (size_t)snprintf(text + length, size - length, "%s%s%g%s%s", length ? ", " : "",
                                   at_most ? "<=" : ">=", bound->value, is_ratio ? "" : " ",
                                   is_ratio ? "x" : row->unit);
    }
    if (row->allowance > 0)
        snprintf(text + length, size - length, " + %g %s", row->allowance, row->unit);
    return text;
}

static const char *number_text(double number, char *text, size_t size) {
    snprintf(text, size,
             isnan(number)   ? "-"
             : number >= 100 ? "%.0f"
             : number >= 10  ? "%.1f"
                             : "%.3g",
             number);
    return text;
}

static bool print_row(const struct row *row, struct figure figure, const char *refused) {
    char bound[64], ours[24], reference[24], ratio[24];
    bool ok = !refused;
    for (int i = 0; i < BOUNDS; i++)
        ok = ok && holds(row, figure, row->bounds[i]);
    bounds_text(row, bound, sizeof bound);
    number_text(refused ? NAN : figure.ours, ours, sizeof ours);
    number_text(refused || figure.reference <= 0 ? NAN : figure.reference, reference, sizeof reference);
    number_text(refused ? NAN : ratio_of(figure, 0), ratio, sizeof ratio);
    printf("%-22s %-44s %8s %-5s %8s %-13s %7s  %-16s %s\n", row->name, row->what, ours, row->unit, reference,
           row->reference ? row->reference : "", ratio, bound, ok ? "ok" : "NO");
    if (refused)
        printf("%-22s %s\n", "", refused);
    fflush(stdout);
    return ok;
}

/* Runs the chosen rows; how many failed. */
static int run_rows(const regex_t *chosen) {
    struct figure figures[FIGURES] = { { 0 } };
    const struct row *measured = NULL;
    const char *refused = NULL;
    int failed = 0, count = 0;
    for (const struct row *row = rows; row->name; row++) {
        if (regexec(chosen, row->name, 0, NULL, 0) != 0)
            continue;
        if (!measured || measured->measure != row->measure || measured->variant != row->variant) {
            memset(figures, 0, sizeof figures);
            refused = row->measure(row->variant, figures);
            measured = row;
        }
        failed += !print_row(row, figures[row->figure], refused);
        count++;
    }
    printf("%d rows, %d not ok\n", count, failed);
    return failed;
}

int main(int count, char **arguments) {
    regex_t chosen;
    char pattern[256];
    if (count < 3)
        die("usage: bench PROGRAM FOLDER [ROWS]");
    setlocale(LC_ALL, "C.UTF-8");
    setenv("TOPCOP_NOW", BENCH_NOW, 1);
    bench_program = arguments[1];
    bench_folder = arguments[2];
    snprintf(pattern, sizeof pattern, "^(%s)", count > 3 ? arguments[3] : "");
    if (regcomp(&chosen, pattern, REG_EXTENDED | REG_NOSUB) != 0)
        die("ROWS=%s is not a regular expression", arguments[3]);
    printf("%-22s %-44s %8s %-5s %8s %-13s %7s  %-16s %s\n", "row", "what", "ours", "", "against", "",
           "ratio", "bound", "ok");
    int failed = run_rows(&chosen);
    regfree(&chosen);
    return failed > 0;
}
