package org.tallystick.jobs.reprocess;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tallystick.jobs.archive.PublishedCell;

class JudgedCellsTest {
    private static final int KEPT = 7;

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void subtasksTogetherKeepTheFirstAndCountAll(long seed) {
        var random = new Random(seed);
        var subtasks = new ArrayList<JudgedCells>();
        for (int i = 0; i < 4; i++) {
            subtasks.add(new JudgedCells(KEPT));
        }
        var all = new ArrayList<Difference>();
        int matched = 0;
        for (int i = 0; i < 200; i++) {
            var subtask = subtasks.get(random.nextInt(subtasks.size()));
            var cell = cell(random.nextInt(50), "m" + random.nextInt(3), i);
            boolean matches = random.nextBoolean();
            subtask.count(
                    cell.metric(), cell.window(), matches ? Verdict.MATCHED : Verdict.MISSING);
            if (matches) {
                matched++;
            } else {
                var difference = new Difference(Verdict.MISSING, cell, null);
                all.add(difference);
                subtask.add(difference);
            }
        }

        var merged = new JudgedCells(KEPT);
        subtasks.forEach(merged::merge);

        Collections.sort(all);
        assertThat(merged.first()).isEqualTo(all.subList(0, KEPT));
        var found =
                merged.clone().findings(true, List.of(), new JudgedWindows(KEPT), Optional.empty());
        assertThat(found.total()).isEqualTo(new Comparison(matched, 0, all.size(), 0, all.size()));
        assertThat(found.windows())
                .extracting(each -> each.window().metric())
                .containsExactly("m0", "m1", "m2");
    }

    private static PublishedCell cell(long start, String metric, int key) {
        return new PublishedCell(
                metric,
                "tumbling 1 ms",
                start,
                start + 1,
                "{\"k\":" + key + "}",
                "{}",
                1,
                1,
                0,
                false,
                "");
    }
}
