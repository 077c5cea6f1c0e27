# topcop: build, test, install. `make demo` and `make check` set up a fresh Debian 12 by themselves.
PREFIX  ?= /usr/local
DESTDIR ?=
BUILD   ?= build
CC      ?= cc
WERROR  ?=
SANITIZE ?=

PACKAGES = ncursesw sqlite3 libedit libxml-2.0 libpcre2-8 libutf8proc
CPPFLAGS = -D_GNU_SOURCE -Isrc -I. -I$(BUILD) -DTOPCOP_VERSION='"$(VERSION)"' -DTOPCOP_PREFIX='"$(PREFIX)"'
CFLAGS   ?= -O2 -g
WARNINGS = -std=c11 -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wvla $(WERROR)
HARDEN   = -fstack-protector-strong -D_FORTIFY_SOURCE=2 -fPIE
LDFLAGS  ?= -Wl,-z,relro,-z,now -pie
VERSION  = 0.1
PKG_CFLAGS = $(shell pkg-config --cflags $(PACKAGES))
PKG_LIBS   = $(shell pkg-config --libs $(PACKAGES)) -lcsv -lutil -lm
ALL_CFLAGS = $(CPPFLAGS) $(CFLAGS) $(WARNINGS) $(if $(SANITIZE),-fsanitize=$(SANITIZE) -fno-omit-frame-pointer,$(HARDEN)) $(PKG_CFLAGS) -MMD -MP

SOURCES := $(filter-out src/main.c,$(wildcard src/*/*.c)) $(wildcard screens/*.c)
OBJECTS := $(SOURCES:%.c=$(BUILD)/%.o) $(BUILD)/embedded.o
HELPERS := $(filter-out %_test.c,$(wildcard tests/*.c))
TESTS   := $(patsubst tests/%.c,$(BUILD)/tests/%,$(wildcard tests/*_test.c))

# where the installed program looks for its database
DATABASE ?= /var/lib/topcop/topcop.db
CPPFLAGS += -DTOPCOP_DATABASE='"$(DATABASE)"'

all: $(BUILD)/topcop

$(BUILD)/topcop: $(BUILD)/src/main.o $(BUILD)/libtopcop.a
	$(CC) $(LDFLAGS) $(if $(SANITIZE),-fsanitize=$(SANITIZE)) -o $@ $^ $(PKG_LIBS)

$(BUILD)/libtopcop.a: $(OBJECTS)
	rm -f $@ && ar rcs $@ $^

$(BUILD)/%.o: %.c
	@mkdir -p $(@D)
	$(CC) $(ALL_CFLAGS) -c -o $@ $<

# schema/*.sql and schema/demo/* become C strings
EMBEDDED := $(sort $(wildcard schema/*.sql)) $(sort $(wildcard schema/demo/*))
$(BUILD)/embedded.c: src/embed.sh $(EMBEDDED)
	@mkdir -p $(@D)
	sh src/embed.sh $(EMBEDDED) > $@
$(BUILD)/embedded.o: $(BUILD)/embedded.c
	$(CC) $(ALL_CFLAGS) -Wno-overlength-strings -c -o $@ $<

$(BUILD)/tests/%: $(BUILD)/tests/%.o $(HELPERS:%.c=$(BUILD)/%.o) $(BUILD)/libtopcop.a
	$(CC) $(LDFLAGS) $(if $(SANITIZE),-fsanitize=$(SANITIZE)) -o $@ $^ $(PKG_LIBS) -lcmocka -lvterm

include tests/bench/bench.mk

clean:
	rm -rf $(BUILD)

.PHONY: all clean
.SECONDARY:
-include $(OBJECTS:.o=.d) $(wildcard $(BUILD)/tests/*.d $(BUILD)/src/*.d)
