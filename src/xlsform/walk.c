#include <string.h>

#include "base/words.h"
#include "xlsform/translating.h"

enum { PLACES = 1000000 }; /* most that the paths of one expression may lead over */

bool places_has(const struct places *places, int place) {
    int index = place - PLACE_DOCUMENT;
    return index >= 0 && index < places->size && places->has[index];
}

bool places_add(struct arena *arena, struct places *places, int place) {
    int index = place - PLACE_DOCUMENT;
    if (index < 0 || places_has(places, place))
        return false;
    if (index >= places->size) {
        int size = index + 64 > 2 * places->size ? index + 64 : 2 * places->size;
        places->has = arena_grow(arena, places->has, (size_t)places->size * sizeof *places->has,
                                 (size_t)size * sizeof *places->has);
        places->size = size;
    }
    places->has[index] = true;
    places->list = arena_room(arena, places->list, places->count, sizeof *places->list);
    places->list[places->count++] = place;
    return true;
}

struct places places_of(struct translation *t, int place) {
    struct places places = { .known = t->names->step && place != PLACE_NONE };
    if (places.known)
        places_add(t->arena, &places, place);
    return places;
}

static int lead(struct translation *t, int from, const char *name, int after) {
    if (++t->walked > PLACES)
        scan_stop(&t->scan, _("the path leads to too many places"));
    return t->names->step(t->names->data, from, name, after);
}

static void add_children(struct translation *t, struct places *out, int place, const char *name) {
    for (int child = PLACE_NONE; (child = lead(t, place, name, child)) != PLACE_NONE;)
        places_add(t->arena, out, child);
}

static void add_descendants(struct translation *t, struct places *out, int place, const char *name) {
    add_children(t, out, place, name);
    for (int child = PLACE_NONE; (child = lead(t, place, NULL, child)) != PLACE_NONE;)
        add_descendants(t, out, child, name);
}

static void add_ancestors(struct translation *t, struct places *out, int place) {
    while ((place = lead(t, place, "..", PLACE_NONE)) != PLACE_NONE)
        places_add(t->arena, out, place);
}

static void step_from(struct translation *t, struct places *out, int place, enum axis axis,
                      const char *name) {
    switch (axis) {
    case AXIS_CHILD:
        add_children(t, out, place, name);
        break;
    case AXIS_DESCENDANT_OR_SELF:
        places_add(t->arena, out, place);
        add_descendants(t, out, place, name);
        break;
    case AXIS_DESCENDANT:
        add_descendants(t, out, place, name);
        break;
    case AXIS_SELF:
        places_add(t->arena, out, place);
        break;
    case AXIS_PARENT:
        places_add(t->arena, out, lead(t, place, "..", PLACE_NONE));
        break;
    case AXIS_ANCESTOR_OR_SELF:
        places_add(t->arena, out, place);
        add_ancestors(t, out, place);
        break;
    case AXIS_ANCESTOR:
        add_ancestors(t, out, place);
        break;
    case AXIS_FOLLOWING_SIBLING:
    case AXIS_PRECEDING_SIBLING:
        add_children(t, out, lead(t, place, "..", PLACE_NONE), name);
        break;
    case AXIS_FOLLOWING:
    case AXIS_PRECEDING:
        add_descendants(t, out, PLACE_DOCUMENT, name);
        break;
    case AXIS_ATTRIBUTE:
    case AXIS_NAMESPACE:
        break;
    }
}

void places_step(struct translation *t, struct places *places, enum axis axis, const char *name) {
    if (!places->known)
        return;
    struct places out = { .known = true };
    if ((axis == AXIS_DESCENDANT || axis == AXIS_DESCENDANT_OR_SELF) && places->count > 1)
        step_from(t, &out, PLACE_DOCUMENT, axis, name); /* more than there is to find, but each only once */
    else
        for (int i = 0; i < places->count; i++)
            step_from(t, &out, places->list[i], axis, name);
    *places = out;
}
