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

import io.surety.agreement.ParsedDocument;
import io.surety.shared.Diagnostic;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What the lint only warns of, and what lies just within its limits. */
class LintLimitsTest {

    @ParameterizedTest(name = "{0} at {1}")
    @MethodSource
    void warns(String code, String path, String part, String other, Map<String, String> more) {
        ParsedDocument parsed = READER.read(with(part, other, more));

        assertThat(parsed.warnings())
                .extracting(Diagnostic::code, Diagnostic::path)
                .containsExactly(tuple(code, path));
    }

    static Stream<Arguments> warns() {
        return Stream.of(
                error(
                        "assignee-before-assignment",
                        "/spec/terms/0/targets/2/calendar",
                        "{id: rest, calendar: prime, within: P3BD}",
                        "{id: rest, calendar: assignee, within: P3BD}"),
                error("windows-overlap", "/spec/calendars/0/windows/1", "from: \"13:00\"", "from: \"11:59\""),
                error(
                        "windows-overlap",
                        "/spec/calendars/0/windows/2",
                        "from: \"13:00\", to: \"18:00\"}",
                        "from: \"13:00\", to: \"18:00\"}, {days: [SU], from: \"20:00\", to: \"08:01\"}"),
                error(
                        "windows-overlap",
                        "/spec/calendars/0/dates/0/windows/1",
                        "windows: [{from: \"08:00\", to: \"12:00\"}]",
                        "windows: [{from: \"08:00\", to: \"12:00\"}, {from: \"11:00\", to: \"13:00\"}]"),
                error(
                        "ladder-gap",
                        "/spec/terms/1/credit/tiers",
                        "tiers: [{below: \"99.9%\"",
                        "tiers: [{below: \"99.8%\""),
                error(
                        "credit-while-fulfilled",
                        "/spec/terms/1/credit/tiers",
                        "tiers: [{below: \"99.9%\"",
                        "tiers: [{below: \"99.99%\""),
                error("policy-not-used", "/spec/escalations/0", "      escalation: incident-breach\n", ""),
                error(
                        "exclusion-without-clocks",
                        "/spec/exclusions/1/terms",
                        "effect: excuse, terms: [portal-up]",
                        "effect: excuse"),
                error(
                        "target-outlasts-windows",
                        "/spec/terms/0/targets/0/within",
                        "reopen: {as: continue, within: P10BD}",
                        "reopen: {as: reset}",
                        Map.of("within: PT4H}", "within: PT5H1S}")),
                error(
                        "group-without-stacking",
                        "/spec/terms/0/credit/stackingGroup",
                        "stacking: max",
                        "stacking: sum",
                        Map.of("{base: service-desk, ", "{base: service-desk, stackingGroup: desk, ")));
    }

    /** The other side of each limit, where one is easily missed. */
    @ParameterizedTest(name = "{0}")
    @MethodSource
    void acceptsWhatLiesJustWithin(String what, String part, String other, Map<String, String> more) {
        assertThat(READER.read(with(part, other, more)).warnings()).isEmpty();
    }

    static Stream<Arguments> acceptsWhatLiesJustWithin() {
        return Stream.of(
                error("a report a month", "every: P1W, to", "every: P1M, to"),
                error(
                        "a night window that ends when the day's begins",
                        "from: \"13:00\", to: \"18:00\"}",
                        "from: \"13:00\", to: \"18:00\"}, {days: [SU], from: \"20:00\", to: \"08:00\"}"),
                error("own work as long as the target", "{own: PT1H}", "{own: PT4H}"),
                error(
                        "the n-th end",
                        "        stop: {enters",
                        "        end: {event: refused, count: 2}\n        stop: {enters"),
                error("a day by whose end it is delivered", "every: P1D, by: \"06:00\"", "every: P1D"),
                error(
                        "the calendar of whoever is assigned",
                        "{id: rest, calendar: prime, within: P3BD}",
                        "{id: rest, calendar: assignee, within: P3BD}",
                        Map.of("start: {event: created}", "start: {event: assigned}")),
                error(
                        "a target for what the term counts",
                        "{id: p1-other, when: {priority: [1 - Critical]}",
                        "{id: p1-other, when: {priority: [1 - Critical], type: [incident]}"),
                error(
                        "a rest that complements leave because the complement has holidays of its own",
                        REST_TARGET,
                        REST_TARGET.replace("rest,", "open, when: {opened: prime},")
                                + REST_TARGET.replace("rest,", "closed, when: {opened: non-prime},")
                                + REST_TARGET,
                        Map.of(NON_PRIME, "{id: non-prime, complementOf: prime, holidays: {extra: [\"2026-05-05\"]}}")),
                error(
                        "a target that some open time is left after",
                        REST_TARGET,
                        "        - {id: once, when: {priority: [x]}, calendar: once, within: PT3H59M59S}\n"
                                + REST_TARGET,
                        ONCE),
                error("business days of the validity and after it", "within: P3BD}", "within: P1095BD}"),
                error("hours of the validity and after it", "within: PT8H}", "within: PT26303H}"),
                error("a reopening within a time", "as: continue, within: P10BD", "as: reset, within: P10BD"),
                error("stays alone", "reopen: {as: continue, within: P10BD}", "stays: sum"),
                error(
                        "a condition that one number meets",
                        "{items: {atMost: 1000}",
                        "{items: {atMost: 1000, atLeast: 1000}"),
                error(
                        "a window as long as the target",
                        "reopen: {as: continue, within: P10BD}",
                        "reopen: {as: reset}",
                        Map.of("within: PT4H}", "within: PT5H}")),
                error(
                        "a longer target of one clock",
                        "reopen: {as: continue, within: P10BD}",
                        "reopen: {as: continue}",
                        Map.of("within: PT4H}", "within: PT5H1S}")),
                error(
                        "samples from samples",
                        MEASURE_UP,
                        "{kind: availability, from: samples, source: outages}",
                        Map.of(OUTAGES, "kind: samples, complete: samples, step: PT1M")),
                error(
                        "slices from counters",
                        MEASURE_UP,
                        "{kind: availability, from: slices, source: outages, slice: PT5M, sliceTarget: \"99%\"}",
                        Map.of(OUTAGES, "kind: counters, complete: samples")),
                error(
                        "groups where the greatest counts",
                        "{base: service-desk, ",
                        "{base: service-desk, stackingGroup: desk, "),
                error(
                        "a complement in a zone of its own",
                        NON_PRIME,
                        "{id: non-prime, complementOf: prime, zone: UTC}"));
    }

    @Test
    void windowsThatTouchDoNotOverlap() {
        assertThat(READER.read(Readers.with("from: \"13:00\"", "from: \"12:00\""))
                        .warnings())
                .isEmpty();
    }
}
