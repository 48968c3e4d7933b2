package org.tallystick.jobs.local.report;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tallystick.jobs.reprocess.Findings;
import org.tallystick.jobs.reprocess.WindowVerdict;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

class ReportPageTest {
    private static final String SHOWN = "<script>alert(\"&\")</script>\uFFFD\uFFFD";

    @ParameterizedTest
    @EnumSource(WindowVerdict.class)
    void theWorstVerdictStandsAtTheTop(WindowVerdict worst) throws Exception {
        var page = page(SomeFindings.of(worst));

        var expected = worst == WindowVerdict.MATCH ? WindowVerdict.EXPLAINED : worst;
        assertThat(all(page, "h1")).containsExactly(expected.word());
    }

    @Test
    void namesAreTextsAndNeverMarkup() throws Exception {
        var page = page(SomeFindings.of(WindowVerdict.EXPLAINED));

        assertThat(page.getElementsByTagName("script").getLength()).isZero();
        assertThat(all(page, "strong")).containsExactly(SHOWN + ", tumbling 1 h: a");
    }

    @Test
    void nothingIsFetched() {
        var text = new ReportPage("p", "audit", SomeFindings.of(WindowVerdict.EXPLAINED)).text();

        assertThat(text.replace("xmlns=\"http://www.w3.org/2000/svg\"", ""))
                .doesNotContain("http", "src=", "href=", "url(", "@import");
    }

    @Test
    void everyWindowThatDiffersHasAMark() throws Exception {
        var page = page(SomeFindings.of(WindowVerdict.UNEXPLAINED));

        var figure = (Element) page.getElementsByTagName("figure").item(0);
        var marks = new ArrayList<String>();
        for (Element mark : elements(figure.getElementsByTagName("g"))) {
            marks.add(mark.getAttribute("class"));
        }
        assertThat(marks).hasSize(SomeFindings.STALE).endsWith("mark unexplained");
        assertThat(elements(figure.getElementsByTagName("polyline")))
                .extracting(line -> line.getAttribute("class"))
                .containsExactly("published", "archive");
    }

    @Test
    void theBooksAddUp() throws Exception {
        var page = page(SomeFindings.of(WindowVerdict.EXPLAINED));

        var source = table(page, "source");
        assertThat(source).hasSize(3);
        for (var row : source) {
            assertThat(number(row, 2)).isEqualTo(number(row, 3) + number(row, 4) + number(row, 5));
        }
        assertThat(number(source.get(2), 2)).isEqualTo(3_000);
        var accounts = table(page, "accounts");
        assertThat(accounts).hasSize(1);
        var row = accounts.get(0);
        long live = number(row, 3);
        long without = number(row, 4) + number(row, 5) + number(row, 6) + number(row, 7);
        assertThat(number(row, 2)).isEqualTo(live + without - number(row, 8) + number(row, 9));
        assertThat(number(row, 9)).isZero();
    }

    @Test
    void theLargestDifferencesHaveTheirReasons() throws Exception {
        var page = page(SomeFindings.of(WindowVerdict.EXPLAINED));

        var rows = table(page, "differences");
        assertThat(rows).hasSize(1);
        assertThat(rows.get(0))
                .startsWith("changed", SHOWN)
                .contains("{\"a\":2}", "{\"a\":3,\"b\":1}")
                .endsWith("6 late");
    }

    @Test
    void whereNothingWasJudgedThereIsAPageAllTheSame() throws Exception {
        assertThat(all(page(Findings.NONE), "h1")).containsExactly("NOTHING TO JUDGE");
    }

    private static Document page(Findings found) throws Exception {
        var text = new ReportPage(SomeFindings.HOSTILE, "audit", found).text();
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(text.getBytes(UTF_8)));
    }

    private static List<List<String>> table(Document page, String id) {
        var rows = new ArrayList<List<String>>();
        for (Element table : elements(page.getElementsByTagName("table"))) {
            if (table.getAttribute("id").equals(id)) {
                for (Element row : elements(table.getElementsByTagName("tr"))) {
                    rows.add(texts(row.getElementsByTagName("td")));
                }
            }
        }
        return rows.subList(1, rows.size());
    }

    private static long number(List<String> row, int column) {
        return Long.parseLong(row.get(column).replace(",", ""));
    }

    private static List<String> all(Document page, String tag) {
        return texts(page.getElementsByTagName(tag));
    }

    private static List<String> texts(NodeList nodes) {
        return elements(nodes).stream().map(Element::getTextContent).toList();
    }

    private static List<Element> elements(NodeList nodes) {
        var elements = new ArrayList<Element>();
        for (int i = 0; i < nodes.getLength(); i++) {
            elements.add((Element) nodes.item(i));
        }
        return elements;
    }
}
