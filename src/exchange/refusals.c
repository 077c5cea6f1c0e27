#include "exchange/refusals.h"

void refusals_add(struct buffer *all, const char *refusal) {
    if (refusal)
        buffer_format(all, "%s%s", all->length ? "\n" : "", refusal);
}

const char *refusals_end(struct buffer *all) {
    const char *refusal = all->length ? refuse("%s", all->text) : NULL;
    buffer_done(all);
    return refusal;
}
