package org.tallystick.source.format.avro;

import com.github.luben.zstd.ZstdInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import org.tallystick.source.format.BadRecordException;
import org.xerial.snappy.Snappy;

/**
 * How the blocks of a container file are compressed.
 *
 * <p>Avro's own codecs unpack whatever comes out; here a block that would become larger than {@link
 * #LARGEST} is damaged, before it is in memory.
 */
@FunctionalInterface
interface AvroCodec {
    /** A thousand times what writers make of a block, bytes. */
    int LARGEST = 1 << 26;

    /** The block as it was, which may be larger than the limit by a byte. */
    byte[] unpack(byte[] block) throws IOException;

    /**
     * The block as it was.
     *
     * @throws BadRecordException where it is none, or too large
     */
    default byte[] checked(byte[] block) throws BadRecordException {
        byte[] unpacked;
        try {
            unpacked = unpack(block);
        } catch (BadRecordException e) {
            throw e;
        } catch (IOException | RuntimeException e) { // what libraries make of damaged bytes
            throw new BadRecordException("a block cannot be unpacked: " + e.getMessage());
        }
        if (unpacked.length > LARGEST) {
            throw new BadRecordException("a block of more than %d bytes".formatted(LARGEST));
        }
        return unpacked;
    }

    /**
     * The codec of a name.
     *
     * @throws BadRecordException where it is not known here
     */
    static AvroCodec of(String name) throws BadRecordException {
        return switch (name) {
            case "null" -> block -> block;
            case "deflate" -> AvroCodec::inflated;
            case "snappy" -> AvroCodec::unsnapped;
            case "zstandard" -> AvroCodec::unzstd;
            default ->
                    throw new BadRecordException(
                            "blocks are compressed with %s; null, deflate, snappy and zstandard can be read"
                                    .formatted(name));
        };
    }

    private static byte[] inflated(byte[] block) throws IOException {
        var inflater = new Inflater(true);
        try (var in = new InflaterInputStream(new ByteArrayInputStream(block), inflater)) {
            return all(in);
        } finally {
            inflater.end();
        }
    }

    private static byte[] unzstd(byte[] block) throws IOException {
        try (var in = new ZstdInputStream(new ByteArrayInputStream(block))) {
            return all(in);
        }
    }

    private static byte[] all(InputStream in) throws IOException {
        return in.readNBytes(LARGEST + 1);
    }

    /** Behind the block there are four bytes of checksum; before it, how long it was. */
    private static byte[] unsnapped(byte[] block) throws IOException {
        var length = new AvroInput(new ByteArrayInputStream(block));
        if (block.length < 5 || unsigned(length) > LARGEST) {
            throw new BadRecordException("a block that is no Snappy, or one too large");
        }
        var unpacked = Snappy.uncompress(Arrays.copyOf(block, block.length - Integer.BYTES));
        var sum = new CRC32();
        sum.update(unpacked);
        if ((int) sum.getValue() != ByteBuffer.wrap(block).getInt(block.length - Integer.BYTES)) {
            throw new BadRecordException("a block whose checksum is wrong");
        }
        return unpacked;
    }

    private static long unsigned(AvroInput in) throws IOException {
        long zigzag = in.whole();
        return (zigzag << 1) ^ (zigzag >> 63);
    }
}
