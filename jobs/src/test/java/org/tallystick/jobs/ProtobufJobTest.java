package org.tallystick.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import com.google.protobuf.TextFormat;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.tallystick.jobs.arguments.LiveOptions;
import org.tallystick.pipeline.InvalidPipeline;

/** Protobuf from the pipeline file to the archive. */
@Timeout(300)
class ProtobufJobTest {
    @RegisterExtension
    static final MiniClusterExtension CLUSTER = new MiniClusterExtension(FlinkAsDeployed.cluster());

    private static final String MESSAGES =
            """
            name: "m.proto" package: "p" syntax: "proto3"
            dependency: "google/protobuf/timestamp.proto"
            message_type { name: "M"
              field { name: "at" number: 1 type: TYPE_MESSAGE
                type_name: ".google.protobuf.Timestamp" }
              field { name: "device" number: 2 type: TYPE_STRING } }
            """;

    private static final String FIELDS =
            """
            {"name":"ts","aliases":["at"],"type":{"type":"long","logicalType":"timestamp-micros"}},
            {"name":"device","type":"string"}
            """;

    @RegisterExtension static final BrokerExtension BROKER = new BrokerExtension();

    @TempDir Path folder;

    /** The descriptor file lies beside the pipeline file. */
    @Test
    void messagesAreReadByADescriptorFile() throws Exception {
        var file = FileDescriptorProto.newBuilder();
        TextFormat.merge(MESSAGES, file);
        var set = FileDescriptorSet.newBuilder().addFile(file).build();
        Files.write(folder.resolve("m.desc"), set.toByteArray());
        var topic = Topic.make(BROKER.kafka(), "protobuf", 1);
        topic.append(
                Map.of(
                        0,
                        List.of(
                                hex("0a060880d29baf061201 61"),
                                hex("0a0608bcd29baf061201 61"),
                                hex("0a0608bcd29baf061205 61"))));
        var pipeline = new TopicPipeline(folder, topic, FIELDS, "device");
        var plan =
                pipeline.plan(
                        "format: protobuf", "protobuf.descriptor: m.desc", "protobuf.message: p.M");
        var env = new FlinkAsDeployed(folder, "hashmap").streaming(1);
        StreamJob.define(env, plan, LiveOptions.of(true));
        env.execute();

        assertThat(pipeline.results())
                .singleElement()
                .asString()
                .contains("\"device\":\"a\",\"n\":2");
        assertThat(pipeline.rows(plan, "rejects"))
                .extracting(row -> row.getField("reason"))
                .containsExactly("the message ends too early: 1 byte(s) are left, 5 should follow");
    }

    @Test
    void aDescriptorFileThatIsNotThereIsFoundByTheCheck() {
        var pipeline = new TopicPipeline(folder, new Topic("localhost:1", "t"), FIELDS, "device");

        assertThatThrownBy(
                        () ->
                                pipeline.plan(
                                        "format: protobuf",
                                        "protobuf.descriptor: none.desc",
                                        "protobuf.message: p.M"))
                .isInstanceOf(InvalidPipeline.class)
                .hasMessageContaining("cannot read the file 'none.desc': there is no such file");
    }

    private static byte[] hex(String text) {
        return HexFormat.of().parseHex(text.replace(" ", ""));
    }
}
