package org.tallystick.pipeline;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * A value of the file, asked for in the form that is expected. Any other form is a problem, noted
 * where it stands; the answer is then empty.
 *
 * @param name its key, for messages
 * @param node where it stands
 * @param context what the file is read with
 */
public record Value(String name, Node node, FileContext context) {

    /** The text as it is meant, with variables filled in. */
    public Optional<String> text() {
        return as("text", Function.identity());
    }

    /**
     * The text understood by {@code parser}, which refuses with an IllegalArgumentException. Its
     * message is not shown where variables were filled in: it may quote them.
     *
     * @param what the parser's result is, for that case
     */
    public <T> Optional<T> as(String what, Function<String, T> parser) {
        if (!(node instanceof ScalarNode scalar) || isNothing()) {
            return refuse(isNothing() ? emptiness() : "must be a text, not a " + kind());
        }
        boolean filled = Variables.in(scalar.getValue());
        Optional<String> text = fill(scalar.getValue(), filled);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(parser.apply(text.get()));
        } catch (IllegalArgumentException e) {
            var discreet = "no valid " + what + ", once its variables are filled in";
            return problem(filled ? discreet : e.getMessage());
        }
    }

    private Optional<String> fill(String raw, boolean filled) {
        if (filled && !context.variablesAllowed()) {
            return problem(
                    "variables have no place here: what is computed is the same in every"
                            + " environment; write '$${' for the text itself");
        }
        try {
            return Optional.of(context.variables().fill(raw));
        } catch (IllegalArgumentException e) {
            return problem(e.getMessage());
        }
    }

    /** The entries of a mapping by their keys, in the order of the file. */
    Optional<Map<String, Entry>> entries() {
        return node instanceof MappingNode mapping
                ? Optional.of(Entry.of(mapping, context))
                : refuse(isNothing() ? emptiness() : "must be a mapping, not a " + kind());
    }

    /** The elements of a list. */
    Optional<List<Value>> elements() {
        return node instanceof SequenceNode sequence
                ? Optional.of(
                        sequence.getValue().stream()
                                .map(element -> new Value(name, element, context))
                                .toList())
                : refuse(isNothing() ? emptiness() : "must be a list, not a " + kind());
    }

    /** The elements of a list, or a single value as the only one. */
    List<Value> oneOrMore() {
        return node instanceof SequenceNode ? elements().orElseThrow() : List.of(this);
    }

    /** A mapping of texts, passed on as they stand. */
    Optional<Map<String, String>> texts() {
        return entries().map(Value::texts);
    }

    private static Map<String, String> texts(Map<String, Entry> entries) {
        var texts = new LinkedHashMap<String, String>();
        entries.forEach(
                (key, entry) -> entry.value().text().ifPresent(text -> texts.put(key, text)));
        return texts;
    }

    boolean isMapping() {
        return node instanceof MappingNode;
    }

    /** Whether this is a mapping with the key. */
    boolean has(String key) {
        return node instanceof MappingNode mapping
                && mapping.getValue().stream()
                        .map(NodeTuple::getKeyNode)
                        .anyMatch(
                                at -> at instanceof ScalarNode text && text.getValue().equals(key));
    }

    /** The scalar as it stands in the file, its variables by name; empty for anything else. */
    String raw() {
        return node instanceof ScalarNode scalar ? scalar.getValue() : "";
    }

    /** The same, but with a problem where there are variables. */
    Value withoutVariables() {
        return new Value(name, node, context.withoutVariables());
    }

    /** The line of the file on which it begins, from 1. */
    int line() {
        return node.getStartMark().map(Mark::getLine).orElse(0) + 1;
    }

    /** Notes a problem that stands here. */
    public <T> Optional<T> problem(String message) {
        context.findings().add(node, message);
        return Optional.empty();
    }

    private <T> Optional<T> refuse(String reason) {
        return problem("'" + name + "' " + reason);
    }

    private boolean isNothing() {
        return node.getTag().equals(Tag.NULL);
    }

    private static String emptiness() {
        return "is empty, give it a value or leave it out";
    }

    private String kind() {
        return switch (node.getNodeType()) {
            case SEQUENCE -> "list";
            case MAPPING -> "mapping";
            default -> "text";
        };
    }
}
