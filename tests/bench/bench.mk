# The bench: make bench [ROWS=regular-expression-on-row-names]. Needs some well-known programs to compare with.
BENCH_SOURCES := $(wildcard tests/bench/*.c)
BENCH_PEERS   := htop:htop tig:tig less:less vim.tiny:vim-tiny git:git

$(BUILD)/bench/bench: $(BENCH_SOURCES:%.c=$(BUILD)/%.o) $(HELPERS:%.c=$(BUILD)/%.o) $(BUILD)/libtopcop.a
	@mkdir -p $(@D)
	$(CC) $(LDFLAGS) $(if $(SANITIZE),-fsanitize=$(SANITIZE)) -o $@ $^ $(PKG_LIBS) -lvterm

bench: $(BUILD)/topcop $(BUILD)/bench/bench
	@missing=; for peer in $(BENCH_PEERS); do \
	    command -v "$${peer%:*}" >/dev/null || missing="$$missing $${peer#*:}"; done; \
	if [ -n "$$missing" ]; then apt-get install -y --no-install-recommends $$missing; fi
	$(BUILD)/bench/bench $(abspath $(BUILD))/topcop $(abspath $(BUILD))/bench '$(ROWS)'

.PHONY: bench
-include $(wildcard $(BUILD)/tests/bench/*.d)
