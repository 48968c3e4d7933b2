package org.tallystick.jobs.local.runner;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.GlobalConfiguration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LayeredConfTest {
    @TempDir Path folder;

    @Test
    void laterLayersWinAndGivenSettingsWinOverAll() throws Exception {
        var first = layer("first", "a: {b: 1, c: 1}\nd: 1\n");
        var second = layer("second", "a:\n  b: 2\nd: 2\n");

        merge(first, second, "-Dd=3=three", "-De");

        assertThat(merged().toMap())
                .containsOnly(
                        entry("a.b", "2"),
                        entry("a.c", "1"),
                        entry("d", "3=three"),
                        entry("e", "true"));
    }

    @Test
    void anyValueIsReadAsItWasGiven() throws Exception {
        var value = "file:/a b/#c: \"d\" 'e' \\f {g} %h";

        merge(layer("only", "a: x\n"), "-Db.c=" + value);

        assertThat(merged().toMap()).containsEntry("b.c", value);
    }

    @Test
    void theFilesOfAClusterMakeOneConfiguration() throws Exception {
        merge("../flink-conf/stream", "../flink-conf/cluster", "-Drest.port=1");

        assertThat(merged().toMap())
                .containsEntry("execution.runtime-mode", "STREAMING")
                .containsEntry("jobmanager.memory.process.size", "1 gb")
                .containsEntry("rest.port", "1");
    }

    private String layer(String name, String yaml) throws Exception {
        var layer = Files.createDirectories(folder.resolve(name));
        Files.writeString(layer.resolve("config.yaml"), yaml);
        return layer.toString();
    }

    private void merge(String... layersAndSettings) throws Exception {
        var words = new String[layersAndSettings.length + 1];
        words[0] = folder.resolve("merged").toString();
        System.arraycopy(layersAndSettings, 0, words, 1, layersAndSettings.length);
        LayeredConf.main(words);
    }

    /** As Flink's own processes read it. */
    private Configuration merged() {
        return GlobalConfiguration.loadConfiguration(folder.resolve("merged").toString());
    }
}
