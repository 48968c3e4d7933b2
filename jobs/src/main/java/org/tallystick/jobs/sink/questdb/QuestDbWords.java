package org.tallystick.jobs.sink.questdb;

import java.util.List;
import java.util.Optional;
import org.tallystick.jobs.sink.http.HttpLogin;
import org.tallystick.jobs.sink.http.HttpUrl;
import org.tallystick.pipeline.Key;
import org.tallystick.pipeline.OnErrorKey;
import org.tallystick.pipeline.RejectedCellsKey;
import org.tallystick.pipeline.Section;
import org.tallystick.pipeline.Shape;
import org.tallystick.pipeline.SinkSpec;
import org.tallystick.pipeline.SinkWords;
import org.tallystick.pipeline.Words;

/** QuestDB as a sink. */
final class QuestDbWords implements SinkWords {
    private static final Key<String> URL =
            Key.of("url", HttpUrl.KIND, "The database, as http://HOST:9000").required();

    private static final Key<String> PARTITION =
            Key.of(
                            "partition-by",
                            Words.of(List.of("hour", "day", "week", "month", "year")),
                            "The stretch of time of a partition of tables that are made")
                    .or("month");

    private static final Shape SHAPE =
            Shape.of(
                    "QuestDB: a table for each metric",
                    URL,
                    HttpLogin.USER,
                    HttpLogin.PASSWORD,
                    HttpLogin.TOKEN,
                    PARTITION,
                    OnErrorKey.KEY,
                    RejectedCellsKey.KEY);

    @Override
    public String connector() {
        return "questdb";
    }

    @Override
    public Shape shape() {
        return SHAPE;
    }

    @Override
    public Optional<SinkSpec> read(Section section, Around around) {
        var login = HttpLogin.read(section);
        var partition = section.getOrStandard(PARTITION);
        var onRefusal = section.getOrStandard(OnErrorKey.KEY);
        var folder = section.getOrStandard(RejectedCellsKey.KEY);
        return section.get(URL)
                .map(url -> new QuestDbSpec(url, login, partition, folder, onRefusal));
    }
}
