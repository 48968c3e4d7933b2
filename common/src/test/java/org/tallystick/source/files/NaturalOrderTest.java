package org.tallystick.source.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NaturalOrderTest {

    /** Each list is in order; from any other it comes out of sorting. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "part-1 part-2 part-10 part-11 part-100",
                "part-01 part-2 part-03 part-10",
                "001 01 1 02 2 10",
                "a a1 a1b a2 a10 ab b",
                "a/1/x a/2/x a/10/x a-b/x ab/x b",
                "dt=2024-3-5/x dt=2024-3-12/x dt=2024-10-1/x",
                "2018-02-14T03:52:55.log 2018-02-14T10:00:00.log 2019-01-01T00:00:00.log",
                "x99999999999999999998 x99999999999999999999 x100000000000000000000",
                "log log.1 log.2 log.10",
                "a.jsonl a.jsonl.gz b.jsonl"
            })
    void peopleReadThemInThisOrder(String names) {
        var ordered = List.of(names.split(" "));
        for (int seed = 0; seed < 20; seed++) {
            var shuffled = new ArrayList<>(ordered);
            Collections.shuffle(shuffled, new Random(seed));
            shuffled.sort(NaturalOrder.OF_NAMES);
            assertThat(shuffled).as("seed %d", seed).isEqualTo(ordered);
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void isAnOrder(long seed) {
        var random = new Random(seed);
        var names = new ArrayList<String>();
        for (int i = 0; i < 60; i++) {
            var name = new StringBuilder();
            for (int j = random.nextInt(6); j >= 0; j--) {
                name.append("019a-/.".charAt(random.nextInt(7)));
            }
            names.add(name.toString());
        }
        var order = NaturalOrder.OF_NAMES;
        for (var a : names) {
            for (var b : names) {
                assertThat(order.compare(a, b) == 0).isEqualTo(a.equals(b));
                assertThat(Integer.signum(order.compare(a, b)))
                        .isEqualTo(-Integer.signum(order.compare(b, a)));
                for (var c : names) {
                    if (order.compare(a, b) < 0 && order.compare(b, c) < 0) {
                        assertThat(order.compare(a, c)).as("%s %s %s", a, b, c).isNegative();
                    }
                }
            }
        }
    }
}
