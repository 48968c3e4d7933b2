package org.tallystick.jobs.sql;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.flink.table.api.Schema;
import org.apache.flink.table.catalog.ObjectPath;
import org.apache.flink.table.catalog.exceptions.DatabaseNotExistException;
import org.apache.flink.table.catalog.exceptions.TableNotExistException;
import org.tallystick.sql.PlannerMessage;
import org.tallystick.text.Spelling;

/** The names in a catalog, to tell of a statement what it could have meant. */
record KnownTables(PipelineCatalog catalog) {
    private static final Pattern AT_COLUMN = Pattern.compile(" at column \\d+");
    private static final Pattern NO_WORD = Pattern.compile("\\W+", Pattern.UNICODE_CHARACTER_CLASS);
    private static final Pattern NO_TABLE = Pattern.compile("Object '([^']*)' not found.*");

    /** Why a statement was refused, in one line. */
    String problem(String sql, Throwable refused) {
        var problem = PlannerMessage.problem("sql", sql, columns(sql), refused);
        var unknown = NO_TABLE.matcher(problem.message());
        if (unknown.matches()) {
            var place = problem.message().replaceFirst(".*?( at column [^']*)?$", "$1");
            return noTable(unknown.group(1), place);
        }
        return placed(problem.message(), sql) + problem.hint().map(hint -> ": " + hint).orElse("");
    }

    /** The planner does not always say where: then it is said which statement it is about. */
    private static String placed(String message, String sql) {
        var statement = sql.stripLeading();
        var before = sql.substring(0, sql.length() - statement.length());
        if (before.isEmpty() || AT_COLUMN.matcher(message).find()) {
            return message;
        }
        long lines = before.chars().filter(each -> each == '\n').count();
        int column = before.length() - before.lastIndexOf('\n');
        return "%s, in the statement at column %d of line %d".formatted(message, column, lines + 1);
    }

    private String noTable(String name, String place) {
        var all = tables();
        var near = Spelling.suggestion(name, all);
        return "there is no table '%s'%s%s; there are %s"
                .formatted(name, place, near, String.join(", ", all));
    }

    /** Those of the default database by their names alone. */
    private List<String> tables() {
        return paths().stream()
                .map(
                        path ->
                                path.getDatabaseName().equals(PipelineCatalog.PIPELINE)
                                        ? path.getObjectName()
                                        : path.getFullName())
                .toList();
    }

    private List<ObjectPath> paths() {
        try {
            var paths = new ArrayList<ObjectPath>();
            for (var database : catalog.listDatabases()) {
                for (var table : catalog.listTables(database)) {
                    paths.add(new ObjectPath(database, table));
                }
            }
            return paths;
        } catch (DatabaseNotExistException e) {
            throw new IllegalStateException("the catalog has just listed it", e);
        }
    }

    /** Those of the tables that the statement names; where it names none, of all. */
    private List<String> columns(String sql) {
        var words = NO_WORD.splitAsStream(sql).collect(Collectors.toSet());
        var all = paths();
        var named = all.stream().filter(path -> words.contains(path.getObjectName())).toList();
        Set<String> names = new LinkedHashSet<>();
        for (var path : named.isEmpty() ? all : named) {
            try {
                catalog.getTable(path).getUnresolvedSchema().getColumns().stream()
                        .map(Schema.UnresolvedColumn::getName)
                        .forEach(names::add);
            } catch (TableNotExistException e) {
                throw new IllegalStateException("the catalog has just listed it", e);
            }
        }
        return List.copyOf(names);
    }
}
