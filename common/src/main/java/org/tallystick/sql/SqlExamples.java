package org.tallystick.sql;

import java.util.ArrayList;
import java.util.List;

/**
 * What filters, keys and arguments may be made of, each by an example and the value that it has.
 *
 * <p>All scalar functions of Flink SQL may be used that depend on the event alone; these are the
 * ones that people look for. A test evaluates every one.
 */
public final class SqlExamples {
    private static final String ALL =
            """
            compare and combine
              7 > 5 AND NOT 'a' = 'b' => TRUE
              5 BETWEEN 1 AND 10 => TRUE
              'LAX' IN ('SFO', 'LAX') => TRUE
              'Los Angeles' LIKE 'Los%' => TRUE
              'a1' SIMILAR TO '[a-z][0-9]' => TRUE
              CAST(NULL AS INT) IS NULL => TRUE
              1 IS DISTINCT FROM NULL => TRUE
            choose
              CASE WHEN 20 > 15 THEN 'late' ELSE 'on time' END => late
              COALESCE(CAST(NULL AS INT), 7) => 7
              IF(3 > 2, 'yes', 'no') => yes
              NULLIF(5, 0) => 5
              GREATEST(3, 9, 4) => 9
              LEAST(3, 9, 4) => 3
            numbers
              7 * (2 + 1) - 1 => 20
              7 / 2 => 3
              MOD(7, 3) => 1
              ABS(-5) => 5
              SIGN(-5) => -1
              ROUND(2.345, 2) => 2.35
              TRUNCATE(2.345, 2) => 2.34
              FLOOR(2.7) => 2
              CEIL(2.1) => 3
              POWER(2, 10) => 1024.0
              SQRT(81) => 9.0
              EXP(0) => 1.0
              LN(1) => 0.0
              LOG10(1000) => 3.0
              LOG2(8) => 3.0
              SIN(0) => 0.0
              COS(0) => 1.0
              ATAN2(0, 1) => 0.0
              DEGREES(0) => 0.0
              HEX(255) => FF
              BIN(5) => 101
            texts
              'JFK' || '-' || 'LAX' => JFK-LAX
              CONCAT_WS('-', 'JFK', 'LAX') => JFK-LAX
              UPPER('lax') => LAX
              LOWER('LAX') => lax
              INITCAP('los angeles') => Los Angeles
              CHAR_LENGTH('LAX') => 3
              SUBSTRING('N123AA', 2, 3) => 123
              LEFT('LAX', 2) => LA
              RIGHT('LAX', 2) => AX
              TRIM(BOTH ' ' FROM ' a ') => a
              BTRIM(' a ') => a
              LPAD('7', 3, '0') => 007
              RPAD('7', 3, '0') => 700
              REPLACE('a-b', '-', '+') => a+b
              POSITION('X' IN 'LAX') => 3
              SPLIT_INDEX('a,b,c', ',', 1) => b
              REVERSE('abc') => cba
              REPEAT('ab', 2) => abab
              ASCII('A') => 65
              CHR(65) => A
              STARTSWITH('LAX', 'LA') => TRUE
              ENDSWITH('LAX', 'AX') => TRUE
              REGEXP('abc', 'b.') => TRUE
              REGEXP_EXTRACT('flight 12', '([0-9]+)', 1) => 12
              REGEXP_REPLACE('a1b2', '[0-9]', '') => ab
              PARSE_URL('http://a.b/c?d=e', 'HOST') => a.b
              URL_DECODE('a%20b') => a b
              FROM_BASE64('YQ==') => a
              TO_BASE64('a') => YQ==
              MD5('a') => 0cc175b9c0f1b6a831c399e269772661
              SHA256('') => e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855
            JSON in texts
              JSON_VALUE('{"a": {"b": 7}}', '$.a.b') => 7
              JSON_EXISTS('{"a": 1}', '$.a') => TRUE
              '{"a": 1}' IS JSON => TRUE
            times
              HOUR(TIMESTAMP '2024-03-05 10:20:30') => 10
              EXTRACT(DOW FROM DATE '2024-03-05') => 3
              YEAR(DATE '2024-03-05') => 2024
              QUARTER(DATE '2024-03-05') => 1
              MONTH(DATE '2024-03-05') => 3
              WEEK(DATE '2024-03-05') => 10
              DAYOFYEAR(DATE '2024-03-05') => 65
              DAYOFMONTH(DATE '2024-03-05') => 5
              MINUTE(TIMESTAMP '2024-03-05 10:20:30') => 20
              FLOOR(TIMESTAMP '2024-03-05 10:20:30' TO HOUR) => 2024-03-05 10:00:00
              TIMESTAMPADD(DAY, 1, DATE '2024-03-05') => 2024-03-06
              TIMESTAMPDIFF(HOUR, TIMESTAMP '2024-03-05 10:00:00', TIMESTAMP '2024-03-05 13:00:00') => 3
              TIMESTAMP '2024-03-05 10:00:00' + INTERVAL '15' MINUTE => 2024-03-05 10:15:00
              DATE_FORMAT(TIMESTAMP '2024-03-05 10:20:30', 'yyyy-MM') => 2024-03
              TO_DATE('05.03.2024', 'dd.MM.yyyy') => 2024-03-05
              TO_TIMESTAMP('05.03.2024 10:20', 'dd.MM.yyyy HH:mm') => 2024-03-05 10:20:00.000
              TO_TIMESTAMP_LTZ(1709634030, 0) => 2024-03-05 10:20:30.000
            types
              CAST('7' AS INT) => 7
              TRY_CAST('seven' AS INT) IS NULL => TRUE
              CAST(7 AS STRING) => 7
              CAST('12.5' AS DECIMAL(5, 2)) => 12.50
            """;

    private SqlExamples() {}

    /**
     * An expression.
     *
     * @param group what it is about
     * @param sql the expression, as a pipeline may have it
     * @param value what it is, as SQL would cast it to a text
     */
    public record Example(String group, String sql, String value) {}

    /** All of them, group by group. */
    public static List<Example> all() {
        var all = new ArrayList<Example>();
        var group = "";
        for (var line : ALL.lines().toList()) {
            int arrow = line.indexOf(" => ");
            if (arrow < 0) {
                group = line;
            } else {
                all.add(
                        new Example(
                                group,
                                line.substring(0, arrow).strip(),
                                line.substring(arrow + 4)));
            }
        }
        return all;
    }
}
