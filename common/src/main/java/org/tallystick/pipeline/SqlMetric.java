package org.tallystick.pipeline;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.flink.table.types.logical.RowType;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.tallystick.event.EventSchema;
import org.tallystick.query.EventTable;
import org.tallystick.query.MetricTexts;
import org.tallystick.query.MetricTexts.Part;
import org.tallystick.query.Place;
import org.tallystick.query.QueryReader;

/**
 * A metric's {@code sql} as the keys that it is short for: from there on both go one way. Each of
 * them stands where its part of the query does.
 */
final class SqlMetric {
    private final Value sql;
    private final SqlPlaces places;

    /**
     * @param sql a text
     */
    SqlMetric(Value sql, List<String> lines) {
        this.sql = sql;
        this.places = new SqlPlaces((ScalarNode) sql.node(), lines);
    }

    /**
     * Reads queries over the events of a pipeline.
     *
     * @param events empty where they could not be understood
     */
    static QueryReader readerOver(Optional<Events> events) {
        return new QueryReader(
                new EventTable(events.map(Events::time), events.flatMap(SqlMetric::columns)));
    }

    /** Empty where the schema is none, which is told elsewhere. */
    private static Optional<RowType> columns(Events events) {
        try {
            return Optional.of(EventSchema.parse(events.schema()).rowType());
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** As much of the metric as there is to it, with problems for all else. */
    MappingNode mapping(QueryReader queries) {
        var texts = queries.read(sql.raw(), it -> problem(it.place(), it.message()));
        return mapping(entries(texts), sql.node().getStartMark());
    }

    private void problem(Place place, String message) {
        var mark = places.mark(place);
        var where =
                mark.isPresent()
                        ? ""
                        : " at column %d of line %d".formatted(place.column(), place.line());
        sql.context().findings().add(mark.or(() -> sql.node().getStartMark()), message + where);
    }

    private List<NodeTuple> entries(MetricTexts texts) {
        var entries = new ArrayList<NodeTuple>();
        texts.filter().ifPresent(it -> add(MetricShape.FILTER, text(it.text(), it), entries));
        if (!texts.keys().isEmpty()) {
            var keys = texts.keys().stream().map(this::pair).toList();
            add(MetricShape.KEYS, list(keys), entries);
        }
        texts.window().ifPresent(it -> add(MetricShape.WINDOWS, text(it.text(), it), entries));
        if (!texts.aggregates().isEmpty()) {
            var aggregates = texts.aggregates().stream().map(this::entry).toList();
            add(MetricShape.AGGREGATES, mapping(aggregates, sql.node().getStartMark()), entries);
        }
        return entries;
    }

    private void add(Key<?> key, Node value, List<NodeTuple> entries) {
        entries.add(new NodeTuple(text(key.name(), sql.node().getStartMark()), value));
    }

    private Node pair(Part key) {
        return mapping(List.of(entry(key)), mark(key));
    }

    private NodeTuple entry(Part part) {
        return new NodeTuple(text(part.name(), part), text(part.text(), part));
    }

    private Node text(String text, Part part) {
        return text(text, mark(part));
    }

    private Optional<Mark> mark(Part part) {
        return places.mark(part.place()).or(() -> sql.node().getStartMark());
    }

    private static Node text(String text, Optional<Mark> mark) {
        return new ScalarNode(Tag.STR, true, text, ScalarStyle.PLAIN, mark, mark);
    }

    private static Node list(List<Node> elements) {
        return new SequenceNode(Tag.SEQ, elements, FlowStyle.BLOCK);
    }

    private static MappingNode mapping(List<NodeTuple> entries, Optional<Mark> mark) {
        return new MappingNode(Tag.MAP, true, entries, FlowStyle.BLOCK, mark, mark);
    }
}
