package org.tallystick.jobs.servers;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The servers themselves: what they took before they were killed is there afterwards. */
@Tag("servers")
@Timeout(600)
class ServersTest {

    @Test
    void influxKeepsWhatItTookThroughAKill() throws Exception {
        try (var influx = InfluxServer.start()) {
            influx.query("", "CREATE DATABASE kept");
            var point =
                    HttpRequest.newBuilder(URI.create(influx.address() + "/write?db=kept"))
                            .header("Authorization", InfluxServer.LOGIN)
                            .POST(HttpRequest.BodyPublishers.ofString("tally value=7i 1000000"))
                            .build();
            var answer =
                    HttpClient.newHttpClient()
                            .send(point, HttpResponse.BodyHandlers.discarding())
                            .statusCode();

            influx.kill();
            influx.restart();

            assertThat(answer).isEqualTo(204);
            assertThat(influx.query("kept", "SELECT value FROM tally"))
                    .isEqualTo("name,tags,time,value\ntally,,1,7\n");
        }
    }

    @Test
    void mariaDbAnswersAfterAKill() throws Exception {
        try (var mariaDb = MariaDbServer.start()) {
            mariaDb.kill();
            var port = URI.create(mariaDb.place()).getPort();
            assertThat(ServerProcess.answers(port)).isFalse();

            mariaDb.restart();

            assertThat(ServerProcess.answers(port)).isTrue();
        }
    }
}
