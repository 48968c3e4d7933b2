package org.tallystick.source.format.protobuf;

import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.InvalidProtocolBufferException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import org.tallystick.source.format.BadRecordException;
import org.tallystick.source.format.EventFormat;
import org.tallystick.source.format.FormatUse;
import org.tallystick.source.format.InvalidOptionException;
import org.tallystick.source.format.RecordRows;
import org.tallystick.text.Spelling;

/** Protobuf messages of one type, each record one message. */
public final class ProtobufFormat implements EventFormat {
    private static final String DESCRIPTOR = "descriptor";
    private static final String MESSAGE = "message";

    @Override
    public String name() {
        return "protobuf";
    }

    @Override
    public Map<String, String> options() {
        var options = new LinkedHashMap<String, String>();
        options.put(
                DESCRIPTOR,
                "the file that 'protoc --descriptor_set_out=FILE --include_imports' writes");
        options.put(MESSAGE, "the message's name, with its package's");
        return options;
    }

    @Override
    public boolean isForFiles() {
        return false;
    }

    @Override
    public RecordRows rows(FormatUse use) {
        var set = Base64.getDecoder().decode(required(use, DESCRIPTOR));
        var name = required(use, MESSAGE);
        try {
            ProtobufRows.plan(message(set, name), use.schema(), use.width());
        } catch (BadRecordException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
        return new ProtobufRows(set, name, use.schema(), use.width());
    }

    private static String required(FormatUse use, String option) {
        var value = use.options().get(option);
        if (value == null) {
            throw new InvalidOptionException(
                    option, "format protobuf needs the option '%s'".formatted(option));
        }
        return value;
    }

    /** The message type of a name in a file of message types. */
    static Descriptor message(byte[] set, String name) {
        try {
            var files = new ProtoFiles(FileDescriptorSet.parseFrom(set).getFileList());
            var message = files.message(name);
            if (message.isPresent()) {
                return message.get();
            }
            var names = files.messages().stream().map(Descriptor::getFullName).toList();
            throw new InvalidOptionException(
                    MESSAGE,
                    "the descriptor file has no message '%s'%s"
                            .formatted(name, Spelling.suggestion(name, names)));
        } catch (InvalidProtocolBufferException e) {
            throw new InvalidOptionException(
                    DESCRIPTOR,
                    "the descriptor file is none that 'protoc --descriptor_set_out' writes");
        } catch (ProtoFiles.BrokenException e) {
            throw new InvalidOptionException(
                    DESCRIPTOR,
                    "the descriptor file is not whole, write it with --include_imports: "
                            + e.getMessage());
        }
    }
}
