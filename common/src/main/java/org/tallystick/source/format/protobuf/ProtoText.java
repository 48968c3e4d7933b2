package org.tallystick.source.format.protobuf;

import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.EnumDescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.squareup.wire.Syntax;
import com.squareup.wire.schema.Field;
import com.squareup.wire.schema.Location;
import com.squareup.wire.schema.internal.parser.EnumElement;
import com.squareup.wire.schema.internal.parser.FieldElement;
import com.squareup.wire.schema.internal.parser.MessageElement;
import com.squareup.wire.schema.internal.parser.ProtoFileElement;
import com.squareup.wire.schema.internal.parser.ProtoParser;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The text of a {@code .proto} file as a descriptor: what Protobuf needs to put types together, and
 * no more. Services, extensions and options are left out, and so are groups, which nothing can
 * read: they are unknown fields.
 */
final class ProtoText {
    private static final Map<String, FieldDescriptorProto.Type> SCALARS =
            Stream.of(FieldDescriptorProto.Type.values())
                    .filter(
                            type ->
                                    type != FieldDescriptorProto.Type.TYPE_MESSAGE
                                            && type != FieldDescriptorProto.Type.TYPE_ENUM
                                            && type != FieldDescriptorProto.Type.TYPE_GROUP)
                    .collect(Collectors.toMap(ProtoText::word, Function.identity()));

    private static final Pattern MAP = Pattern.compile("map<\\s*(\\S+)\\s*,\\s*(\\S+)\\s*>");

    private final ProtoFileElement file;
    private final boolean isThird;

    private ProtoText(ProtoFileElement file) {
        this.file = file;
        this.isThird = file.getSyntax() == Syntax.PROTO_3;
    }

    private static String word(FieldDescriptorProto.Type type) {
        return type.name().substring("TYPE_".length()).toLowerCase(Locale.ROOT);
    }

    /**
     * The descriptor of a file.
     *
     * @param name what other files import it by
     */
    static FileDescriptorProto parse(String name, String text) throws ProtoFiles.BrokenException {
        try {
            return new ProtoText(ProtoParser.Companion.parse(Location.get(name), text))
                    .descriptor(name);
        } catch (RuntimeException e) { // whatever the parser makes of what is none
            throw new ProtoFiles.BrokenException("'%s' is no .proto file".formatted(name));
        }
    }

    private FileDescriptorProto descriptor(String name) {
        var descriptor =
                FileDescriptorProto.newBuilder()
                        .setName(name)
                        .setSyntax(isThird ? "proto3" : "proto2")
                        .addAllDependency(file.getImports());
        if (file.getPackageName() != null) {
            descriptor.setPackage(file.getPackageName());
        }
        for (var each : file.getPublicImports()) {
            descriptor.addPublicDependency(descriptor.getDependencyCount());
            descriptor.addDependency(each);
        }
        for (var type : file.getTypes()) {
            if (type instanceof MessageElement message) {
                descriptor.addMessageType(message(message));
            } else if (type instanceof EnumElement symbols) {
                descriptor.addEnumType(symbols(symbols));
            }
        }
        return descriptor.build();
    }

    /** Types inside it keep their order, by which records name them; those of maps come last. */
    private DescriptorProto message(MessageElement message) {
        var descriptor = DescriptorProto.newBuilder().setName(message.getName());
        for (var type : message.getNestedTypes()) {
            if (type instanceof MessageElement inner) {
                descriptor.addNestedType(message(inner));
            } else if (type instanceof EnumElement symbols) {
                descriptor.addEnumType(symbols(symbols));
            }
        }
        for (int i = 0; i < message.getOneOfs().size(); i++) {
            var oneof = message.getOneOfs().get(i);
            descriptor.addOneofDeclBuilder().setName(oneof.getName());
            for (var field : oneof.getFields()) {
                descriptor.addField(field(field, descriptor).setOneofIndex(i));
            }
        }
        for (var each : message.getFields()) {
            var field = field(each, descriptor);
            if (isThird && each.getLabel() == Field.Label.OPTIONAL) {
                field.setProto3Optional(true).setOneofIndex(descriptor.getOneofDeclCount());
                descriptor.addOneofDeclBuilder().setName("_" + each.getName());
            }
            descriptor.addField(field);
        }
        return descriptor.build();
    }

    private FieldDescriptorProto.Builder field(FieldElement field, DescriptorProto.Builder around) {
        var descriptor =
                FieldDescriptorProto.newBuilder()
                        .setName(field.getName())
                        .setNumber(field.getTag());
        var map = MAP.matcher(field.getType());
        if (!map.matches()) {
            return typed(descriptor, field.getType()).setLabel(label(field));
        }
        var entry = Character.toUpperCase(field.getName().charAt(0)) + field.getName().substring(1);
        var name = camelCase(entry) + "Entry";
        var type = around.addNestedTypeBuilder().setName(name);
        type.getOptionsBuilder().setMapEntry(true);
        type.addField(typed(part("key", 1), map.group(1)));
        type.addField(typed(part("value", 2), map.group(2)));
        return descriptor
                .setLabel(FieldDescriptorProto.Label.LABEL_REPEATED)
                .setType(FieldDescriptorProto.Type.TYPE_MESSAGE)
                .setTypeName(name);
    }

    private static FieldDescriptorProto.Builder part(String name, int number) {
        return FieldDescriptorProto.newBuilder()
                .setName(name)
                .setNumber(number)
                .setLabel(FieldDescriptorProto.Label.LABEL_OPTIONAL);
    }

    /** {@code by_name} is {@code byName}: so {@code protoc} makes names of types for maps. */
    private static String camelCase(String name) {
        return Pattern.compile("_+(.)?")
                .matcher(name)
                .replaceAll(
                        found ->
                                Optional.ofNullable(found.group(1))
                                        .orElse("")
                                        .toUpperCase(Locale.ROOT));
    }

    /** What a name stands for is found when all files are there. */
    private static FieldDescriptorProto.Builder typed(
            FieldDescriptorProto.Builder field, String type) {
        var scalar = SCALARS.get(type);
        return scalar == null ? field.setTypeName(type) : field.setType(scalar);
    }

    private static FieldDescriptorProto.Label label(FieldElement field) {
        if (field.getLabel() == Field.Label.REPEATED) {
            return FieldDescriptorProto.Label.LABEL_REPEATED;
        }
        return field.getLabel() == Field.Label.REQUIRED
                ? FieldDescriptorProto.Label.LABEL_REQUIRED
                : FieldDescriptorProto.Label.LABEL_OPTIONAL;
    }

    private static EnumDescriptorProto symbols(EnumElement symbols) {
        var descriptor = EnumDescriptorProto.newBuilder().setName(symbols.getName());
        for (var each : symbols.getConstants()) {
            descriptor.addValueBuilder().setName(each.getName()).setNumber(each.getTag());
        }
        var numbers = symbols.getConstants().stream().map(each -> each.getTag()).distinct().count();
        if (numbers < symbols.getConstants().size()) {
            descriptor.getOptionsBuilder().setAllowAlias(true);
        }
        return descriptor.build();
    }
}
