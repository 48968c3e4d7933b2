package org.tallystick.pipeline;

import java.util.Map;

/**
 * An Iceberg catalog and the namespace in it that holds this pipeline's tables.
 *
 * @param catalog the catalog's properties, passed on as they stand; may hold secrets
 * @param namespace the namespace, dots between its levels
 */
public record ArchiveSpec(Map<String, String> catalog, String namespace) {

    public ArchiveSpec {
        catalog = Map.copyOf(catalog);
    }

    /** Keeps the catalog's properties out of logs: they may hold secrets. */
    @Override
    public String toString() {
        return "iceberg namespace " + namespace;
    }
}
