#!/bin/sh
# Prints a C file with each named file as a string: struct embedded { name, text } embedded[], NULL at the end.
set -eu
echo '#include "base/embedded.h"'
echo 'const struct embedded embedded[] = {'
for file; do
    printf '    { "%s",\n' "$file"
    sed -e 's/\\/\\\\/g' -e 's/"/\\"/g' -e 's/\r/\\r/g' -e 's/?/\\?/g' -e 's/^/      "/' -e 's/$/\\n"/' "$file"
    echo '    },'
done
echo '    { 0, 0 }'
echo '};'
