#include "base/embedded.h"

#include <string.h>

#include "base/die.h"

const char *embedded_text(const char *name) {
    for (const struct embedded *file = embedded; file->name; file++)
        if (!strcmp(file->name, name))
            return file->text;
    die("this program was built without %s", name);
}
