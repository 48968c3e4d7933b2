package org.tallystick.source.format.avro;

import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.tallystick.source.format.BadRecordException;
import org.tallystick.source.format.FormatServer;
import org.tallystick.source.format.registry.RegisteredSchemas;
import org.tallystick.source.format.registry.RegisteredSchemas.Registered;
import org.tallystick.source.format.registry.Registry;

/** Writer schemas out of a Confluent schema registry. */
final class ConfluentSchemas implements WriterSchemas {
    private final RegisteredSchemas<Schema> schemas;

    ConfluentSchemas(Registry registry, InstantSource clock) {
        schemas = new RegisteredSchemas<>(registry, clock, new AvroSchemas());
    }

    /** The registry itself. */
    FormatServer server() {
        return schemas;
    }

    @Override
    public int headerLength() {
        return RegisteredSchemas.HEADER;
    }

    @Override
    public Optional<Schema> of(byte[] message) throws IOException {
        return Optional.of(schemas.of(message));
    }

    private record AvroSchemas() implements RegisteredSchemas.SchemaReader<Schema> {

        @Override
        public String type() {
            return "AVRO";
        }

        /** A parser knows the names of what it has parsed. */
        @Override
        public Schema read(List<Registered> referred, String text) throws BadRecordException {
            var parser = new Schema.Parser();
            try {
                referred.forEach(each -> parser.parse(each.text()));
                return parser.parse(text);
            } catch (AvroRuntimeException e) {
                throw new BadRecordException("is no Avro schema");
            }
        }
    }
}
