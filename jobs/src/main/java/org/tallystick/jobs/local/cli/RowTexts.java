package org.tallystick.jobs.local.cli;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.core.JsonGenerator;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.core.JsonProcessingException;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.ObjectMapper;
import org.apache.flink.types.Row;
import org.tallystick.jobs.archive.ArchiveQuery.Rows;
import org.tallystick.jobs.local.runner.TextTable;

/** Rows of the archive as text. */
final class RowTexts {
    private static final int LONGEST = 60;
    private static final ObjectMapper JSON =
            new ObjectMapper().enable(JsonGenerator.Feature.WRITE_BIGDECIMAL_AS_PLAIN);

    private RowTexts() {}

    /** Aligned columns below their names; long values are cut, bytes that are no text are hex. */
    static String table(Rows found) {
        var table = new TextTable();
        addTo(table, new ArrayList<>(found.columns()));
        for (var row : found.rows()) {
            addTo(
                    table,
                    found.columns().stream().map(column -> cut(row.getField(column))).toList());
        }
        return table.toString();
    }

    private static void addTo(TextTable table, List<String> cells) {
        table.row(cells.get(0), cells.subList(1, cells.size()).toArray());
    }

    private static String cut(Object value) {
        var text = printable(value);
        int end =
                text.offsetByCodePoints(
                        0, Math.min(LONGEST, text.codePointCount(0, text.length())));
        return end == text.length() ? text : text.substring(0, end) + "...";
    }

    /** On one line, whatever it holds. */
    private static String printable(Object value) {
        var text =
                value instanceof byte[] bytes
                        ? utf8(bytes).orElseGet(() -> "0x" + HexFormat.of().formatHex(bytes))
                        : value == null ? "" : json(value).replaceAll("^\"|\"$", "");
        return text.replaceAll("\\p{Cntrl}", " ");
    }

    /**
     * A row as a JSON object on one line, every value whole. Bytes are text where they are UTF-8;
     * else the member {@code COLUMN_base64} has them.
     */
    static String json(Row row, List<String> columns) {
        return json(members(row, columns));
    }

    private static Map<String, Object> members(Row row, Iterable<String> columns) {
        var members = new LinkedHashMap<String, Object>();
        for (var column : columns) {
            var value = row.getField(column);
            if (value instanceof byte[] bytes && utf8(bytes).isEmpty()) {
                members.put(column + "_base64", Base64.getEncoder().encodeToString(bytes));
            } else {
                members.put(column, plain(value));
            }
        }
        return members;
    }

    private static String json(Object value) {
        try {
            return JSON.writeValueAsString(plain(value));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a row's values have JSON forms", e);
        }
    }

    /** What Jackson knows how to write; times are ISO-8601. */
    private static Object plain(Object value) {
        if (value == null
                || value instanceof Number
                || value instanceof Boolean
                || value instanceof String) {
            return value;
        }
        if (value instanceof byte[] bytes) {
            return utf8(bytes).orElseGet(() -> Base64.getEncoder().encodeToString(bytes));
        }
        if (value instanceof Row row) {
            return members(row, row.getFieldNames(true));
        }
        if (value instanceof Map<?, ?> map) {
            var members = new LinkedHashMap<String, Object>();
            map.forEach((name, member) -> members.put(String.valueOf(name), plain(member)));
            return members;
        }
        if (value instanceof Object[] elements) {
            return Arrays.stream(elements).map(RowTexts::plain).toList();
        }
        return value instanceof List<?> list
                ? list.stream().map(RowTexts::plain).toList()
                : value.toString();
    }

    private static Optional<String> utf8(byte[] bytes) {
        try {
            var text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            return Optional.of(text.toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }
}
