package org.tallystick.jobs.local.runner;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ShellTextTest {

    @Test
    void aTextIsQuotedOnlyWhereAShellWouldTakeItApart() {
        assertThat(ShellText.of("file:/a/b-1.c")).isEqualTo("file:/a/b-1.c");
        assertThat(ShellText.of("file:/x y/s")).isEqualTo("'file:/x y/s'");
        assertThat(ShellText.of("it's")).isEqualTo("'it'\\''s'");
    }
}
