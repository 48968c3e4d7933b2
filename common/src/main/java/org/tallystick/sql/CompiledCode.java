package org.tallystick.sql;

import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.shaded.guava33.com.google.common.cache.Cache;
import org.apache.flink.table.runtime.generated.CompileUtils;

/**
 * Lets a job's compiled expressions go when the job ends.
 *
 * <p>Flink keeps what it has compiled for five minutes after its last use, and with it the loader
 * of a job that has ended: a session cluster on which a job begins every ten seconds would hold
 * thirty of them.
 */
public final class CompiledCode {
    private static final String HOOK = "tallystick-compiled-code";

    private CompiledCode() {}

    /** To be called by any task of the job; what other jobs have compiled is compiled again. */
    public static void forgetAtTheEnd(RuntimeContext job) {
        job.registerUserCodeClassLoaderReleaseHookIfAbsent(HOOK, CompiledCode::forget);
    }

    static void forget() {
        try {
            var cache = CompileUtils.class.getDeclaredField("COMPILED_CLASS_CACHE");
            cache.setAccessible(true);
            ((Cache<?, ?>) cache.get(null)).invalidateAll();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("Flink's cache of compiled code is another", e);
        }
    }
}
