package org.tallystick.source.format.avro;

import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.tallystick.source.format.EventFormat;
import org.tallystick.source.format.FormatServer;
import org.tallystick.source.format.FormatUse;
import org.tallystick.source.format.InvalidOptionException;
import org.tallystick.source.format.RecordRows;

/** Avro's binary form, each record with the id that its schema has in a registry. */
public final class ConfluentAvroFormat implements EventFormat {
    private static final String URL = "url";
    private static final String USER = "basic-auth.user-info";
    private static final String TOKEN = "bearer-auth.token";

    @Override
    public String name() {
        return "avro-confluent";
    }

    @Override
    public Map<String, String> options() {
        var options = new LinkedHashMap<String, String>();
        options.put(URL, "the address of the schema registry");
        options.put(USER, "user:password for it");
        options.put(TOKEN, "a token for it");
        return options;
    }

    @Override
    public boolean isForFiles() {
        return false;
    }

    @Override
    public RecordRows rows(FormatUse use) {
        return new AvroRows(use, registry(use.options()));
    }

    @Override
    public Optional<FormatServer> server(Map<String, String> options) {
        return Optional.of(registry(options));
    }

    private static ConfluentSchemas registry(Map<String, String> options) {
        var url = options.get(URL);
        if (url == null) {
            throw new InvalidOptionException(
                    URL,
                    "format avro-confluent needs the option 'url', the address of the schema registry");
        }
        var headers = new HashMap<String, String>();
        headers.put("Accept", "application/vnd.schemaregistry.v1+json");
        if (options.containsKey(USER)) {
            var user = options.get(USER).getBytes(StandardCharsets.UTF_8);
            headers.put("Authorization", "Basic " + Base64.getEncoder().encodeToString(user));
        }
        if (options.containsKey(TOKEN)) {
            headers.put("Authorization", "Bearer " + options.get(TOKEN));
        }
        var registry = new Registry(url, headers, time -> Thread.sleep(time.toMillis()));
        return new ConfluentSchemas(registry, InstantSource.system());
    }
}
