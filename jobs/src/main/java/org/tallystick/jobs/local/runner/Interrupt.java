package org.tallystick.jobs.local.runner;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Gives Ctrl-C (and SIGTERM) a meaning of its own while it is open. A second one ends the process
 * at once.
 *
 * <p>A shutdown hook would not do: Flink and the log tear themselves down in hooks of their own at
 * the same time. The JDK's only way to a signal is {@code sun.misc.Signal} of module
 * jdk.unsupported, which javac warns of whenever it is named; so it is named at run time.
 */
public final class Interrupt implements AutoCloseable {
    private static final List<String> SIGNALS = List.of("INT", "TERM");
    private static final int STATUS_OF_INTERRUPTED = 130;

    private final AtomicBoolean happened = new AtomicBoolean();
    private final List<Object> before;

    /**
     * Handles signals from now on.
     *
     * @param action what the first one does, on a thread of its own
     */
    public Interrupt(Runnable action) {
        InvocationHandler handler =
                (proxy, method, arguments) -> {
                    if (!method.getName().equals("handle")) {
                        return method.invoke(this, arguments); // equals, hashCode, toString
                    }
                    if (happened.getAndSet(true)) {
                        end();
                    }
                    action.run();
                    return null;
                };
        try {
            var type = Class.forName("sun.misc.SignalHandler");
            var proxy =
                    Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler);
            before = handleBy(Collections.nCopies(SIGNALS.size(), proxy));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("this JDK has no module jdk.unsupported", e);
        }
    }

    /** Ends the process at once, as a signal that nobody handles would. */
    public static void end() {
        Runtime.getRuntime().halt(STATUS_OF_INTERRUPTED);
    }

    /** Whether a signal came. */
    boolean happened() {
        return happened.get();
    }

    /** Sets the handler of each signal; returns those that it had. */
    private static List<Object> handleBy(List<Object> handlers)
            throws ReflectiveOperationException {
        var signal = Class.forName("sun.misc.Signal");
        var handle = signal.getMethod("handle", signal, Class.forName("sun.misc.SignalHandler"));
        var old = new ArrayList<>();
        for (int i = 0; i < SIGNALS.size(); i++) {
            var name = signal.getConstructor(String.class).newInstance(SIGNALS.get(i));
            old.add(handle.invoke(null, name, handlers.get(i)));
        }
        return old;
    }

    /** Signals mean what they meant before. */
    @Override
    public void close() {
        try {
            handleBy(before);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("cannot give signals back", e);
        }
    }
}
