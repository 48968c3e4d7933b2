package org.tallystick.source.format.csv;

import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.table.api.ValidationException;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.factories.DeserializationFormatFactory;
import org.apache.flink.table.factories.FactoryUtil;
import org.apache.flink.table.runtime.connector.source.ScanRuntimeProviderContext;
import org.apache.flink.table.types.utils.TypeConversions;
import org.tallystick.source.format.EventFormat;
import org.tallystick.source.format.FormatUse;
import org.tallystick.source.format.Reasons;
import org.tallystick.source.format.RecordRows;

/** Flink's CSV format. */
public final class CsvFormat implements EventFormat {

    @Override
    public String name() {
        return "csv";
    }

    /** Bad records are counted and kept, so the option to pass them over is not to be had. */
    @Override
    public Map<String, String> options() {
        var names = new LinkedHashMap<String, String>();
        for (ConfigOption<?> option : factory().optionalOptions()) {
            names.put(option.key(), "");
        }
        names.remove("ignore-parse-errors");
        return names;
    }

    @Override
    public boolean readsTimes() {
        return true;
    }

    @Override
    public boolean isForFiles() {
        return true;
    }

    @Override
    public RecordRows rows(FormatUse use) {
        var quote = use.options().getOrDefault("quote-character", "\"").charAt(0);
        return new SingleLineCsv(flink(use), quote);
    }

    private static DeserializationSchema<RowData> flink(FormatUse use) {
        try {
            return factory()
                    .createDecodingFormat(null, Configuration.fromMap(use.options()))
                    .createRuntimeDecoder(
                            ScanRuntimeProviderContext.INSTANCE,
                            TypeConversions.fromLogicalToDataType(use.schema().rowType()));
        } catch (ValidationException | IllegalArgumentException e) {
            throw new IllegalArgumentException("format csv: " + Reasons.of(e), e);
        }
    }

    private static DeserializationFormatFactory factory() {
        return FactoryUtil.discoverFactory(
                CsvFormat.class.getClassLoader(), DeserializationFormatFactory.class, "csv");
    }
}
