package org.tallystick.jobs.local.runner;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tallystick.flink.Observers.Warning;

/** What a run has been warned of: of each kind the worst few, or else the first. */
final class Warnings {
    private static final int SHOWN = 3;

    /** Damaged files have to be brought again, each. */
    private static final int DAMAGED_SHOWN = 20;

    /** More are counted, and not kept. */
    private static final int KEPT = 1000;

    private final Map<Warning, Map<String, Told>> told = new EnumMap<>(Warning.class);

    private record Told(long weight, String text) {}

    void add(Warning warning, String about, long weight, String text) {
        var ofKind = told.computeIfAbsent(warning, any -> new LinkedHashMap<>());
        if (ofKind.size() < KEPT || ofKind.containsKey(about)) {
            ofKind.put(about, new Told(weight, text));
        }
    }

    /** One line each. */
    List<String> lines() {
        var lines = new ArrayList<String>();
        told.forEach(
                (warning, ofKind) ->
                        ofKind.values().stream()
                                .sorted(Comparator.comparingLong(Told::weight).reversed())
                                .limit(warning == Warning.FILE_DAMAGED ? DAMAGED_SHOWN : SHOWN)
                                .forEach(each -> lines.add(word(warning) + ": " + each.text())));
        return lines;
    }

    private static String word(Warning warning) {
        return switch (warning) {
            case FAST_CLOCK -> "fast clock";
            case FILE_BEHIND -> "file behind the clock";
            case FILE_DAMAGED -> "damaged file";
            case RECORDS_LOST -> "lost records";
            case CELLS_LEFT_OUT -> "cells left out";
        };
    }
}
