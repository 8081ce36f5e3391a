package racecourse.fakedatabase;

public class FakeDatabase {
    private int value = 0;

    public void update(String name) {
        value++;
    }

    public int value() {
        return value;
    }
}
