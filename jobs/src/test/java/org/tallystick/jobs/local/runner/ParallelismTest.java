package org.tallystick.jobs.local.runner;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ParallelismTest {
    private static final long HEAP = 2L << 30;

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 32, 64, 128})
    void theUsualHeapTakesAsManySubtasksAsThereAreKeyGroups(int wanted) {
        var parallelism = Parallelism.of(wanted, HEAP);

        assertThat(parallelism.subtasks()).isEqualTo(wanted);
        assertThat(parallelism.why()).isEmpty();
    }

    @Test
    void moreThanThereAreKeyGroupsAreCutDownInOneLine() {
        var parallelism = Parallelism.of(192, HEAP);

        assertThat(parallelism.subtasks()).isEqualTo(128);
        assertThat(parallelism.why())
                .contains(
                        "running with parallelism 128, not 192: windows are divided into 128 key"
                                + " groups");
    }

    @Test
    void aSmallHeapTakesFewer() {
        var parallelism = Parallelism.of(128, 256L << 20);

        assertThat(parallelism.subtasks()).isBetween(8, 64);
        assertThat(parallelism.why().orElseThrow()).contains("not 128: a heap of 256 MiB");
    }

    @Test
    void onTwoCoresBuffersTakeWhatTheyAlwaysTook() {
        assertThat(new LocalMemory(2).network()).isEqualTo(64L << 20);
    }
}
