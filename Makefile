# topcop: build, test, install. `make demo` and `make check` set up a fresh Debian 12 by themselves.
PREFIX  ?= /usr/local
DESTDIR ?=
BUILD   ?= build
CC      ?= cc
WERROR  ?=
SANITIZE ?=

PACKAGES = ncursesw sqlite3 libedit libpcre2-8 libutf8proc
LOADED   = libxml-2.0 libzip libsodium # when they are first needed: src/base/library.h
CPPFLAGS = -D_GNU_SOURCE -Isrc -I. -I$(BUILD) -DTOPCOP_VERSION='"$(VERSION)"' -DTOPCOP_PREFIX='"$(PREFIX)"'
CFLAGS   ?= -O2 -g
WARNINGS = -std=c11 -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wvla $(WERROR)
HARDEN   = -fstack-protector-strong -D_FORTIFY_SOURCE=2 -fPIE
LDFLAGS  ?= -Wl,-z,relro,-z,now -pie
VERSION  = 0.1
PKG_CFLAGS = $(shell pkg-config --cflags $(PACKAGES) $(LOADED))
PKG_LIBS   = $(shell pkg-config --libs $(PACKAGES)) -lcsv -lutil -lm
ALL_CFLAGS = $(CPPFLAGS) $(CFLAGS) $(WARNINGS) $(if $(SANITIZE),-fsanitize=$(SANITIZE) -fno-omit-frame-pointer -Wno-format-truncation,$(HARDEN)) $(PKG_CFLAGS) -MMD -MP

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
	$(CC) $(LDFLAGS) $(if $(SANITIZE),-fsanitize=$(SANITIZE)) -o $@ $^ $(PKG_LIBS) -lcmocka -lvterm -lzip

include tests/bench/bench.mk
include tests/fuzz/fuzz.mk

# ---- tests: each *_test.c and *_test.sh; those named in SLOW run with check-slow ----
SLOW    := cuts_test crowd_test
SCRIPTS := $(wildcard tests/*_test.sh)
QUICK   := $(filter-out $(SLOW:%=$(BUILD)/tests/%),$(TESTS))
RUN_TESTS = TOPCOP=$(abspath $(BUILD))/topcop BUILD=$(BUILD) sh tests/run.sh

check: packages
	$(MAKE) tests
	sh tests/layers.sh
	$(RUN_TESTS) $(QUICK) $(SCRIPTS)

check-slow: packages
	$(MAKE) tests
	$(RUN_TESTS) $(SLOW:%=$(BUILD)/tests/%)

tests: $(BUILD)/topcop $(TESTS)

ASAN = BUILD=$(BUILD)-asan SANITIZE=address,undefined CFLAGS='-O1 -g -fno-sanitize-recover=all' LDFLAGS= CROWD_ROUNDS=200 CUTS=60
check-asan:
	$(MAKE) tests $(ASAN)
	$(MAKE) check $(ASAN)
	$(MAKE) check-slow $(ASAN)

# ---- taste: format, lint ----
OURS = $(wildcard src/*.c src/*/*.[ch] screens/*.[ch] tests/*.[ch] tests/*/*.[ch])
format:
	@clang-format -i $(OURS)

TIDY_FLAGS = -DTOPCOP_VERSION=\"\" -DTOPCOP_DATABASE=\"\" -DTOPCOP_PREFIX=\"\" -D_GNU_SOURCE -Isrc -I. $(PKG_CFLAGS)
lint: packages-lint
	@clang-format --dry-run -Werror $(OURS)
	@cppcheck --quiet --error-exitcode=1 --std=c11 --enable=warning,portability,performance --inline-suppr \
	    --suppress=missingIncludeSystem --suppress=returnDanglingLifetime --suppress=legacyUninitvar -D_GNU_SOURCE -Isrc -I. src screens
	@printf "%s\n" $(wildcard src/*.c src/*/*.c screens/*.c) | xargs -P2 -n4 sh -c 'clang-tidy --quiet --warnings-as-errors="*" "$$@" -- -std=c11 $(TIDY_FLAGS) 2>/dev/null' tidy
	@mandoc -T lint -W warning $(wildcard man/*)
	@shellcheck $(wildcard src/*.sh tests/*.sh tests/*/*.sh .ci/run)

# ---- installing, the demonstration, real data ----
MANUALS = $(wildcard man/*.[1-8])
install: $(BUILD)/topcop
	install -D -m 755 $(BUILD)/topcop $(DESTDIR)$(PREFIX)/bin/topcop
	ln -sf topcop $(DESTDIR)$(PREFIX)/bin/topcop-door
	for page in $(MANUALS); do \
	    install -D -m 644 $$page $(DESTDIR)$(PREFIX)/share/man/man$${page##*.}/$${page##*/} || exit 1; \
	done

demo: libraries
	$(MAKE) $(BUILD)/topcop
	[ -e $(BUILD)/demo.db ] || $(BUILD)/topcop demo $(BUILD)/demo.db
	$(BUILD)/topcop --db $(BUILD)/demo.db

# DATA is a folder with catalogues/, people/, places/ and text/
REAL = $(patsubst tests/%.c,$(BUILD)/tests/%,$(wildcard tests/real/*.c))
check-real: packages
	[ -n "$(DATA)" ] || { echo "make check-real DATA=DIR"; exit 1; }
	$(MAKE) $(BUILD)/topcop real-programs
	BUILD=$(BUILD) sh tests/real/check.sh "$(DATA)"
real-programs: $(REAL)

.PHONY: install demo check-real real-programs

# ---- what must be installed, got through apt-get where something is missing ----
NEEDED = gcc make pkg-config libncurses-dev libsqlite3-dev libedit-dev libxml2-dev libzip-dev libpcre2-dev libcsv-dev libutf8proc-dev libsodium-dev gettext
NEEDED_TESTS = libcmocka-dev libvterm-dev mandoc ncurses-term openssh-server openssh-client strace
NEEDED_LINT = clang-format clang-tidy cppcheck shellcheck mandoc

libraries:
	@sh src/packages.sh $(NEEDED)
packages:
	@sh src/packages.sh $(NEEDED) $(NEEDED_TESTS)
packages-lint:
	@sh src/packages.sh $(NEEDED) $(NEEDED_LINT)

clean:
	rm -rf $(BUILD) $(BUILD)-asan $(BUILD)-fuzz

.PHONY: all clean check check-slow check-asan tests format lint libraries packages packages-lint
.SECONDARY:
-include $(OBJECTS:.o=.d) $(wildcard $(BUILD)/tests/*.d $(BUILD)/src/*.d)
