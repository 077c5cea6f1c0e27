# Fuzzing: make fuzz [FUZZ_SECONDS=600] [FUZZERS="csv xlsx"], two at a time. What was found lies in
# $(BUILD)-fuzz/corpus; an input that breaks something is named, and fails.
FUZZ_SECONDS ?= 60
FUZZERS      ?= expression xlsx csv markdown
NEEDED_FUZZ   = clang libclang-rt-14-dev
FUZZ_OBJECTS := $(patsubst %.c,$(BUILD)/%.o,$(filter-out src/base/embedded.c,$(wildcard src/base/*.c src/xlsform/*.c)) \
                tests/fuzz/fuzz.c tests/zip_of.c)

fuzz: packages
	@sh src/packages.sh $(NEEDED_FUZZ)
	@$(MAKE) -s BUILD=$(BUILD)-fuzz CC=clang SANITIZE=fuzzer-no-link,address,undefined WARNINGS='-std=c11 -w' \
	    CFLAGS='-O1 -g -fno-sanitize-recover=all' LDFLAGS= fuzz-programs
	$(BUILD)-fuzz/fuzz/seeds $(BUILD)-fuzz/corpus
	@printf '%s\n' $(FUZZERS) | xargs -P 2 -I NAME sh tests/fuzz/run.sh NAME $(BUILD)-fuzz $(FUZZ_SECONDS)

fuzz-programs: $(FUZZERS:%=$(BUILD)/fuzz/%) $(BUILD)/fuzz/seeds

$(BUILD)/fuzz/%: $(BUILD)/tests/fuzz/%.o $(FUZZ_OBJECTS)
	@mkdir -p $(@D)
	$(CC) -fsanitize=fuzzer,address,undefined -o $@ $^ $(PKG_LIBS) -lxml2 -lzip

$(BUILD)/fuzz/seeds: $(BUILD)/tests/fuzz/seeds.o $(FUZZ_OBJECTS)
	@mkdir -p $(@D)
	$(CC) -fsanitize=address,undefined -o $@ $^ $(PKG_LIBS) -lzip

.PHONY: fuzz fuzz-programs
-include $(wildcard $(BUILD)/tests/fuzz/*.d)
