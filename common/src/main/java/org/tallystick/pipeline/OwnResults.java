package org.tallystick.pipeline;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Finds sinks whose results the source would take for events. */
public final class OwnResults {
    private static final Pattern WILDCARD = Pattern.compile("[*?\\[{]");

    private OwnResults() {}

    /** A problem for each sink that writes to where the source reads. */
    public static List<Problem> problems(Pipeline pipeline) {
        var problems = new ArrayList<Problem>();
        for (int i = 0; i < pipeline.sinks().size(); i++) {
            var at = "sinks[" + i + "]";
            pipeline.sinks()
                    .get(i)
                    .match(new Clash(pipeline.source(), at))
                    .ifPresent(problems::add);
        }
        return problems;
    }

    /** Whether the source reads what a sink writes. */
    private record Clash(SourceSpec source, String at)
            implements SinkSpec.Cases<Optional<Problem>> {

        @Override
        public Optional<Problem> kafka(SinkSpec.Kafka sink) {
            return source.match(new ReadsTopic(sink))
                    ? problem(".topic", "'" + sink.topic() + "' is a topic that the source reads")
                    : rejected(sink.rejectedCells());
        }

        @Override
        public Optional<Problem> jdbc(SinkSpec.Jdbc sink) {
            return rejected(sink.rejectedCells());
        }

        @Override
        public Optional<Problem> files(SinkSpec.Files sink) {
            return source.match(new ReadsFolder(sink.path()))
                    ? problem(".path", "'" + sink.path() + "' is a folder that the source reads")
                    : Optional.empty();
        }

        @Override
        public Optional<Problem> print(SinkSpec.Print sink) {
            return Optional.empty();
        }

        private Optional<Problem> rejected(String folder) {
            return source.match(new ReadsFolder(folder))
                    ? problem(
                            ".rejected-cells", "'" + folder + "' is a folder that the source reads")
                    : Optional.empty();
        }

        private Optional<Problem> problem(String key, String what) {
            return Optional.of(
                    new Problem(
                            at + key,
                            what + ": it would take its own results for events",
                            Optional.of("write elsewhere, or read less")));
        }
    }

    private record ReadsTopic(SinkSpec.Kafka sink) implements SourceSpec.Cases<Boolean> {

        @Override
        public Boolean kafka(SourceSpec.Kafka source) {
            boolean named =
                    source.topics().contains(sink.topic())
                            || source.pattern().filter(sink.topic()::matches).isPresent();
            var servers = servers(source.properties());
            servers.retainAll(servers(sink.properties()));
            return named && !servers.isEmpty();
        }

        private static Set<String> servers(Map<String, String> properties) {
            var servers = properties.getOrDefault(SourceReader.SERVERS, "");
            return new HashSet<>(Arrays.asList(servers.strip().split("\\s*,\\s*")));
        }

        @Override
        public Boolean files(SourceSpec.Files source) {
            return false;
        }
    }

    /** Whether a folder lies in what the source reads, however both are written. */
    private record ReadsFolder(String folder) implements SourceSpec.Cases<Boolean> {

        @Override
        public Boolean kafka(SourceSpec.Kafka source) {
            return false;
        }

        @Override
        public Boolean files(SourceSpec.Files source) {
            var wildcard = WILDCARD.matcher(source.path());
            if (!wildcard.find()) {
                return isIn(source.path());
            }
            var root = source.path().substring(0, wildcard.start()).replaceFirst("[^/]*$", "");
            return source.path().contains("**")
                    ? isIn(root)
                    : address(folder).equals(address(root));
        }

        private boolean isIn(String read) {
            return (address(folder) + "/").startsWith(address(read) + "/");
        }

        private static String address(String path) {
            return SinkTarget.files(path).address();
        }
    }
}
