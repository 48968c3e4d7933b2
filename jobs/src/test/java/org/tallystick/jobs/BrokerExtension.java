package org.tallystick.jobs;

import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.flink.util.FileUtils;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.tallystick.jobs.local.demo.EmbeddedKafka;

/** A Kafka broker for the tests of a class. */
public final class BrokerExtension implements BeforeAllCallback, AfterAllCallback {
    private Path folder;
    private EmbeddedKafka kafka;

    @Override
    public void beforeAll(ExtensionContext context) throws Exception {
        folder = Files.createTempDirectory("broker");
        kafka = EmbeddedKafka.start(folder);
    }

    @Override
    public void afterAll(ExtensionContext context) throws Exception {
        kafka.close();
        FileUtils.deleteDirectory(folder.toFile());
    }

    /** The broker. */
    public EmbeddedKafka kafka() {
        return kafka;
    }
}
