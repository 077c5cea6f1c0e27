/* Databases of any size for the bench, the same in every run: courses, officers, sessions and registrations
 * with their events, through the product's own schema and free of violations. The officer of badge
 * GENERATE_BADGE is in all. */
#ifndef TOPCOP_BENCH_GENERATE_H
#define TOPCOP_BENCH_GENERATE_H

#define GENERATE_BADGE "A000001"

struct generate_size {
    int courses, officers, sessions, registrations;
    int seats; /* of each session; 0: mixed, some sessions full and waited for */
    int first,
        days; /* sessions begin on the `days` days from the day `first` after today (negative: before) */
};

/* FOLDER/NAME of that size. Made when it is missing, or was made from another schema or on another day. */
const char *generate_database(const char *name, const struct generate_size *size);

#endif
