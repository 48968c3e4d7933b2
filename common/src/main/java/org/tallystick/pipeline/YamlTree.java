package org.tallystick.pipeline;

import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;

/** A YAML text as a tree of nodes that know their places. */
final class YamlTree {
    /** A pipeline needs six; the composer recurses, so that depth is a matter of its stack. */
    private static final int DEEPEST = 50;

    /** As many as the library allows where it builds objects. */
    private static final int MOST_ALIASES = 50;

    private final LoadSettings settings = LoadSettings.builder().build();
    private final Findings findings;

    YamlTree(Findings findings) {
        this.findings = findings;
    }

    /** The mapping that the text is; empty, with the problem noted, if it is none. */
    Optional<MappingNode> parse(String text) {
        try {
            if (!isModest(text)) {
                return Optional.empty();
            }
            var root = new Compose(settings).composeString(text);
            if (root.isPresent() && root.get() instanceof MappingNode mapping) {
                return Optional.of(mapping);
            }
            findings.add(Optional.empty(), "a pipeline is a mapping that begins with 'name:'");
        } catch (MarkedYamlEngineException e) {
            findings.add(e.getProblemMark(), "not YAML: " + e.getProblem());
        } catch (YamlEngineException e) {
            findings.add(Optional.empty(), "not YAML: " + e.getMessage());
        }
        return Optional.empty();
    }

    private boolean isModest(String text) {
        int depth = 0;
        int aliases = 0;
        for (var event : new Parse(settings).parseString(text)) {
            depth += deeper(event);
            aliases += event.getEventId() == Event.ID.Alias ? 1 : 0;
            if (depth > DEEPEST || aliases > MOST_ALIASES) {
                var excess = depth > DEEPEST ? "is nested too deeply" : "has too many aliases";
                findings.add(event.getStartMark(), "the file " + excess + " for a pipeline");
                return false;
            }
        }
        return true;
    }

    private static int deeper(Event event) {
        return switch (event.getEventId()) {
            case MappingStart, SequenceStart -> 1;
            case MappingEnd, SequenceEnd -> -1;
            default -> 0;
        };
    }
}
