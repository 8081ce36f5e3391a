package racecourse.fakedatabase;

public class FakeDatabase {
    private static class Holder {
        private int value;

        synchronized void add() {
            int copy = value;
            try {
                Thread.sleep(100);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            value = copy + 1;
        }

        synchronized int get() {
            return value;
        }
    }

    private Holder holder;

    private Holder holder() {
        if (holder == null) {
            synchronized (this) {
                if (holder == null) {
                    holder = new Holder();
                }
            }
        }
        return holder;
    }

    public void update(String name) {
        holder().add();
    }

    public int value() {
        return holder().get();
    }
}
