package org.tallystick.jobs.archive;

import java.io.Serial;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import org.apache.iceberg.HasTableOperations;
import org.apache.iceberg.PendingUpdate;
import org.apache.iceberg.SnapshotUpdate;
import org.apache.iceberg.Table;
import org.apache.iceberg.TableOperations;
import org.apache.iceberg.relocated.com.google.common.util.concurrent.MoreExecutors;

/**
 * Lets commits to tables fail: before they are made, or after, when nobody is told any more. Or
 * lets something else happen then.
 */
final class Failures {
    /** Iceberg waits for threads by looking at them every ten milliseconds. */
    private static final ExecutorService HERE = MoreExecutors.newDirectExecutorService();

    private int left = Integer.MAX_VALUE;
    private Runnable action = Failures::fail;

    /** The failure that was asked for. */
    static final class InjectedException extends RuntimeException {
        @Serial private static final long serialVersionUID = 1;
    }

    /** The commit that fails, counted in moments before and after each from now on. */
    void arm(Optional<Integer> moments) {
        left = moments.orElse(Integer.MAX_VALUE);
        action = Failures::fail;
    }

    /** What happens in the midst of commits, at a moment counted in the same way. */
    void arm(int moments, Runnable meanwhile) {
        left = moments;
        action = meanwhile;
    }

    private void moment() {
        if (left != Integer.MAX_VALUE && left-- == 0) {
            left = Integer.MAX_VALUE;
            action.run();
        }
    }

    private static void fail() {
        throw new InjectedException();
    }

    /** The same table, whose updates may fail. */
    Table around(Table table) {
        return (Table)
                Proxy.newProxyInstance(
                        getClass().getClassLoader(),
                        new Class<?>[] {Table.class, HasTableOperations.class},
                        (proxy, method, arguments) -> {
                            var result = call(table, method, arguments);
                            return method.getName().startsWith("new")
                                            || method.getName().equals("operations")
                                    ? update(result, method.getReturnType())
                                    : result;
                        });
    }

    private Object update(Object update, Class<?> type) {
        if (!PendingUpdate.class.isAssignableFrom(type) && type != TableOperations.class) {
            return update;
        }
        if (update instanceof SnapshotUpdate<?> snapshot) {
            snapshot.scanManifestsWith(HERE);
        }
        return Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, arguments) -> {
                    boolean commit = method.getName().equals("commit");
                    if (commit) {
                        moment();
                    }
                    var result = call(update, method, arguments);
                    if (commit) {
                        moment();
                    }
                    return result == update ? proxy : result;
                });
    }

    private static Object call(Object target, Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
