package org.tallystick.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tallystick.pipeline.FullPipelines.Place;

/** The schema refuses nothing that the check takes, whatever the pipeline. */
class GeneratedPipelinesTest {
    private static final int TRIES = 40;
    private static final ObjectWriter JSON = new ObjectMapper().writer();
    private static final List<Place> PLACES = FullPipelines.places().toList();

    /** Other ways to write what the check takes, by key. */
    private static final Map<String, List<Object>> GOOD =
            Map.ofEntries(
                    Map.entry("name", List.of("a", "b-2", "x".repeat(60))),
                    Map.entry("out-of-orderness", List.of("0 s", "-0 s", "1h30m", " PT15M", "P1D")),
                    Map.entry("allowed-lateness", List.of("0 s", "2 DAYS", "PT1H-5M")),
                    Map.entry("idle-timeout", List.of("1 ms", "00 h 7 min", "-PT-5M", "1w 1d")),
                    Map.entry("max-ahead", List.of("1 h", "36500 d")),
                    Map.entry("watch", List.of("10 s", "${HOUR}")),
                    Map.entry("max-size", List.of(1, 1_000_000, "64KiB", "007", "1 GiB", " 5 kB ")),
                    Map.entry("max-windows-per-event", List.of(25, "100_000", "9_9")),
                    Map.entry("id", List.of("k", List.of("k", "v"), List.of())),
                    Map.entry("topic", List.of("a", "${TEXT}", 5, true, 1.5)),
                    Map.entry("start", List.of("latest", "${TRUE}x", "2024-01-31t00:00z")),
                    Map.entry("transactional", List.of(true, false, "true", "${TRUE}")),
                    Map.entry("namespace", List.of("a.b", 2024, 1.5, false, "${TEXT}")),
                    Map.entry("windows", List.of("session 5 min", "tumbling 1 d in UTC")),
                    Map.entry("keys", List.of("k", Map.of("a", "v + 1"), List.of(), true)),
                    Map.entry("aggregates", List.of(Map.of("a", " Count ( ) ", "b", "MAX(v)"))),
                    Map.entry("filter", List.of(true, 1, "k = '$${x}'", "v\n> 1")),
                    Map.entry(
                            "url",
                            List.of("jdbc:postgresql:x", "${URL}", "jdbc:postgresql:${TEXT}")),
                    Map.entry("password", List.of("${TEXT}", 12345, "$${", "x")),
                    Map.entry("csv.header", List.of(true, "false", "${TRUE}")),
                    Map.entry("format", List.of("csv", "${CSV}")),
                    Map.entry("rejected-cells", List.of("x", 7)));

    /** Words of the file, in places of which some are right. */
    private static final List<Object> ANY =
            List.of(
                    "",
                    " ",
                    "x",
                    "kafka",
                    "files",
                    "json",
                    "csv",
                    "avro",
                    "protobuf",
                    "true",
                    "True",
                    "yes",
                    "reject",
                    "fail",
                    "skip",
                    "stop",
                    "earliest",
                    "1 h",
                    "1h 1h",
                    "-1 h",
                    "PT",
                    "0 s",
                    "5",
                    "0x10",
                    "1e6",
                    ".5",
                    "007",
                    "1_000",
                    "1 MiB",
                    "2024-01-31T00:00:00Z",
                    "2024-01-31",
                    "tumbling 1 h",
                    "sliding 1 h",
                    "session 1 h",
                    "count()",
                    "sum (v)",
                    "none(v)",
                    "a: b",
                    "a.b",
                    "A",
                    "k",
                    "UTC",
                    "ms",
                    "later",
                    "${KAFKA}",
                    "${FILES}",
                    "${JSON}",
                    "${HOUR}",
                    "${TRUE}",
                    "${TEXT}",
                    "${NONE}",
                    "$${x}",
                    "${",
                    "jdbc:postgresql:x",
                    0,
                    1,
                    -1,
                    5,
                    1.5,
                    100_000_000_000L,
                    true,
                    false,
                    List.of(),
                    List.of("x"),
                    List.of("k", "k"),
                    List.of(5),
                    List.of(Map.of()),
                    Map.of(),
                    Map.of("a", "count()"),
                    Map.of("x", "y", "z", 5),
                    Map.of("type", "rest"),
                    Map.of("bootstrap.servers", "x"),
                    Map.of("connector", "print"),
                    List.of(Map.of("connector", "print")),
                    List.of("tumbling 1 h", "session 1 h"),
                    Map.of("a", List.of("x")));

    @TempDir private Path folder;

    static LongStream seeds() {
        return LongStream.range(0, 20);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void whatTheCheckTakesFitsTheSchema(long seed) throws Exception {
        var random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        for (int i = 0; i < TRIES; i++) {
            var root = rewritten(random);
            damage(root, random);
            judge(root, random);
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void otherSpellingsFitTheSchema(long seed) throws Exception {
        var random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        int good = 0;
        for (int i = 0; i < TRIES; i++) {
            good += judge(rewritten(random), random) ? 1 : 0;
        }
        assertThat(good).isPositive();
    }

    /** Else the schema would be of no use. */
    @Test
    void mostDamagesAreSeenByBoth() throws Exception {
        var random = RandomGeneratorFactory.of("L64X128MixRandom").create(1);
        int byCheck = 0;
        int byBoth = 0;
        for (int i = 0; i < 400; i++) {
            var place = PLACES.get(random.nextInt(PLACES.size()));
            var root = place.copy();
            damage(root, random);
            var text = yaml(root, random);
            byCheck += checked(text).isEmpty() ? 0 : 1;
            byBoth += checked(text).isEmpty() || Editor.KNOWN.problems(text).isEmpty() ? 0 : 1;
        }
        assertThat(byCheck).isGreaterThan(100);
        assertThat(byBoth).isGreaterThan(byCheck * 3 / 4);
    }

    /** Whether the check takes the pipeline; then the schema has to. */
    private boolean judge(Map<String, Object> root, RandomGenerator random) throws IOException {
        var text = yaml(root, random);
        if (!checked(text).isEmpty()) {
            return false;
        }
        assertThat(Editor.KNOWN.problems(text)).as(text).isEmpty();
        return true;
    }

    private List<String> checked(String text) throws IOException {
        return new Checked(folder).problems(text);
    }

    /** A full pipeline with some keys left out and others written otherwise. */
    private static Map<String, Object> rewritten(RandomGenerator random) {
        var pipeline = PLACES.get(random.nextInt(PLACES.size())).pipeline();
        var root = FullPipelines.mapping(Editor.tree(pipeline));
        for (var place : PLACES) {
            var name = place.key().name();
            if (place.pipeline().equals(pipeline) && place.section(root).containsKey(name)) {
                if (random.nextInt(8) == 0 && !place.key().need().required()) {
                    place.section(root).remove(name);
                } else if (random.nextInt(8) == 0 && GOOD.containsKey(name)) {
                    place.section(root).put(name, fresh(one(GOOD.get(name), random)));
                }
            }
        }
        return root;
    }

    private static void damage(Map<String, Object> root, RandomGenerator random) {
        var mappings = new ArrayList<Map<String, Object>>();
        collect(root, mappings);
        var mapping = mappings.get(random.nextInt(mappings.size()));
        if (mapping.isEmpty()) {
            mapping.put("x", fresh(one(ANY, random)));
            return;
        }
        var key = one(List.copyOf(mapping.keySet()), random);
        var other = PLACES.get(random.nextInt(PLACES.size())).key().name();
        switch (random.nextInt(6)) {
            case 0 -> mapping.remove(key);
            case 1 -> mapping.put(key + "x", mapping.remove(key));
            case 2 -> mapping.put(other, fresh(one(ANY, random)));
            case 3 -> mapping.put(key, List.of(mapping.get(key)));
            default -> mapping.put(key, fresh(one(ANY, random)));
        }
    }

    private static void collect(Object value, List<Map<String, Object>> mappings) {
        if (value instanceof List<?> list) {
            list.forEach(element -> collect(element, mappings));
        }
        if (value instanceof Map<?, ?>) {
            mappings.add(FullPipelines.mapping(value));
            FullPipelines.mapping(value).values().forEach(each -> collect(each, mappings));
        }
    }

    /** One that may be changed, in an order that is the same in every run. */
    private static Object fresh(Object value) {
        if (value instanceof Map<?, ?>) {
            var copy = new TreeMap<String, Object>();
            FullPipelines.mapping(value).forEach((key, each) -> copy.put(key, fresh(each)));
            return copy;
        }
        return value instanceof List<?> list
                ? list.stream().map(GeneratedPipelinesTest::fresh).toList()
                : value;
    }

    private static <T> T one(List<T> of, RandomGenerator random) {
        return of.get(random.nextInt(of.size()));
    }

    /** Texts with and without quotes: then YAML may take them for something else. */
    private static String yaml(Object value, RandomGenerator random) throws IOException {
        if (value instanceof Map<?, ?> map) {
            var entries = new ArrayList<String>();
            for (var entry : map.entrySet()) {
                entries.add(
                        JSON.writeValueAsString(entry.getKey())
                                + ": "
                                + yaml(entry.getValue(), random));
            }
            return "{" + String.join(", ", entries) + "}";
        }
        if (value instanceof List<?> list) {
            var elements = new ArrayList<String>();
            for (var element : list) {
                elements.add(yaml(element, random));
            }
            return elements.stream().collect(Collectors.joining(", ", "[", "]"));
        }
        boolean plain = String.valueOf(value).matches("[A-Za-z0-9_.][A-Za-z0-9_.+ -]*(?<! )");
        return plain && random.nextBoolean()
                ? String.valueOf(value)
                : JSON.writeValueAsString(value);
    }
}
