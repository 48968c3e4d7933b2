package org.tallystick.jobs.trial;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Looks at a Kafka cluster and its topics as their client will see them. */
public final class KafkaTrial implements AutoCloseable {
    private static final int SECONDS = 10;

    private final Admin admin;
    private final String servers;

    /**
     * @param properties the client's, with {@code bootstrap.servers}
     */
    public KafkaTrial(Map<String, String> properties) {
        servers = properties.getOrDefault(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, "nowhere");
        var all = new Properties();
        all.putAll(properties);
        all.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, SECONDS * 500);
        all.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, SECONDS * 1000);
        admin = Admin.create(all);
    }

    /** The topics of a cluster that match a pattern. */
    public Set<String> matching(Pattern pattern) throws Exception {
        var names = new TreeSet<>(await(admin.listTopics().names()));
        names.removeIf(name -> !pattern.matcher(name).matches());
        return names;
    }

    /**
     * Looks at topics.
     *
     * @param needed what the client will do with them
     * @return how many partitions there are
     * @throws TrialException where a topic is missing or a right to it
     */
    public String look(Collection<String> topics, AclOperation needed) throws Exception {
        int partitions = 0;
        for (var topic : topics) {
            var description = describe(topic);
            var allowed = description.authorizedOperations();
            if (allowed != null && !allowed.contains(needed)) {
                var operation = needed.name().toLowerCase(Locale.ROOT);
                throw new TrialException(
                        "no right to %s topic %s at %s".formatted(operation, topic, servers));
            }
            partitions += description.partitions().size();
        }
        return "%d partition(s) at %s".formatted(partitions, servers);
    }

    private TopicDescription describe(String topic) throws Exception {
        var options = new DescribeTopicsOptions().includeAuthorizedOperations(true);
        try {
            return await(admin.describeTopics(List.of(topic), options).allTopicNames()).get(topic);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                throw new TrialException("no topic %s at %s".formatted(topic, servers));
            }
            throw e;
        }
    }

    private <T> T await(KafkaFuture<T> answer) throws Exception {
        try {
            return answer.get(SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw unreachable();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof org.apache.kafka.common.errors.TimeoutException) {
                throw unreachable();
            }
            throw e;
        }
    }

    private TrialException unreachable() {
        return new TrialException("no answer from %s within %d s".formatted(servers, SECONDS));
    }

    @Override
    public void close() {
        admin.close(Duration.ZERO);
    }
}
