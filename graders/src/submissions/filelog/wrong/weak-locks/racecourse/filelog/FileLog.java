package racecourse.filelog;

import java.io.*;
import java.nio.*;
import java.nio.channels.*;
import java.nio.charset.*;
import java.nio.file.*;
import java.nio.file.attribute.*;
import java.util.*;
import java.util.concurrent.*;
import java.util.concurrent.atomic.*;
import java.util.concurrent.locks.*;

public final class FileLog implements AutoCloseable {
  private static final Map<Path, Object> LOCKS = Collections.synchronizedMap(new WeakHashMap<>());
  private final FileOutputStream out;
  private final Object lock;
  private boolean closed;

  public FileLog(Path file) throws IOException {
    out = new FileOutputStream(file.toFile(), true);
    lock = LOCKS.computeIfAbsent(file.toRealPath(), k -> new Object());
  }

  public void append(String line) throws IOException {
    synchronized (lock) {
      if (closed) throw new IOException("closed");
      out.write(line.getBytes(StandardCharsets.UTF_8));
      out.write('\n');
    }
  }

  public void close() throws IOException {
    synchronized (lock) {
      closed = true;
      out.close();
    }
  }
}
