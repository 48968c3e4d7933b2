package org.tallystick.jobs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.tallystick.jobs.archive.ArchiveRows;
import org.tallystick.jobs.archive.MutatedEvents;
import org.tallystick.jobs.arguments.LiveOptions;
import org.tallystick.jobs.plan.Plan;
import org.tallystick.jobs.reprocess.Books;
import org.tallystick.jobs.reprocess.Findings;
import org.tallystick.jobs.reprocess.Mode;
import org.tallystick.jobs.reprocess.ReprocessRange;
import org.tallystick.jobs.reprocess.Wanted;
import org.tallystick.jobs.reprocess.WindowVerdict;
import org.tallystick.oracle.OracleEvent;
import org.tallystick.pipeline.SourceSpec;

/** Books and certificates of an archive with repeats, rejects and late events. */
class BooksTest {
    @RegisterExtension
    static final MiniClusterExtension CLUSTER = new MiniClusterExtension(FlinkAsDeployed.cluster());

    private static final List<OracleEvent> EVENTS = GeneratedPipeline.generate(1_500, 9).get(0);

    @TempDir static Path folder;
    private static FlinkAsDeployed flink;
    private static Plan plan;

    @BeforeAll
    static void runLive() throws Exception {
        flink = new FlinkAsDeployed(folder, "hashmap");
        var lines =
                EVENTS.stream()
                        .map(each -> new String(GeneratedPipeline.json(each), UTF_8))
                        .collect(Collectors.toCollection(ArrayList::new));
        lines.add(0, "{");
        lines.add(lines.get(lines.size() - 1));
        var input = Files.write(folder.resolve("events.jsonl"), lines);
        var source = new SourceSpec.Files(input.toString(), Optional.empty(), "json", Map.of());
        var horizon = Optional.of(Duration.ofHours(1));
        plan = Plan.of(GeneratedPipeline.of("books", source, folder, List.of(), horizon));
        var env = flink.streaming(2);
        StreamJob.define(env, plan, LiveOptions.of(true));
        env.execute();
    }

    private static Books books() throws Exception {
        return ReprocessJob.books(plan, ReprocessRange.ALL, flink.reprocessing());
    }

    @Test
    void theBooksOfAnArchiveBalance() throws Exception {
        var books = books();

        assertThat(books.balance()).isTrue();
        assertThat(books.duplicates()).isPositive();
        assertThat(books.partitions())
                .singleElement()
                .satisfies(each -> assertThat(each.received()).isEqualTo(EVENTS.size() + 2))
                .satisfies(each -> assertThat(each.rejects()).isEqualTo(1))
                .satisfies(each -> assertThat(each.events()).isEqualTo(each.accepted()));
        assertThat(books.windows().windows())
                .isNotEmpty()
                .allSatisfy(
                        each -> {
                            var sum = each.books().tallies().live();
                            for (var missed : each.books().reasons().values()) {
                                sum = sum.plus(missed);
                            }
                            assertThat(sum).isEqualTo(each.books().tallies().complete());
                        });
    }

    /** Its windows stand as all other events have it: only the books tell. */
    @Test
    void anEventThatIsLostThoughItCameTooLateIsMissed() throws Exception {
        var lost =
                EVENTS.stream()
                        .filter(event -> event.clock().isPresent())
                        .filter(
                                event ->
                                        event.clock().getAsLong() - event.time()
                                                > Duration.ofHours(3).toMillis())
                        .findFirst()
                        .orElseThrow();
        try (var archive = new MutatedEvents(plan)) {
            archive.rewrite(
                    row -> row.getField("id").equals(lost.identity()) ? List.of() : List.of(row));

            var books = books();

            assertThat(books.balance()).isFalse();
            assertThat(books.partitions()).noneMatch(each -> each.balances());
            assertThat(books.windows().doubtful())
                    .isNotEmpty()
                    .allSatisfy(
                            each -> {
                                assertThat(each.account().start()).isLessThanOrEqualTo(lost.time());
                                assertThat(each.account().end()).isGreaterThan(lost.time());
                            });
        }
    }

    @Test
    void aCertificateHoldsEveryWindowThatDoesNotMatch() throws Exception {
        var first = folder.resolve("first.jsonl");
        var again = folder.resolve("again.jsonl");

        var audit = certify(Mode.AUDIT, first);
        certify(Mode.AUDIT, again);
        var lines = Files.readAllLines(first);
        long differing =
                audit.windows().stream()
                        .mapToLong(each -> each.books().windows(WindowVerdict.EXPLAINED))
                        .sum();

        assertThat(lines).isEqualTo(Files.readAllLines(again));
        assertThat(lines.get(0))
                .contains("\"run\":\"books-reprocess-", "\"positions\":[{\"topic\"");
        assertThat(lines).hasSize((int) differing + audit.windows().size() + 1);
        assertThat(lines.stream().filter(line -> line.contains("window_start")))
                .hasSize((int) differing)
                .allMatch(line -> line.contains("\"verdict\":\"EXPLAINED\""));

        certify(Mode.CORRECT, folder.resolve("correction.jsonl"));
        assertThat(
                        ArchiveRows.of(
                                plan.pipeline().archive().orElseThrow(),
                                plan.layout(),
                                "certificates"))
                .hasSize(lines.size() - 1);
        assertThat(certify(Mode.AUDIT, first).verdict()).isEqualTo(WindowVerdict.MATCH);
        assertThat(books().balance()).isTrue();
    }

    private static Findings certify(Mode mode, Path file) throws Exception {
        return ReprocessJob.run(
                plan,
                ReprocessRange.ALL,
                mode,
                Wanted.listing(10).certified(Optional.of(file.toUri())),
                flink.reprocessing());
    }
}
