package org.tallystick.jobs.local.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tallystick.jobs.reprocess.WindowVerdict;

/** The report in a real browser, if there is one: Debian's {@code chromium}. */
class BrowserTest {
    private static final int SECONDS = 120;
    private static final int WIDE = 1_200;
    private static final int PHONE = 500; // headless Chromium has no narrower window
    private static final int HEIGHT = 1_600;

    private static final int NEAR = 24;

    private static final Color PAPER = new Color(0xffffff);
    private static final Color PUBLISHED = new Color(0xb4540a);
    private static final Color ARCHIVE = new Color(0x1b62a8);
    private static final Color EXPLAINED = new Color(0x9a6b00);
    private static final Color UNEXPLAINED = new Color(0xc02231);

    private static final Color DARK_PAPER = new Color(0x14181d);
    private static final Color DARK_ARCHIVE = new Color(0x6cb2f5);
    private static final Color DARK_UNEXPLAINED = new Color(0xff6b78);

    @TempDir Path folder;
    private Path page;

    @BeforeEach
    void write() throws IOException {
        assumeTrue(browser().isPresent(), "no chromium on the PATH");
        page = folder.resolve("report.html");
        var found = SomeFindings.of(WindowVerdict.UNEXPLAINED);
        Files.writeString(page, new ReportPage("flights", "audit", found).text());
    }

    @Test
    void allItsPartsAreSeen() throws Exception {
        var picture = picture(WIDE, List.of());

        assertThat(color(picture, picture.getWidth() - 2, 2)).isEqualTo(PAPER);
        assertThat(List.of(PUBLISHED, ARCHIVE, EXPLAINED, UNEXPLAINED))
                .allSatisfy(color -> assertThat(pixels(picture, color)).isPositive());
    }

    @Test
    void itIsDarkWhereTheReaderWantsIt() throws Exception {
        var picture = picture(WIDE, List.of("--blink-settings=preferredColorScheme=0"));

        assertThat(color(picture, picture.getWidth() - 2, 2)).isEqualTo(DARK_PAPER);
        assertThat(List.of(DARK_ARCHIVE, DARK_UNEXPLAINED))
                .allSatisfy(color -> assertThat(pixels(picture, color)).isPositive());
        assertThat(pixels(picture, PAPER)).isZero();
    }

    @Test
    void aPhoneNeedNotScrollSideways() throws Exception {
        var script =
                "<script>document.title = document.documentElement.scrollWidth + ' of ' + window.innerWidth</script></body>";
        Files.writeString(page, Files.readString(page).replace("</body>", script));

        var dom = run(PHONE, List.of("--dump-dom"));

        assertThat(dom).contains("<title>%1$d of %1$d</title>".formatted(PHONE));
    }

    private BufferedImage picture(int width, List<String> options) throws Exception {
        var file = folder.resolve("picture.png");
        var all = new ArrayList<>(options);
        all.add("--screenshot=" + file);
        run(width, all);
        return ImageIO.read(file.toFile());
    }

    private String run(int width, List<String> options) throws Exception {
        var command = new ArrayList<String>();
        command.add(browser().orElseThrow().toString());
        command.addAll(
                List.of(
                        "--headless",
                        "--no-sandbox", // of a page that was just written here; root has none
                        "--disable-gpu",
                        "--hide-scrollbars",
                        "--user-data-dir=" + folder.resolve("profile"),
                        "--window-size=%d,%d".formatted(width, HEIGHT)));
        command.addAll(options);
        command.add(page.toUri().toString());
        var output = folder.resolve("output");
        var process =
                new ProcessBuilder(command)
                        .redirectOutput(output.toFile())
                        .redirectError(folder.resolve("errors").toFile())
                        .start();
        try {
            assertThat(process.waitFor(SECONDS, TimeUnit.SECONDS)).isTrue();
        } finally {
            process.destroyForcibly();
        }
        assertThat(process.exitValue()).isZero();
        return Files.readString(output);
    }

    private static Optional<Path> browser() {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator, -1))
                .map(each -> Path.of(each, "chromium"))
                .filter(Files::isExecutable)
                .findFirst();
    }

    private static Color color(BufferedImage picture, int x, int y) {
        return new Color(picture.getRGB(x, y));
    }

    /** Edges are smoothed: of a thin line, no pixel has its very colour. */
    private static boolean isNear(Color one, Color other) {
        return Math.abs(one.getRed() - other.getRed()) < NEAR
                && Math.abs(one.getGreen() - other.getGreen()) < NEAR
                && Math.abs(one.getBlue() - other.getBlue()) < NEAR;
    }

    private static long pixels(BufferedImage picture, Color color) {
        long found = 0;
        for (int x = 0; x < picture.getWidth(); x++) {
            for (int y = 0; y < picture.getHeight(); y++) {
                found += isNear(color(picture, x, y), color) ? 1 : 0;
            }
        }
        return found;
    }
}
