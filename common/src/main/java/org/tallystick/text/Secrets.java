package org.tallystick.text;

import java.util.regex.Pattern;

/**
 * Hides secrets in texts that others wrote: messages of drivers and catalogs, which quote the
 * address that they were given.
 *
 * <p>In an address, a secret is what stands after the user's name, and the value of a parameter
 * whose name says so.
 */
public final class Secrets {
    /** What stands in a secret's place. */
    public static final String HIDDEN = "***";

    private static final String NAMES =
            "password|passwd|passphrase|pwd|secret|token|credential|jaas|user-info|userinfo"
                    + "|api[-_.]?key|access[-_.]?key|private[-_.]?key|account[-_.]?key|signature";

    private static final Pattern NAME = Pattern.compile("(?i).*(" + NAMES + ").*");

    /** Such as {@code sasl.oauthbearer.token.endpoint.url}: about a secret, and none. */
    private static final Pattern ABOUT =
            Pattern.compile("(?i).*(url|uri|location|path|file|class|type|provider|enabled)");

    private static final Pattern USER = Pattern.compile("(://[^/?#\\s:@]*):[^/?#\\s]+@");
    private static final Pattern PARAMETER =
            Pattern.compile(
                    "(?i)([A-Za-z0-9_.-]*(?:"
                            + NAMES
                            + ")[A-Za-z0-9_.-]*)=(\"[^\"]*\"|[^&;,\\s\"')}\\]]+)");

    private Secrets() {}

    /** Whether a setting of this name holds a secret. */
    public static boolean isSecret(String name) {
        return NAME.matcher(name).matches() && !ABOUT.matcher(name).matches();
    }

    /** The text with the secrets of addresses and of {@code name=value} hidden. */
    public static String mask(String text) {
        var users = USER.matcher(text).replaceAll("$1:" + HIDDEN + "@");
        return PARAMETER.matcher(users).replaceAll("$1=" + HIDDEN);
    }
}
