package org.tallystick.bench.servers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.util.FileUtils;
import org.tallystick.jobs.cluster.Await;
import org.tallystick.jobs.sink.http.HttpCall;
import org.tallystick.jobs.sink.http.HttpLogin;
import org.tallystick.jobs.sink.http.HttpServer;
import org.tallystick.jobs.sink.http.HttpSession;
import org.tallystick.jobs.sink.questdb.QuestDbServer;

/** A QuestDB. */
final class QuestDbPlace implements Place {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Map<String, String> LOGIN =
            Map.of("user", QuestDbServer.user(), "password", QuestDbServer.password());
    private static final Duration APPLIED = Duration.ofMinutes(2);

    private final Path folder = Files.createTempDirectory("tallystick-questdb-");
    private final QuestDbServer server = QuestDbServer.start(folder);
    private final HttpSession session =
            HttpServer.at("questdb", server.url(), HttpLogin.header(LOGIN, "Bearer")).open();

    QuestDbPlace() throws IOException {}

    @Override
    public Map<String, Object> empty() throws IOException {
        run("DROP TABLE IF EXISTS " + SqlTable.NAME);
        var place = new HashMap<String, Object>(LOGIN);
        place.put("connector", "questdb");
        place.put("url", server.url());
        return place;
    }

    /** A row can be seen when the table's log was applied. */
    @Override
    public long arrived() throws Exception {
        Await.until("the log is applied", APPLIED, () -> "", this::isApplied);
        return run("SELECT count() FROM " + SqlTable.NAME).at("/dataset/0/0").asLong();
    }

    private boolean isApplied() throws IOException {
        var waiting =
                run(
                        "SELECT sequencerTxn - writerTxn FROM wal_tables() WHERE name = '"
                                + SqlTable.NAME
                                + "'");
        return waiting.at("/dataset/0/0").asLong() == 0;
    }

    private JsonNode run(String statement) throws IOException {
        return JSON.readTree(
                session.send(HttpCall.get("/exec?query=" + HttpCall.encoded(statement))));
    }

    @Override
    public void close() throws IOException {
        server.close();
        FileUtils.deleteDirectory(folder.toFile());
    }
}
