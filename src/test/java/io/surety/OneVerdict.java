package io.surety;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.surety.shared.Ratio;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;

/** The page {@code docs/one-verdict.md}: its commands, its answers, and what has to be true of answers to them. */
final class OneVerdict {

    private static final Path PAGE = Path.of("docs/one-verdict.md");
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String LEFT_OUT = "…";

    private final JsonNode credit;
    private final JsonNode events;
    private final JsonNode clock;
    private final JsonNode account;
    private final JsonNode verdict;
    private final JsonNode claimed;

    private OneVerdict(List<String> answers) throws JsonProcessingException {
        assertThat(answers).hasSize(6);
        this.credit = JSON.readTree(answers.get(0));
        this.events = JSON.readTree(answers.get(1));
        this.clock = JSON.readTree(answers.get(2));
        this.account = JSON.readTree(answers.get(3));
        this.verdict = JSON.readTree(answers.get(4));
        this.claimed = JSON.readTree(answers.get(5));
    }

    static String text() throws IOException {
        return Files.readString(PAGE);
    }

    /** The blocks of commands; the first only prepares, each other one prints an answer. */
    static List<String> commands() throws IOException {
        return blocks("bash");
    }

    /** As they stand in the page, shortened. */
    static OneVerdict ofPage() throws IOException {
        return new OneVerdict(blocks("json"));
    }

    /** @param printed by each block of commands but the first */
    static OneVerdict of(List<String> printed) throws IOException {
        return new OneVerdict(printed);
    }

    private static List<String> blocks(String language) throws IOException {
        return Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL)
                .matcher(text())
                .results()
                .map(block -> block.group(1))
                .toList();
    }

    /** Whether these answers say the same kind of things as others, in the same places. */
    void isShapedLike(OneVerdict page) {
        shape("credit", page.credit, credit);
        shape("events", page.events, events);
        shape("clock", page.clock, clock);
        shape("account", page.account, account);
        shape("verdict", page.verdict, verdict);
        shape("claimed", page.claimed, claimed);
    }

    private static void shape(String where, JsonNode page, JsonNode live) {
        if (page.isObject()) {
            List<String> names = new ArrayList<>();
            page.fieldNames().forEachRemaining(names::add);
            for (String name : names) {
                boolean label = name.equals(name.toUpperCase(Locale.ROOT)) || where.endsWith("/parties");
                if (!label) {
                    assertThat(live.has(name)).as(where + "/" + name).isTrue();
                    shape(where + "/" + name, page.get(name), live.get(name));
                }
            }
        } else if (page.isArray()) {
            assertThat(live.isArray()).as(where).isTrue();
            if (!page.isEmpty() && page.get(0).isObject() && where.equals("account/ledger/entries")) {
                shape(where + "/0", page.get(0), live.get(0));
            }
        } else {
            assertThat(live.getNodeType()).as(where).isEqualTo(page.getNodeType());
        }
    }

    /** Everything that follows from something else does. */
    void addsUp() {
        theClockIsThatOfTheEvents();
        theLedgerSumsToItsSpan();
        theAccountSumsToItsInputs();
        theShareFollowsFromTheAccount();
        theCreditFollowsFromTheShare();
        theNoteIsTheCredit();
    }

    private void theClockIsThatOfTheEvents() {
        assertThat(events.at("/0/type").asText()).isEqualTo("created");
        assertThat(events.at("/0/at").asText())
                .isEqualTo(ledger(clock).get("from").asText());
        assertThat(StreamSupport.stream(events.spliterator(), false)
                        .map(e -> e.get("at").asText()))
                .as("the clock stops at one of the events")
                .contains(ledger(clock).get("to").asText());
        assertThat(events.size()).isEqualTo(clock.get("events").asInt());
        assertThat(clock.at("/term").asText()).isEqualTo(verdict.get("term").asText());
    }

    private void theLedgerSumsToItsSpan() {
        TreeMap<String, Long> sums = new TreeMap<>();
        Instant reached = instant(ledger(clock), "from");
        for (JsonNode entry : ledger(clock).get("entries")) {
            assertThat(instant(entry, "from")).as("no gap, no overlap").isEqualTo(reached);
            reached = instant(entry, "to");
            sums.merge(
                    entry.at("/mark/label").asText(),
                    Duration.between(instant(entry, "from"), reached).toMillis(),
                    Long::sum);
        }
        assertThat(reached).isEqualTo(instant(ledger(clock), "to"));
        long total = Duration.between(instant(ledger(clock), "from"), reached).toMillis();
        assertThat(sums.values().stream().mapToLong(Long::longValue).sum()).isEqualTo(total);
        assertThat(clock.at("/sums/total").asLong()).isEqualTo(total);
        sums.forEach((label, millis) ->
                assertThat(clock.at("/sums/" + label).asLong()).as(label).isEqualTo(millis));
        assertThat(sums.get("BAD")).as("it was late").isPositive();
    }

    private void theAccountSumsToItsInputs() {
        JsonNode sums = account.get("sums");
        assertThat(sums.get("total").asText())
                .isEqualTo(ledger(account).get("inputs").asText());
        JsonNode entries = ledger(account).get("entries");
        boolean whole = StreamSupport.stream(entries.spliterator(), false).noneMatch(JsonNode::isTextual);
        if (whole) {
            assertThat(entries.size()).isEqualTo(sums.get("total").asInt());
            assertThat(count(entries, "GOOD")).isEqualTo(sums.path("GOOD").asLong());
            assertThat(count(entries, "BAD")).isEqualTo(sums.path("BAD").asLong());
        } else {
            assertThat(entries.findValuesAsText("label")).contains("BAD");
            entries.forEach(e -> assertThat(e.isObject() || e.asText().equals(LEFT_OUT))
                    .as("what is left out is marked")
                    .isTrue());
        }
        JsonNode late = StreamSupport.stream(entries.spliterator(), false)
                .filter(e -> e.path("label").asText().equals("BAD"))
                .findFirst()
                .orElseThrow();
        assertThat(late.get("ledger").asText()).isEqualTo(clock.get("clock").asText() + "/ledger");
        assertThat(account.get("verdict")).isEqualTo(verdict);
    }

    private static long count(JsonNode entries, String label) {
        return StreamSupport.stream(entries.spliterator(), false)
                .filter(e -> e.path("label").asText().equals(label))
                .count();
    }

    private void theShareFollowsFromTheAccount() {
        long good = account.at("/sums/GOOD").asLong();
        long counted = good + account.at("/sums/BAD").asLong();
        assertThat(verdict.get("share").asText())
                .isEqualTo(Ratio.of(good, counted).toString());
        assertThat(verdict.get("sharePercent").asText())
                .isEqualTo(Ratio.of(good, counted).toPercentText(4));
        assertThat(verdict.get("value").asText()).isEqualTo("VIOLATED");
        assertThat(credit.get("verdict").asText()).isEqualTo(verdict.get("id").asText());
    }

    /** Of the base, so many percent, to four digits; nothing adds to it on the way, and it is rounded once. */
    private void theCreditFollowsFromTheShare() {
        JsonNode working = credit.get("working");
        BigDecimal base = new BigDecimal(working.get("base").asText());
        Ratio percent = Ratio.parsePercent(working.get("percent").asText().replace(" ", ""));
        Ratio exact = Ratio.of(base).times(percent);
        assertThat(new BigDecimal(working.get("exact").asText()))
                .isEqualByComparingTo(exact.toDecimal(4, RoundingMode.HALF_UP));
        BigDecimal before = new BigDecimal(working.get("exact").asText());
        for (String step : List.of("stacked", "afterMonthCap", "afterYearCap")) {
            BigDecimal after = new BigDecimal(working.get(step).asText());
            assertThat(after).as(step).isLessThanOrEqualTo(before).isPositive();
            before = after;
        }
        assertThat(new BigDecimal(credit.get("amount").asText()))
                .isEqualByComparingTo(before.setScale(2, RoundingMode.HALF_UP))
                .isEqualByComparingTo(new BigDecimal(working.get("owed").asText()));
        assertThat(percent.compareTo(Ratio.ZERO)).isPositive();
    }

    private void theNoteIsTheCredit() {
        assertThat(claimed.get("id").asText()).isEqualTo(credit.get("id").asText());
        assertThat(claimed.get("state").asText()).isEqualTo("ISSUED");
        assertThat(claimed.get("notes")).hasSize(1);
        assertThat(claimed.at("/notes/0/kind").asText()).isEqualTo("CREDIT");
        assertThat(claimed.at("/notes/0/amount").asText())
                .isEqualTo(credit.get("amount").asText());
    }

    /** The sentences of the page that repeat a sum in words. */
    List<String> sentences() {
        long total = clock.at("/sums/total").asLong();
        JsonNode working = credit.get("working");
        return List.of(
                String.format(
                        Locale.ROOT,
                        "= %,d, which is %s to %s.",
                        total,
                        ledger(clock).get("from").asText(),
                        ledger(clock).get("to").asText()),
                "%s good + %s bad = %s clocks, which is what was taken."
                        .formatted(
                                account.at("/sums/GOOD").asText(),
                                account.at("/sums/BAD").asText(),
                                account.at("/sums/total").asText()),
                "is %s, cut to %s for people"
                        .formatted(
                                verdict.get("share").asText(),
                                verdict.get("sharePercent").asText()),
                "%s × %s = %s; stacking leaves %s"
                        .formatted(
                                working.get("base").asText(),
                                working.get("percent").asText(),
                                working.get("exact").asText(),
                                working.get("stacked").asText()),
                "rounded that is %s %s."
                        .formatted(
                                credit.get("amount").asText(),
                                credit.get("currency").asText()));
    }

    private static JsonNode ledger(JsonNode answer) {
        return answer.get("ledger");
    }

    private static Instant instant(JsonNode node, String name) {
        return Instant.parse(node.get(name).asText());
    }
}
