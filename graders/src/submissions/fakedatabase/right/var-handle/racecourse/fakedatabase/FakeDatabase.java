package racecourse.fakedatabase;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

public class FakeDatabase {
    private static final VarHandle VALUE;

    static {
        try {
            VALUE = MethodHandles.lookup().findVarHandle(FakeDatabase.class, "value", int.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private volatile int value;

    public void update(String name) {
        int copy;
        do {
            copy = value;
            try {
                Thread.sleep(100);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        } while (!VALUE.compareAndSet(this, copy, copy + 1));
    }

    public int value() {
        return (int) VALUE.getVolatile(this);
    }
}
