package racecourse.threads;

import java.util.*;
import java.util.concurrent.*;
import java.util.concurrent.atomic.*;
import java.util.concurrent.locks.*;
import java.util.stream.*;
import java.lang.ref.*;
import java.lang.invoke.*;

public class Worker extends Thread {
    private static final Map<String, FutureTask<?>> ALL = new ConcurrentHashMap<>();
    public Worker(String name, Callable<?> task) {
        super(name);
        ALL.put(name, new FutureTask<>(task));
    }
    @Override
    public void run() {
        ALL.get(getName()).run();
    }
    public Object result() throws InterruptedException, ExecutionException {
        return ALL.get(getName()).get();
    }

}
