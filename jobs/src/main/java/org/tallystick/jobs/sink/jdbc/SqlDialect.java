package org.tallystick.jobs.sink.jdbc;

import java.io.Serializable;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.tallystick.aggregate.ValueType;

/** What a kind of database has of its own. */
interface SqlDialect extends Serializable {

    /**
     * That of the database at this URL.
     *
     * @throws IllegalArgumentException one line without the URL, where it is none that is known
     */
    static SqlDialect of(String url) {
        if (url.matches("jdbc:(mariadb|mysql):.+")) {
            return new MariaDb();
        }
        if (url.startsWith("jdbc:postgresql:")) {
            return new PostgreSql();
        }
        throw new IllegalArgumentException(
                "jdbc sink: the url must be jdbc:postgresql://host:port/database, or the same with"
                        + " mariadb or mysql");
    }

    /** The driver's properties, where nobody says otherwise. */
    Map<String, String> defaults();

    /** The same for someone who waits: out of reach is said within ten seconds. */
    Map<String, String> impatience();

    /** A new connection, which changes no value on the way. */
    Connection connect(String url, Properties properties) throws SQLException;

    String quote(String name);

    /** The type of the column that has a cell's key, which is the primary key. */
    String keyType();

    /** How many bytes of a key it can index. */
    int longestKey();

    /** The type of the columns that hold every value of this one. */
    String sqlType(ValueType type);

    /**
     * Whether a column of this type holds every value of another unchanged.
     *
     * @param stands the type in the database's own words
     */
    boolean fits(ValueType type, String stands);

    /**
     * A cell's value as the driver takes it; may be null.
     *
     * @throws SQLException as of the server, where the database would make another value of it
     */
    Object driverValue(Object value) throws SQLException;

    /** Of {@link java.sql.Types}. */
    int driverType(ValueType type);

    /** Lets no one else change the schema: two writers that start together make one table. */
    void lockSchema(Connection connection) throws SQLException;

    /** The end of it, where it is not that of the transaction. */
    void unlockSchema(Connection connection) throws SQLException;

    /** The types of the columns of a table, by name; none where there is no table. */
    Map<String, String> columns(Connection connection, String table) throws SQLException;

    /**
     * Why a table that stands would not have a row for each cell, a phrase; empty where it would,
     * or where the server says so by itself.
     */
    default Optional<String> unfitKey(Connection connection, String table) throws SQLException {
        return Optional.empty();
    }

    /**
     * Writes a row, but not over one that counts more.
     *
     * @param key the columns of the primary key
     * @param columns all of them, {@code events} and {@code revision} among them
     */
    String upsert(String table, List<String> key, List<String> columns);

    /** Asks whether the server takes no writes. */
    String takesNoWrites();

    /** Asks whether the user may make a table. */
    String mayCreate();

    /** Asks whether the user may do something with the rows of a table. */
    String granted(String table, String right);

    /** Asks whether the user may change a table. */
    String owned(String table);

    /** Whether trying again at once may help, beyond what all databases say so of. */
    default boolean passes(SQLException e) {
        return SqlState.passes(e);
    }

    /** Whether trying again cannot help. */
    default boolean isPermanent(SQLException e) {
        return SqlState.isPermanent(e);
    }

    /** Whether other rows may well be taken. */
    default boolean isOfOneRow(SQLException e) {
        return SqlState.isOfOneRow(e);
    }
}
