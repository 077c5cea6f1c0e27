#include "full/pace.h"

bool pace_painted(struct pace *pace, size_t bytes, int64_t ticks) {
    pace->sent += bytes;
    if (pace->off || pace->asked || pace->sent < PACE_BYTES || bytes < PACE_LETTER)
        return false;
    pace->sent = 0;
    pace->asked = true;
    pace->since = ticks;
    return true;
}

void pace_answered(struct pace *pace) {
    pace->asked = false;
    pace->answered = true;
}

int pace_wait(struct pace *pace, int64_t ticks) {
    int64_t left = pace->since + PACE_LIMIT - ticks;
    if (!pace->asked || left > 0)
        return pace->asked ? (int)left : 0;
    pace->asked = false;
    pace->off = !pace->answered;
    return 0;
}
