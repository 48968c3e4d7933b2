package org.tallystick.jobs.sink.questdb;

import java.util.Optional;
import org.tallystick.jobs.sink.connector.ConnectedSink;
import org.tallystick.jobs.sink.connector.SinkConnector;
import org.tallystick.pipeline.SinkSpec;
import org.tallystick.pipeline.SinkWords;

/** QuestDB, with one table a metric. */
public final class QuestDbConnector implements SinkConnector {

    @Override
    public SinkWords words() {
        return new QuestDbWords();
    }

    @Override
    public Optional<ConnectedSink> connect(SinkSpec spec) {
        return spec instanceof QuestDbSpec questDb
                ? Optional.of(new QuestDb(questDb))
                : Optional.empty();
    }
}
