package org.tallystick.jobs.local.init;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.tallystick.event.EventLayout;

/** Names that Avro allows in place of any: of the fields of one record. */
final class AvroNames {
    private final Set<String> taken = new HashSet<>(EventLayout.metadataNames());
    private final Map<String, String> names = new HashMap<>();

    /** The name of a field; its own if it can have that. */
    String of(String name) {
        return names.computeIfAbsent(name, this::free);
    }

    private String free(String name) {
        var allowed = allowed(name);
        var free = allowed;
        for (int i = 2; !taken.add(free); i++) {
            free = allowed + "_" + i;
        }
        return free;
    }

    /** With underscores for what Avro does not allow, one for several in a row. */
    static String allowed(String name) {
        if (name.matches("[A-Za-z_][A-Za-z0-9_]*")) {
            return name;
        }
        var plain = name.replaceAll("[^A-Za-z0-9]+", "_").replaceAll("^_+|_+$", "");
        return plain.isEmpty() || Character.isDigit(plain.charAt(0)) ? "_" + plain : plain;
    }
}
