package org.tallystick.pipeline;

import java.util.Comparator;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * Puts values in the place of those in the file: {@code source.topic=flights-test}.
 *
 * <p>A path is keys with dots between them, and for an element of a list its number from 0, or its
 * {@code name}: {@code sinks[0].topic}, {@code metrics[departures].windows}. A key that has dots
 * itself is written as it is: {@code source.properties.bootstrap.servers}. What the file does not
 * have is added. A value is YAML.
 */
final class Overrides {
    private final Findings findings;

    Overrides(Findings findings) {
        this.findings = findings;
    }

    /** Sets one {@code path=value}, or notes why it cannot be set. */
    void set(MappingNode root, String override) {
        int equals = override.indexOf('=');
        if (equals <= 0) {
            findings.add(Optional.empty(), "--set " + override + ": write PATH=VALUE");
            return;
        }
        var path = override.substring(0, equals);
        try {
            put(root, path, value(path, override.substring(equals + 1)));
        } catch (YamlEngineException e) {
            findings.add(Optional.empty(), "--set " + path + ": the value is not YAML");
        } catch (NoSuchPlaceException e) {
            findings.add(Optional.empty(), "--set " + path + ": " + e.getMessage());
        }
    }

    /** Its marks bear a name by which problems are told from those of the file. */
    private static Node value(String path, String yaml) {
        var settings = LoadSettings.builder().setLabel(Findings.SET + path).build();
        return new Compose(settings)
                .composeString(yaml)
                .orElseGet(() -> new ScalarNode(Tag.STR, "", ScalarStyle.SINGLE_QUOTED));
    }

    private void put(MappingNode mapping, String path, Node value) throws NoSuchPlaceException {
        var known = nearest(mapping, path);
        if (known.isEmpty()) {
            mapping.getValue().add(new NodeTuple(key(path), value));
            return;
        }
        int at = mapping.getValue().indexOf(known.get());
        var rest = path.substring(text(known.get().getKeyNode()).length());
        if (rest.isEmpty()) {
            mapping.getValue().set(at, new NodeTuple(known.get().getKeyNode(), value));
        } else {
            putBelow(known.get().getValueNode(), rest, value);
        }
    }

    private void putBelow(Node node, String rest, Node value) throws NoSuchPlaceException {
        if (rest.startsWith(".") && node instanceof MappingNode mapping) {
            put(mapping, rest.substring(1), value);
        } else if (rest.startsWith("[") && node instanceof SequenceNode list) {
            putInto(list, rest, value);
        } else {
            throw new NoSuchPlaceException("there is nothing to set at '" + rest + "'");
        }
    }

    private void putInto(SequenceNode list, String rest, Node value) throws NoSuchPlaceException {
        int end = rest.indexOf(']');
        var which = end < 0 ? rest : rest.substring(1, end);
        int at = index(list, which);
        if (at < 0) {
            throw new NoSuchPlaceException(
                    "the list has no '%s': write a number from 0 to %d, or the name of one"
                            .formatted(which, list.getValue().size() - 1));
        }
        var below = rest.substring(end + 1);
        if (below.isEmpty()) {
            list.getValue().set(at, value);
        } else {
            putBelow(list.getValue().get(at), below, value);
        }
    }

    private static int index(SequenceNode list, String which) {
        for (int i = 0; i < list.getValue().size(); i++) {
            if (which.equals(Integer.toString(i)) || which.equals(name(list.getValue().get(i)))) {
                return i;
            }
        }
        return -1;
    }

    private static String name(Node element) {
        return element instanceof MappingNode mapping
                ? mapping.getValue().stream()
                        .filter(tuple -> text(tuple.getKeyNode()).equals("name"))
                        .map(tuple -> text(tuple.getValueNode()))
                        .findFirst()
                        .orElse("")
                : "";
    }

    /** The longest key that the path is, or goes on from. */
    private static Optional<NodeTuple> nearest(MappingNode mapping, String path) {
        return mapping.getValue().stream()
                .filter(tuple -> begins(path, text(tuple.getKeyNode())))
                .max(Comparator.comparing(tuple -> text(tuple.getKeyNode()).length()));
    }

    private static boolean begins(String path, String key) {
        return !key.isEmpty()
                && (path.equals(key) || path.startsWith(key + ".") || path.startsWith(key + "["));
    }

    private static String text(Node node) {
        return node instanceof ScalarNode scalar ? scalar.getValue() : "";
    }

    private static Node key(String text) {
        return new ScalarNode(Tag.STR, text, ScalarStyle.PLAIN);
    }

    private static final class NoSuchPlaceException extends Exception {
        NoSuchPlaceException(String message) {
            super(message);
        }
    }
}
