package org.tallystick.query;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tallystick.query.MetricTexts.Part;

/** The columns behind SELECT: edges of the window, keys and aggregates. */
final class SelectedColumns {
    private final Grouping grouping;
    private final NodeTexts texts;
    private final ArgumentTypes types;
    private final List<Syntax> selected = new ArrayList<>();
    private final List<Part> keys = new ArrayList<>();
    private final List<Part> aggregates = new ArrayList<>();

    SelectedColumns(Grouping grouping, NodeTexts texts, ArgumentTypes types) {
        this.grouping = grouping;
        this.texts = texts;
        this.types = types;
    }

    List<Part> keys() {
        return keys;
    }

    List<Part> aggregates() {
        return aggregates;
    }

    /** Takes all columns. */
    void addAll(Syntax select, Refusals refusals) {
        var items = select.parts("getSelectList");
        items.forEach(item -> refusals.check(() -> add(item)));
        grouping.keys().forEach(key -> refusals.check(() -> checkSelected(key)));
        if (items.stream().noneMatch(item -> item.find(AggregateCall::is).isPresent())) {
            refusals.add(select, "a metric needs at least one aggregate, as COUNT(*) AS n");
        }
    }

    /**
     * Takes a column.
     *
     * @param item with its alias, if it has one
     */
    private void add(Syntax item) throws RefusedException {
        boolean named = item.is("AS");
        var value = named ? item.children().get(0) : item;
        var alias =
                named ? Optional.of(item.children().get(1).toString()) : Optional.<String>empty();
        if (value.isStar()) {
            throw new RefusedException(value, "name keys and aggregates one by one, without *");
        }
        if (WindowEdges.is(value)) {
            checkEdge(value, alias);
            return;
        }
        Forbidden.check(value);
        if (AggregateCall.is(value)) {
            aggregate(value, alias);
        } else {
            key(value, alias);
        }
    }

    private static void checkEdge(Syntax edge, Optional<String> alias) throws RefusedException {
        if (alias.isPresent() && !edge.isNamed(alias.get())) {
            throw new RefusedException(
                    edge, "cells call it '%s', leave the other name out".formatted(edge));
        }
    }

    private void aggregate(Syntax value, Optional<String> alias) throws RefusedException {
        var call = AggregateCall.of(value);
        var text = call.text(texts, types);
        var name =
                alias.orElseThrow(
                        () ->
                                new RefusedException(
                                        value, "it needs a name: " + value + " AS name"));
        aggregates.add(new Part(name, text, value.place()));
    }

    private void key(Syntax value, Optional<String> alias) throws RefusedException {
        var aggregate = value.find(AggregateCall::is);
        if (aggregate.isPresent()) {
            throw new RefusedException(
                    aggregate.get(),
                    "an aggregate stands by itself here: compute with it where cells are read");
        }
        if (!grouping.determines(value)) {
            throw new RefusedException(
                    value, "this is neither an aggregate nor made of what GROUP BY has");
        }
        if (alias.isEmpty() && !value.isIdentifier()) {
            throw new RefusedException(value, "it needs a name: " + value + " AS name");
        }
        selected.add(value);
        keys.add(
                new Part(
                        alias.orElseGet(value::lastName),
                        value.isSimple() ? "`" + value + "`" : texts.of(value),
                        value.place()));
    }

    /** Refuses a key that no column is: the cells of different keys would look alike. */
    private void checkSelected(Syntax key) throws RefusedException {
        if (selected.stream().noneMatch(key::sameAs)) {
            throw new RefusedException(
                    key, "'%s' is not selected, but a cell has all its keys".formatted(key));
        }
    }
}
