#include "xlsform/xpath.h"

#include <dlfcn.h>
#include <string.h>

#include "base/die.h"

/* ISO C has no conversion from dlsym's object pointer to a function's; POSIX has, byte by byte. */
static void find(void *library, const char *name, void *function) {
    void *found = dlsym(library, name);
    if (!found)
        die("libxml2 has no %s", name);
    memcpy(function, &found, sizeof found);
}

const struct xpath *xpath(void) {
    static struct xpath functions;
    if (functions.valuePush)
        return &functions;
    void *library = dlopen("libxml2.so.2", RTLD_NOW | RTLD_LOCAL);
    if (!library)
        die("questionnaires need libxml2: %s", dlerror());
#define XPATH_FIND(name) find(library, #name, &functions.name);
    XPATH_FUNCTIONS(XPATH_FIND)
#undef XPATH_FIND
    return &functions;
}
