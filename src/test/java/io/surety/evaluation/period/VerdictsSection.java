package io.surety.evaluation.period;

import io.surety.agreement.Agreements;
import io.surety.agreement.ReadDocument;
import io.surety.benchmark.Bar;
import io.surety.benchmark.Bench;
import io.surety.benchmark.Plot;
import io.surety.benchmark.Plot.Axis;
import io.surety.benchmark.Plot.Line;
import io.surety.benchmark.Plot.Point;
import io.surety.benchmark.Rounds;
import io.surety.benchmark.Section;
import io.surety.evaluation.period.JudgeInBulk.Figures;
import io.surety.evaluation.period.JudgeInBulk.Work;
import io.surety.evaluation.period.JudgedTerms.Cursor;
import io.surety.evaluation.verdict.PartPeriod;
import io.surety.measurement.Content;
import io.surety.measurement.Delivery;
import io.surety.measurement.Measurement;
import io.surety.measurement.Measurements;
import io.surety.measurement.SeriesRef;
import io.surety.measurement.Source;
import io.surety.measurement.Sources;
import io.surety.measurement.TakeMeasurements;
import io.surety.party.OrganisationId;
import io.surety.party.PersonId;
import io.surety.shared.Interval;
import io.surety.shared.Ratio;
import io.surety.testing.IntoForce;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;

/** A month of 100,000 agreements from daily rollups, beside one aggregate in SQL over the same rows. */
public final class VerdictsSection implements Section {

    private static final int TERMS = Integer.getInteger("verdicts.terms", 100_000);
    private static final int DAYS = 30;
    private static final int SOME = 10_000;
    private static final int CHUNK = 5_000;
    private static final int CHANGED = Math.min(1_000, TERMS);
    private static final String SOURCE = "bench-hits";
    private static final PersonId NORA = new PersonId("nora");
    private static final CloseKey JUNE = CloseKey.parse("close:UTC:2026-06");

    private static final String DOCUMENT =
            """
            apiVersion: surety/v1
            kind: Agreement
            metadata: {name: bench-0, title: Bench}
            spec:
              type: SLA
              scope: service
              parties: [{id: shopcloud, role: provider}, {id: acme, role: customer}]
              period: {start: "2026-01-01", end: "2027-01-01", zone: UTC, calendar: always, notice: P30D, renewal: none}
              services: [{id: service-0, description: a service}]
              calendars: [{id: always, zone: UTC, windows: [{days: [MO, TU, WE, TH, FR, SA, SU], from: "00:00", to: "24:00"}]}]
              sources: [{id: bench-hits, kind: counters, complete: watermark}]
              terms:
                - {id: ok, service: service-0, obligated: provider, measure: {kind: ratio, source: bench-hits, method: occurrences}, target: {share: "95%", calendar: always, per: month}}
              reporting: {finalAfter: P10D}
            """;

    @Override
    public String name() {
        return "verdicts";
    }

    @Override
    public String title() {
        return "Verdicts";
    }

    @Override
    public void run(Bench bench) throws Exception {
        ApplicationContext context =
                bench.context("--surety.scheduling.enabled=false", "--camunda.bpm.job-execution.enabled=false");
        JdbcTemplate jdbc = context.getBean(JdbcTemplate.class);
        fill(context, jdbc);
        bench.note(
                TERMS + " agreements with one `ratio` term each, and " + DAYS + " daily rollups of June 2026 for each."
                        + " *Judging* reads the index of terms, the watermarks and the totals of their lines of numbers, and comes to value, share,"
                        + " completeness and reason of each verdict by exact fractions; it writes nothing. The *bare aggregate* is"
                        + " `select series, sum(good), sum(total) … group by series` over the same rows, its rows read by the"
                        + " client. *Judged again, with ledgers* explains them too; *with writing* is the whole of it: it compares"
                        + " with what was said, stores each ledger once, packed and by its content, writes verdicts,"
                        + " publications and violations, and has committed.");
        Rounds month =
                Rounds.of(3, () -> Rounds.millis(() -> figures(context)), () -> Rounds.millis(() -> aggregate(jdbc)));
        bench.figure(
                "verdicts of a month, " + TERMS + " agreements, judging",
                Bar.ratioAtMost(3),
                month.ours(),
                "bare aggregate",
                month.peer(),
                "ms");
        bench.check("each share is that of the aggregate", equalShares(figures(context), aggregate(jdbc)));
        growth(bench, context, jdbc);
        again(bench, context, jdbc);
    }

    private static void growth(Bench bench, ApplicationContext context, JdbcTemplate jdbc) throws Exception {
        bench.plot(new Plot(
                "agreements",
                "Verdicts of a month, by how many agreements there are",
                new Axis("agreements with one term each", true),
                new Axis("milliseconds", true),
                grown(context, jdbc, IntStream.iterate(100, n -> n <= TERMS, n -> n * 10), n -> n, n -> DAYS)));
        int some = Math.min(SOME, TERMS);
        bench.plot(new Plot(
                "days",
                "Verdicts of %,d agreements, by how many days their period has".formatted(some),
                new Axis("days, with a rollup for each", true),
                new Axis("milliseconds", true),
                grown(context, jdbc, IntStream.of(1, 3, 10, DAYS), n -> some, n -> n)));
    }

    private static List<Line> grown(
            ApplicationContext context,
            JdbcTemplate jdbc,
            IntStream sizes,
            IntUnaryOperator terms,
            IntUnaryOperator days)
            throws Exception {
        List<Point> judging = new ArrayList<>();
        List<Point> bare = new ArrayList<>();
        for (int size : sizes.toArray()) {
            int some = terms.applyAsInt(size);
            int length = days.applyAsInt(size);
            Rounds rounds = Rounds.of(
                    3,
                    () -> Rounds.millis(() -> figures(context, some, length)),
                    () -> Rounds.millis(() -> aggregate(jdbc, some, length)));
            judging.add(new Point(size, rounds.ours()));
            bare.add(new Point(size, rounds.peer()));
        }
        return List.of(new Line("judging", judging), new Line("bare aggregate", bare));
    }

    private static void again(Bench bench, ApplicationContext context, JdbcTemplate jdbc) throws Exception {
        JudgeMany many = context.getBean(JudgeMany.class);
        JudgeInBulk bulk = context.getBean(JudgeInBulk.class);
        List<JudgedTerm> some = context.getBean(JudgedTerms.class).closing(JUNE, Cursor.START, CHANGED);
        List<JudgeMany.Due> due = some.stream().map(VerdictsSection::due).toList();
        bench.figure(
                CHANGED + " terms judged for the first time, with writing",
                Bar.NONE,
                Rounds.millis(() -> judge(many, due)),
                "ms");
        List<Double> judging = new ArrayList<>();
        List<Double> writing = new ArrayList<>();
        for (int round = 0; round < 5; round++) {
            jdbc.update(
                    "update measurement.rollups_day set good = good - 1 where starts_at = '2026-06-10Z' and series in"
                            + " (select no from measurement.series where source = ? order by service limit ?)",
                    SOURCE,
                    CHANGED);
            List<Work> work = due.stream()
                    .flatMap(d -> d.work(JUNE.period().to()).stream())
                    .toList();
            judging.add(Rounds.millis(() -> bulk.verdicts(work, watermarks(context, work))));
            writing.add(Rounds.millis(() -> judge(many, due)));
        }
        bench.figure(
                CHANGED + " changed terms judged again, with ledgers",
                Bar.atMost(100, "ms"),
                judging.stream().sorted().toList().get(2),
                "ms");
        bench.figure(
                CHANGED + " changed terms judged again, with writing",
                Bar.NONE,
                writing.stream().sorted().toList().get(2),
                "ms");
        long before = count(jdbc);
        judge(many, due);
        bench.check("judging again what did not change writes nothing", count(jdbc) == before);
    }

    private static int judge(JudgeMany many, List<JudgeMany.Due> due) {
        many.judge(due);
        return due.size();
    }

    private static long count(JdbcTemplate jdbc) {
        Long count = jdbc.queryForObject("select count(*) from evaluation.publications", Long.class);
        return count == null ? 0 : count;
    }

    private static JudgeMany.Due due(JudgedTerm term) {
        return due(term, DAYS);
    }

    /** The first days of June, as if the period were that short. */
    private static JudgeMany.Due due(JudgedTerm term, int days) {
        PartPeriod june = term.periodFrom(JUNE.period().from()).orElseThrow();
        var part = new Interval(june.part().from(), june.part().from().plus(Duration.ofDays(days)));
        return new JudgeMany.Due(term, days == DAYS ? june : new PartPeriod(part, part, june.last()));
    }

    /** As the application asks for them, a statement for each list. */
    private static Map<SeriesRef, Instant> watermarks(ApplicationContext context, List<Work> work) {
        return context.getBean(Measurements.class)
                .watermarks(work.stream().map(one -> one.plan().series()).toList());
    }

    private static Map<String, Figures> figures(ApplicationContext context) {
        return figures(context, TERMS, DAYS);
    }

    /** Of the first ones, over the first days of June. */
    private static Map<String, Figures> figures(ApplicationContext context, int count, int days) {
        JudgedTerms terms = context.getBean(JudgedTerms.class);
        JudgeInBulk bulk = context.getBean(JudgeInBulk.class);
        Map<String, Figures> all = new LinkedHashMap<>();
        Cursor cursor = Cursor.START;
        List<JudgedTerm> chunk;
        int size;
        do {
            size = Math.min(CHUNK, count - all.size());
            chunk = terms.closing(JUNE, cursor, size);
            List<Work> work = chunk.stream()
                    .flatMap(term -> due(term, days).work(JUNE.period().to()).stream())
                    .toList();
            List<Optional<Figures>> figures = bulk.figures(work, watermarks(context, work));
            for (int i = 0; i < work.size(); i++) {
                String service = work.get(i).plan().series().service();
                figures.get(i).ifPresent(f -> all.put(service, f));
            }
            if (!chunk.isEmpty()) {
                cursor = Cursor.of(chunk.get(chunk.size() - 1));
            }
        } while (chunk.size() == size && all.size() < count);
        return all;
    }

    private static Map<Integer, long[]> aggregate(JdbcTemplate jdbc) {
        return aggregate(jdbc, TERMS, DAYS);
    }

    private static Map<Integer, long[]> aggregate(JdbcTemplate jdbc, int count, int days) {
        Map<Integer, long[]> sums = new HashMap<>();
        // The lines of numbers are counted from the first one on.
        String some = count == TERMS
                ? ""
                : " and series < " + count + " + (select min(no) from measurement.series where source = '" + SOURCE
                        + "')";
        jdbc.query(
                "select series, sum(good)::bigint, sum(total)::bigint from measurement.rollups_day"
                        + " where starts_at >= '2026-06-01Z' and starts_at < '2026-06-01Z'::timestamptz + interval '"
                        + days + " days'" + some + " group by series",
                row -> {
                    sums.put(row.getInt(1), new long[] {row.getLong(2), row.getLong(3)});
                });
        return sums;
    }

    /** The n-th line of numbers is that of {@code service-n}. */
    private static boolean equalShares(Map<String, Figures> figures, Map<Integer, long[]> sums) {
        List<long[]> byNumber = sums.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(Map.Entry::getValue)
                .toList();
        boolean equal = figures.size() == TERMS && byNumber.size() == TERMS;
        for (int i = 0; equal && i < TERMS; i++) {
            long[] sum = byNumber.get(i);
            equal = Optional.ofNullable(figures.get("service-" + i))
                    .flatMap(Figures::share)
                    .filter(Ratio.of(sum[0], sum[1])::equals)
                    .isPresent();
        }
        return equal;
    }

    private static void fill(ApplicationContext context, JdbcTemplate jdbc) {
        context.getBean(Sources.class).register(new Source(SOURCE, new OrganisationId("shopcloud"), Set.of()), NORA);
        context.getBean(TakeMeasurements.class)
                .take(new Delivery(
                        SOURCE,
                        List.of(Measurement.of(
                                "until", new Content.Watermark(JUNE.period().to()))),
                        false,
                        NORA));
        Agreements agreements = context.getBean(Agreements.class);
        IntoForce.bring(agreements, context.getBean(ReadDocument.class), DOCUMENT, NORA);
        copies(jdbc);
        jdbc.update(
                "insert into measurement.series (source, service, indicator, kind)"
                        + " select ?, 'service-' || i, '', 2 from generate_series(0, ? - 1) as i order by i",
                SOURCE,
                TERMS);
        jdbc.update(
                "insert into measurement.rollups_day (series, starts_at, events, good, total, sum, contradicted, last_at)"
                        + " select s.no, day, 1440, 9000 + (s.no * 7919 + extract(day from day)::int * 104729) % 1000, 10000, 0, 0,"
                        + " day + interval '23 hours 59 minutes' from measurement.series s,"
                        + " generate_series('2026-06-01Z'::timestamptz, '2026-06-30Z', interval '1 day') as day"
                        + " where s.source = ?",
                SOURCE);
        jdbc.execute("vacuum analyze measurement.rollups_day");
        jdbc.execute("vacuum analyze measurement.series");
        jdbc.execute("vacuum analyze evaluation.judged_terms");
    }

    /** Agreements of the same content; each has a service of its own in the index of terms. */
    private static void copies(JdbcTemplate jdbc) {
        String numbers = " from generate_series(1, " + (TERMS - 1) + ") as i";
        jdbc.update("insert into agreement.agreements select 'bench-' || i, '2026-01-01Z'" + numbers);
        jdbc.update("insert into agreement.versions select 'bench-' || i, 1, v.state, v.hash, v.valid_from, v.valid_to,"
                + " v.created_by, v.created_at" + numbers + ", agreement.versions v where v.agreement = 'bench-0'");
        jdbc.update("insert into evaluation.judged_terms (agreement, version, term, kind, source, service, indicator,"
                + " sources, per, zone, valid_from, valid_to, has_verdicts, far_reaching, goal, no_data, completeness,"
                + " minimum_events, inverted, watermarked, document_hash, settles) select 'bench-' || i, version, term,"
                + " kind, source, 'service-' || i, indicator, sources, per, zone, valid_from, valid_to, has_verdicts,"
                + " far_reaching, goal, no_data, completeness, minimum_events, inverted, watermarked, document_hash,"
                + " settles" + numbers + ", evaluation.judged_terms t where t.agreement = 'bench-0'");
    }
}
