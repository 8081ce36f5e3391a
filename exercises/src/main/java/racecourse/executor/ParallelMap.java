package racecourse.executor;

import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;

/**
 * Applies a function to many items, several at a time. The story is in {@code README.md} beside this file.
 *
 * <p>Any thread may call {@link #map} at any time.
 */
public final class ParallelMap {

    private ParallelMap() {
    }

    /**
     * Calls the function once for each item and returns the results in the order of the items. At most
     * {@code maxWorkers} calls are under way at the same time, and really that many as long as there are items enough.
     * No thread outlives the call: when this method returns or throws, no call of the function is under way any more;
     * only an interrupted caller need not wait for them, if they are interrupted as well and none is begun any more.
     *
     * @param maxWorkers at least 1; may be more than there are items
     * @param items may be empty
     * @throws ExecutionException if a call of the function threw something, which is then the cause; if several calls
     *     did, that of the first of them in the order of the items
     * @throws InterruptedException if the calling thread is interrupted while it has to wait
     */
    public static <T, R> List<R> map(int maxWorkers, Function<? super T, ? extends R> function, List<? extends T> items)
            throws InterruptedException, ExecutionException {
        // TODO: who runs the function, who collects the results, and who sends the workers home?
        throw new UnsupportedOperationException("map() is not written yet");
    }
}
