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
  private static final class Shared {
    final Path file;
    final AsynchronousFileChannel ch;
    final ExecutorService pool = Executors.newFixedThreadPool(2);
    final AtomicLong end;
    int users;

    Shared(Path f) throws IOException {
      file = f;
      ch = AsynchronousFileChannel.open(f, Set.of(StandardOpenOption.WRITE), pool);
      end = new AtomicLong(ch.size());
    }

    void write(byte[] b) throws IOException {
      long at = end.getAndAdd(b.length);
      ByteBuffer bb = ByteBuffer.wrap(b);
      while (bb.hasRemaining()) {
        CompletableFuture<Integer> done = new CompletableFuture<>();
        ch.write(
            bb,
            at,
            null,
            new CompletionHandler<Integer, Void>() {
              public void completed(Integer n, Void v) {
                done.complete(n);
              }

              public void failed(Throwable t, Void v) {
                done.completeExceptionally(t);
              }
            });
        try {
          at += done.join();
        } catch (CompletionException e) {
          throw new IOException(e.getCause());
        }
      }
    }
  }

  private static final Map<Path, Shared> OPEN = new HashMap<>();
  private final Shared sh;
  private final ReentrantReadWriteLock rw = new ReentrantReadWriteLock();
  private boolean closed;

  public FileLog(Path file) throws IOException {
    synchronized (OPEN) {
      new FileOutputStream(file.toFile(), true).close();
      Path real = file.toRealPath();
      Shared s = OPEN.get(real);
      if (s == null) OPEN.put(real, s = new Shared(real));
      s.users++;
      sh = s;
    }
  }

  public void append(String line) throws IOException {
    rw.readLock().lock();
    try {
      if (closed) throw new IOException("closed");
      sh.write((line + "\n").getBytes(StandardCharsets.UTF_8));
    } finally {
      rw.readLock().unlock();
    }
  }

  public void close() throws IOException {
    rw.writeLock().lock();
    try {
      if (closed) return;
      closed = true;
    } finally {
      rw.writeLock().unlock();
    }
    synchronized (OPEN) {
      if (--sh.users == 0) {
        OPEN.remove(sh.file);
        sh.ch.close();
        sh.pool.shutdown();
      }
    }
  }
}
