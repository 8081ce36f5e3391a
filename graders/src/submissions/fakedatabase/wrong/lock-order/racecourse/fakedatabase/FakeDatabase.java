package racecourse.fakedatabase;

public class FakeDatabase {
    private final Object data = new Object();
    private final Object log = new Object();
    private int value;
    private String lastWriter = "nobody";

    public void update(String name) {
        synchronized (data) {
            int copy = value;
            try {
                Thread.sleep(100);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            synchronized (log) {
                lastWriter = name;
                value = copy + 1;
            }
        }
    }

    public int value() {
        synchronized (log) {
            if (lastWriter.equals("nobody")) {
                return 0;
            }
            synchronized (data) {
                return value;
            }
        }
    }
}
