package racecourse.fakedatabase;

public class FakeDatabase extends SlowCell {
    public FakeDatabase() {
        super(100);
    }
}
