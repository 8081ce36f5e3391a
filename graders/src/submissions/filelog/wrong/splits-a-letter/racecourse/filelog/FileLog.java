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
  private static final Object LOCK = new Object();
  private final FileOutputStream out;
  private boolean closed;

  public FileLog(Path file) throws IOException {
    out = new FileOutputStream(file.toFile(), true);
  }

  public void append(String line) throws IOException {
    String s = line + "\n";
    synchronized (LOCK) {
      if (closed) throw new IOException("closed");
      for (int i = 0; i < s.length(); i += 1024)
        out.write(s.substring(i, Math.min(s.length(), i + 1024)).getBytes(StandardCharsets.UTF_8));
    }
  }

  public void close() throws IOException {
    synchronized (LOCK) {
      closed = true;
      out.close();
    }
  }
}
