package io.surety.agreement.reading;

import static io.surety.agreement.reading.LintedTexts.MEASURE_UP;
import static io.surety.agreement.reading.LintedTexts.NON_PRIME;
import static io.surety.agreement.reading.LintedTexts.ONCE;
import static io.surety.agreement.reading.LintedTexts.OUTAGES;
import static io.surety.agreement.reading.LintedTexts.READER;
import static io.surety.agreement.reading.LintedTexts.REST_TARGET;
import static io.surety.agreement.reading.LintedTexts.error;
import static io.surety.agreement.reading.LintedTexts.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.surety.shared.Diagnostic;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class LintTest {

    private static final String P1_TARGET =
            "        - {id: p1-prime, when: {priority: [1 - Critical], opened: prime}, calendar: prime, within: PT4H}\n";
    private static final String CONFORMANCE = "      conformance: {atLeast: \"95%\", per: month, by: target}\n";

    private static final String DESK_CREDIT =
            "      credit: {base: service-desk, tiers: [{below: \"95%\", percent: \"5\"}, {below: \"90%\", percent: \"10\"}]}\n";
    private static final String TARGET_UP = "      target: {atLeast: \"99.9%\", calendar: always, per: month}\n";
    private static final String CLOUDCO = "role: third-party, duties: [hosts the ticketing system], under: uc-cloudco}";
    private static final String PULLED = "kind: prometheus, connection: metrics, complete: samples";
    private static final String ELAPSED = "{elapsed: \"75%\"}";
    private static final String BREACH = "{breach: true}";

    @Test
    void findsNothingInAGoodDocument() {
        assertThat(READER.read(Readers.itSupport()).warnings()).isEmpty();
    }

    @ParameterizedTest(name = "{0} at {1}")
    @MethodSource
    void refuses(String code, String path, String part, String other, Map<String, String> more) {
        assertThat(Readers.diagnostics(() -> READER.read(with(part, other, more))))
                .extracting(Diagnostic::code, Diagnostic::path)
                .contains(tuple(code, path));
    }

    static Stream<Arguments> refuses() {
        return Stream.concat(inTerms(), elsewhere());
    }

    private static Stream<Arguments> inTerms() {
        return Stream.of(
                error("duplicate-id", "/spec/terms/1/id", "id: portal-up", "id: resolve"),
                error("duplicate-id", "/spec/terms/0/targets/1/id", "id: p1-other", "id: p1-prime"),
                error("unknown-reference", "/spec/terms/0/service", "service: service-desk", "service: desk"),
                error(
                        "unknown-reference",
                        "/spec/terms/0/targets/2/calendar",
                        "{id: rest, calendar: prime",
                        "{id: rest, calendar: office"),
                error("unknown-reference", "/spec/terms/0/targets/0/when/opened", "opened: prime", "opened: office"),
                error(
                        "unknown-reference",
                        "/spec/terms/0/escalation",
                        "escalation: incident-breach",
                        "escalation: none"),
                error(
                        "unknown-reference",
                        "/spec/terms/0/measure/attribute/0/party",
                        "[Awaiting Vendor]}, party: cloudco",
                        "[Awaiting Vendor]}, party: other"),
                error(
                        "unknown-reference",
                        "/spec/terms/0/measure/source",
                        "        source: tickets",
                        "        source: phone"),
                error(
                        "source-kind",
                        "/spec/terms/0/measure/source",
                        "        source: tickets",
                        "        source: outages"),
                error(
                        "target-never-wins",
                        "/spec/terms/0/targets/2",
                        P1_TARGET,
                        P1_TARGET
                                .replace("p1-prime", "all")
                                .replace("when: {priority: [1 - Critical], opened: prime}, ", "")),
                error(
                        "target-never-wins",
                        "/spec/terms/0/targets/3",
                        REST_TARGET,
                        REST_TARGET + REST_TARGET.replace("rest", "late")),
                error(
                        "conformance-and-tolerance",
                        "/spec/terms/0/tolerance",
                        CONFORMANCE,
                        CONFORMANCE + "      tolerance: {breaches: 3, per: month}\n"),
                error(
                        "count-without-tolerance",
                        "/spec/terms/0/credit/perCount",
                        DESK_CREDIT,
                        "      credit: {base: service-desk, perCount: {percent: \"5\"}}\n"),
                error("exactly-one", "/spec/terms/0/credit", DESK_CREDIT, "      credit: {base: service-desk}\n"),
                error("unknown-reference", "/spec/terms/0/credit/base", "{base: service-desk", "{base: desk"),
                error(
                        "ladder-overlap",
                        "/spec/terms/0/credit/tiers/1/below",
                        "{below: \"90%\", percent: \"10\"}",
                        "{below: \"95.0%\", percent: \"5\"}"),
                error(
                        "ladder-falls",
                        "/spec/terms/0/credit/tiers/1/percent",
                        "{below: \"90%\", percent: \"10\"}",
                        "{below: \"90%\", percent: \"4\"}"),
                error(
                        "out-of-range",
                        "/spec/terms/0/credit/tiers/1/percent",
                        "{below: \"90%\", percent: \"10\"}",
                        "{below: \"90%\", percent: \"101\"}"),
                error("chronic-impossible", "/spec/terms/1/chronic/periods", "periods: 2, of: 3", "periods: 4, of: 3"),
                error("missing", "/spec/terms/1/target", TARGET_UP, ""),
                error("exactly-one", "/spec/terms/1/target", "{atLeast: \"99.9%\", calendar", "{calendar"),
                error(
                        "target-never-wins",
                        "/spec/terms/0/targets/1",
                        "{id: p1-other, when: {priority: [1 - Critical]}",
                        "{id: p1-other, when: {priority: [1 - Critical], type: [request]}"),
                error(
                        "target-never-wins",
                        "/spec/terms/0/targets/4",
                        REST_TARGET,
                        REST_TARGET.replace("rest,", "open, when: {opened: prime},")
                                + REST_TARGET.replace("rest,", "closed, when: {opened: non-prime},")
                                + REST_TARGET),
                error(
                        "target-never-missed",
                        "/spec/terms/0/targets/2/within",
                        REST_TARGET,
                        "        - {id: once, when: {priority: [x]}, calendar: once, within: PT4H}\n" + REST_TARGET,
                        ONCE),
                error("target-never-missed", "/spec/terms/0/targets/2/within", "within: P3BD}", "within: P1096BD}"),
                error("target-never-missed", "/spec/terms/0/targets/1/within", "within: PT8H}", "within: PT26304H}"),
                error("not-for-this-measure", "/spec/terms/0/measure/reopen/within", "as: continue", "as: ignore"),
                error(
                        "not-for-this-measure",
                        "/spec/terms/0/measure/reopen",
                        "reopen: {as: continue, within: P10BD}",
                        "reopen: {as: continue}\n        stays: sum"),
                error(
                        "condition-never-holds",
                        "/spec/terms/0/onlyIf/items",
                        "{items: {atMost: 1000}",
                        "{items: {atMost: 1000, atLeast: 1001}"),
                error(
                        "source-kind",
                        "/spec/terms/1/measure/source",
                        MEASURE_UP,
                        "{kind: availability, from: samples, source: outages}"),
                error(
                        "source-kind",
                        "/spec/terms/1/measure/source",
                        MEASURE_UP,
                        "{kind: availability, from: slices, source: outages, slice: PT5M, sliceTarget: \"99%\"}"),
                error(
                        "missing",
                        "/spec/terms/1/measure/slice",
                        MEASURE_UP,
                        "{kind: availability, from: slices, source: outages}"),
                error(
                        "not-for-this-measure",
                        "/spec/terms/1/measure/slice",
                        MEASURE_UP,
                        MEASURE_UP.replace("minimumOutage", "slice")),
                error("not-for-this-measure", "/spec/terms/1/conformance", TARGET_UP, TARGET_UP + CONFORMANCE),
                error(
                        "not-for-this-measure",
                        "/spec/terms/1/minimumEvents",
                        TARGET_UP,
                        TARGET_UP + "      minimumEvents: 3\n"),
                error(
                        "exactly-one",
                        "/spec/terms/0/supportedBy/1",
                        "{own: PT1H}",
                        "{own: PT1H, agreement: uc-cloudco, term: x, as: serial}"),
                error(
                        "exactly-one",
                        "/spec/terms/0/measure/stop",
                        "stop: {enters: {state: [Resolved, Closed]}}",
                        "stop: {event: done, enters: {state: [Resolved]}}"));
    }

    private static Stream<Arguments> elsewhere() {
        return Stream.of(
                error(
                        "not-for-this-measure",
                        "/spec/exclusions/0/terms/0",
                        "per: month, terms: [portal-up]",
                        "per: month, terms: [resolve]"),
                error(
                        "value-not-allowed",
                        "/spec/escalations/0/tiers/0/at/before",
                        "at: {elapsed: \"75%\"}",
                        "at: {before: P1BD}"),
                error("value-not-allowed", "/spec/reporting/every", "every: P1W, to", "every: P2W, to"),
                error("missing", "/spec/sources/1/every", "every: P1D, by", "by"),
                error("own-work-outlasts-target", "/spec/terms/0/targets/0/within", "{own: PT1H}", "{own: PT4H1M}"),
                error(
                        "checks-itself",
                        "/spec/terms/1/tracking/checkedBy",
                        TARGET_UP,
                        TARGET_UP + "      tracking: {measuredBy: cloudco, at: probe, checkedBy: cloudco}\n"),
                error("period-empty", "/spec/period/end", "end: \"2027-01-01\"", "end: \"2026-01-01\""),
                error("period-too-long", "/spec/period/end", "end: \"2027-01-01\"", "end: \"2057-01-01\""),
                error(
                        "unknown-reference",
                        "/spec/period/calendar",
                        "zone: Europe/Berlin, calendar: prime",
                        "zone: Europe/Berlin, calendar: office"),
                error(
                        "duplicate-id",
                        "/spec/parties/1/id",
                        "{id: acme, role: customer}",
                        "{id: northwind-it, role: customer}"),
                error(
                        "exactly-one-customer",
                        "/spec/parties",
                        "{id: acme, role: customer}",
                        "{id: acme, role: third-party}"),
                error(
                        "exactly-one-provider",
                        "/spec/parties",
                        "{id: acme, role: customer}",
                        "{id: acme, role: provider}"),
                error(
                        "duties-without-contract",
                        "/spec/parties/2/under",
                        CLOUDCO,
                        CLOUDCO.replace(", under: uc-cloudco", "")),
                error(
                        "duties-of-a-side",
                        "/spec/parties/1/duties",
                        "{id: acme, role: customer}",
                        "{id: acme, role: customer, duties: [pays]}"),
                error(
                        "several-currencies",
                        "/spec/services/1/charges/currency",
                        "\"3000.00\", currency: EUR",
                        "\"3000.00\", currency: CHF"),
                error("too-many-digits", "/spec/charges/amount", "\"12000.00\"", "\"12000.001\""),
                error(
                        "service-cycle",
                        "/spec/services/1/partOf",
                        "{id: portal, description: customer portal,",
                        "{id: portal, partOf: portal, description: customer portal,"),
                error("unknown-region", "/spec/calendars/0/holidays/region", "region: DE-BE", "region: DE-XX"),
                error(
                        "unknown-reference",
                        "/spec/calendars/1/complementOf",
                        "complementOf: prime",
                        "complementOf: office"),
                error(
                        "complement-of-complement",
                        "/spec/calendars/2/complementOf",
                        NON_PRIME,
                        NON_PRIME + "\n    - {id: twice, complementOf: non-prime}"),
                error(
                        "complement-with-windows",
                        "/spec/calendars/1/windows",
                        NON_PRIME,
                        "{id: non-prime, complementOf: prime, windows: [{days: [SA], from: \"08:00\", to: \"12:00\"}]}"),
                error("calendar-never-opens", "/spec/calendars/1", "complementOf: prime", "complementOf: always"),
                error("missing", "/spec/calendars/1/zone", NON_PRIME, "{id: non-prime}"),
                error(
                        "duplicate-id",
                        "/spec/calendars/0/dates/1/date",
                        "{date: \"2026-12-26\", like: FR}",
                        "{date: \"2026-12-24\", like: FR}"),
                error(
                        "not-for-this-source",
                        "/spec/sources/1/complete",
                        OUTAGES,
                        OUTAGES.replace("watermark", "samples")),
                error("not-for-this-source", "/spec/sources/1/step", OUTAGES, OUTAGES + ", step: PT1M"),
                error("missing", "/spec/sources/1/step", OUTAGES, PULLED + ", step: PT90S"),
                error("wrong-length", "/spec/sources/1/step", OUTAGES, PULLED + ", step: PT0M"),
                error("not-for-this-source", "/spec/sources/1/staleAfter", OUTAGES, OUTAGES + ", staleAfter: PT1M"),
                error(
                        "exclusion-never-applies",
                        "/spec/exclusions/1/announce",
                        "cause: customer, effect: excuse",
                        "cause: customer, effect: excuse, announce: P1D"),
                error(
                        "wrong-length",
                        "/spec/creditLimits/claim/within",
                        "claim: {within: P30D",
                        "claim: {within: PT48H"),
                error("unknown-reference", "/spec/sources/1/delivers", "delivers: cloudco", "delivers: nobody"),
                error("unknown-reference", "/spec/exclusions/0/terms/0", "terms: [portal-up]", "terms: [portal]"),
                error("missing", "/spec/exclusions/0", "cap: PT4H, per: month", "cap: PT4H"),
                error(
                        "unknown-reference",
                        "/spec/escalations/0/quiet/calendar",
                        "quiet: {calendar: prime",
                        "quiet: {calendar: office"),
                error("unknown-reference", "/spec/reporting/to/0", "to: [customer]", "to: [press]"),
                error("tier-order", "/spec/escalations/0/tiers/1/at", ELAPSED, BREACH),
                error("tier-order", "/spec/escalations/0/tiers/1/at", BREACH, "{elapsed: \"50%\"}"),
                error("tier-order", "/spec/escalations/0/tiers/0/at", ELAPSED, "{unacknowledged: PT5M}"),
                error(
                        "escalation-never-opens",
                        "/spec/terms/1/escalation",
                        TARGET_UP,
                        TARGET_UP + "      escalation: incident-breach\n"),
                error("out-of-range", "/spec/escalations/0/tiers/0/at/elapsed", ELAPSED, "{elapsed: \"100%\"}"));
    }

    @Test
    void refusesAnExclusionWhereThereAreOnlyClocks() {
        String text = new String(Readers.itSupport(), StandardCharsets.UTF_8);
        String clocks = text.substring(0, text.indexOf("    - id: portal-up"))
                + "  exclusions: [{id: own-fault, cause: customer, effect: excuse}]\n"
                + text.substring(text.indexOf("  creditLimits:"));

        assertThat(Readers.diagnostics(() -> READER.read(clocks.getBytes(StandardCharsets.UTF_8))))
                .extracting(Diagnostic::code, Diagnostic::path)
                .containsExactly(tuple("exclusion-never-applies", "/spec/exclusions/0"));
    }
}
