package org.tallystick.k8s;

import java.lang.reflect.InvocationTargetException;
import org.tallystick.jobs.DifferenceException;
import org.tallystick.jobs.reprocess.Comparison;

/** The words by which scripts tell differences from a failure. */
final class Differences {
    private Differences() {}

    /** What the job says of some differences. */
    static String message() {
        try {
            var type = DifferenceException.class.getDeclaredConstructor(Comparison.class);
            type.setAccessible(true);
            return type.newInstance(new Comparison(10, 1, 2, 3, 0)).getMessage();
        } catch (NoSuchMethodException
                | InstantiationException
                | IllegalAccessException
                | InvocationTargetException e) {
            throw new IllegalStateException(e);
        }
    }
}
