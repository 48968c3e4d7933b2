package org.tallystick.jobs.local.init;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.CommonClientConfigs;
import org.tallystick.jobs.UnreachableException;
import org.tallystick.jobs.local.runner.BadInputException;
import org.tallystick.jobs.source.kafka.KafkaSample;
import org.tallystick.jobs.trial.TrialException;
import org.tallystick.pipeline.SourceSpec;

/** A topic whose records are JSON. */
record SampleTopic(String topic, String bootstrap) {

    /**
     * Reads a share of each partition.
     *
     * @param name of the event schema's record
     * @param limit how many records
     * @throws UnreachableException one line, where the topic cannot be read
     * @throws BadInputException one line, where it has nothing to make a pipeline of
     */
    Init.Input read(String name, int limit) throws Exception {
        var source =
                new SourceSpec.Kafka(
                        List.of(topic),
                        Optional.empty(),
                        new SourceSpec.Start.Earliest(),
                        SourceSpec.OnGap.STOP,
                        SourceSpec.Carried.VALUE_ALONE,
                        "json",
                        Map.of(),
                        Map.of(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrap));
        var records = new Values();
        try {
            KafkaSample.values(source, limit, records::add);
        } catch (TrialException e) {
            throw new UnreachableException(e.getMessage());
        }
        var what = "topic " + topic;
        if (records.count == 0) {
            throw new BadInputException(
                    what + " has no records yet: there is nothing to learn from");
        }
        var found = records.json.found(SampleFile.recordName(name));
        return new Init.Input(
                source, Optional.empty(), found.orElseThrow(() -> noJson(what, records)), what);
    }

    private static BadInputException noJson(String what, Values records) {
        var why =
                records.registered > 0
                        ? "they look like Avro of a schema registry: write a pipeline with format avro-confluent"
                        : "write a schema and a pipeline by hand";
        return new BadInputException(
                "%s: none of %,d records is a JSON object; %s".formatted(what, records.count, why));
    }

    private static final class Values {
        private final JsonSample json = new JsonSample();
        private long count;

        /** How many begin as what a schema registry's clients write: a zero and a number. */
        private long registered;

        void add(byte[] value) {
            count++;
            if (value != null) {
                registered += value.length > 5 && value[0] == 0 ? 1 : 0;
                json.add(value);
            }
        }
    }
}
