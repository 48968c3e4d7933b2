package org.tallystick.source.clock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import org.apache.flink.api.connector.source.ReaderInfo;
import org.apache.flink.api.connector.source.SplitsAssignment;
import org.apache.flink.api.connector.source.mocks.MockSplitEnumeratorContext;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.apache.flink.table.types.logical.IntType;
import org.apache.flink.table.types.logical.RowType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tallystick.engine.Deadlines;
import org.tallystick.engine.Lateness;
import org.tallystick.event.EventLayout;
import org.tallystick.source.PermanentFailure;
import org.tallystick.source.ReaderHarness;
import org.tallystick.source.clock.ScriptedSource.Partition;

class ClockedSourceTest {
    private static final Deadlines NOTHING_IS_LATE = new Deadlines(List.of(), Lateness.none());

    private static final EventLayout LAYOUT = new EventLayout(RowType.of(new IntType()));

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void clocksDependOnThePartitionAloneThroughRestoresAndRescaling(long seed) throws Exception {
        var random = new Random(seed);
        var partitions = partitions(random);
        var source = source(new ScriptedSource(partitions, LAYOUT, random));
        var seen = new HashSet<String>();
        var splits = fresh(source, partitions.size());
        for (int round = 0; round < 40; round++) {
            splits = run(source, splits, 1 + random.nextInt(3), 60, partitions, seen, random);
        }
        run(source, splits, 1, Integer.MAX_VALUE, partitions, seen, random);
        assertThat(seen).hasSize(partitions.stream().mapToInt(List::size).sum());
    }

    /**
     * Reads some rows with so many readers, checks them, and takes a snapshot somewhere on the way;
     * what is read after the snapshot is lost, as in a failure.
     */
    private static List<byte[]> run(
            ClockedSource<Partition, Integer> source,
            List<byte[]> splits,
            int readers,
            int rows,
            List<List<Long>> partitions,
            Set<String> seen,
            Random random)
            throws Exception {
        var snapshot = new ArrayList<byte[]>();
        for (int i = 0; i < readers; i++) {
            try (var reader = new ReaderHarness<>(source)) {
                reader.add(every(readers, i, splits));
                read(
                        reader,
                        rows == Integer.MAX_VALUE ? rows : random.nextInt(rows),
                        partitions,
                        seen);
                snapshot.addAll(reader.snapshot());
                read(reader, random.nextInt(10), partitions, seen);
            }
        }
        return snapshot;
    }

    private static void read(
            ReaderHarness<?> reader, int rows, List<List<Long>> partitions, Set<String> seen)
            throws Exception {
        for (int i = 0; i < rows; i++) {
            var emitted = reader.next();
            if (emitted == null) {
                return;
            }
            check(emitted, partitions);
            var row = emitted.row();
            seen.add(row.getInt(LAYOUT.partition()) + ":" + row.getLong(LAYOUT.offset()));
        }
    }

    private static void check(ReaderHarness.Emitted emitted, List<List<Long>> partitions) {
        var row = emitted.row();
        var script = partitions.get(row.getInt(LAYOUT.partition()));
        int offset = (int) row.getLong(LAYOUT.offset());
        var time = script.get(offset);
        assertThat(emitted.timestamp()).isEqualTo(time == null ? Long.MIN_VALUE : time);
        var clock =
                time == null
                        ? OptionalLong.empty()
                        : script.subList(0, offset).stream()
                                .filter(each -> each != null)
                                .mapToLong(each -> each)
                                .max();
        assertThat(row.isNullAt(LAYOUT.partitionTime())).isEqualTo(clock.isEmpty());
        if (clock.isPresent()) {
            assertThat(row.getLong(LAYOUT.partitionTime())).isEqualTo(clock.getAsLong());
        }
    }

    private static List<byte[]> every(int readers, int reader, List<byte[]> splits) {
        var mine = new ArrayList<byte[]>();
        for (int i = reader; i < splits.size(); i += readers) {
            mine.add(splits.get(i));
        }
        return mine;
    }

    private static List<byte[]> fresh(ClockedSource<Partition, Integer> source, int count)
            throws IOException {
        var splits = new ArrayList<byte[]>();
        for (int i = 0; i < count; i++) {
            splits.add(source.getSplitSerializer().serialize(clocked(i, OptionalLong.empty())));
        }
        return splits;
    }

    private static ClockedSplit<Partition> clocked(int partition, OptionalLong clock) {
        return new ClockedSplit<>(new Partition(partition, 0), clock);
    }

    /** Times before and after 1970, in disorder, with rejects between them. */
    private static List<List<Long>> partitions(Random random) {
        var partitions = new ArrayList<List<Long>>();
        for (int i = 0; i < 4; i++) {
            var times = new ArrayList<Long>();
            for (int j = 0; j < 200; j++) {
                long time = (i - 2) * 1_000_000L + j * 10L + random.nextInt(500);
                times.add(random.nextInt(10) == 0 ? null : Long.valueOf(time));
            }
            partitions.add(times);
        }
        return partitions;
    }

    @Test
    void aSplitThatComesBackLeavesAgainWithItsClock() throws Exception {
        try (var outer = new MockSplitEnumeratorContext<ClockedSplit<Partition>>(1)) {
            var context =
                    new ClockedEnumeratorContext<>(outer, true, PermanentFailure.NONE, Map.of());
            context.keep(List.of(clocked(0, OptionalLong.of(77))));
            context.assignSplits(new SplitsAssignment<>(new Partition(0, 0), 0));
            context.assignSplits(new SplitsAssignment<>(new Partition(0, 0), 0));
            assertThat(outer.getSplitsAssignmentSequence())
                    .extracting(each -> each.assignment().get(0).get(0).clock())
                    .containsExactly(OptionalLong.of(77), OptionalLong.empty());
        }
    }

    @Test
    void aPermanentFailureOfAnAnswerEndsTheJobAndAPassingOneIsTheSourcesOwn() throws Throwable {
        PermanentFailure passwords =
                failure ->
                        Optional.of("password refused")
                                .filter(line -> failure instanceof SecurityException);
        var handled = new ArrayList<Throwable>();
        try (var outer = new MockSplitEnumeratorContext<ClockedSplit<Partition>>(1)) {
            var context = new ClockedEnumeratorContext<>(outer, false, passwords, Map.of());
            context.callAsync(
                    failing(new IOException("away")), (v, failure) -> handled.add(failure));
            outer.runNextOneTimeCallable();
            context.callAsync(
                    failing(new SecurityException("no")), (v, failure) -> handled.add(failure));

            assertThatThrownBy(outer::runNextOneTimeCallable)
                    .isInstanceOf(SuppressRestartsException.class)
                    .hasRootCauseMessage("password refused");
            assertThat(handled).extracting(Throwable::getMessage).containsExactly("away");
        }
    }

    @Test
    void readersHearThatAllIsAssignedOnceTheBeginningIsAnswered() throws Throwable {
        try (var outer = new MockSplitEnumeratorContext<ClockedSplit<Partition>>(2)) {
            var context =
                    new ClockedEnumeratorContext<>(outer, false, PermanentFailure.NONE, Map.of());
            outer.registerReader(new ReaderInfo(0, "here"));
            context.callAsync(() -> 1, (found, failure) -> assign(context), 0, 1000);
            outer.runPeriodicCallable(0);
            assertThat(outer.getSentSourceEvent()).isEmpty();

            outer.runNextOneTimeCallable();
            outer.registerReader(new ReaderInfo(1, "here"));
            context.settle(1);
            context.settle(1);

            assertThat(outer.getSentSourceEvent())
                    .containsOnlyKeys(0, 1)
                    .allSatisfy(
                            (reader, events) ->
                                    assertThat(events).containsExactly(new AllAssigned()));
        }
    }

    private static void assign(ClockedEnumeratorContext<Partition> context) {
        context.callAsync(
                () -> new Partition(0, 0),
                (split, failure) -> context.assignSplits(new SplitsAssignment<>(split, 0)));
    }

    @Test
    void aReaderWithoutAPartitionIsIdleAtOnce() throws Exception {
        var source = source(new ScriptedSource(List.of(List.of(1L, 2L)), LAYOUT, new Random(0)));
        try (var without = new ReaderHarness<>(source);
                var with = new ReaderHarness<>(source)) {
            with.add(fresh(source, 1));
            without.poll();
            with.poll();
            assertThat(without.isIdle()).isFalse();

            without.tell(new AllAssigned());
            with.tell(new AllAssigned());

            assertThat(without.isIdle()).isTrue();
            assertThat(with.isIdle()).isFalse();
        }
    }

    @Test
    void aReaderThatWasNotPolledYetIsIdleWhenItIs() throws Exception {
        try (var reader =
                new ReaderHarness<>(source(new ScriptedSource(List.of(), LAYOUT, new Random(0))))) {
            reader.tell(new AllAssigned());
            reader.poll();

            assertThat(reader.isIdle()).isTrue();
        }
    }

    private static Callable<Void> failing(Exception failure) {
        return () -> {
            throw failure;
        };
    }

    private static ClockedSource<Partition, Integer> source(ScriptedSource scripted) {
        return new ClockedSource<>(
                scripted, LAYOUT, NOTHING_IS_LATE, PermanentFailure.NONE, Map.of());
    }

    @Test
    void aSnapshotOfAnUnknownVersionIsRefused() {
        var serializer =
                source(new ScriptedSource(List.of(), LAYOUT, new Random(0))).getSplitSerializer();
        assertThatThrownBy(() -> serializer.deserialize(9, new byte[20]))
                .hasMessage("partition clocks of version 9, known is 1");
    }
}
