/* Writes what the fuzzers begin with into FOLDER/csv, FOLDER/xlsx and so on. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/arena.h"
#include "base/die.h"
#include "tests/zip_of.h"

static const char *const csv[] = {
    "0survey,type,name,label,relevant\n,text,a,A,\n,integer,n,N,\"${a} != "
    "''\"\nchoices,list_name,name,label\n,l,x,X\n",
    "0survey;type;name;label::English (en);label::Русский (ru)\n;select_one l;a;A;А\n;begin "
    "repeat;r;R;\n;text;b;B;\n"
    ";end repeat;;;\nchoices;list_name;name;label\n;l;x;X\n;l;y;\"Y\ny\"\nsettings;form_id;version\n;f;1\n",
    "1type\tname\tlabel\tcalculation\tconstraint\r\ncalculate\tc\t\t1 + 2\t\r\nrange\tr\tR\t\t. < 5\r\n",
    "2type,name\n\xF2\xE5\xEA\xF1\xF2,a\n",
    "1\xEF\xBB\xBFtype,name,label\nbegin_group,g,\"G \"\"g\"\"\"\nnote,n, \xC2\xA0N\nend_group,,\n",
};
static const char *const markdown[] = {
    "| survey |\n| | type | name | label | choice_filter |\n| | select_one l | a | A | |\n| | select_one l | "
    "b | B | x = ${a} |\n\n"
    "| choices |\n| | list_name | name | label | x |\n| | l | p | P | p |\n| | l | q\\|r | Q | p |\n",
    "| survey | type | name |\n|---|---|---|\n| | begin group | g |\n| | integer | n |\n| | end group | |\n",
    "# form\n| settings |\n| | form_title | form_id | version |\n| | T | t | 1 |\n| survey |\n| | type | "
    "name | label |\n"
    "| | select_multiple l or_other | m | M |\n| choices |\n| | list name | name | label |\n| | l | a | A "
    "|\n",
};
static const char *const expression[] = {
    "${a} = 'x' and not(${n} > 2 or ${b} != '')",
    "if(selected(${picked}, 'one'), count-selected(${picked}), selected-at(${picked}, 1))",
    "sum(${team}) + count(${team}) * 2 div 3 mod 4 - -1",
    "format-date(${day}, '%Y-%m-%d %a') = string(today())",
    "instance('list')/root/item[name = ${a}]/label",
    "regex(., '^[a-z]+(\\d{2,3}|x)*$') and string-length(.) <= 10",
    "coalesce(${a}, concat('a', \"b\", 1.5e3, join(' ', ${team})))",
    "indexed-repeat(${n}, ${team}, position(..)) + once(random())",
    "/data/team[n > 1]/member | ../a | //name | @x | self::node()",
    "date('2026-11-24') + decimal-date-time('2026-11-24T10:00:00.000+04:00')",
    "translate(substr(${a}, 0, 2), 'abc', 'd') = jr:choice-name(${picked}, '${picked}')",
    "checklist(1, 2, ${a}) or weighted-checklist(1, 2, ${n}, 3) or pow(2, 10) > round(3.14159, 2)",
    "a = \xE2\x80\x98x\xE2\x80\x99 and n = \xE2\x80\x9Cy\xE2\x80\x9D",
};
/* rows, strings, formats, styles, behind, settings, before: cut at 0x1E */
static const char *const xlsx[] = {
    "<row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c><c r=\"B1\" t=\"s\"><v>1</v></c></row><row r=\"2\"><c "
    "r=\"A2\" "
    "t=\"inlineStr\"><is><t>text</t></is></c><c r=\"B2\" t=\"str\"><f>A1</f><v>a</v></c></row>\x1E"
    "<si><t>type</t></si><si><r><t>na</t></r><r><t>me</t></r><rPh><t>x</t></rPh></si>",
    "<row><c t=\"str\"><v>type</v></c><c s=\"1\"><v>46350.5</v></c><c s=\"2\"><v>0.5</v></c><c "
    "t=\"b\"><v>1</v></c>"
    "<c t=\"e\"><v>#REF!</v></c></row><row r=\"90\"><c "
    "r=\"AB90\"><f>1</f></c><c><v>1E-7</v></c></row>\x1E\x1E"
    "<numFmt numFmtId=\"170\" formatCode=\"[h]:mm &quot;x&quot;\"/>\x1E<xf numFmtId=\"22\"/><xf "
    "numFmtId=\"170\"/>\x1E"
    "<mergeCells><mergeCell ref=\"A1:B2\"/></mergeCells>\x1E"
    "date1904=\"1\"\x1E<!DOCTYPE x [<!ENTITY a \"b\">]>",
};

static void write_seed(const char *folder, const char *kind, size_t number, const char *bytes,
                       size_t length) {
    struct arena arena = { 0 };
    mkdir(folder, 0777);
    mkdir(arena_format(&arena, "%s/%s", folder, kind), 0777);
    FILE *file = fopen(arena_format(&arena, "%s/%s/seed-%zu", folder, kind, number), "wb");
    if (!file || fwrite(bytes, 1, length, file) != length || fclose(file) != 0)
        die("the seeds in %s are not written", folder);
    arena_done(&arena);
}

static void write_seeds(const char *folder, const char *kind, const char *const *texts, size_t count) {
    for (size_t i = 0; i < count; i++)
        write_seed(folder, kind, i, texts[i], strlen(texts[i]));
}

#define COUNT(list) (sizeof list / sizeof *list)

static void write_archives(const char *folder) {
    static const struct zip_member tables[] = { { "survey.csv", "type,name\nselect_one l,a\n", 0 },
                                                { "choices.csv", "list_name,name\nl,x\n", 0 },
                                                { NULL, NULL, 0 } };
    size_t length;
    char *bytes = zip_of(tables, &length);
    write_seed(folder, "xlsx", COUNT(xlsx), bytes, length);
    free(bytes);
    bytes =
        workbook_of((struct workbook_parts){ .rows = "<row><c t=\"str\"><v>type</v></c></row>" }, &length);
    write_seed(folder, "xlsx", COUNT(xlsx) + 1, bytes, length);
    free(bytes);
}

int main(int count, char **words) {
    if (count != 2)
        die("seeds FOLDER");
    write_seeds(words[1], "csv", csv, COUNT(csv));
    write_seeds(words[1], "markdown", markdown, COUNT(markdown));
    write_seeds(words[1], "expression", expression, COUNT(expression));
    write_seeds(words[1], "xlsx", xlsx, COUNT(xlsx));
    write_archives(words[1]);
    return 0;
}
