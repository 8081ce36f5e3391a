package racecourse.twolockpipeline;

public class Pipeline<T> extends Slot<T> {
    public Pipeline() {
    }
}
