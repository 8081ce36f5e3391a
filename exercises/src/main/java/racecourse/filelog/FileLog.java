package racecourse.filelog;

import java.io.IOException;
import java.nio.file.Path;

/**
 * A log file that many threads append to, through one {@code FileLog} or through several. The story is in
 * {@code README.md} beside this file.
 *
 * <p>Any thread may call any method at any time.
 */
public final class FileLog implements AutoCloseable {

    // TODO: two objects of this class may write to the same file. What do they have in common?

    /**
     * Opens the log. What is in the file already stays there.
     *
     * @param file where to write; created if it does not exist. Another {@code FileLog} may have it open, too, and may
     *     have spelled its path differently
     * @throws IOException if the file cannot be opened
     */
    public FileLog(Path file) throws IOException {
        // TODO
        throw new UnsupportedOperationException("The constructor of FileLog is not written yet");
    }

    /**
     * Appends a whole line: nothing that anybody else appends ends up within it. It need not be in the file before every
     * {@code FileLog} on the file is closed.
     *
     * @param line the line, without the end of line; may be empty, and may be very long
     * @throws IOException if this log has been closed, or if the file cannot be written
     */
    public void append(String line) throws IOException {
        // TODO: how many steps does it take to write a line, and who may come in between?
        throw new UnsupportedOperationException("append() is not written yet");
    }

    /**
     * Closes this log, and no other one on the same file. A line whose {@link #append} has returned is not lost.
     *
     * @throws IOException if the file cannot be written
     */
    @Override
    public void close() throws IOException {
        // TODO: what if another thread is in append() just now?
        throw new UnsupportedOperationException("close() is not written yet");
    }
}
