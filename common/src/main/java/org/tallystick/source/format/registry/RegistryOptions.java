package org.tallystick.source.format.registry;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.tallystick.source.format.InvalidOptionException;

/** How to reach a registry: options that are the same for all formats that have one. */
public final class RegistryOptions {
    private static final String URL = "url";
    private static final String USER = "basic-auth.user-info";
    private static final String TOKEN = "bearer-auth.token";

    private RegistryOptions() {}

    /** What each is for, by name. */
    public static Map<String, String> descriptions() {
        var options = new LinkedHashMap<String, String>();
        options.put(URL, "the address of the schema registry");
        options.put(USER, "user:password for it");
        options.put(TOKEN, "a token for it");
        return options;
    }

    /**
     * The registry.
     *
     * @param format the name of the format that needs it
     * @throws InvalidOptionException where it has no address
     */
    public static Registry registry(String format, Map<String, String> options) {
        var url = options.get(URL);
        if (url == null) {
            throw new InvalidOptionException(
                    URL,
                    "format %s needs the option 'url', the address of the schema registry"
                            .formatted(format));
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
        return new Registry(url, headers, time -> Thread.sleep(time.toMillis()));
    }
}
