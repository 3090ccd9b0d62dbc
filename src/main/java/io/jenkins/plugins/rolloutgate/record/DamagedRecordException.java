package io.jenkins.plugins.rolloutgate.record;

import java.io.IOException;

/** A record whose chain does not hold; its message names the line. */
public final class DamagedRecordException extends IOException {
    private static final long serialVersionUID = 1L;

    public DamagedRecordException(String message) {
        super(message);
    }
}
