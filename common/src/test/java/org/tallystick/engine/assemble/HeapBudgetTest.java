package org.tallystick.engine.assemble;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class HeapBudgetTest {
    private final List<String> evicted = new ArrayList<>();
    private final HeapBudget budget = new HeapBudget(100);
    private final Bucket a = new Bucket("a");
    private final Bucket b = new Bucket("b");
    private final Bucket c = new Bucket("c");

    private static final class Bucket implements HeapBudget.Holder {
        private final String name;
        private long needed;
        private long extra;

        Bucket(String name) {
            this.name = name;
        }

        @Override
        public long bytes() {
            return needed + extra;
        }

        @Override
        public void shed() {
            extra = 0;
        }
    }

    private void use(Bucket bucket, long needed, long extra) {
        bucket.needed = needed;
        bucket.extra = extra;
        budget.use(bucket, gone -> evicted.add(gone.name));
    }

    @Test
    void theBucketUsedLongestAgoGoesFirst() {
        use(a, 40, 0);
        use(b, 40, 0);
        use(a, 40, 0);
        use(c, 40, 0);
        assertThat(evicted).containsExactly("b");
        use(c, 70, 0);
        assertThat(evicted).containsExactly("b", "a");
        assertThat(budget.isLeft()).isTrue();
    }

    @Test
    void theBucketInUseStaysAndShedsWhatItCanDoWithout() {
        use(a, 50, 60);
        assertThat(a.extra).isZero();
        assertThat(budget.isLeft()).isTrue();
        use(a, 150, 0);
        assertThat(budget.isLeft()).isFalse();
        assertThat(evicted).isEmpty();
    }

    @Test
    void whatIsReleasedIsFreeAgain() {
        use(a, 90, 0);
        assertThat(budget.isRoomy()).isFalse();
        budget.release(a);
        assertThat(budget.isRoomy()).isTrue();
        budget.release(a);
        use(b, 100, 0);
        assertThat(evicted).isEmpty();
    }
}
