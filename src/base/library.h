/* Libraries loaded when they are first needed: what most sessions never use must not cost each of them its
 * memory. A header lists the functions it wants in a macro, and makes a struct and the names from it. */
#ifndef TOPCOP_BASE_LIBRARY_H
#define TOPCOP_BASE_LIBRARY_H

#include <stddef.h>

#define LIBRARY_MEMBER(function) __typeof__(function) *(function);
#define LIBRARY_NAME(function) #function,

/* Fills `functions`, a struct of function pointers in the order of `names`, from a library such as
 * "libzip.so.4". Dies when the library or a function of it is missing; `purpose` says what needs it. */
void library_load(const char *file, const char *purpose, const char *const *names, size_t count,
                  void *functions);

#endif
