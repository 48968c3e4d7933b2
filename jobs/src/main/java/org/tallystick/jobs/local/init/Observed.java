package org.tallystick.jobs.local.init;

import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.JsonNode;

/** Which values a place in JSON records had: a member, the elements of an array, or the whole. */
final class Observed {
    /** What a value may be. */
    enum Kind {
        BOOLEAN,
        /** A number without a point that a long holds. */
        WHOLE,
        /** A number without a point that no long holds. */
        HUGE,
        DECIMAL,
        TEXT,
        RECORD,
        ARRAY
    }

    private final Set<Kind> kinds = EnumSet.noneOf(Kind.class);
    private final Map<String, Observed> members = new LinkedHashMap<>();
    private Observed elements;
    private long values;
    private boolean nulls;
    private int digits;

    /** Looks at a value that is not null. */
    void add(JsonNode value) {
        values++;
        var kind = kind(value);
        kinds.add(kind);
        if (kind == Kind.HUGE) {
            digits = Math.max(digits, value.decimalValue().precision());
        }
        if (kind == Kind.RECORD) {
            value.properties().forEach(each -> member(each.getKey(), each.getValue()));
        }
        if (kind == Kind.ARRAY) {
            value.forEach(this::element);
        }
    }

    private static Kind kind(JsonNode value) {
        if (value.isIntegralNumber()) {
            return value.canConvertToLong() ? Kind.WHOLE : Kind.HUGE;
        }
        return switch (value.getNodeType()) {
            case BOOLEAN -> Kind.BOOLEAN;
            case NUMBER -> Kind.DECIMAL;
            case STRING -> Kind.TEXT;
            case OBJECT -> Kind.RECORD;
            case ARRAY -> Kind.ARRAY;
            default -> throw new IllegalStateException("no JSON is " + value.getNodeType());
        };
    }

    private void member(String name, JsonNode value) {
        var member = members.computeIfAbsent(name, any -> new Observed());
        if (!value.isNull()) {
            member.add(value);
        }
    }

    private void element(JsonNode value) {
        if (elements == null) {
            elements = new Observed();
        }
        if (value.isNull()) {
            elements.nulls = true;
        } else {
            elements.add(value);
        }
    }

    /** Of an array's elements, whether one was null. */
    boolean hasNulls() {
        return nulls;
    }

    /** How many values there were, null aside. */
    long values() {
        return values;
    }

    Set<Kind> kinds() {
        return kinds;
    }

    /** How many digits the longest number had that is {@link Kind#HUGE}. */
    int digits() {
        return digits;
    }

    /** Those that its records had, in the order in which they were seen first. */
    Map<String, Observed> members() {
        return members;
    }

    /** Those that its arrays had; null where there was none. */
    Observed elements() {
        return elements;
    }
}
