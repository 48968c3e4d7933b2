package org.tallystick.engine.assemble;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tallystick.engine.Slice;

/** The index of slices, which is read and written in pages, against a sorted map. */
class SliceIndexTest {
    private static final Comparator<Slice> ORDER =
            Comparator.comparingLong(Slice::start).thenComparingLong(Slice::end);

    private final MemoryBuckets store = new MemoryBuckets();
    private final TreeMap<Slice, Integer> expected = new TreeMap<>(ORDER);
    private SliceIndex index = new SliceIndex(store, "m");

    /** Up to ten pages, filled from the end, in the middle, and with slices of one start. */
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void theIndexIsASortedMapWhateverIsReadAgain(long seed) {
        var random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        long step = seed % 2 == 0 ? 1 : 100;
        for (int i = 0; i < 3_000; i++) {
            change(i * step / 5, random);
            if (random.nextInt(100) == 0) {
                index.flush();
                index = new SliceIndex(store, "m");
            }
            if (i % 50 == 0) {
                assertSame(random);
            }
        }
        while (!index.isEmpty()) {
            index.remove(index.first().slice());
        }
        index.flush();
        index.drop();
        assertThat(store.isEmpty()).as("left behind: %s", store).isTrue();
    }

    private void change(long now, RandomGenerator random) {
        if (random.nextInt(5) == 0 && !expected.isEmpty()) {
            var first = expected.firstKey();
            index.remove(first);
            expected.remove(first);
            return;
        }
        long start = now - random.nextLong(200) * random.nextInt(2);
        long end = start + 1 + random.nextInt(4);
        var slice = new Slice(start, end, end);
        index.update(slice, blocks -> blocks + 1);
        expected.merge(slice, 1, Integer::sum);
    }

    private void assertSame(RandomGenerator random) {
        assertThat(index.isEmpty()).isEqualTo(expected.isEmpty());
        if (expected.isEmpty()) {
            return;
        }
        long first = expected.firstKey().start();
        long last = expected.lastKey().start();
        long start = random.nextLong(first - 10, last + 10);
        long end = start + random.nextLong(last - first + 20);
        var entries = entries(start, end);
        assertThat(index.between(start, end)).containsExactlyElementsOf(entries);
        assertThat(index.any(start, end)).isEqualTo(!entries.isEmpty());
        assertThat(index.firstStart()).hasValue(first);
        var later = expected.ceilingKey(new Slice(start, Long.MIN_VALUE, 0));
        if (later == null) {
            assertThat(index.firstStartFrom(start)).isEmpty();
        } else {
            assertThat(index.firstStartFrom(start)).hasValue(later.start());
        }
        assertPagesAreApart(start, end);
    }

    private void assertPagesAreApart(long start, long end) {
        var inPages = new ArrayList<SliceIndex.Entry>();
        for (long page : index.pagesWithin(start, end)) {
            var slices = entries(page, index.endOfPage(page));
            assertThat(slices).hasSizeLessThanOrEqualTo(2 * SliceIndex.PAGE);
            inPages.addAll(slices);
        }
        assertThat(entries(start, end)).containsAll(inPages);
    }

    private List<SliceIndex.Entry> entries(long start, long end) {
        return expected.entrySet().stream()
                .filter(entry -> entry.getKey().start() >= start && entry.getKey().start() < end)
                .map(entry -> new SliceIndex.Entry(entry.getKey(), entry.getValue()))
                .toList();
    }
}
