package org.tallystick.flink;

import java.io.IOException;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSchemaCompatibility;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.tallystick.engine.Cell;
import org.tallystick.engine.ValueList;

/**
 * The bytes of a {@link Cell}: its components in their order, keys and values as {@link ValueList}.
 *
 * <p>A serializer of our own because the lists hold values of many classes, which Flink would hand
 * to Kryo.
 */
public final class CellSerializer extends TypeSerializer<Cell> {
    static final CellSerializer INSTANCE = new CellSerializer();

    private CellSerializer() {}

    @Override
    public void serialize(Cell cell, DataOutputView target) throws IOException {
        target.writeUTF(cell.metric());
        target.writeUTF(cell.window());
        target.writeLong(cell.start());
        target.writeLong(cell.end());
        ValueList.write(cell.keys(), target);
        ValueList.write(cell.values(), target);
        target.writeLong(cell.events());
        target.writeLong(cell.fingerprint());
        target.writeInt(cell.revision());
        target.writeBoolean(cell.retracted());
    }

    @Override
    public Cell deserialize(DataInputView source) throws IOException {
        return new Cell(
                source.readUTF(),
                source.readUTF(),
                source.readLong(),
                source.readLong(),
                ValueList.read(source),
                ValueList.read(source),
                source.readLong(),
                source.readLong(),
                source.readInt(),
                source.readBoolean());
    }

    @Override
    public Cell deserialize(Cell reuse, DataInputView source) throws IOException {
        return deserialize(source);
    }

    @Override
    public void copy(DataInputView source, DataOutputView target) throws IOException {
        serialize(deserialize(source), target);
    }

    @Override
    public Cell copy(Cell from) {
        return from;
    }

    @Override
    public Cell copy(Cell from, Cell reuse) {
        return from;
    }

    @Override
    public boolean isImmutableType() {
        return true;
    }

    @Override
    public TypeSerializer<Cell> duplicate() {
        return this;
    }

    /** There is no empty cell, and none is needed: cells are immutable and never reused. */
    @Override
    public Cell createInstance() {
        return null;
    }

    @Override
    public int getLength() {
        return -1;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CellSerializer;
    }

    @Override
    public int hashCode() {
        return CellSerializer.class.hashCode();
    }

    @Override
    public TypeSerializerSnapshot<Cell> snapshotConfiguration() {
        return new Snapshot();
    }

    /** Version 1, the only one so far. */
    public static final class Snapshot implements TypeSerializerSnapshot<Cell> {
        private static final int VERSION = 1;

        @Override
        public int getCurrentVersion() {
            return VERSION;
        }

        @Override
        public void writeSnapshot(DataOutputView out) {}

        @Override
        public void readSnapshot(int version, DataInputView in, ClassLoader loader)
                throws IOException {
            if (version != VERSION) {
                throw new IOException(
                        "cells of version " + version + ", this release reads version " + VERSION);
            }
        }

        @Override
        public TypeSerializer<Cell> restoreSerializer() {
            return INSTANCE;
        }

        @Override
        public TypeSerializerSchemaCompatibility<Cell> resolveSchemaCompatibility(
                TypeSerializerSnapshot<Cell> old) {
            return old instanceof Snapshot
                    ? TypeSerializerSchemaCompatibility.compatibleAsIs()
                    : TypeSerializerSchemaCompatibility.incompatible();
        }
    }
}
