#include "base/library.h"

#include <dlfcn.h>
#include <string.h>

#include "base/die.h"

/* ISO C has no conversion from dlsym's object pointer to a function's; POSIX has, byte by byte. */
void library_load(const char *file, const char *purpose, const char *const *names, size_t count,
                  void *functions) {
    void *library = dlopen(file, RTLD_NOW | RTLD_LOCAL);
    if (!library)
        die("%s: %s", purpose, dlerror());
    for (size_t i = 0; i < count; i++) {
        void *found = dlsym(library, names[i]);
        if (!found)
            die("%s: %s has no %s", purpose, file, names[i]);
        memcpy((char *)functions + i * sizeof found, &found, sizeof found);
    }
}
