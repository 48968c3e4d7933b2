package org.tallystick.k8s;

import static java.util.stream.Collectors.toSet;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.apache.flink.client.cli.ClientOptions;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.kubernetes.configuration.KubernetesConfigOptions;
import org.apache.flink.runtime.jobmaster.JobResult;
import org.apache.flink.state.rocksdb.RocksDBOptions;

/**
 * Every setting that Flink and its operator know. A deprecated name of a setting is none: Flink
 * takes it only as a second choice.
 */
final class FlinkSettings {
    /** One class of each jar that is looked through. */
    private static final List<Class<?>> IN_EACH_JAR =
            List.of(
                    ConfigOption.class,
                    JobResult.class,
                    ClientOptions.class,
                    RocksDBOptions.class,
                    KubernetesConfigOptions.class);

    /** Of plugins, which read what follows. */
    private static final List<String> PREFIXES = List.of("metrics.reporter.", "s3.");

    private static final Path OPERATOR = Path.of("src/test/resources/operator-settings.txt");

    private static final Set<String> KNOWN = known();

    private FlinkSettings() {}

    /** Those of some keys that nobody reads. */
    static Set<String> unknown(Collection<String> keys) {
        var unknown = new TreeSet<>(keys);
        unknown.removeAll(KNOWN);
        unknown.removeIf(key -> PREFIXES.stream().anyMatch(key::startsWith));
        return unknown;
    }

    private static Set<String> known() {
        var known = new HashSet<>(operator());
        known.addAll(
                IN_EACH_JAR.stream()
                        .flatMap(FlinkSettings::optionClassesBeside)
                        .flatMap(type -> Stream.of(type.getFields()))
                        .filter(FlinkSettings::isOption)
                        .map(FlinkSettings::key)
                        .collect(toSet()));
        return known;
    }

    private static List<String> operator() {
        try {
            return Files.readAllLines(OPERATOR).stream()
                    .filter(line -> !line.startsWith("#"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<Class<?>> optionClassesBeside(Class<?> type) {
        try (var jar = new JarFile(jarOf(type))) {
            return jar.stream()
                    .map(ZipEntry::getName)
                    .filter(name -> name.matches("org/apache/flink/[^$]*Options\\.class"))
                    .map(FlinkSettings::load)
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static File jarOf(Class<?> type) {
        try {
            return new File(type.getProtectionDomain().getCodeSource().getLocation().toURI());
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

    private static boolean isOption(Field field) {
        return field.getType() == ConfigOption.class
                && Modifier.isStatic(field.getModifiers())
                && !field.isAnnotationPresent(Deprecated.class);
    }

    private static String key(Field field) {
        try {
            return ((ConfigOption<?>) field.get(null)).key();
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }
}
