package org.tallystick.jobs.archive;

import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.fs.permission.FsPermission;

/**
 * Local files for an archive on a laptop: Hadoop's, but without a process for each.
 *
 * <p>Without its native library Hadoop runs {@code chmod} for every file it makes, and again for
 * the checksum file beside it: for an archive with a file an hour that takes longer than all the
 * rest. Here files get the permissions that the process gives, and no checksum file.
 */
public final class LocalFiles extends RawLocalFileSystem {

    @Override
    public String getScheme() {
        return "file";
    }

    @Override
    public void setPermission(Path path, FsPermission permission) {
        // What the process's umask gave is what a local user expects.
    }
}
