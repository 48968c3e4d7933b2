package org.tallystick.pipeline;

import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * Where in the file things came from, so that a {@link Problem} can be shown there.
 *
 * <p>Metrics, keys and aggregates are remembered one by one: those that were refused are missing in
 * the pipeline, so that its numbers are not those of the file.
 */
final class Origins {
    private static final Pattern STEP = Pattern.compile("\\[([^\\]]*)\\]|[^.\\[\\]]+");

    private final Node root;
    private final List<String> lines;
    private final IdentityHashMap<Object, Node> nodes = new IdentityHashMap<>();

    /**
     * @param lines those of the file
     */
    Origins(Node root, List<String> lines) {
        this.root = root;
        this.lines = List.copyOf(lines);
    }

    List<String> lines() {
        return lines;
    }

    void put(Object part, Node node) {
        nodes.put(part, node);
    }

    /** The node that {@link Problem#at} means, or the nearest one around it. */
    Node locate(String at, Pipeline pipeline) {
        var steps =
                STEP.matcher(at).results().map(m -> m.group(1) == null ? m.group() : m.group(1));
        var path = steps.toList();
        if (path.size() < 2 || !path.get(0).equals("metrics")) {
            return walk(root, path);
        }
        var metric = element(pipeline.metrics(), path.get(1), Metric::name);
        return metric.map(known -> inMetric(known, path.subList(2, path.size())))
                .orElseGet(() -> walk(root, path));
    }

    private Node inMetric(Metric metric, List<String> path) {
        var node = nodes.get(metric);
        if (path.size() < 2) {
            return walk(node, path);
        }
        Optional<?> part =
                switch (path.get(0)) {
                    case "keys" -> element(metric.keys(), path.get(1), KeyExpression::name);
                    case "aggregates" ->
                            element(metric.aggregates(), path.get(1), AggregateExpression::name);
                    default -> Optional.empty();
                };
        return part.map(nodes::get).orElseGet(() -> walk(node, path));
    }

    private static <T> Optional<T> element(List<T> list, String step, Function<T, String> name) {
        if (step.matches("\\d{1,9}")) {
            int index = Integer.parseInt(step);
            return index < list.size() ? Optional.of(list.get(index)) : Optional.empty();
        }
        return list.stream().filter(element -> name.apply(element).equals(step)).findFirst();
    }

    private static Node walk(Node from, List<String> path) {
        var node = from;
        for (var step : path) {
            var next = child(node, step);
            if (next.isEmpty()) {
                return node;
            }
            node = next.get();
        }
        return node;
    }

    private static Optional<Node> child(Node node, String step) {
        if (node instanceof MappingNode mapping) {
            return mapping.getValue().stream()
                    .filter(tuple -> keyIs(tuple, step))
                    .map(NodeTuple::getValueNode)
                    .findFirst();
        }
        return node instanceof SequenceNode sequence
                ? element(sequence.getValue(), step, element -> "")
                : Optional.empty();
    }

    private static boolean keyIs(NodeTuple tuple, String key) {
        return tuple.getKeyNode() instanceof ScalarNode scalar && scalar.getValue().equals(key);
    }
}
