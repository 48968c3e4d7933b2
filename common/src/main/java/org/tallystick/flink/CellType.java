package org.tallystick.flink;

import org.apache.flink.api.common.serialization.SerializerConfig;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.tallystick.engine.Cell;

/** What Flink needs to know of {@link Cell}: pass {@link #INSTANCE} wherever cells come out. */
public final class CellType extends TypeInformation<Cell> {
    public static final CellType INSTANCE = new CellType();

    private CellType() {}

    @Override
    public TypeSerializer<Cell> createSerializer(SerializerConfig config) {
        return CellSerializer.INSTANCE;
    }

    @Override
    public Class<Cell> getTypeClass() {
        return Cell.class;
    }

    @Override
    public boolean isBasicType() {
        return false;
    }

    @Override
    public boolean isTupleType() {
        return false;
    }

    @Override
    public int getArity() {
        return 1;
    }

    @Override
    public int getTotalFields() {
        return 1;
    }

    @Override
    public boolean isKeyType() {
        return false;
    }

    @Override
    public boolean canEqual(Object other) {
        return other instanceof CellType;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CellType;
    }

    @Override
    public int hashCode() {
        return CellType.class.hashCode();
    }

    @Override
    public String toString() {
        return "Cell";
    }
}
