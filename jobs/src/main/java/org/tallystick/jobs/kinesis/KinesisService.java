package org.tallystick.jobs.kinesis;

import java.io.Serializable;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.kinesis.KinesisClient;

/**
 * Where Kinesis is. Who we are is not said here: credentials come from the SDK's default chain, and
 * so does a region that is not given.
 */
public final class KinesisService implements Serializable {
    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration ANSWER = Duration.ofSeconds(15);

    /** Null where the SDK finds it; an Optional cannot be shipped to the workers. */
    private final String region;

    /** Null for Amazon's own. */
    private final String endpoint;

    /**
     * @param region such as {@code eu-central-1}
     * @param endpoint the URL of another server than Amazon's
     */
    public KinesisService(Optional<String> region, Optional<String> endpoint) {
        this.region = region.orElse(null);
        this.endpoint = endpoint.orElse(null);
    }

    /**
     * A client, to be closed.
     *
     * @throws RuntimeException where there is no region, or the endpoint is no URL; one line
     */
    public KinesisClient client() {
        var http =
                UrlConnectionHttpClient.builder().connectionTimeout(CONNECT).socketTimeout(ANSWER);
        var builder = KinesisClient.builder().httpClientBuilder(http);
        if (region != null) {
            builder.region(Region.of(region));
        }
        if (endpoint != null) {
            builder.endpointOverride(URI.create(endpoint));
        }
        return builder.build();
    }

    /** Whether both are the same server, as far as what is written says. */
    public boolean isSameAs(KinesisService other) {
        return address().equals(other.address());
    }

    /** Where it is, for people and to tell it from others. */
    public String address() {
        return endpoint != null ? endpoint : region != null ? region : "";
    }

    /** Its settings by their keys in the pipeline file. */
    public Map<String, String> settings() {
        var settings = new HashMap<String, String>();
        if (region != null) {
            settings.put("region", region);
        }
        if (endpoint != null) {
            settings.put("endpoint", endpoint);
        }
        return settings;
    }
}
