package org.tallystick.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventSchemaTest {

    @Test
    void fieldsBecomeColumns() {
        assertThat(columns("{'type':'long','logicalType':'timestamp-millis'}"))
                .isEqualTo("TIMESTAMP_LTZ(3) NOT NULL");
        assertThat(columns("['null',{'type':'long','logicalType':'timestamp-micros'}]"))
                .isEqualTo("TIMESTAMP_LTZ(6)");
        assertThat(columns("{'type':'long','logicalType':'local-timestamp-millis'}"))
                .isEqualTo("TIMESTAMP(3) NOT NULL");
        assertThat(columns("['null','int']")).isEqualTo("INT");
        assertThat(columns("{'type':'enum','name':'E','symbols':['A']}"))
                .isEqualTo("STRING NOT NULL");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    "int" | is an Avro int; it must be a record
                    {"type":"rec | is no Avro schema
                    {"type":"record","name":"E","fields":[]} | has no fields
                    {"type":"record","name":"E","fields":[{"name":"a","type":["int","string"]}]} | a union of int, string
                    {"type":"record","name":"E","fields":[{"name":"a","type":"null"}]} | field 'a'
                    {"type":"record","name":"E","fields":[{"name":"_time","type":"int"}]} | metadata column
                    {"type":"record","name":"E","fields":[{"name":"a","type":{"type":"record","name":"R","fields":[{"name":"r","type":["null","R"]}]}}]} | field 'a.r'
                    """)
    void whatCannotBeColumnsIsRefusedInOneLine(String avro, String reason) {
        assertThatThrownBy(() -> EventSchema.parse(avro))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(reason)
                .message()
                .hasLineCount(1);
    }

    private static String columns(String type) {
        var avro = "{'type':'record','name':'Event','fields':[{'name':'a','type':%s}]}";
        return EventSchema.parse(avro.formatted(type).replace('\'', '"'))
                .rowType()
                .getTypeAt(0)
                .asSummaryString();
    }
}
