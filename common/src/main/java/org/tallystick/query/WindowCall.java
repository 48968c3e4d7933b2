package org.tallystick.query;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.tallystick.text.Durations;

/**
 * {@code TUMBLE(TABLE events, DESCRIPTOR(time), INTERVAL '1' HOUR)}.
 *
 * @param call the call itself
 * @param function which of them
 * @param arguments by the names that Flink gives them
 */
record WindowCall(Syntax call, WindowFunction function, Map<String, Syntax> arguments) {
    private static final String USAGE =
            "a metric reads FROM TABLE(TUMBLE | HOP | CUMULATE | SESSION(TABLE events, ...))";

    /**
     * @param select without FROM it is refused
     */
    static WindowCall of(Syntax select) throws RefusedException {
        var from = select.part("getFrom");
        if (from.isEmpty()) {
            throw new RefusedException(select, USAGE);
        }
        if (from.get().is("AS")) {
            throw new RefusedException(from.get().children().get(1), "the windows need no alias");
        }
        if (from.get().is("JOIN")) {
            throw new RefusedException(from.get(), "a metric has no joins");
        }
        if (!from.get().is("COLLECTION_TABLE")) {
            throw new RefusedException(from.get(), USAGE);
        }
        var call = from.get().children().get(0);
        var function =
                WindowFunction.of(call.function())
                        .orElseThrow(() -> new RefusedException(call, USAGE));
        return new WindowCall(call, function, arguments(call, function));
    }

    private static Map<String, Syntax> arguments(Syntax call, WindowFunction function)
            throws RefusedException {
        var arguments = new TreeMap<String, Syntax>();
        var operands = call.children();
        var places = function.arguments();
        for (int i = 0; i < operands.size(); i++) {
            var operand = operands.get(i);
            boolean named = operand.is("ARGUMENT_ASSIGNMENT");
            var name =
                    named
                            ? operand.children().get(1).toString().toUpperCase(Locale.ROOT)
                            : places.get(Math.min(i, places.size() - 1));
            var value = named ? operand.children().get(0) : operand;
            if (!places.contains(name) || arguments.put(name, value) != null) {
                throw new RefusedException(operand, function.usage());
            }
        }
        if (!arguments.keySet().containsAll(function.required())) {
            throw new RefusedException(call, function.usage());
        }
        return arguments;
    }

    /** As a pipeline file has it. */
    String text() throws RefusedException {
        var lengths = new ArrayList<String>();
        for (var name : function.lengths()) {
            lengths.add(length(name));
        }
        var text = function.text(lengths);
        return arguments.containsKey(WindowFunction.OFFSET)
                ? text + " offset " + length(WindowFunction.OFFSET)
                : text;
    }

    private String length(String argument) throws RefusedException {
        return Durations.text(Interval.millis(arguments.get(argument)));
    }

    /** Refuses any column but that of event time. */
    void checkTime(EventTable events) throws RefusedException {
        var descriptor = arguments.get(WindowFunction.TIMECOL);
        var columns = descriptor.children();
        if (!descriptor.function().equals("DESCRIPTOR") || columns.size() != 1) {
            throw new RefusedException(descriptor, function.usage());
        }
        var other = events.time().filter(time -> !columns.get(0).isNamed(time));
        if (other.isPresent()) {
            throw new RefusedException(
                    columns.get(0),
                    "windows go by event time, here that is DESCRIPTOR(%s)".formatted(other.get()));
        }
    }

    /** Refuses any table but that of events, and one cut up otherwise than by the keys. */
    void checkTable(Grouping grouping) throws RefusedException {
        var data = arguments.get(WindowFunction.DATA);
        Forbidden.check(data);
        boolean parted = data.is("SET_SEMANTICS_TABLE");
        var table = parted ? data.children().get(0) : data;
        if (!table.is("EXPLICIT_TABLE") || !table.children().get(0).isNamed(EventTable.NAME)) {
            throw new RefusedException(table, "a metric reads TABLE events and no other");
        }
        if (parted && !data.children().get(2).children().isEmpty()) {
            throw new RefusedException(
                    data.children().get(2).children().get(0), "events go by time: no ORDER BY");
        }
        checkPartition(parted ? data.children().get(1).children() : List.of(), table, grouping);
    }

    private void checkPartition(List<Syntax> parts, Syntax table, Grouping grouping)
            throws RefusedException {
        if (!isSession()) {
            if (!parts.isEmpty()) {
                throw new RefusedException(
                        parts.get(0), "PARTITION BY is for SESSION; others take GROUP BY alone");
            }
            return;
        }
        boolean same =
                parts.stream().allMatch(part -> grouping.keys().stream().anyMatch(part::sameAs))
                        && grouping.keys().stream()
                                .allMatch(key -> parts.stream().anyMatch(key::sameAs));
        if (!same) {
            throw new RefusedException(
                    parts.isEmpty() ? table : parts.get(0),
                    "sessions are those of the keys here: PARTITION BY and GROUP BY name the same");
        }
    }

    private boolean isSession() {
        return function == WindowFunction.SESSION;
    }

    /** Refuses a condition that chooses among the events of a session. */
    void checkFilter(Syntax where, Grouping grouping) throws RefusedException {
        if (isSession() && !grouping.determines(where)) {
            throw new RefusedException(
                    where,
                    "SQL makes sessions of all events and applies WHERE to them then, a metric"
                            + " filters first: only keys may stand here; or write filter and"
                            + " windows in place of sql");
        }
    }
}
