package org.tallystick.flink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;
import org.tallystick.engine.Cell;

class CellSerializerTest {
    private static final List<Object> NONE = Collections.singletonList(null);
    private static final Cell CELL =
            new Cell(
                    "departures",
                    "tumbling 1 h",
                    -3_600_000,
                    0,
                    Arrays.asList("JFK", null, 3L),
                    Arrays.asList(1.5, new BigDecimal("1.50"), Instant.EPOCH, null),
                    7,
                    -9,
                    2,
                    false);
    private static final Cell RETRACTION =
            new Cell("visits", "session 30 min", 0, 1, List.of(), NONE, 0, 0, 1, true);

    private final CellSerializer serializer = CellSerializer.INSTANCE;

    @Test
    void cellsReadBackAsTheyWere() throws IOException {
        var out = new DataOutputSerializer(64);
        serializer.serialize(CELL, out);
        serializer.serialize(RETRACTION, out);
        var in = new DataInputDeserializer(out.getCopyOfBuffer());

        assertThat(serializer.deserialize(in)).isEqualTo(CELL);
        assertThat(serializer.deserialize(in)).isEqualTo(RETRACTION);
        assertThat(in.available()).isZero();
    }

    @Test
    void copyingBytesCopiesOneCell() throws IOException {
        var two = new DataOutputSerializer(64);
        serializer.serialize(CELL, two);
        int length = two.length();
        serializer.serialize(RETRACTION, two);
        var copy = new DataOutputSerializer(64);

        serializer.copy(new DataInputDeserializer(two.getCopyOfBuffer()), copy);

        assertThat(copy.getCopyOfBuffer()).isEqualTo(Arrays.copyOf(two.getCopyOfBuffer(), length));
    }

    @Test
    void aSavepointsSerializerIsFoundCompatible() throws IOException {
        var out = new DataOutputSerializer(64);
        TypeSerializerSnapshot.writeVersionedSnapshot(out, serializer.snapshotConfiguration());
        TypeSerializerSnapshot<Cell> old =
                TypeSerializerSnapshot.readVersionedSnapshot(
                        new DataInputDeserializer(out.getCopyOfBuffer()),
                        getClass().getClassLoader());

        var now = serializer.snapshotConfiguration();

        assertThat(now.resolveSchemaCompatibility(old).isCompatibleAsIs()).isTrue();
        assertThat(old.restoreSerializer()).isEqualTo(serializer);
        assertThatThrownBy(
                        () ->
                                new CellSerializer.Snapshot()
                                        .readSnapshot(
                                                2,
                                                new DataInputDeserializer(new byte[0]),
                                                getClass().getClassLoader()))
                .hasMessage("cells of version 2, this release reads version 1");
    }

    @Test
    void theTypeGivesThisSerializer() {
        assertThat(CellType.INSTANCE.createSerializer(new SerializerConfigImpl()))
                .isSameAs(serializer);
    }
}
