package org.tallystick.jobs.sink.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tallystick.pipeline.Key;
import org.tallystick.pipeline.Kinds;
import org.tallystick.pipeline.Section;

/** Who writes to a server: a user with a password, or a token. */
public final class HttpLogin {
    public static final Key<String> USER = Key.of("user", Kinds.TEXT, "Who logs in to the server");

    public static final Key<String> PASSWORD =
            Key.of("password", Kinds.TEXT, "The user's password, best a variable");

    public static final Key<String> TOKEN =
            Key.of("token", Kinds.TEXT, "What stands for user and password, best a variable");

    private HttpLogin() {}

    /** What a section of the file says of them; what does not go together is noted. */
    public static Map<String, String> read(Section section) {
        var login = new HashMap<String, String>();
        for (var key : List.of(USER, PASSWORD, TOKEN)) {
            section.get(key).ifPresent(value -> login.put(key.name(), value));
        }
        if (section.has(USER) != section.has(PASSWORD)) {
            section.problem("'user' and 'password' go together");
        }
        if (section.has(TOKEN) && section.has(USER)) {
            section.problemAtKey(TOKEN, "'token' stands for 'user' and 'password', keep one");
        }
        if (login.getOrDefault(TOKEN.name(), "").chars().anyMatch(Character::isISOControl)) {
            section.problemAtKey(TOKEN, "'token' has a line end or the like in it");
        }
        return login;
    }

    /**
     * The header that says it; none where nobody logs in.
     *
     * @param scheme of a token, such as {@code Bearer}
     */
    public static Map<String, String> header(Map<String, String> login, String scheme) {
        var token = Optional.ofNullable(login.get(TOKEN.name())).map(text -> scheme + " " + text);
        var user = Optional.ofNullable(login.get(USER.name()));
        return token.or(() -> user.map(name -> basic(name, login.get(PASSWORD.name()))))
                .map(value -> Map.of("Authorization", value))
                .orElse(Map.of());
    }

    private static String basic(String user, String password) {
        return "Basic "
                + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(UTF_8));
    }
}
