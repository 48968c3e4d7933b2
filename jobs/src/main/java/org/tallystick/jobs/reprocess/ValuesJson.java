package org.tallystick.jobs.reprocess;

import java.util.List;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.core.JsonProcessingException;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.ObjectMapper;

/** Compares the aggregates of two versions of a cell, as {@code results} has them. */
final class ValuesJson {
    private static final ObjectMapper JSON = new ObjectMapper();

    private ValuesJson() {}

    /** The named aggregates, each as a mean of one number; of none if it is no number. */
    static List<WindowValues.Mean> numbers(String values, List<String> names) {
        try {
            var all = JSON.readTree(values);
            return names.stream()
                    .map(all::path)
                    .map(value -> value.isNumber() ? value.doubleValue() : Double.NaN)
                    .map(WindowValues.Mean::of)
                    .toList();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("archived values of a cell are no JSON", e);
        }
    }

    /** Whether the first has all that the second has, but for some that are null or missing. */
    static boolean lacks(String some, String all) {
        try {
            var less = JSON.readTree(some);
            var more = JSON.readTree(all);
            for (var each : more.properties()) {
                var value = less.path(each.getKey());
                boolean there = !value.isNull() && !value.isMissingNode();
                if (there && !value.toString().equals(each.getValue().toString())) {
                    return false;
                }
            }
            return true;
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("archived values of a cell are no JSON", e);
        }
    }
}
