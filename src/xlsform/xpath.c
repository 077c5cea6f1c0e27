#include "xlsform/xpath.h"

const struct xpath *xpath(void) {
    static const char *const names[] = { XPATH_FUNCTIONS(LIBRARY_NAME) };
    static struct xpath functions;
    if (!functions.valuePush)
        library_load("libxml2.so.2", "questionnaires need libxml2", names, sizeof names / sizeof *names,
                     &functions);
    return &functions;
}
