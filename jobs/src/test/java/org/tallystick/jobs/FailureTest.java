package org.tallystick.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FailureTest {

    static List<Exception> failures() {
        var root = new IllegalStateException("no more\nof this");
        root.addSuppressed(new IllegalArgumentException("beside", new RuntimeException("it")));
        return List.of(
                root,
                new RuntimeException(new IllegalArgumentException("outer: line", root)),
                new RuntimeException("wrapped", new UnreachableException("our own words")),
                new RuntimeException("wrapped", new NullPointerException()));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void aStackTraceTellsWhatTheExceptionTells(Exception failure) {
        var trace = new StringWriter();
        failure.printStackTrace(new PrintWriter(trace));

        assertThat(Failure.ofTrace(trace.toString())).isEqualTo(Failure.of(failure));
    }

    @Test
    void noTraceIsNoReason() {
        assertThat(Failure.ofTrace("")).isEqualTo("for no known reason");
    }
}
