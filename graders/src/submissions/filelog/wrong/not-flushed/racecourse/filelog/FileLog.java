package racecourse.filelog;

import java.io.*;
import java.nio.*;
import java.nio.channels.*;
import java.nio.charset.*;
import java.nio.file.*;
import java.util.*;
import java.util.concurrent.*;
import java.util.concurrent.atomic.*;
import java.util.concurrent.locks.*;

public final class FileLog implements AutoCloseable {
    private final FileOutputStream out;
    private final BufferedWriter writer;
    private boolean closed;

    public FileLog(Path file) throws IOException {
        out = new FileOutputStream(file.toFile(), true);
        writer = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
    }

    public void append(String line) throws IOException {
        synchronized (FileLog.class) {
            if (closed) {
                throw new IOException("closed");
            }
            writer.write(line + "\n");
        }
    }

    public void close() throws IOException {
        synchronized (FileLog.class) {
            closed = true;
            out.close();
        }
    }
}
