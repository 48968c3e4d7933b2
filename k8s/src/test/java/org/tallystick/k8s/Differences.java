package org.tallystick.k8s;

import java.lang.reflect.InvocationTargetException;
import org.tallystick.jobs.reprocess.DifferenceException;

/** The words by which scripts tell differences from a failure. */
final class Differences {
    private Differences() {}

    /** What the job says of some differences. */
    static String message() {
        try {
            var type =
                    DifferenceException.class.getDeclaredConstructor(
                            long.class, long.class, long.class);
            type.setAccessible(true);
            return type.newInstance(1L, 2L, 3L).getMessage();
        } catch (NoSuchMethodException
                | InstantiationException
                | IllegalAccessException
                | InvocationTargetException e) {
            throw new IllegalStateException(e);
        }
    }
}
