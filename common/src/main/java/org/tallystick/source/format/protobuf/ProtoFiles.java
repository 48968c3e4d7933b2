package org.tallystick.source.format.protobuf;

import com.google.protobuf.AnyProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.DescriptorValidationException;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.DurationProto;
import com.google.protobuf.EmptyProto;
import com.google.protobuf.FieldMaskProto;
import com.google.protobuf.StructProto;
import com.google.protobuf.TimestampProto;
import com.google.protobuf.WrappersProto;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Files of message types, each put together with those that it imports. */
final class ProtoFiles {
    /** Every Protobuf has these. */
    private static final List<FileDescriptor> WELL_KNOWN =
            List.of(
                    AnyProto.getDescriptor(),
                    DurationProto.getDescriptor(),
                    EmptyProto.getDescriptor(),
                    FieldMaskProto.getDescriptor(),
                    StructProto.getDescriptor(),
                    TimestampProto.getDescriptor(),
                    WrappersProto.getDescriptor());

    private final Map<String, FileDescriptorProto> files = new LinkedHashMap<>();
    private final Map<String, FileDescriptor> built = new HashMap<>();

    /** A file does not fit those that it imports, or one is missing; the message is one line. */
    static final class BrokenException extends Exception {
        BrokenException(String message) {
            super(message);
        }
    }

    ProtoFiles(Collection<FileDescriptorProto> files) {
        files.forEach(each -> this.files.put(each.getName(), each));
        WELL_KNOWN.forEach(each -> built.put(each.getFullName(), each));
    }

    /** The message type of a name, with its package's. */
    Optional<Descriptor> message(String name) throws BrokenException {
        for (var each : messages()) {
            if (each.getFullName().equals(name)) {
                return Optional.of(each);
            }
        }
        return Optional.empty();
    }

    /** All message types, those inside others too. */
    List<Descriptor> messages() throws BrokenException {
        var all = new ArrayList<Descriptor>();
        for (var name : files.keySet()) {
            file(name).getMessageTypes().forEach(each -> add(each, all));
        }
        return all;
    }

    private static void add(Descriptor type, List<Descriptor> all) {
        all.add(type);
        type.getNestedTypes().forEach(each -> add(each, all));
    }

    /** One of the files. */
    FileDescriptor file(String name) throws BrokenException {
        var known = built.get(name);
        if (known != null) {
            return known;
        }
        var file = files.remove(name);
        if (file == null) {
            throw new BrokenException(
                    "'%s' is imported and not there, or imports itself".formatted(name));
        }
        var imports = new ArrayList<FileDescriptor>();
        for (var each : file.getDependencyList()) {
            imports.add(file(each));
        }
        files.put(name, file);
        try {
            var whole = FileDescriptor.buildFrom(file, imports.toArray(FileDescriptor[]::new));
            built.put(name, whole);
            return whole;
        } catch (DescriptorValidationException e) {
            throw new BrokenException("'%s' is no schema: %s".formatted(name, e.getMessage()));
        }
    }
}
