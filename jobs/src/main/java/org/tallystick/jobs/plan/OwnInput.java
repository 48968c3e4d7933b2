package org.tallystick.jobs.plan;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.tallystick.pipeline.Pipeline;
import org.tallystick.pipeline.Problem;
import org.tallystick.pipeline.SinkSpec;
import org.tallystick.pipeline.SourceSpec;
import org.tallystick.source.files.FilesSource;

/** Finds sinks whose output the source would read again, as if it were events. */
final class OwnInput {
    private OwnInput() {}

    static List<Problem> problems(Pipeline pipeline) {
        var problems = new ArrayList<Problem>();
        for (int i = 0; i < pipeline.sinks().size(); i++) {
            var clash = new Clash(pipeline.source(), "sinks[" + i + "]");
            pipeline.sinks().get(i).match(clash).ifPresent(problems::add);
        }
        return problems;
    }

    /** Whether the source reads what a sink writes. */
    private record Clash(SourceSpec source, String at)
            implements SinkSpec.Cases<Optional<Problem>> {

        @Override
        public Optional<Problem> kafka(SinkSpec.Kafka sink) {
            return source.match(new ReadsTopic(sink))
                    ? Optional.of(
                            new Problem(
                                    at + ".topic",
                                    "the source reads this topic, so that results would come in as events",
                                    Optional.of("name it otherwise, or read fewer topics")))
                    : folder(".rejected-cells", sink.rejectedCells());
        }

        @Override
        public Optional<Problem> jdbc(SinkSpec.Jdbc sink) {
            return folder(".rejected-cells", sink.rejectedCells());
        }

        @Override
        public Optional<Problem> files(SinkSpec.Files sink) {
            return folder(".path", sink.path());
        }

        @Override
        public Optional<Problem> print(SinkSpec.Print sink) {
            return Optional.empty();
        }

        private Optional<Problem> folder(String key, String folder) {
            return source.match(new ReadsFolder(folder))
                    ? Optional.of(
                            new Problem(
                                    at + key,
                                    "the source reads this folder, so that results would come in as events",
                                    Optional.of(
                                            "choose one beside it, or one whose name begins with an underscore")))
                    : Optional.empty();
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
            var servers = properties.getOrDefault(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, "");
            return new HashSet<>(Arrays.asList(servers.strip().split("\\s*,\\s*")));
        }

        @Override
        public Boolean files(SourceSpec.Files source) {
            return false;
        }
    }

    private record ReadsFolder(String folder) implements SourceSpec.Cases<Boolean> {

        @Override
        public Boolean kafka(SourceSpec.Kafka source) {
            return false;
        }

        @Override
        public Boolean files(SourceSpec.Files source) {
            return FilesSource.reads(address(source.path()), address(folder));
        }

        /** However a local path is written. */
        private static String address(String path) {
            return new SinkSpec.Files(path).target().address();
        }
    }
}
