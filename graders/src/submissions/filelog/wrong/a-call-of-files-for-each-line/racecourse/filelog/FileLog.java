package racecourse.filelog;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

public final class FileLog implements AutoCloseable {
    private final Path file;
    private volatile boolean closed;

    public FileLog(Path file) throws IOException {
        this.file = file;
        write("");
    }

    public void append(String line) throws IOException {
        if (closed) {
            throw new IOException("This log is closed.");
        }
        write(line + System.lineSeparator());
    }

    private void write(String text) throws IOException {
        Files.writeString(file, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    @Override
    public void close() {
        closed = true;
    }
}
