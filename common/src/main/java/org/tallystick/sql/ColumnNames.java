package org.tallystick.sql;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.tallystick.text.Spelling;

/**
 * The names that an expression may use.
 *
 * @param names in the schema's order
 */
record ColumnNames(List<String> names) {
    private static final int SHOWN = 12;

    /** A question that offers the nearest name, or the first names where none is near. */
    String hint(String misspelled) {
        return butForCase(misspelled)
                .or(() -> Spelling.nearest(misspelled, names).map(ColumnNames::question))
                .orElseGet(this::firstNames);
    }

    private Optional<String> butForCase(String misspelled) {
        return names.stream()
                .filter(misspelled::equalsIgnoreCase)
                .findFirst()
                .map(name -> question(name) + " Upper and lower case matter");
    }

    private static String question(String name) {
        return "did you mean '" + name + "'?";
    }

    private String firstNames() {
        String first = names.stream().limit(SHOWN).collect(Collectors.joining(", "));
        return "there are " + first + (names.size() > SHOWN ? ", ..." : "");
    }
}
