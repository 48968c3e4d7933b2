package org.tallystick.query;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.tallystick.query.MetricTexts.Part;

/** Reads queries as metrics. Flink's parser is loaded with the first of them, not before. */
public final class QueryReader {
    private static final String ONE = "a metric is one SELECT";

    /** What else a query may be, by the kinds of nodes, and what is said of it. */
    private static final Map<String, String> NO_SELECT =
            Map.of(
                    "ORDER_BY", "cells have no order: no ORDER BY, LIMIT or OFFSET",
                    "UNION", ONE + ": no UNION",
                    "WITH", ONE + ": no WITH");

    /** What else a SELECT may have, by the methods that tell it, and what is said of it. */
    private static final Map<String, String> CLAUSES =
            Map.of(
                    "getHaving", "a metric has no HAVING: choose where cells are read",
                    "getQualify", "a metric has no QUALIFY: choose where cells are read",
                    "getWindowList", "a metric has no WINDOW: its windows stand in FROM",
                    "getHints", "a metric takes no hints");

    private final EventTable events;
    private Optional<FlinkParser> parser = Optional.empty();

    /**
     * @param events what queries may read
     */
    public QueryReader(EventTable events) {
        this.events = events;
    }

    /**
     * What a query is as a metric.
     *
     * @param refusals is given everything for which it is none
     */
    public MetricTexts read(String sql, Consumer<Refusal> refusals) {
        var taken = new Refusals(refusals);
        return taken.attempt(() -> only(parser().statements(sql)))
                .map(select -> metric(select, new NodeTexts(parser(), sql), taken))
                .orElse(MetricTexts.NOTHING);
    }

    private FlinkParser parser() {
        if (parser.isEmpty()) {
            parser = Optional.of(new FlinkParser());
        }
        return parser.get();
    }

    private static Syntax only(List<Syntax> statements) throws RefusedException {
        if (statements.size() > 1) {
            throw new RefusedException(statements.get(1), ONE);
        }
        var statement = statements.get(0);
        if (!statement.is("SELECT")) {
            throw new RefusedException(statement, NO_SELECT.getOrDefault(statement.kind(), ONE));
        }
        return statement;
    }

    private MetricTexts metric(Syntax select, NodeTexts texts, Refusals refusals) {
        checkClauses(select, refusals);
        var grouping = Grouping.of(select, refusals);
        var columns = new SelectedColumns(grouping, texts, new ArgumentTypes(parser(), events));
        columns.addAll(select, refusals);
        var window = refusals.attempt(() -> WindowCall.of(select));
        var where = select.part("getWhere");
        return new MetricTexts(
                window.filter(call -> where.isPresent())
                        .flatMap(
                                call ->
                                        refusals.attempt(
                                                () ->
                                                        filter(
                                                                where.orElseThrow(),
                                                                call,
                                                                grouping,
                                                                texts))),
                columns.keys(),
                window.flatMap(call -> refusals.attempt(() -> window(call, grouping))),
                columns.aggregates());
    }

    private static void checkClauses(Syntax select, Refusals refusals) {
        CLAUSES.forEach(
                (method, reason) ->
                        select.part(method)
                                .filter(part -> !part.isEmptyList())
                                .ifPresent(part -> refusals.add(part, reason)));
        if (select.flag("isDistinct")) {
            refusals.add(select, "GROUP BY makes rows distinct already: no DISTINCT");
        }
    }

    private static Part filter(Syntax where, WindowCall window, Grouping grouping, NodeTexts texts)
            throws RefusedException {
        Forbidden.checkOneEvent(where);
        window.checkFilter(where, grouping);
        return new Part("", texts.of(where), where.place());
    }

    private Part window(WindowCall call, Grouping grouping) throws RefusedException {
        call.checkTable(grouping);
        call.checkTime(events);
        return new Part("", call.text(), call.call().place());
    }
}
