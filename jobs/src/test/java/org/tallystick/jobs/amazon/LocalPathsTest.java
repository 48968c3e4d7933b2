package org.tallystick.jobs.amazon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.tallystick.jobs.plan.Plan;

/** Where paths of a pipeline are, seen from more machines than one. */
class LocalPathsTest {
    private static final String PIPELINE =
            """
            name: flights
            events: {schema: "file:%s", time: scheduled, out-of-orderness: 15 min}
            source: {connector: kafka, topic: t, format: json,
                     properties: {bootstrap.servers: "b:9098"}}
            archive:
              catalog: {type: glue, warehouse: "s3://bucket/warehouse"}
              namespace: flights
            metrics:
              - {name: m, keys: [origin], windows: tumbling 1 h, aggregates: {c: count()}}
            sinks:
              - {connector: kafka, topic: r, properties: {bootstrap.servers: "b:9098"},
                 rejected-cells: "s3://bucket/rejected"}
              - {connector: jdbc, url: "jdbc:postgresql://db/m",
                 rejected-cells: "s3://bucket/rejected"}
            """
                    .formatted(
                            java.nio.file.Path.of("examples/flights/flight.avsc").toAbsolutePath());

    private final List<String> told = new ArrayList<>();

    @Test
    void thoseOfAnObjectStoreAreFine() throws Exception {
        check();

        assertThat(told).isEmpty();
    }

    @Test
    void allThatAreRelativeAreRefusedTogether() {
        assertThatThrownBy(
                        () ->
                                check(
                                        "archive.catalog.warehouse=data/w",
                                        "sinks[0].rejected-cells=data/rejected-cells",
                                        "sinks[1].rejected-cells=file:data/rejected-cells"))
                .hasMessage(
                        "write a URI, such as s3://BUCKET/FOLDER: there is no folder that all"
                                + " machines have for archive.catalog.warehouse ('data/w'),"
                                + " sinks[0].rejected-cells ('data/rejected-cells'),"
                                + " sinks[1].rejected-cells ('file:data/rejected-cells')");
    }

    @Test
    void theUsualFolderOfRejectedCellsIsRelative() {
        assertThatThrownBy(
                        () ->
                                check(
                                        "sinks=[{connector: kafka, topic: r,"
                                                + " properties: {bootstrap.servers: b}}]"))
                .hasMessageEndingWith("sinks[0].rejected-cells ('data/rejected-cells')");
    }

    @Test
    void othersOfOneMachineAreTold() throws Exception {
        check(
                "source={connector: files, path: /in, format: json}",
                "archive.catalog={type: jdbc, uri: 'jdbc:sqlite:/c.db', warehouse: 'file:/w'}",
                "sinks=[{connector: files, path: 'file:///out'}]");

        assertThat(told)
                .containsExactly(
                        "source.path is on the disk of one machine alone: /in",
                        "archive.catalog.warehouse is on the disk of one machine alone: file:/w",
                        "archive.catalog.uri is on the disk of one machine alone:"
                                + " jdbc:sqlite:/c.db",
                        "sinks[0].path is on the disk of one machine alone: file:///out");
    }

    @Test
    void theWarehouseOfACatalogThatIsAServerMayBeAName() throws Exception {
        check("archive.catalog={type: rest, uri: 'https://c/', warehouse: lake}");

        assertThat(told).isEmpty();
    }

    private void check(String... overrides) throws Exception {
        var plan = Plan.readText("p", PIPELINE, List.of(overrides), Map.of());
        LocalPaths.refuseRelative(plan.pipeline(), told::add);
    }
}
