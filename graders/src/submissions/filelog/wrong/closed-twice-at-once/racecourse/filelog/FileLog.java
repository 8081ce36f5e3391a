package racecourse.filelog;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;

/** A log file that many threads append to; all logs on a file share one writer. */
public final class FileLog implements AutoCloseable {

  /** A file that at least one log has open. Its users are guarded by {@link #OPEN}. */
  private static final class Shared {
    private final Path file;
    private final BufferedWriter writer;
    private int users;

    private Shared(Path file) throws IOException {
      this.file = file;
      this.writer =
          Files.newBufferedWriter(file, StandardCharsets.UTF_8, StandardOpenOption.APPEND);
    }
  }

  /** The open files, by their real paths; guarded by itself. Taken before a file's own monitor. */
  private static final Map<Path, Shared> OPEN = new HashMap<>();

  private final Shared shared;

  /** Guarded by {@link #shared}. */
  private volatile boolean closed;

  /** Opens the log. */
  public FileLog(Path file) throws IOException {
    synchronized (OPEN) {
      // Only a file that exists has a real path.
      Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND).close();
      Path real = file.toRealPath();
      Shared known = OPEN.get(real);
      if (known == null) {
        known = new Shared(real);
        OPEN.put(real, known);
      }
      known.users++;
      shared = known;
    }
  }

  /** Appends a whole line. */
  public void append(String line) throws IOException {
    synchronized (shared) {
      if (closed) {
        throw new IOException("This log of " + shared.file + " is closed.");
      }
      shared.writer.write(line);
      shared.writer.newLine();
    }
  }

  /** Closes this log; the last one on a file closes the file. */
  @Override
  public void close() throws IOException {
    if (closed) {
      return;
    }
    synchronized (OPEN) {
      synchronized (shared) {
        closed = true;
        shared.writer.flush();
      }
      if (--shared.users == 0) {
        OPEN.remove(shared.file);
        shared.writer.close();
      }
    }
  }
}
