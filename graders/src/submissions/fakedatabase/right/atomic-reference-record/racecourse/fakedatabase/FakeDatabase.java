package racecourse.fakedatabase;

import java.util.concurrent.atomic.AtomicReference;

public class FakeDatabase {
    private record Row(int value, String lastWriter) {
    }

    private final AtomicReference<Row> row = new AtomicReference<>(new Row(0, "nobody"));

    public void update(String name) {
        while (true) {
            Row old = row.get();
            Row next = new Row(old.value() + 1, name);
            try {
                Thread.sleep(100);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            if (row.compareAndSet(old, next)) {
                return;
            }
        }
    }

    public int value() {
        return row.get().value();
    }
}
