package org.tallystick.jobs.source.kafka;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.regex.Pattern;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.tallystick.pipeline.SourceSpec;

/** Where the partitions of a source end now. */
final class KafkaEnds {
    private KafkaEnds() {}

    /**
     * The offsets behind the last committed records.
     *
     * @throws IllegalStateException one line, where Kafka does not say
     */
    static Map<TopicPartition, Long> of(SourceSpec.Kafka source) {
        try (var admin = Admin.create(new HashMap<String, Object>(source.properties()))) {
            var partitions = new ArrayList<TopicPartition>();
            for (var topic :
                    admin.describeTopics(topics(admin, source)).allTopicNames().get().values()) {
                topic.partitions()
                        .forEach(
                                each ->
                                        partitions.add(
                                                new TopicPartition(
                                                        topic.name(), each.partition())));
            }
            return of(admin, partitions);
        } catch (ExecutionException e) {
            throw new IllegalStateException(
                    "kafka source: cannot look up where its topics end: "
                            + e.getCause().getMessage(),
                    e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while asking where topics end", e);
        }
    }

    /** The same of some partitions. */
    static Map<TopicPartition, Long> of(Admin admin, Collection<TopicPartition> partitions)
            throws ExecutionException, InterruptedException {
        var latest = new HashMap<TopicPartition, OffsetSpec>();
        partitions.forEach(each -> latest.put(each, OffsetSpec.latest()));
        var committed = new ListOffsetsOptions(IsolationLevel.READ_COMMITTED);
        var ends = new HashMap<TopicPartition, Long>();
        admin.listOffsets(latest, committed)
                .all()
                .get()
                .forEach((partition, end) -> ends.put(partition, end.offset()));
        return ends;
    }

    /** The topics that a source reads, those of a pattern as there are now. */
    static Collection<String> topics(Admin admin, SourceSpec.Kafka source)
            throws ExecutionException, InterruptedException {
        if (source.pattern().isEmpty()) {
            return source.topics();
        }
        var pattern = Pattern.compile(source.pattern().get());
        return admin.listTopics().names().get().stream()
                .filter(name -> pattern.matcher(name).matches())
                .toList();
    }
}
