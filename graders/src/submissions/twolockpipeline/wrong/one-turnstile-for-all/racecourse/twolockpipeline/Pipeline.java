package racecourse.twolockpipeline;

import java.util.*;
import java.util.concurrent.*;
import java.util.concurrent.atomic.*;
import java.util.concurrent.locks.*;
import java.lang.ref.*;

public class Pipeline<T> {
    private static final Semaphore PRODUCERS = new Semaphore(1);
    private final BlockingQueue<T> q = new ArrayBlockingQueue<>(1);

    public Pipeline() {
    }
    public void setMessage(T message) throws InterruptedException {
        PRODUCERS.acquire();
        try { q.put(message); } finally { PRODUCERS.release(); }
    }
    public T getMessage() throws InterruptedException {
        return q.take();
    }
}
