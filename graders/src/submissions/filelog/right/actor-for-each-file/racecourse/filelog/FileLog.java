package racecourse.filelog;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedTransferQueue;

public final class FileLog implements AutoCloseable {
    private sealed interface Message permits Line, Leave {}

    private record Line(FileLog from, String text, CompletableFuture<Void> done) implements Message {}

    private record Leave(FileLog from, CompletableFuture<Void> done) implements Message {}

    private static final class Mail {
        private static final Map<Path, Mail> BY_FILE = new HashMap<>();

        private final LinkedTransferQueue<Message> box = new LinkedTransferQueue<>();
        private final Path path;
        private final BufferedWriter writer;
        private int users;

        Mail(Path path) throws IOException {
            this.path = path;
            this.writer = Files.newBufferedWriter(path, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            Thread thread = new Thread(this::work, "mail of " + path.getFileName());
            thread.setDaemon(true);
            thread.start();
        }

        static Mail of(Path file) throws IOException {
            synchronized (BY_FILE) {
                if (Files.notExists(file)) {
                    Files.writeString(file, "", StandardOpenOption.CREATE);
                }
                Path path = file.toRealPath();
                Mail mail = BY_FILE.get(path);
                if (mail == null) {
                    mail = new Mail(path);
                    BY_FILE.put(path, mail);
                }
                mail.users++;
                return mail;
            }
        }

        void leave(Message last) {
            synchronized (BY_FILE) {
                if (--users == 0) {
                    BY_FILE.remove(path);
                }
                box.add(last);
            }
        }

        private void work() {
            int left = 0;
            for (;;) {
                Message message;
                try {
                    message = box.take();
                } catch (InterruptedException e) {
                    continue;
                }
                if (message instanceof Line line) {
                    complete(line.done(), () -> {
                        writer.write(line.text());
                        writer.newLine();
                    });
                } else if (message instanceof Leave leave) {
                    boolean last;
                    synchronized (BY_FILE) {
                        last = BY_FILE.get(path) != this;
                    }
                    if (last && box.isEmpty()) {
                        complete(leave.done(), writer::close);
                        return;
                    }
                    complete(leave.done(), writer::flush);
                }
            }
        }

        private interface Step {
            void take() throws IOException;
        }

        private static void complete(CompletableFuture<Void> future, Step step) {
            try {
                step.take();
                future.complete(null);
            } catch (IOException e) {
                future.completeExceptionally(new UncheckedIOException(e));
            }
        }
    }

    private final Mail mail;
    private boolean closed;

    public FileLog(Path file) throws IOException {
        mail = Mail.of(file);
    }

    public void append(String line) throws IOException {
        CompletableFuture<Void> done = new CompletableFuture<>();
        synchronized (this) {
            if (closed) {
                throw new IOException("closed");
            }
            mail.box.add(new Line(this, line, done));
        }
        answer(done);
    }

    @Override
    public void close() throws IOException {
        CompletableFuture<Void> done = new CompletableFuture<>();
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
            mail.leave(new Leave(this, done));
        }
        answer(done);
    }

    private static void answer(CompletableFuture<Void> done) throws IOException {
        try {
            done.join();
        } catch (CompletionException e) {
            throw new IOException(e.getCause());
        }
    }
}
