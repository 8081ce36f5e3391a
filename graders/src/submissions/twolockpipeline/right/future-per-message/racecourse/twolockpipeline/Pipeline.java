package racecourse.twolockpipeline;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

public class Pipeline<T> {
    private T message;
    private CompletableFuture<Void> change = new CompletableFuture<>();

    public void setMessage(T newMessage) throws InterruptedException {
        while (true) {
            CompletableFuture<Void> next;
            synchronized (this) {
                if (message == null) {
                    message = newMessage;
                    announce();
                    return;
                }
                next = change;
            }
            await(next);
        }
    }

    public T getMessage() throws InterruptedException {
        while (true) {
            CompletableFuture<Void> next;
            synchronized (this) {
                if (message != null) {
                    T result = message;
                    message = null;
                    announce();
                    return result;
                }
                next = change;
            }
            await(next);
        }
    }

    private void announce() {
        CompletableFuture<Void> over = change;
        change = new CompletableFuture<>();
        over.complete(null);
    }

    private static void await(CompletableFuture<Void> future) throws InterruptedException {
        try {
            future.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }
}
