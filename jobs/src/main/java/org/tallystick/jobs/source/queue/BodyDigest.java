package org.tallystick.jobs.source.queue;

import com.dynatrace.hash4j.hashing.Hashing;
import java.io.Serializable;

/**
 * What tells one message's bytes from another's: 128 bits of XXH3, so that among 2^40 messages two
 * share one with a probability below 2^-48.
 */
record BodyDigest(long high, long low) implements Serializable {

    static BodyDigest of(byte[] body) {
        var hash = Hashing.xxh3_128().hashBytesTo128Bits(body);
        return new BodyDigest(hash.getMostSignificantBits(), hash.getLeastSignificantBits());
    }

    /** The same bytes, which did not become an event. */
    BodyDigest ofReject() {
        return new BodyDigest(~high, low);
    }
}
