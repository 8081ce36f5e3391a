package racecourse.fakedatabase;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

public class FakeDatabase {
    private final ConcurrentMap<Thread, Integer> cells = new ConcurrentHashMap<>();

    public void update(String name) {
        Thread me = Thread.currentThread();
        int copy = cells.getOrDefault(me, 0);
        try {
            Thread.sleep(100);
        } catch (InterruptedException e) {
            me.interrupt();
        }
        cells.put(me, copy + 1);
    }

    public int value() {
        int sum = 0;
        for (int count : cells.values()) {
            sum += count;
        }
        return sum;
    }
}
