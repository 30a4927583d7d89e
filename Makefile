# Orthant. The targets that people need: demo and test. Both install what is missing where apt is at hand.

SWIFT ?= swift
# Start-up is half as long when the Swift libraries are linked into the binary; on macOS they are part of the system.
ifeq ($(shell uname -s),Linux)
RELEASE = -c release --static-swift-stdlib
else
RELEASE = -c release
endif
ORTHANT = .build/release/orthant
# Where `bench` adds its results.
CSV ?= .build/bench.csv

.PHONY: demo test build deps lint format bench bench-kernels docs docc trusted clean reproduce-cones reproduce-nap

demo: build                ## verify the shipped claims and show the counterexamples
	$(ORTHANT) demo --folder specs

test: deps                 ## run all tests
	$(SWIFT) test --parallel

build: deps                ## make .build/release/orthant
	$(SWIFT) build $(RELEASE) --product orthant

deps:                      ## install the system libraries that are missing
	@Tests/Scripts/install-libraries

lint:                      ## check the format of all Swift files
	$(SWIFT) format lint --strict $$(git ls-files '*.swift' ':!*.pb.swift')

format:                    ## bring all Swift files into format
	$(SWIFT) format -i $$(git ls-files '*.swift' ':!*.pb.swift')

# A family has instances.csv and perhaps expected.csv. EVERY=10 takes every tenth instance, TIMEOUT=60 is a cap in seconds.
bench: build               ## make bench BENCHMARKS=folder: run a benchmark family, or a folder of families
	@EVERY="$(EVERY)" TIMEOUT="$(TIMEOUT)" CSV="$(CSV)" Tests/Scripts/run-benchmarks $(ORTHANT) "$(BENCHMARKS)"

reproduce-cones: build      ## print the tables of docs/cones.md
	@Tests/Scripts/reproduce-cones $(ORTHANT)

reproduce-nap: build        ## print the tables of docs/patterns.md (needs the shared benchmarks)
	@Tests/Scripts/reproduce-nap $(ORTHANT)

bench-kernels:             ## measure the backward step against its matrix product
	$(SWIFT) run -c release kernelbench

docs: build                ## write docs/spec-reference.md and docs/operators.md from the tables of the program
	$(ORTHANT) spec reference > docs/spec-reference.md
	$(ORTHANT) supports --operator-table > docs/operators.md

docc:                      ## make .build/docc: the documentation of every library target as a DocC archive
	@Tests/Scripts/document-libraries

trusted:                   ## recount the trusted files in docs/soundness.md
	@Tests/Scripts/count-trusted

clean:                     ## remove everything built
	rm -rf .build
