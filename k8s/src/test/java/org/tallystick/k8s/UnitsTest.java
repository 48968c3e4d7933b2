package org.tallystick.k8s;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The systemd units. */
class UnitsTest {
    private static final Path UNITS = Path.of("../flink-conf/systemd");
    private static final String INSTALLED = "/opt/tallystick/bin/tallystick-job";

    @TempDir private Path folder;

    static Stream<Path> units() throws IOException {
        try (var files = Files.list(UNITS)) {
            return files
                    .filter(file -> file.toString().matches(".*\\.(service|timer)"))
                    .sorted()
                    .toList()
                    .stream();
        }
    }

    /** Copies, with the script where it lies here. */
    @BeforeEach
    void copy() throws IOException {
        var script = JobScript.FILE.toRealPath().toString();
        for (Path unit : units().toList()) {
            Files.writeString(
                    folder.resolve(unit.getFileName()),
                    Files.readString(unit).replace(INSTALLED, script));
        }
    }

    @Test
    void systemdTakesThem() throws IOException {
        assumeSystemd();

        var verified = verify(units().map(Path::getFileName).map(folder::resolve).toList());

        assertThat(verified.err()).isEmpty();
        assertThat(verified.exit()).isZero();
    }

    @Test
    void systemdWouldFindAMisspelledSetting() throws IOException {
        assumeSystemd();
        var unit = folder.resolve("tallystick-audit@.service");
        Files.writeString(
                unit, Files.readString(unit).replace("StateDirectory=", "StateDirectry="));

        assertThat(verify(List.of(unit)).err()).contains("StateDirectry");
    }

    /** The example of an environment names only what the script reads, and the pipeline. */
    @Test
    void theExampleOfAnEnvironmentIsReadByTheScript() throws IOException {
        var script = Files.readString(JobScript.FILE);
        var names =
                Files.readAllLines(UNITS.resolve("flights.env")).stream()
                        .filter(line -> line.contains("=") && !line.startsWith("#"))
                        .map(line -> line.replaceFirst("=.*", ""))
                        .toList();

        assertThat(names).contains("PIPELINE", "CHECKPOINTS", "SAVEPOINTS", "BROKERS");
        assertThat(names)
                .filteredOn(name -> !name.equals("BROKERS"))
                .allMatch(name -> script.contains("${" + name + ":-}"));
    }

    private static Shell.Run verify(List<Path> units) {
        var command = new ArrayList<>(List.of("systemd-analyze", "verify"));
        units.forEach(unit -> command.add(unit.toString()));
        return Shell.run(command, Map.of());
    }

    private static void assumeSystemd() {
        assumeThat(System.getenv("PATH").split(File.pathSeparator))
                .as("systemd-analyze is not on the PATH: install systemd, it checks the units")
                .anyMatch(one -> Files.isExecutable(Path.of(one, "systemd-analyze")));
    }

    @ParameterizedTest
    @MethodSource("units")
    void timersHaveTheirServiceAndServicesTheirScript(Path unit) throws IOException {
        var text = Files.readString(unit);
        if (unit.toString().endsWith(".timer")) {
            assertThat(
                            unit.resolveSibling(
                                    unit.getFileName().toString().replace(".timer", ".service")))
                    .exists();
            assertThat(text).contains("Persistent=true").containsPattern("OnCalendar=.* UTC\n");
        } else {
            assertThat(text)
                    .containsPattern("ExecStart=" + INSTALLED + " (stream|audit|correct)\n");
            assertThat(text).contains("EnvironmentFile=/etc/tallystick/%i.env\n", "User=flink\n");
        }
    }
}
