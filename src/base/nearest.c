#include "base/nearest.h"

#include <string.h>

#include "base/text.h"

const char *nearest(const char *typed, const char *const *names) {
    const char *best = NULL;
    int least = 64;
    for (; *names; names++) {
        int distance = text_distance(typed, *names);
        if (distance < least && (size_t)distance * 3 <= strlen(*names) + 1) {
            least = distance;
            best = *names;
        }
    }
    return best;
}
