package org.tallystick.pipeline;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Good pipelines that together have every key that there is. */
final class FullPipelines {
    private static final String REST =
            """
            archive:
              catalog: {type: jdbc, uri: "jdbc:sqlite:c.db", warehouse: "file:w"}
              namespace: n
            metrics:
              - name: m
                filter: v > 1
                keys: [k, "b: k || 'x'", {c: v + 1}]
                windows: [tumbling 1 h, cumulative 1 d every 1 h in Europe/Berlin]
                max-windows-per-event: 100_000
                aggregates: {n: count(), p: "approx_percentile(v, 0.5)"}
                on-error: fail
            sinks:
              - connector: kafka
                topic: out
                transactional: true
                properties: {bootstrap.servers: "a:1"}
                rejected-cells: rejected
              - connector: jdbc
                url: jdbc:postgresql://db/x
                user: me
                password: "${TEXT}"
                properties: {ssl: true}
                hypertable: true
                on-error: stop
                rejected-cells: rejected
              - {connector: files, path: results}
              - connector: print
            """;

    private static final String TOPICS =
            """
            name: topics
            events:
              schema: e.avsc
              time: at
              time-format: yyyy-MM-dd HH:mm:ss
              time-zone: Europe/Berlin
              time-overlap: later
              id: [k]
              out-of-orderness: 15 min
              idle-timeout: 30 s
              idle-advance: 5 min
              allowed-lateness: 1 h
              deduplicate: 2 d
              max-ahead: 1 h
              max-size: 1 MiB
            source:
              connector: kafka
              format: json
              topic: [a, b]
              start: earliest
              on-gap: continue
              tombstones: skip
              key-field: k
              headers-field: h
              properties: {bootstrap.servers: "a:1", max.poll.records: 5}
            """
                    + REST;

    private static final String PATTERN =
            """
            name: pattern
            events: {schema: e.avsc, time: at, time-unit: ms, out-of-orderness: 0 s}
            source:
              connector: kafka
              format: json
              topic-pattern: "a.*"
              properties: {bootstrap.servers: "a:1"}
            """
                    + REST;

    private static final String FILES =
            """
            name: files
            events: {schema: e.avsc, time: at, id: k, out-of-orderness: PT5M}
            source:
              connector: files
              format: csv
              path: in
              watch: 10 s
              csv.header: true
              csv.null-literal: "NULL"
            """
                    + REST.replace(
                            "sinks:",
                            """
                              - name: q
                                sql: SELECT k, COUNT(*) AS n FROM TABLE(TUMBLE(TABLE events,
                                  DESCRIPTOR(`at`), INTERVAL '1' HOUR)) GROUP BY window_start,
                                  window_end, k
                                max-windows-per-event: 7
                            sinks:
                              - {connector: kafka, topic: other, properties: {bootstrap.servers: x}}
                            """
                                    .stripTrailing());

    private FullPipelines() {}

    static List<String> all() {
        return List.of(TOPICS, PATTERN, FILES);
    }

    /**
     * A declared key at its place in a pipeline.
     *
     * @param path of the section that has it: keys, and numbers of elements
     * @param declared what {@link #declared} calls it
     * @param shape the section's
     */
    record Place(String pipeline, List<Object> path, String declared, Shape shape, Key<?> key) {

        /** The whole pipeline as a tree of its own, which a test may damage. */
        Map<String, Object> copy() {
            return mapping(Editor.tree(pipeline));
        }

        /** The section within a copy. */
        Map<String, Object> section(Map<String, Object> root) {
            Object at = root;
            for (var step : path) {
                at = at instanceof List<?> list ? list.get((Integer) step) : mapping(at).get(step);
            }
            return mapping(at);
        }

        @Override
        public String toString() {
            return pipeline.lines().findFirst().orElse("") + ", " + path + " " + key.name();
        }
    }

    /** Every declared key at every place where it stands. */
    static Stream<Place> places() {
        return places(all(), KnownConnectors.SHAPE);
    }

    /** The same of other pipelines, which have another shape. */
    static Stream<Place> places(List<String> pipelines, Shape shape) {
        return pipelines.stream()
                .flatMap(
                        text ->
                                below(
                                        new Place(text, List.of(), "", shape, null),
                                        shape,
                                        Editor.tree(text)));
    }

    /** The keys of what stands at a place, and below it. */
    private static Stream<Place> below(Place place, Kind<?> kind, Object value) {
        if (kind instanceof Variants variants) {
            var name = String.valueOf(mapping(value).get(variants.by().name()));
            return below(named(place, name), variants.shapes().get(name), value);
        }
        if (kind instanceof Listed listed && value instanceof List<?> elements) {
            return IntStream.range(0, elements.size())
                    .boxed()
                    .flatMap(i -> below(at(place, i), listed.element(), elements.get(i)));
        }
        return kind instanceof Shape shape
                ? shape.keys().stream()
                        .filter(key -> mapping(value).containsKey(key.name()))
                        .flatMap(key -> below(place, shape, key, mapping(value).get(key.name())))
                : Stream.empty();
    }

    private static Stream<Place> below(Place place, Shape shape, Key<?> key, Object value) {
        var named = named(place, key.name());
        var here = new Place(place.pipeline, place.path, named.declared, shape, key);
        return Stream.concat(Stream.of(here), below(at(named, key.name()), key.kind(), value));
    }

    private static Place named(Place place, String name) {
        var declared = (place.declared + " " + name).strip();
        return new Place(place.pipeline, place.path, declared, place.shape, place.key);
    }

    private static Place at(Place place, Object step) {
        var path = Stream.concat(place.path.stream(), Stream.of(step)).toList();
        return new Place(place.pipeline, path, place.declared, place.shape, place.key);
    }

    /** Every key that is declared, behind those that lead to it, connectors among them. */
    static List<String> declared(Shape shape) {
        return declared("", shape);
    }

    private static List<String> declared(String path, Kind<?> kind) {
        var names = new ArrayList<String>();
        if (kind instanceof Variants variants) {
            variants.shapes()
                    .forEach((name, shape) -> names.addAll(declared(path + name + " ", shape)));
        }
        if (kind instanceof Listed listed) {
            names.addAll(declared(path, listed.element()));
        }
        if (kind instanceof Shape shape) {
            for (var key : shape.keys()) {
                names.add(path + key.name());
                names.addAll(declared(path + key.name() + " ", key.kind()));
            }
        }
        return names;
    }

    @SuppressWarnings("unchecked") // what YAML's keys are in these texts
    static Map<String, Object> mapping(Object value) {
        return value instanceof Map<?, ?> ? (Map<String, Object>) value : new LinkedHashMap<>();
    }
}
