package org.tallystick.engine;

import com.dynatrace.hash4j.hashing.Hashing;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.tallystick.aggregate.ValueType;
import org.tallystick.engine.MetricDefinition.Aggregate;
import org.tallystick.engine.MetricDefinition.Argument;

/**
 * The bytes of definitions and of {@link SavedMetrics}.
 *
 * <pre>
 * definition: byte format; text name, filter; list of keys (text name, expression; type);
 *             list of aggregates (text name, function; list of arguments (text expression; type);
 *             list of parameters (text)); list of windows (text); int codecs
 * saved:      byte format; text pipeline; list of metrics (definition; list of long since when its
 *             windows count; list of long since when its aggregates count)
 * list:       int length, then the elements
 * text:       int length, then UTF-8
 * type:       text kind; int precision, scale
 * </pre>
 */
public final class DefinitionCodec {
    private static final byte FORMAT = 1;

    private DefinitionCodec() {}

    public static byte[] encode(MetricDefinition definition) {
        return bytes(out -> out.definition(definition));
    }

    public static byte[] encode(SavedMetrics saved) {
        return bytes(out -> out.saved(saved));
    }

    public static long rowDigest(MetricDefinition definition) {
        byte[] bytes = bytes(out -> out.rows(definition));
        return Hashing.komihash5_0().hashBytesToLong(bytes);
    }

    public static MetricDefinition decode(byte[] bytes) {
        return read(bytes, Reader::definition);
    }

    public static SavedMetrics decodeSaved(byte[] bytes) {
        return read(bytes, Reader::saved);
    }

    private static byte[] bytes(Writing content) {
        var bytes = new ByteArrayOutputStream();
        try {
            content.to(new Writer(new DataOutputStream(bytes)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static <T> T read(byte[] bytes, Reading<T> content) {
        var in = new DataInputStream(new ByteArrayInputStream(bytes));
        try {
            T read = content.from(new Reader(in));
            if (in.available() > 0) {
                throw new IOException(in.available() + " bytes are left over");
            }
            return read;
        } catch (IOException | IllegalArgumentException e) {
            throw new RefusedStateException(
                    "the definition in the state is damaged ("
                            + e.getMessage()
                            + "): go on from another savepoint",
                    e);
        }
    }

    @FunctionalInterface
    private interface Writing {
        void to(Writer out) throws IOException;
    }

    @FunctionalInterface
    private interface Reading<T> {
        T from(Reader in) throws IOException;
    }

    @FunctionalInterface
    private interface Element<T> {
        void write(T element) throws IOException;
    }

    private record Writer(DataOutputStream out) {

        void definition(MetricDefinition definition) throws IOException {
            out.writeByte(FORMAT);
            text(definition.name());
            text(definition.filter());
            list(definition.keys(), this::key);
            list(definition.aggregates(), this::aggregate);
            list(definition.windows(), this::text);
            out.writeInt(definition.codecs());
        }

        void rows(MetricDefinition definition) throws IOException {
            out.writeInt(definition.codecs());
            text(definition.filter());
            list(definition.keys(), this::keyExpression);
            list(definition.aggregates(), this::call);
        }

        void saved(SavedMetrics saved) throws IOException {
            out.writeByte(FORMAT);
            text(saved.pipeline());
            list(saved.metrics(), this::metric);
        }

        private void metric(SavedMetrics.Metric metric) throws IOException {
            definition(metric.definition());
            list(metric.windowsSince(), out::writeLong);
            list(metric.aggregatesSince(), out::writeLong);
        }

        private void key(MetricDefinition.Key key) throws IOException {
            text(key.name());
            keyExpression(key);
        }

        private void keyExpression(MetricDefinition.Key key) throws IOException {
            text(key.expression());
            type(key.type());
        }

        private void aggregate(Aggregate aggregate) throws IOException {
            text(aggregate.name());
            call(aggregate);
        }

        private void call(Aggregate aggregate) throws IOException {
            text(aggregate.function());
            list(aggregate.arguments(), this::argument);
            list(aggregate.parameters(), parameter -> text(parameter.toString()));
        }

        private void argument(Argument argument) throws IOException {
            text(argument.expression());
            type(argument.type());
        }

        private void type(ValueType type) throws IOException {
            text(type.kind().name());
            out.writeInt(type.precision());
            out.writeInt(type.scale());
        }

        private void text(String text) throws IOException {
            byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
            out.writeInt(utf8.length);
            out.write(utf8);
        }

        private <T> void list(List<T> elements, Element<T> element) throws IOException {
            out.writeInt(elements.size());
            for (T each : elements) {
                element.write(each);
            }
        }
    }

    private record Reader(DataInputStream in) {

        MetricDefinition definition() throws IOException {
            format();
            return new MetricDefinition(
                    text(),
                    text(),
                    list(Reader::key),
                    list(Reader::aggregate),
                    list(Reader::text),
                    in.readInt());
        }

        SavedMetrics saved() throws IOException {
            format();
            return new SavedMetrics(text(), list(Reader::metric));
        }

        private void format() throws IOException {
            int format = in.readByte();
            if (format != FORMAT) {
                throw new RefusedStateException(
                        "the definition in the state has format "
                                + format
                                + ", this release reads "
                                + FORMAT
                                + ": resume with the release that wrote it");
            }
        }

        private SavedMetrics.Metric metric() throws IOException {
            return new SavedMetrics.Metric(
                    definition(),
                    list(each -> each.in.readLong()),
                    list(each -> each.in.readLong()));
        }

        private MetricDefinition.Key key() throws IOException {
            return new MetricDefinition.Key(text(), text(), type());
        }

        private Aggregate aggregate() throws IOException {
            return new Aggregate(
                    text(),
                    text(),
                    list(Reader::argument),
                    list(each -> new BigDecimal(each.text())));
        }

        private Argument argument() throws IOException {
            return new Argument(text(), type());
        }

        private ValueType type() throws IOException {
            return new ValueType(ValueType.Kind.valueOf(text()), in.readInt(), in.readInt());
        }

        private String text() throws IOException {
            byte[] utf8 = new byte[length()];
            in.readFully(utf8);
            return new String(utf8, StandardCharsets.UTF_8);
        }

        private <T> List<T> list(Reading<T> element) throws IOException {
            var elements = new ArrayList<T>();
            for (int left = length(); left > 0; left--) {
                elements.add(element.from(this));
            }
            return elements;
        }

        /** A length that is not damaged: every element takes a byte at least. */
        private int length() throws IOException {
            int length = in.readInt();
            if (length < 0 || length > in.available()) {
                throw new IOException("a length of " + length);
            }
            return length;
        }
    }
}
