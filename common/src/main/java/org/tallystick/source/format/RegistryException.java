package org.tallystick.source.format;

import java.io.IOException;

/**
 * The schema registry could not be asked. That says nothing about the record, which may be fine:
 * the job has to fail and try again.
 */
public final class RegistryException extends IOException {
    public RegistryException(String message, Throwable cause) {
        super(message, cause);
    }
}
