package org.tallystick.engine.assemble;

import java.util.Collection;

/**
 * What the assembler keeps for the bucket that it works on: small byte arrays by name.
 *
 * <p>In a job this is checkpointed state, scoped to the bucket; an array that was put or got is
 * never changed afterwards.
 */
public interface BlockStore {

    /** Which bucket it is at; nothing about a number but that buckets differ in it. */
    int bucket();

    /** Goes to another bucket; whoever calls the assembler goes to the right one anyway. */
    void turnTo(int bucket);

    /** The names of all arrays that there are. */
    Collection<String> names();

    /** The array of that name, or null. */
    byte[] get(String name);

    void put(String name, byte[] bytes);

    void remove(String name);
}
