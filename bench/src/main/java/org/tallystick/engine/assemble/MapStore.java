package org.tallystick.engine.assemble;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/** One bucket, in a map. */
final class MapStore implements BlockStore {
    private final Map<String, byte[]> arrays = new HashMap<>();
    private long stored;

    /** How many bytes were put so far. */
    long stored() {
        return stored;
    }

    @Override
    public int bucket() {
        return 0;
    }

    @Override
    public void turnTo(int bucket) {
        // There is one bucket only.
    }

    @Override
    public Collection<String> names() {
        return arrays.keySet();
    }

    @Override
    public byte[] get(String name) {
        return arrays.get(name);
    }

    @Override
    public void put(String name, byte[] bytes) {
        stored += bytes.length;
        arrays.put(name, bytes);
    }

    @Override
    public void remove(String name) {
        arrays.remove(name);
    }
}
