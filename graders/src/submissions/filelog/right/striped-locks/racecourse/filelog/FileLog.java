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
    private static final Semaphore[] STRIPES = new Semaphore[16];

    static {
        Arrays.setAll(STRIPES, i -> new Semaphore(1));
    }

    private final Semaphore stripe;
    private OutputStream out;

    public FileLog(Path file) throws IOException {
        out = Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND);
        stripe = STRIPES[Math.floorMod(file.toRealPath().hashCode(), STRIPES.length)];
    }

    public void append(String line) throws IOException {
        stripe.acquireUninterruptibly();
        try {
            if (out == null) {
                throw new IOException("closed");
            }
            out.write((line + "\r\n").getBytes(StandardCharsets.UTF_8));
        } finally {
            stripe.release();
        }
    }

    public void close() throws IOException {
        stripe.acquireUninterruptibly();
        try {
            if (out != null) {
                out.close();
            }
            out = null;
        } finally {
            stripe.release();
        }
    }
}
