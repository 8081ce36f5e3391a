package racecourse.fakedatabase;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;

public class FakeDatabase {
    private final AtomicIntegerArray cells = new AtomicIntegerArray(16);
    private final ConcurrentMap<Thread, Integer> places = new ConcurrentHashMap<>();
    private final AtomicInteger nextPlace = new AtomicInteger();

    public void update(String name) {
        int place = places.computeIfAbsent(Thread.currentThread(), thread -> nextPlace.getAndIncrement());
        int copy = cells.get(place);
        try {
            Thread.sleep(100);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        cells.set(place, copy + 1);
    }

    public int value() {
        int sum = 0;
        for (int i = 0; i < cells.length(); i++) {
            sum += cells.get(i);
        }
        return sum;
    }
}
