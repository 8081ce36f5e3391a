package racecourse.fakedatabase;

import java.util.concurrent.atomic.AtomicReference;

public class FakeDatabase {
    private static class Row {
        private int value;
    }

    private final AtomicReference<Row> row = new AtomicReference<>(new Row());

    public void update(String name) {
        row.updateAndGet(r -> {
            int copy = r.value;
            try {
                Thread.sleep(100);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            r.value = copy + 1;
            return r;
        });
    }

    public int value() {
        return row.get().value;
    }
}
