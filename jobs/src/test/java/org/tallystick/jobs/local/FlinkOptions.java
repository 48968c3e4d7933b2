package org.tallystick.jobs.local;

import static java.util.stream.Collectors.toSet;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Set;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.runtime.jobmaster.JobResult;
import org.apache.flink.state.rocksdb.RocksDBOptions;

/** Every setting that Flink knows: the constants of type {@link ConfigOption} in its jars. */
final class FlinkOptions {
    /** One class of each jar that is looked through. */
    private static final List<Class<?>> IN_EACH_JAR =
            List.of(ConfigOption.class, JobResult.class, RocksDBOptions.class);

    private FlinkOptions() {}

    static Set<String> keys() {
        return IN_EACH_JAR.stream()
                .flatMap(FlinkOptions::optionClassesBeside)
                .flatMap(type -> Stream.of(type.getFields()))
                .filter(FlinkOptions::isConstant)
                .map(FlinkOptions::key)
                .collect(toSet());
    }

    private static Stream<Class<?>> optionClassesBeside(Class<?> type) {
        try (var jar =
                new JarFile(
                        new File(
                                type.getProtectionDomain()
                                        .getCodeSource()
                                        .getLocation()
                                        .toURI()))) {
            return jar.stream()
                    .map(ZipEntry::getName)
                    .filter(name -> name.endsWith("Options.class"))
                    .map(FlinkOptions::load)
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Class<?> load(String file) {
        try {
            return Class.forName(file.replace(".class", "").replace('/', '.'));
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    private static boolean isConstant(Field field) {
        return field.getType() == ConfigOption.class && Modifier.isStatic(field.getModifiers());
    }

    private static String key(Field field) {
        try {
            return ((ConfigOption<?>) field.get(null)).key();
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }
}
