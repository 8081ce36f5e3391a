package racecourse.fakedatabase;

import java.util.concurrent.CompletableFuture;

public class FakeDatabase {
    private volatile CompletableFuture<Integer> tail = CompletableFuture.completedFuture(0);

    public void update(String name) {
        CompletableFuture<Integer> mine = tail.thenApply(copy -> {
            try {
                Thread.sleep(100);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return copy + 1;
        });
        tail = mine;
        mine.join();
    }

    public int value() {
        return tail.join();
    }
}
