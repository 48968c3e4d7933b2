package org.tallystick.jobs.local.runner;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class ConsoleTest {

    @Test
    void aTerminalsStatusIsOneLineThatMakesRoom() {
        var captured = new CapturedConsole(true, 10);

        captured.console().status("one");
        captured.console().status("longer than the screen");
        captured.console().print("text");

        assertThat(captured.out())
                .isEqualTo("\rone\u001b[K" + "\rlonger th\u001b[K" + "\r\u001b[K" + "text\n");
    }

    @Test
    void elsewhereAStatusIsALine() {
        var captured = new CapturedConsole(false, 10);

        captured.console().status("longer than the screen");
        captured.console().keepStatus();

        assertThat(captured.out()).isEqualTo("longer than the screen\n");
    }

    @Test
    void aKeptStatusStays() {
        var captured = new CapturedConsole(true, 80);

        captured.console().status("done");
        captured.console().keepStatus();
        captured.console().print("text");

        assertThat(captured.out()).isEqualTo("\rdone\u001b[K\ntext\n");
    }

    @Test
    void theLocaleSaysWhetherBarsCanBeShown() {
        assertThat(unicode(Map.of("LANG", "en_US.UTF-8"))).isTrue();
        assertThat(unicode(Map.of("LANG", "en_US.UTF-8", "LC_ALL", "C"))).isFalse();
        assertThat(unicode(Map.of("LC_CTYPE", "C.utf8", "LANG", "C"))).isTrue();
        assertThat(unicode(Map.of())).isFalse();
    }

    private static boolean unicode(Map<String, String> environment) {
        return Console.Look.of(environment).unicode();
    }
}
