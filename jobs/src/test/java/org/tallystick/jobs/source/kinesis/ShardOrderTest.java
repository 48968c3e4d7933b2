package org.tallystick.jobs.source.kinesis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.tallystick.jobs.source.kinesis.ShardOrder.Assignment;
import org.tallystick.jobs.source.kinesis.ShardOrder.Release;

/** When which shard is read, and what is in checkpoints. */
class ShardOrderTest {
    private static final String CREATED = "2026-01-01T00:00:00Z";

    /** Shard 0 was split into 2 and 3, 1 and 3 were merged to 4. */
    private static final Map<String, List<String>> RESHARDED =
            Map.of(
                    id(0), List.of(),
                    id(1), List.of(),
                    id(2), List.of(id(0)),
                    id(3), List.of(id(0)),
                    id(4), List.of(id(3), id(1)));

    @Test
    void childrenAreReadBehindAllTheirParentsByWhoHoldsOne() throws Exception {
        var order = new ShardOrder(ShardsKnown.NOTHING);
        assertThat(order.ready()).isEmpty();
        list(order);

        assertThat(order.ready()).containsExactlyInAnyOrder(any(split(0)), any(split(1)));
        order.read(List.of(id(0), id(1)));
        order.ended(ended(0, 50), 1);
        assertThat(order.ready())
                .containsExactlyInAnyOrder(by(1, split(2), 50), by(1, split(3), 50));
        assertThat(order.released()).isEmpty();
        order.read(List.of(id(2)));
        assertThat(order.released()).isEmpty();
        order.read(List.of(id(3)));
        assertThat(order.released()).containsExactly(new Release(id(0), 1));

        order.ended(ended(3, 60), 1);
        assertThat(order.ready()).isEmpty();
        order.ended(ended(1, 70), 0);
        assertThat(order.ready()).extracting(Assignment::split).containsExactly(split(4, 70));
        order.read(List.of(id(4)));
        assertThat(order.released())
                .containsExactlyInAnyOrder(new Release(id(3), 1), new Release(id(1), 0));
        assertThat(order.ready()).isEmpty();
        roundTrip(order.known(CREATED));
    }

    /** Only the reader goes back to a checkpoint then, the enumerator does not. */
    @Test
    void aParentThatIsReadAgainHoldsBackItsChildren() {
        var order = new ShardOrder(ShardsKnown.NOTHING);
        list(order);
        order.ready();
        order.read(List.of(id(0), id(1)));
        order.ended(ended(0, 50), 0);
        order.ready();
        order.read(List.of(id(2), id(3)));

        order.returned(List.of(split(2), split(3)));
        order.read(List.of(id(0)));
        assertThat(order.ready()).isEmpty();
        order.ended(ended(0, 50), 0);
        assertThat(order.ready()).hasSize(2);
    }

    @Test
    void whatABoundedRunLeavesTheNextReadsOn() throws Exception {
        var order = new ShardOrder(ShardsKnown.NOTHING);
        list(order);
        order.ready();
        order.read(List.of(id(0), id(1)));
        order.ended(split(1, 40), 1);
        order.ended(ended(0, 50), 0);
        order.ready();
        order.read(List.of(id(2), id(3)));
        order.ended(split(2, 50), 0);
        assertThat(order.isDone()).isFalse();
        order.ended(ended(3, 50), 0);
        assertThat(order.released()).hasSize(4);
        assertThat(order.ready()).isEmpty();
        assertThat(order.isDone()).isTrue();

        var next = new ShardOrder(roundTrip(order.known(CREATED)));
        list(next);
        assertThat(next.ready())
                .extracting(Assignment::split)
                .containsExactlyInAnyOrder(split(1, 40), split(2, 50));
    }

    @Test
    void whatIsNoLongerListedIsForgottenOnceItIsOver() {
        var order =
                new ShardOrder(
                        new ShardsKnown(
                                CREATED,
                                Map.of(id(0), OptionalLong.of(50)),
                                Set.of(id(1)),
                                List.of()));
        order.listed(
                new ShardListing("s", CREATED, Map.of(id(2), List.of()), List.of()),
                shard -> split(2));

        assertThat(order.ready()).extracting(Assignment::split).containsExactly(split(2));
        assertThat(order.known(CREATED).ended()).isEmpty();
    }

    @Test
    void splitsAreReadAsTheyWereWritten() throws Exception {
        var place =
                new ShardPlace(
                        OptionalLong.of(7),
                        Optional.of("49590338271490256608559692538361571095921575989136588898"),
                        12,
                        5,
                        Optional.of(new Anchor(3, "495903382714902566085596925383615710959")),
                        99);
        for (var split :
                List.of(new ShardSplit(name(3), place, OptionalLong.of(-1), true), split(0))) {
            var bytes = ShardSplitSerializer.INSTANCE.serialize(split);
            assertThat(ShardSplitSerializer.INSTANCE.deserialize(1, bytes)).isEqualTo(split);
            assertThat(new ShardEnded(split).split()).isEqualTo(split);
        }
    }

    @Test
    void theArchiveTellsShardsByStreamAndAnchor() {
        var anchor = new Anchor(12, "49590338271490256608559692538361571095921575989136588898");
        var partition = name(3).partition(anchor);
        assertThat(partition.topic()).hasToString("s");
        assertThat(partition.number()).isEqualTo(3);
        assertThat(ShardName.Origin.parse(partition.topicId().toString()))
                .contains(new ShardName.Origin(CREATED, anchor));
        assertThat(ShardName.Origin.parse("a-kafka-topic-id")).isEmpty();
    }

    private static ShardsKnown roundTrip(ShardsKnown known) throws Exception {
        var bytes = ShardsKnownSerializer.INSTANCE.serialize(known);
        assertThat(ShardsKnownSerializer.INSTANCE.deserialize(1, bytes)).isEqualTo(known);
        return known;
    }

    private static void list(ShardOrder order) {
        order.listed(
                new ShardListing("s", CREATED, new TreeMap<>(RESHARDED), List.of()),
                shard -> ShardSplit.of(new ShardName("s", CREATED, shard), BEGINNING));
    }

    private static final ShardPlace BEGINNING = ShardPlace.beginning(OptionalLong.empty());

    private static String id(int number) {
        return "shardId-%012d".formatted(number);
    }

    private static ShardName name(int number) {
        return new ShardName("s", CREATED, id(number));
    }

    private static ShardSplit split(int number) {
        return ShardSplit.of(name(number), BEGINNING);
    }

    private static ShardSplit split(int number, long clock) {
        return split(number).after(OptionalLong.of(clock));
    }

    private static ShardSplit ended(int number, long clock) {
        return new ShardSplit(name(number), BEGINNING, OptionalLong.of(clock), true);
    }

    private static Assignment any(ShardSplit split) {
        return new Assignment(split, OptionalInt.empty());
    }

    private static Assignment by(int subtask, ShardSplit split, long clock) {
        return new Assignment(split.after(OptionalLong.of(clock)), OptionalInt.of(subtask));
    }
}
