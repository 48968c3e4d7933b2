package org.tallystick.source.files;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import com.github.luben.zstd.ZstdInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;

/** How a file is packed, which its first bytes tell. */
enum Packing {
    GZIP(".gz", "\u001F\u008B") {
        @Override
        InputStream unpacked(InputStream in) throws IOException {
            return new GZIPInputStream(new EagerInput(in), 1 << 16);
        }
    },
    ZSTD(".zst", "\\(\u00B5/\u00FD") {
        @Override
        InputStream unpacked(InputStream in) throws IOException {
            return new ZstdInputStream(in);
        }
    },
    /** Also a text may begin with BZh: what follows is a digit, and then pi or its square root. */
    BZIP2(".bz2", "BZh[1-9](1A|\u0017r)") {
        @Override
        InputStream unpacked(InputStream in) throws IOException {
            return new BZip2CompressorInputStream(in, true);
        }
    },
    XZ(".xz", "\u00FD7zXZ\0"),
    ZIP(".zip", "PK\3\4"),
    NONE("", "");

    /** How many bytes tell one from the other. */
    static final int TELLING = 6;

    private final String ending;

    /** A pattern of bytes as characters. */
    private final Pattern first;

    Packing(String ending, String first) {
        this.ending = ending;
        this.first = Pattern.compile(first, Pattern.DOTALL);
    }

    /**
     * The packing of a file.
     *
     * @param beginning its first bytes, {@link #TELLING} of them if it has so many
     * @throws DamagedFileException where its name says that it is packed, and it is not
     */
    static Packing of(String name, byte[] beginning) throws DamagedFileException {
        for (var packing : values()) {
            if (packing.isBegunBy(beginning)) {
                return packing;
            }
        }
        for (var packing : values()) {
            if (packing != NONE && name.toLowerCase(Locale.ROOT).endsWith(packing.ending)) {
                throw new DamagedFileException("it does not begin as %s".formatted(packing.ending));
            }
        }
        return NONE;
    }

    private boolean isBegunBy(byte[] beginning) {
        return this != NONE && first.matcher(new String(beginning, ISO_8859_1)).lookingAt();
    }

    /**
     * The bytes that were packed.
     *
     * @throws DamagedFileException where this is not to be had here
     * @throws IOException where they cannot be unpacked
     */
    InputStream unpacked(InputStream in) throws IOException {
        throw new DamagedFileException(
                "%s is not read here: unpack it, or pack it with gzip, zstd or bzip2"
                        .formatted(name().toLowerCase(Locale.ROOT)));
    }
}
