# The bench: make bench [ROWS=regular-expression-on-row-names]. Its databases stay in $(BUILD)/bench.
BENCH_SOURCES := $(wildcard tests/bench/*.c)
NEEDED_BENCH   = htop tig less vim-tiny git

$(BUILD)/bench/bench: $(BENCH_SOURCES:%.c=$(BUILD)/%.o) $(BUILD)/tests/pty.o $(BUILD)/tests/screen.o $(BUILD)/libtopcop.a
	@mkdir -p $(@D)
	$(CC) $(LDFLAGS) $(if $(SANITIZE),-fsanitize=$(SANITIZE)) -o $@ $^ $(PKG_LIBS) -lvterm

bench:
	@sh src/packages.sh $(NEEDED) $(NEEDED_TESTS) $(NEEDED_BENCH)
	$(MAKE) $(BUILD)/topcop $(BUILD)/bench/bench
	$(BUILD)/bench/bench $(abspath $(BUILD))/topcop $(abspath $(BUILD))/bench '$(ROWS)'

.PHONY: bench
-include $(wildcard $(BUILD)/tests/bench/*.d)
