package org.tallystick.source.format.protobuf;

import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import com.google.protobuf.TextFormat;

/** Message types for tests. */
final class Messages {
    private Messages() {}

    /**
     * What {@code protoc} would write of a file of proto3.
     *
     * @param messages message types and enums, as Protobuf's text form has them
     */
    static byte[] descriptorSet(String messages) throws Exception {
        var file = FileDescriptorProto.newBuilder();
        TextFormat.merge(
                """
                name: "m.proto" package: "p" syntax: "proto3"
                dependency: "google/protobuf/timestamp.proto"
                dependency: "google/protobuf/wrappers.proto"
                """
                        + messages,
                file);
        return FileDescriptorSet.newBuilder().addFile(file).build().toByteArray();
    }
}
