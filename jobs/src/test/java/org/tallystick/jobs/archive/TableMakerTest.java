package org.tallystick.jobs.archive;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.apache.flink.table.types.logical.BigIntType;
import org.apache.flink.table.types.logical.RowType;
import org.apache.iceberg.BaseTable;
import org.apache.iceberg.Table;
import org.apache.iceberg.TableProperties;
import org.apache.iceberg.catalog.Catalog;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.inmemory.InMemoryCatalog;
import org.junit.jupiter.api.Test;
import org.tallystick.event.EventLayout;

class TableMakerTest {
    private static final Namespace NAMESPACE = Namespace.of("test");
    private static final TableIdentifier EVENTS = TableIdentifier.of(NAMESPACE, "events");

    @Test
    void aNewTableHasTheSpecsOfAllSpansAndTheHourForADefault() {
        hasAllSpecs(ensure(catalog()));
    }

    @Test
    void aTableOfAnEarlierVersionGetsTheSpecsOnceAndInOneStep() {
        var catalog = catalog();
        var shape = shape("id");
        catalog.createTable(
                EVENTS,
                shape.schema(),
                shape.partitioning(shape.schema()),
                Map.of(TableProperties.FORMAT_VERSION, "2"));

        ensure(catalog);
        ensure(catalog);

        var table = catalog.loadTable(EVENTS);
        hasAllSpecs(table);
        assertThat(((BaseTable) table).operations().current().previousFiles()).hasSize(1);
    }

    @Test
    void columnsAndSpecsAreAddedInOneStep() {
        var catalog = catalog();
        var shape = shape("id");
        catalog.createTable(
                EVENTS,
                shape.schema(),
                shape.partitioning(shape.schema()),
                Map.of(TableProperties.FORMAT_VERSION, "2"));

        new TableMaker(catalog, NAMESPACE).ensure(shape("id", "delay"));

        var table = catalog.loadTable(EVENTS);
        hasAllSpecs(table);
        assertThat(table.schema().findField("delay")).isNotNull();
        assertThat(((BaseTable) table).operations().current().previousFiles()).hasSize(1);
    }

    private static void hasAllSpecs(Table table) {
        assertThat(table.specs()).hasSize(FileSpan.values().length);
        assertThat(FileSpan.HOUR.isOf(table.spec(), "_time")).isTrue();
        for (var span : FileSpan.values()) {
            assertThat(span.spec(table, "_time")).isPresent();
        }
    }

    private static Table ensure(Catalog catalog) {
        return new TableMaker(catalog, NAMESPACE).ensure(shape("id"));
    }

    private static ArchiveTable shape(String... fields) {
        return ArchiveTable.events(
                new EventLayout(
                        new RowType(
                                List.of(fields).stream()
                                        .map(name -> new RowType.RowField(name, new BigIntType()))
                                        .toList())));
    }

    private static Catalog catalog() {
        var catalog = new InMemoryCatalog();
        catalog.initialize("test", Map.of());
        new TableMaker(catalog, NAMESPACE).ensureNamespace();
        return catalog;
    }
}
