package org.tallystick.source.format.avro;

import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.tallystick.source.format.EventFormat;
import org.tallystick.source.format.FormatServer;
import org.tallystick.source.format.FormatUse;
import org.tallystick.source.format.RecordRows;
import org.tallystick.source.format.registry.RegistryOptions;

/** Avro's binary form, each record with the id that its schema has in a registry. */
public final class ConfluentAvroFormat implements EventFormat {

    @Override
    public String name() {
        return "avro-confluent";
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
        return new AvroRows(use, schemas(use.options()));
    }

    @Override
    public Optional<FormatServer> server(Map<String, String> options) {
        return Optional.of(schemas(options).server());
    }

    private ConfluentSchemas schemas(Map<String, String> options) {
        return new ConfluentSchemas(
                RegistryOptions.registry(name(), options), InstantSource.system());
    }
}
