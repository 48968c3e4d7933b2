package org.tallystick.jobs;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tallystick.jobs.amazon.JobOptions;
import org.tallystick.jobs.amazon.LocalPaths;
import org.tallystick.jobs.amazon.RuntimeProperties;
import org.tallystick.jobs.arguments.BadArgumentException;
import org.tallystick.jobs.plan.Plan;
import org.tallystick.pipeline.InvalidPipeline;

/**
 * What a job was started with: its command line, or properties in place of it. No record: it may
 * hold secrets.
 */
final class Invocation {
    private static final Logger LOG = LoggerFactory.getLogger(Invocation.class);

    private final List<String> arguments;
    private final Optional<RuntimeProperties> properties;

    private Invocation(List<String> arguments, Optional<RuntimeProperties> properties) {
        this.arguments = arguments;
        this.properties = properties;
    }

    static Invocation of(List<String> arguments) {
        return new Invocation(arguments, Optional.empty());
    }

    /**
     * @param options those of the job
     * @throws BadArgumentException where there is a property that is none of them
     */
    static Invocation of(RuntimeProperties properties, JobOptions options)
            throws BadArgumentException {
        return new Invocation(properties.arguments(options), Optional.of(properties));
    }

    List<String> arguments() {
        return arguments;
    }

    /** Takes lines for people: without a command line nobody reads standard output. */
    Consumer<String> tell() {
        return properties.isPresent() ? LOG::warn : System.out::println;
    }

    /**
     * Reads the pipeline and checks all of it.
     *
     * @param file the arguments' {@code --pipeline}
     * @param overrides values in place of those in the file, each {@code path=value}
     * @throws BadArgumentException where there are only properties, and a path in the pipeline is
     *     relative
     */
    Plan plan(String file, List<String> overrides) throws InvalidPipeline, BadArgumentException {
        if (properties.isEmpty()) {
            return Plan.read(file, overrides, System.getenv());
        }
        var plan = plan(file, overrides, properties.get());
        LocalPaths.refuseRelative(plan.pipeline(), tell());
        return plan;
    }

    private static Plan plan(String file, List<String> overrides, RuntimeProperties properties)
            throws InvalidPipeline {
        Map<String, String> variables = properties.variables();
        var text = properties.pipelineText();
        return text.isPresent()
                ? Plan.readText(file, text.get(), overrides, variables)
                : Plan.read(file, overrides, variables);
    }
}
