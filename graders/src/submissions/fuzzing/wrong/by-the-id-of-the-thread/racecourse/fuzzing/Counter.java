package racecourse.fuzzing;

public interface Counter {
    void increment(Fuzz fuzz);

    int get();
}
