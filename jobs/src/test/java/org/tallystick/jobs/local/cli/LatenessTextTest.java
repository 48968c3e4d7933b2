package org.tallystick.jobs.local.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.util.List;
import java.util.Optional;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.tallystick.jobs.lateness.LatenessReport;
import org.tallystick.jobs.local.runner.StubJobs;
import org.xml.sax.InputSource;

class LatenessTextTest {
    private static final LatenessReport REPORT = StubJobs.LATENESS;

    @Test
    void aTableSaysWhatEachSettingComesTo() {
        assertThat(new LatenessText(REPORT, true).text())
                .isEqualTo(
                        """
                        Of 1,000 events, 10 (1.0000 %) come after a first result: the out-of-orderness is 1 s;
                        and 0 (0 %) are late for a window: the allowed lateness is 1 s more.

                        setting      behind        late         [1]
                        0 s       50.0000 %   10.0000 %    1.0000 %  ████████████████████
                        1 s       20.0000 %    1.0000 %    0.1000 %  ████████████████      <- out-of-orderness now
                        2 s       10.0000 %         0 %         0 %                        <- with the allowed lateness now

                        behind: of all events, those behind their partition's clock by more than the setting.
                        late: those that miss a window, where the setting is out-of-orderness and allowed lateness together;
                              where it is the out-of-orderness alone, those that first results go without, which wait as long.
                        [1] ...: of all pairs of an event and a window of that kind, those that are missed.
                        The bars have a logarithmic scale, from 0.0001 % to 100 % late.

                             metric  window                   events  late now  0.1 % from  0.01 % from  none from
                        [1]  sum     sliding 1 h every 1 min     900         0  2 s         2 s          2 s

                        Out-of-orderness and allowed lateness together, of those tried, so that of all events at most
                        0.1 % are late: 2 s; 0.01 %: 2 s; none: 2 s. The furthest came 1 s 700 ms after a window's end.

                        A window's first result waits until the clocks of all partitions are the out-of-orderness past its
                        end, and for the events that move them to arrive. These were read after their own time by:
                        50 % of them 1 s at most, 99 % 2 s, all 5 s.

                        partition  events  newest event          behind  last read             silent for
                        numbers-1       1  1970-01-01T01:46:40Z  1 h     1970-01-01T01:46:45Z  1 h
                        numbers-0     999  1970-01-01T02:46:40Z  0 s     1970-01-01T02:46:45Z  0 s

                        numbers-1 is 1 h behind the leading partition; its last event was read at 1970-01-01T01:46:45Z. Results wait for it until it counts as idle."""
                                .stripTrailing());
    }

    @Test
    void aConsoleWithoutUnicodeGetsOtherBars() {
        assertThat(new LatenessText(REPORT, false).text())
                .contains("  ####################\n")
                .doesNotContain("█");
    }

    /** An hour of event time that was read within a minute. */
    @Test
    void aCatchUpDoesNotSayHowLongResultsWait() {
        var live = REPORT.arrivals().orElseThrow();
        var read =
                new LatenessReport.Arrivals(
                        live.delays(),
                        live.longestDelay(),
                        live.oldest(),
                        live.newest(),
                        live.firstRead(),
                        live.firstRead() + 60_000);

        assertThat(live.isCatchUp()).isFalse();
        assertThat(read.isCatchUp()).isTrue();
        assertThat(new LatenessText(with(Optional.of(read)), true).text())
                .contains("1 h of\nevent time were read in 1 min, which was a catch-up")
                .doesNotContain("50 %");
    }

    @Test
    void withoutEventsThereIsNothingToSay() {
        assertThat(new LatenessText(with(Optional.empty()), true).text()).isEqualTo("no events");
    }

    @Test
    void whatNoSettingCoversIsRoundedUp() {
        var late = new LatenessReport.Late(10, List.of(3L, 2L, 1L));
        var kind = new LatenessReport.Kind("m", "tumbling 1 h", late, late, 100 * 60_000);
        var report =
                new LatenessReport(
                        0,
                        0,
                        REPORT.settings(),
                        late,
                        late,
                        List.of(kind),
                        REPORT.partitions(),
                        REPORT.arrivals());

        assertThat(new LatenessText(report, true).text())
                .contains("none: 2 h. The furthest came 1 h 40 min after")
                .contains(
                        "0 s       30.0000 %   30.0000 %   30.0000 %  ██████████████████████  <- out")
                .doesNotContain("with the allowed lateness now");
    }

    @Test
    void theDrawingIsXmlWithALineForEachKindAndOneForAll() throws Exception {
        var svg = new LatenessSvg(REPORT).text();
        var factory = DocumentBuilderFactory.newInstance();
        var drawing = factory.newDocumentBuilder().parse(new InputSource(new StringReader(svg)));

        assertThat(drawing.getDocumentElement().getTagName()).isEqualTo("svg");
        assertThat(drawing.getElementsByTagName("polyline").getLength()).isEqualTo(2);
        assertThat(svg)
                .contains("sum, sliding 1 h every 1 min: event-window pairs")
                .contains("out-of-orderness now", "with allowed lateness", "0.0001 %");
    }

    private static LatenessReport with(Optional<LatenessReport.Arrivals> arrivals) {
        return new LatenessReport(
                REPORT.outOfOrderness(),
                REPORT.allowedLateness(),
                REPORT.settings(),
                REPORT.behind(),
                REPORT.late(),
                REPORT.kinds(),
                REPORT.partitions(),
                arrivals);
    }
}
