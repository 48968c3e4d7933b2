package org.tallystick.equality;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SourceSplit;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.core.io.InputStatus;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/**
 * The events of a {@link Script} in their order; stands still before every checkpoint and savepoint
 * until it is told to go on, and fails where the script says so.
 *
 * @param script its name
 */
record ScriptSource<T>(String script) implements Source<T, ScriptSource.Place, ScriptSource.Place> {

    /**
     * Which step is next.
     *
     * @param step negative where a reader has the split
     */
    record Place(int step) implements SourceSplit {
        static final Place TAKEN = new Place(-1);

        @Override
        public String splitId() {
            return "script";
        }
    }

    @Override
    public Boundedness getBoundedness() {
        return Boundedness.BOUNDED;
    }

    @Override
    public SourceReader<T, Place> createReader(SourceReaderContext context) {
        return new Reader<>(Script.named(script));
    }

    @Override
    public SplitEnumerator<Place, Place> createEnumerator(SplitEnumeratorContext<Place> context) {
        return new Enumerator(context, new Place(0));
    }

    @Override
    public SplitEnumerator<Place, Place> restoreEnumerator(
            SplitEnumeratorContext<Place> context, Place left) {
        return new Enumerator(context, left);
    }

    @Override
    public SimpleVersionedSerializer<Place> getSplitSerializer() {
        return new PlaceSerializer();
    }

    @Override
    public SimpleVersionedSerializer<Place> getEnumeratorCheckpointSerializer() {
        return new PlaceSerializer();
    }

    private static final class Enumerator implements SplitEnumerator<Place, Place> {
        private final SplitEnumeratorContext<Place> context;
        private Place left;

        Enumerator(SplitEnumeratorContext<Place> context, Place left) {
            this.context = context;
            this.left = left;
        }

        @Override
        public void addReader(int subtask) {
            if (left.step >= 0) {
                context.assignSplit(left, subtask);
                left = Place.TAKEN;
            }
            context.signalNoMoreSplits(subtask);
        }

        @Override
        public void addSplitsBack(List<Place> splits, int subtask) {
            left = splits.isEmpty() ? left : splits.get(0);
        }

        @Override
        public Place snapshotState(long checkpoint) {
            return left;
        }

        @Override
        public void start() {}

        @Override
        public void handleSplitRequest(int subtask, String host) {}

        @Override
        public void close() {}
    }

    private static final class Reader<T> implements SourceReader<T, Place> {
        private final Script<T, ?> script;
        private final CompletableFuture<Void> assigned = new CompletableFuture<>();
        private int next = -1;

        Reader(Script<T, ?> script) {
            this.script = script;
        }

        @Override
        public InputStatus pollNext(ReaderOutput<T> output) {
            if (next < 0) {
                return assigned.isDone() ? InputStatus.END_OF_INPUT : InputStatus.NOTHING_AVAILABLE;
            }
            if (next == script.steps().size()) {
                return InputStatus.END_OF_INPUT;
            }
            var step = script.steps().get(next);
            if (step instanceof Step.Event<T> event) {
                output.collect(event.event());
            } else if (step instanceof Step.Crash) {
                if (script.crashes(next)) {
                    throw new IllegalStateException("a failure that the case asks for");
                }
            } else if (!script.released(next).isDone()) {
                script.reached(next).complete(null);
                return InputStatus.NOTHING_AVAILABLE;
            }
            next++;
            return InputStatus.MORE_AVAILABLE;
        }

        @Override
        public CompletableFuture<Void> isAvailable() {
            boolean waits = next >= 0 && next < script.steps().size() && isStop();
            return next < 0 ? assigned : waits ? script.released(next) : done();
        }

        private boolean isStop() {
            var step = script.steps().get(next);
            return step instanceof Step.Checkpoint || step instanceof Step.Savepoint;
        }

        private static CompletableFuture<Void> done() {
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public List<Place> snapshotState(long checkpoint) {
            return next < 0 ? List.of() : List.of(new Place(next));
        }

        @Override
        public void addSplits(List<Place> splits) {
            next = splits.get(0).step;
            assigned.complete(null);
        }

        @Override
        public void notifyNoMoreSplits() {
            assigned.complete(null);
        }

        @Override
        public void start() {}

        @Override
        public void close() {}
    }

    private static final class PlaceSerializer implements SimpleVersionedSerializer<Place> {
        @Override
        public int getVersion() {
            return 1;
        }

        @Override
        public byte[] serialize(Place place) {
            return ByteBuffer.allocate(Integer.BYTES).putInt(place.step).array();
        }

        @Override
        public Place deserialize(int version, byte[] bytes) {
            return new Place(ByteBuffer.wrap(bytes).getInt());
        }
    }
}
