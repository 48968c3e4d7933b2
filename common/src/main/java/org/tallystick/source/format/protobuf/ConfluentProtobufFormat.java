package org.tallystick.source.format.protobuf;

import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.table.data.GenericRowData;
import org.tallystick.event.EventSchema;
import org.tallystick.source.format.BadRecordException;
import org.tallystick.source.format.EventFormat;
import org.tallystick.source.format.FormatServer;
import org.tallystick.source.format.FormatUse;
import org.tallystick.source.format.RecordRows;
import org.tallystick.source.format.registry.RegisteredSchemas;
import org.tallystick.source.format.registry.RegisteredSchemas.Registered;
import org.tallystick.source.format.registry.Registry;
import org.tallystick.source.format.registry.RegistryOptions;

/**
 * Protobuf messages, each with the id that its file has in a registry, and its type's place in
 * that: how many steps lead to it, and in each the how manieth type it is. No steps stand for the
 * file's first type.
 */
public final class ConfluentProtobufFormat implements EventFormat {
    /** The name of a file that nobody imports. */
    private static final String ROOT = "schema.proto";

    @Override
    public String name() {
        return "protobuf-confluent";
    }

    @Override
    public Map<String, String> options() {
        return RegistryOptions.descriptions();
    }

    @Override
    public boolean isForFiles() {
        return false;
    }

    @Override
    public RecordRows rows(FormatUse use) {
        return new Rows(files(use.options()), use.schema(), use.width());
    }

    @Override
    public Optional<FormatServer> server(Map<String, String> options) {
        return Optional.of(files(options));
    }

    private RegisteredSchemas<FileDescriptor> files(Map<String, String> options) {
        return files(RegistryOptions.registry(name(), options), InstantSource.system());
    }

    static RegisteredSchemas<FileDescriptor> files(Registry registry, InstantSource clock) {
        return new RegisteredSchemas<>(registry, clock, new Files());
    }

    private record Files() implements RegisteredSchemas.SchemaReader<FileDescriptor> {

        @Override
        public String type() {
            return "PROTOBUF";
        }

        @Override
        public FileDescriptor read(List<Registered> referred, String text)
                throws BadRecordException {
            try {
                var files = new ArrayList<FileDescriptorProto>();
                for (var each : referred) {
                    files.add(ProtoText.parse(each.name(), each.text()));
                }
                files.add(ProtoText.parse(ROOT, text));
                return new ProtoFiles(files).file(ROOT);
            } catch (ProtoFiles.BrokenException e) {
                throw new BadRecordException("cannot be used: " + e.getMessage());
            }
        }
    }

    /** Rows of messages of any registered type. */
    static final class Rows implements RecordRows {
        private final RegisteredSchemas<FileDescriptor> files;
        private final EventSchema schema;
        private final int width;
        private transient Map<Descriptor, ProtoMessage> plans;
        private transient ProtoBytes in;

        Rows(RegisteredSchemas<FileDescriptor> files, EventSchema schema, int width) {
            this.files = files;
            this.schema = schema;
            this.width = width;
        }

        @Override
        public void open() {
            plans = new HashMap<>();
            in = new ProtoBytes();
        }

        @Override
        public GenericRowData read(byte[] record, byte[] head) throws IOException {
            var file = files.of(record);
            in.open(record, RegisteredSchemas.HEADER);
            var type = type(file);
            var plan = plans.get(type);
            if (plan == null) {
                plan = ProtobufRows.plan(type, schema, width);
                plans.put(type, plan);
            }
            return plan.row(in);
        }

        private Descriptor type(FileDescriptor file) throws BadRecordException {
            long steps = in.zigzag();
            if (steps < 0) {
                throw new BadRecordException(
                        "the record names its message type in %d steps".formatted(steps));
            }
            if (steps == 0) {
                return step(file.getMessageTypes(), 0);
            }
            var type = step(file.getMessageTypes(), in.zigzag());
            for (long left = steps - 1; left > 0; left--) {
                type = step(type.getNestedTypes(), in.zigzag());
            }
            return type;
        }

        private static Descriptor step(List<Descriptor> types, long index)
                throws BadRecordException {
            if (index < 0 || index >= types.size()) {
                throw new BadRecordException(
                        "the record is of message type %d, of which its schema has %d there"
                                .formatted(index, types.size()));
            }
            return types.get((int) index);
        }
    }
}
