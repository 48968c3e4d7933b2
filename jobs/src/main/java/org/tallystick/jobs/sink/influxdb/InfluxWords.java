package org.tallystick.jobs.sink.influxdb;

import java.util.Optional;
import org.tallystick.jobs.sink.http.HttpLogin;
import org.tallystick.jobs.sink.http.HttpUrl;
import org.tallystick.pipeline.Key;
import org.tallystick.pipeline.Kinds;
import org.tallystick.pipeline.OnErrorKey;
import org.tallystick.pipeline.RejectedCellsKey;
import org.tallystick.pipeline.Section;
import org.tallystick.pipeline.Shape;
import org.tallystick.pipeline.SinkSpec;
import org.tallystick.pipeline.SinkWords;

/** InfluxDB as a sink. */
final class InfluxWords implements SinkWords {
    private static final Key<String> URL =
            Key.of("url", HttpUrl.KIND, "The server, as http://HOST:8086").required();

    private static final Key<String> DATABASE =
            Key.of("database", Kinds.TEXT, "The database, of InfluxDB 1");

    private static final Key<String> BUCKET =
            Key.of("bucket", Kinds.TEXT, "The bucket, of InfluxDB 2");

    private static final Key<String> ORGANIZATION =
            Key.of("org", Kinds.TEXT, "Whose bucket it is, of InfluxDB 2");

    private static final Shape SHAPE =
            Shape.of(
                            "InfluxDB: a measurement for each metric",
                            URL,
                            DATABASE,
                            BUCKET,
                            ORGANIZATION,
                            HttpLogin.USER,
                            HttpLogin.PASSWORD,
                            HttpLogin.TOKEN,
                            OnErrorKey.KEY,
                            RejectedCellsKey.KEY)
                    .withOneOf(DATABASE, BUCKET);

    @Override
    public String connector() {
        return "influxdb";
    }

    @Override
    public Shape shape() {
        return SHAPE;
    }

    @Override
    public Optional<SinkSpec> read(Section section, Around around) {
        var login = HttpLogin.read(section);
        var onRefusal = section.getOrStandard(OnErrorKey.KEY);
        var folder = section.getOrStandard(RejectedCellsKey.KEY);
        if (section.has(BUCKET) != section.has(ORGANIZATION)) {
            section.problem("'bucket' and 'org' go together");
            return Optional.empty();
        }
        var organization = section.get(ORGANIZATION).orElse("");
        var place =
                section.get(section.has(BUCKET) ? BUCKET : DATABASE)
                        .map(name -> new InfluxSpec.Place(name, organization));
        return section.get(URL)
                .flatMap(
                        url ->
                                place.map(
                                        where ->
                                                new InfluxSpec(
                                                        url, where, login, folder, onRefusal)));
    }
}
