package org.tallystick.query;

import java.lang.reflect.InvocationTargetException;

/**
 * Calls of the planner's classes, which live in a class loader of their own and cannot be named
 * here; only while a pipeline is read and planned, never for an event.
 */
public final class HiddenCall {

    private HiddenCall() {}

    /**
     * What a public method without arguments returns.
     *
     * @throws RuntimeException what the method throws
     * @throws IllegalStateException where there is no such method
     */
    public static Object of(Object target, String method) {
        try {
            return target.getClass().getMethod(method).invoke(target);
        } catch (InvocationTargetException e) {
            throw thrown(method, e);
        } catch (ReflectiveOperationException e) {
            throw unknown(e);
        }
    }

    /** What a public method of one text returns; it throws as {@link #of(Object, String)} does. */
    static Object of(Object target, String method, String argument) {
        try {
            return target.getClass().getMethod(method, String.class).invoke(target, argument);
        } catch (InvocationTargetException e) {
            throw thrown(method, e);
        } catch (ReflectiveOperationException e) {
            throw unknown(e);
        }
    }

    static RuntimeException thrown(String method, InvocationTargetException e) {
        return e.getCause() instanceof RuntimeException cause
                ? cause
                : new IllegalStateException("the planner refuses " + method, e.getCause());
    }

    /** For what the planner of another Flink does not have. */
    public static IllegalStateException unknown(ReflectiveOperationException cause) {
        return new IllegalStateException("not the planner of the Flink it was built for", cause);
    }
}
