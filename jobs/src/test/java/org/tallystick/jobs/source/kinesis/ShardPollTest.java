package org.tallystick.jobs.source.kinesis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.tallystick.jobs.servers.Kinesalite;
import org.tallystick.pipeline.SourceSpec.OnGap;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.KinesisException;
import software.amazon.awssdk.services.kinesis.model.Record;

/** What a shard says of itself, request by request. */
@Tag("servers")
@Timeout(120)
class ShardPollTest {
    private static final String STREAM = "polled";
    private static final long RETENTION = Duration.ofHours(24).toMillis();

    private final InstantSource clock = InstantSource.system();
    private Kinesalite kinesis;
    private ShardName shard;

    @BeforeEach
    void start() throws Exception {
        kinesis = Kinesalite.start();
        kinesis.create(STREAM, 1);
        shard = ShardListing.of(kinesis.client(), STREAM).name("shardId-000000000000");
    }

    @AfterEach
    void stop() throws Exception {
        kinesis.close();
    }

    @Test
    void recordsComeOnceAlsoBehindAnIteratorThatHasExpired() throws Exception {
        append("a", "b");
        var poll = poll(ShardPlace.beginning(OptionalLong.empty()), OnGap.STOP);
        assertThat(texts(poll)).containsExactly("a", "b");
        kinesis.clockAhead(Duration.ofMinutes(6));
        append("c");
        assertThat(texts(poll)).isEmpty();
        assertThat(texts(poll)).containsExactly("c");
        kinesis.split(STREAM, 0);
        assertThat(texts(poll)).containsExactly("end true");
        assertThat(poll.at()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void whatIsReadOnBeginsBehindTheNewestRecord() throws Exception {
        append("a", "b", "c");
        assertThat(texts(poll(behind(1, Long.MIN_VALUE), OnGap.STOP))).containsExactly("c");
    }

    @Test
    void aTimeIsWhereTheFirstRecordHadArrivedByThen() throws Exception {
        append("a");
        kinesis.clockAhead(Duration.ofMinutes(1));
        append("b");
        long since = clock.millis() + Duration.ofSeconds(30).toMillis();
        assertThat(texts(poll(ShardPlace.beginning(OptionalLong.of(since)), OnGap.STOP)))
                .containsExactly("b");
    }

    @Test
    void recordsThatMayBeLostAreToldOfOrEndTheRun() throws Exception {
        append("a");
        var place = behind(0, clock.millis());
        kinesis.clockAhead(Duration.ofMillis(RETENTION).plusHours(1));
        append("c");
        assertThatThrownBy(poll(place, OnGap.STOP)::poll)
                .isInstanceOf(RemovedRecordsException.class)
                .hasMessageContaining("'on-gap: continue'");
        assertThat(texts(poll(place, OnGap.CONTINUE)))
                .satisfiesExactly(
                        lost -> assertThat(lost).startsWith("lost records of polled/"),
                        next -> assertThat(next).isEqualTo("c"));
    }

    @Test
    void recordsComeThoughItFailsOnceToAskWhatIsLost() throws Exception {
        append("a");
        var place = behind(0, clock.millis());
        kinesis.clockAhead(Duration.ofMillis(RETENTION).plusHours(1));
        append("c");
        var poll = poll(place, failingOnce(kinesis.client()), OnGap.CONTINUE);
        assertThat(texts(poll)).isEmpty();
        assertThat(texts(poll))
                .satisfiesExactly(
                        lost -> assertThat(lost).startsWith("lost records of polled/"),
                        next -> assertThat(next).isEqualTo("c"));
    }

    /** A client whose first question fails as a server in trouble does. */
    private static KinesisClient failingOnce(KinesisClient client) {
        var failed = new AtomicBoolean();
        return (KinesisClient)
                Proxy.newProxyInstance(
                        KinesisClient.class.getClassLoader(),
                        new Class<?>[] {KinesisClient.class},
                        (proxy, method, arguments) -> {
                            if (failed.compareAndSet(false, true)) {
                                throw KinesisException.builder()
                                        .message("later")
                                        .statusCode(500)
                                        .build();
                            }
                            return method.invoke(client, arguments);
                        });
    }

    @Test
    void anIteratorThatExpiresWhileRecordsAreRemovedIsAGapToo() throws Exception {
        for (var onGap : OnGap.values()) {
            kinesis.clockAhead(Duration.ZERO);
            append("a");
            var poll = poll(ShardPlace.beginning(OptionalLong.empty()), onGap);
            assertThat(texts(poll)).contains("a");
            kinesis.clockAhead(Duration.ofMillis(RETENTION).plusHours(1));
            append("c");
            assertThat(texts(poll)).isEmpty();
            if (onGap == OnGap.STOP) {
                assertThatThrownBy(poll::poll).isInstanceOf(RemovedRecordsException.class);
            } else {
                assertThat(texts(poll).get(0)).startsWith("lost records of polled/");
            }
        }
    }

    @Test
    void whatIsReadByNowCountsNotWhatWasAtTheStart() throws Exception {
        append("a");
        var poll = poll(behind(0, Long.MIN_VALUE), OnGap.STOP);
        assertThat(texts(poll)).isEmpty();
        kinesis.clockAhead(Duration.ofHours(12));
        assertThat(texts(poll)).isEmpty(); // a new iterator
        assertThat(texts(poll)).isEmpty(); // behind "a"
        assertThat(texts(poll)).isEmpty(); // read to now
        kinesis.clockAhead(Duration.ofMillis(RETENTION).plusHours(1));
        append("b");
        assertThat(texts(poll)).isEmpty(); // a new iterator
        assertThat(texts(poll)).containsExactly("b");
    }

    @Test
    void aShardThatIsGoneBeforeAnythingOfItWasReadIsAGap() throws Exception {
        shard = new ShardName(STREAM, shard.created(), "shardId-000000000099");
        var nothing = ShardPlace.beginning(OptionalLong.empty());
        assertThatThrownBy(poll(nothing, OnGap.STOP)::poll)
                .isInstanceOf(RemovedRecordsException.class)
                .hasMessageContaining(
                        "records of polled/shardId-000000000099 may have been removed");
        assertThat(texts(poll(nothing, OnGap.CONTINUE)))
                .satisfiesExactly(
                        lost -> assertThat(lost).startsWith("lost records of polled/"),
                        end -> assertThat(end).isEqualTo("end true"));
        var cursor = new ShardCursor(ShardSplit.of(shard, nothing));
        assertThat(cursor.name().topicId().toString()).endsWith("/0=0");
        assertThat(cursor.lose()).isZero();
    }

    /** Its newest record has gone, but all that has was read. */
    @Test
    void aQuietShardLosesNothing() throws Exception {
        append("a");
        long later = RETENTION + Duration.ofHours(1).toMillis();
        var place = behind(0, clock.millis() + later);
        kinesis.clockAhead(Duration.ofMillis(later));
        append("b");
        assertThat(texts(poll(place, OnGap.STOP))).containsExactly("b");
    }

    @Test
    void whatIsCountedAgainEndsTheRunWhereTheAnchorHasGone() throws Exception {
        append("a");
        var anchor = new Anchor(0, kinesis.records(STREAM).get(0).sequenceNumber());
        kinesis.clockAhead(Duration.ofMillis(RETENTION).plusHours(1));
        append("b");
        assertThatThrownBy(poll(ShardPlace.behind(anchor, 5), OnGap.CONTINUE)::poll)
                .isInstanceOf(RemovedRecordsException.class)
                .hasMessageContaining("--new-history");
    }

    @Test
    void aServerThatIsAwayIsAskedAgain() throws Exception {
        append("a");
        var poll = poll(ShardPlace.beginning(OptionalLong.empty()), OnGap.STOP);
        kinesis.kill();
        assertThat(texts(poll)).isEmpty();
        long at = poll.at();
        assertThat(texts(poll)).isEmpty();
        assertThat(poll.at()).isGreaterThan(at);
        kinesis.restart();
        assertThat(texts(poll)).containsExactly("a");
    }

    private ShardPlace behind(int record, long readTo) {
        var records = kinesis.records(STREAM);
        var anchor = new Anchor(0, records.get(0).sequenceNumber());
        return new ShardPlace(
                OptionalLong.empty(),
                Optional.of(records.get(record).sequenceNumber()),
                record + 1,
                0,
                Optional.of(anchor),
                readTo);
    }

    private ShardPoll poll(ShardPlace place, OnGap onGap) {
        return poll(place, kinesis.client(), onGap);
    }

    private ShardPoll poll(ShardPlace place, KinesisClient ofGaps, OnGap onGap) {
        return new ShardPoll(
                kinesis.client(),
                ShardSplit.of(shard, place),
                new ShardGaps(ofGaps, onGap, clock),
                OptionalLong.empty(),
                1,
                clock);
    }

    private void append(String... texts) {
        kinesis.append(
                STREAM, 0, List.of(texts).stream().map(text -> text.getBytes(UTF_8)).toList());
    }

    private static List<String> texts(ShardPoll poll) throws IOException {
        var texts = new Texts(new ArrayList<>());
        for (var item : poll.poll()) {
            item.to(texts);
        }
        return texts.all();
    }

    private record Texts(List<String> all) implements ShardItem.Taker {

        @Override
        public void record(Record record) {
            all.add(record.data().asUtf8String());
        }

        @Override
        public void lost(String what) {
            all.add("lost " + what);
        }

        @Override
        public void readTo(long time) {
            assertThat(time).isPositive();
        }

        @Override
        public void end(boolean closed) {
            all.add("end " + closed);
        }
    }
}
