package org.tallystick.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import org.junit.jupiter.api.Test;

/** Dashboard and rules, as files. */
class MonitoringTest {

    @Test
    void panelsHaveTitlesQueriesAndPlacesOfTheirOwn() {
        var places = new HashSet<String>();
        var ids = new HashSet<Integer>();
        for (JsonNode panel : Monitoring.dashboard().path("panels")) {
            assertThat(panel.path("title").asText()).isNotEmpty();
            assertThat(places.add(panel.path("gridPos").toString()))
                    .as(panel.path("title").asText())
                    .isTrue();
            assertThat(ids.add(panel.path("id").asInt())).isTrue();
            if (!panel.path("type").asText().equals("row")) {
                assertThat(panel.path("targets")).isNotEmpty();
            }
        }
        assertThat(ids).hasSizeGreaterThan(10);
    }

    @Test
    void theDashboardAsksOnlyForTheJobThatIsChosen() {
        Monitoring.dashboard()
                .findValuesAsText("expr")
                .forEach(
                        query ->
                                assertThat(query)
                                        .contains("namespace=\"$namespace\"", "app=~\"$app"));
    }

    @Test
    void alertsSayWhatIsWrongAndWhatToDo() {
        for (JsonNode group : Monitoring.rules().at("/spec/groups")) {
            for (JsonNode rule : group.path("rules")) {
                var name = rule.path("alert").asText();
                assertThat(name).startsWith("Tallystick");
                assertThat(rule.at("/labels/severity").asText())
                        .as(name)
                        .isIn("warning", "critical");
                assertThat(rule.at("/annotations/summary").asText()).as(name).isNotEmpty();
                assertThat(rule.at("/annotations/action").asText()).as(name).isNotEmpty();
            }
        }
    }

    @Test
    void expressionsAreBalanced() {
        for (String query : Monitoring.queries()) {
            for (String pair : new String[] {"()", "{}", "[]"}) {
                assertThat(count(query, pair.charAt(0)))
                        .as(query)
                        .isEqualTo(count(query, pair.charAt(1)));
            }
            assertThat(Monitoring.metrics(query)).as(query).isNotEmpty();
        }
    }

    @Test
    void whatIsAskedForIsAlerted() {
        var alerts = Monitoring.rules().findValuesAsText("alert");

        assertThat(alerts)
                .contains(
                        "TallystickJobDown",
                        "TallystickCheckpointsFailing",
                        "TallystickWatermarkLag",
                        "TallystickRejects",
                        "TallystickUnexplainedWindows");
    }

    private static long count(String text, char one) {
        return text.chars().filter(each -> each == one).count();
    }
}
