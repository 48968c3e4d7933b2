package org.tallystick.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tallystick.event.EpochUnit;
import org.tallystick.event.EventSchema;
import org.tallystick.event.Overlap;
import org.tallystick.event.TimeForm;
import org.tallystick.pipeline.Problem;

class TimeFitTest {

    @ParameterizedTest
    @CsvSource({
        "json, timestamp, format, ",
        "json, timestamp, unit, ",
        "csv, timestamp, unit, ",
        "avro, timestamp, format, events.time-format",
        "avro, timestamp, unit, events.time-unit",
        "avro-confluent, timestamp, unit, events.time-unit",
        "avro, timestamp, nothing, ",
        "avro, long, unit, ",
        "avro, string, format, "
    })
    void whatTheSchemaSaysOfAvroIsNotSaidAgain(
            String format, String type, String said, String problem) {
        var avro =
                "{\"type\":\"record\",\"name\":\"E\",\"fields\":[{\"name\":\"time\",\"type\":%s}]}"
                        .formatted(
                                type.equals("timestamp")
                                        ? "{\"type\":\"long\",\"logicalType\":\"timestamp-millis\"}"
                                        : "\"" + type + "\"");
        var form =
                new TimeForm(
                        Optional.of("yyyy-MM-dd").filter(any -> said.equals("format")),
                        Optional.empty(),
                        Overlap.REJECT,
                        Optional.of(EpochUnit.S).filter(any -> said.equals("unit")));
        var events = Decoding.events(avro, form, List.of());
        assertThat(
                        TimeFit.problem(events, EventSchema.parse(avro).rowType(), format)
                                .map(Problem::at))
                .isEqualTo(Optional.ofNullable(problem));
    }
}
