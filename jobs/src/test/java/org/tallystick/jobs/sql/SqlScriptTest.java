package org.tallystick.jobs.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SqlScriptTest {

    @Test
    void statementsEndWithSemicolonsOutsideQuotesAndComments() {
        var script = "SELECT ';', 'it''s;' AS `a;b` -- one; two\n FROM /* ; */ t; SHOW TABLES";

        assertThat(texts(script))
                .containsExactly(
                        "SELECT ';', 'it''s;' AS `a;b` -- one; two\n FROM /* ; */ t",
                        "SHOW TABLES");
    }

    @Test
    void aSetOfStatementsIsOne() {
        var set =
                "EXECUTE STATEMENT SET\nBEGIN\n INSERT INTO a SELECT 1;\n INSERT INTO b SELECT 2;\nEND";

        assertThat(texts(set + "; SELECT 1")).containsExactly(set, "SELECT 1");
    }

    @Test
    void aCaseEndsNoSetOfStatements() {
        var set =
                "EXECUTE STATEMENT SET BEGIN INSERT INTO a SELECT CASE WHEN x THEN 1 END;\nINSERT INTO b SELECT 2; END";

        assertThat(texts(set)).containsExactly(set);
    }

    @Test
    void whatIsEmptyOrAllCommentsIsNone() {
        assertThat(texts(" ;; -- nothing\n /* here; */ ")).isEmpty();
    }

    @Test
    void aStatementStaysAtItsPlace() {
        var statements = SqlScript.statements("SELECT 1;\n  SELECT\n 2;");

        assertThat(statements.get(1).sql()).isEqualTo("         \n  SELECT\n 2");
    }

    @Test
    void whatWritesIsKnownByItsFirstWord() {
        assertThat(
                        SqlScript.statements(
                                "-- in\ninsert into a select 1; with x as (select 1) table x"))
                .extracting(SqlScript.Statement::writes)
                .containsExactly(true, false);
    }

    @Test
    void aSettingIsNameAndValue() {
        var statements = SqlScript.statements("set /* so */ 'a.b' =\n'1;2'; SET a = 1");

        assertThat(statements.get(0).setting()).contains(Map.entry("a.b", "1;2"));
        assertThat(statements.get(1).setting()).isEmpty();
    }

    private static List<String> texts(String script) {
        return SqlScript.statements(script).stream().map(each -> each.sql().strip()).toList();
    }
}
