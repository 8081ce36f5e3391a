package racecourse.engine.report;

import static java.util.Map.entry;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The misconceptions that a grader can name, each refuted by one sentence about Java. The sentence
 * says why the belief is wrong; it does not give the answer away.
 */
public final class Mistakes {

  private static final Map<String, String> SENTENCES =
      Map.ofEntries(
          entry(
              "no-lock",
              "Two threads use the same variable, and nothing orders what they do. Without a lock every read may be of an"
                  + " old value, and between a read and the write that follows another thread can come in."),
          entry(
              "volatile-is-not-atomic",
              "volatile makes each read and each write visible at once, but value++ is a read, an addition and a write."
                  + " Another thread can come in between them."),
          entry(
              "lock-per-call",
              "A lock keeps out only the threads that ask for the same lock object. One that each call makes anew is"
                  + " never held by anybody else."),
          entry(
              "lock-on-value",
              "synchronized locks the object, not the variable. When the variable gets a new object, the next thread"
                  + " locks another one and walks in."),
          entry(
              "only-writers-lock",
              "A lock orders only the threads that take it. A reader that doesn't take it may see an old value, or a"
                  + " half-made change, for as long as it likes."),
          entry(
              "flag-without-lock",
              "A flag that one thread sets and another reads is shared data too. Without volatile or the lock the reader"
                  + " may never see the change."),
          entry(
              "check-then-act",
              "Between a check and the action it allows another thread can change what was checked. Both belong under one"
                  + " lock."),
          entry(
              "two-atomic-steps",
              "Each call on an atomic variable is indivisible, two calls in a row are not: another thread can come in"
                  + " between."),
          entry(
              "check-then-take",
              "A thread-safe queue makes each call safe by itself. Between isEmpty() and take() another thread can take"
                  + " the last element."),
          entry(
              "read-after-release",
              "Once a lock is given back, the next thread may change what it guarded. What is read after that may already"
                  + " be somebody else's."),
          entry(
              "no-unlock-on-exception",
              "An exception leaves the method at once. A lock that isn't given back in finally stays locked, and the next"
                  + " thread waits for ever."),
          entry(
              "lock-in-try",
              "If lock() fails inside try, finally unlocks a lock that was never taken. lock() stands before try."),
          entry(
              "unlock-not-owner",
              "Only the thread that holds a ReentrantLock may unlock it, once for each time it locked it."),
          entry(
              "lock-twice-unlock-once",
              "A ReentrantLock counts. It is free again only when the thread has unlocked it as often as it locked it."),
          entry(
              "write-under-read-lock",
              "Many threads may hold a read lock at the same time. It keeps writers out, not other readers, so a write"
                  + " under it is not alone."),
          entry(
              "static-and-instance-lock",
              "A static synchronized method locks the class, an ordinary one locks its object. Those are two locks, and"
                  + " neither keeps the other's threads out."),
          entry(
              "two-locks-one-invariant",
              "Two fields that must agree need one lock. With a lock each, another thread can look in between the two"
                  + " changes."),
          entry(
              "lock-order",
              "When two threads take the same two locks in opposite orders, each can get its first and wait for ever for"
                  + " its second."),
          entry(
              "try-lock-gives-up",
              "tryLock() that returns false has done nothing. Going on, or returning, then drops the work."),
          entry(
              "if-instead-of-while",
              "A thread that wakes from a wait must look again: another thread may have been faster, and a wait may end"
                  + " without any signal. if looks once, while looks until it is true."),
          entry(
              "notify-wakes-one",
              "notify() and signal() wake one waiting thread, and any one. If it can do nothing with the news, the one"
                  + " that could sleeps on."),
          entry(
              "signal-not-remembered",
              "notify() and signal() wake those who wait now. Nothing is remembered for a thread that comes to wait"
                  + " later."),
          entry(
              "nested-monitor",
              "A wait gives back only the lock it belongs to. Any other lock stays held, and whoever needs it to bring the"
                  + " news can't."),
          entry(
              "consumer-leaves-early",
              "A stop signal says that nothing new will come, not that nothing is left. What already lies in the queue"
                  + " still has to be taken out."),
          entry(
              "producer-left-waiting",
              "put() on a full queue waits until somebody takes. When the last consumer has left, nobody ever will."),
          entry(
              "event-before-last-put",
              "Whoever sees the stop signal may leave at once. What is put into the queue after it finds nobody there."),
          entry(
              "busy-wait",
              "A loop that asks again and again keeps a core busy, and without volatile or a lock it may never see the"
                  + " answer. A thread that waits should be woken."),
          entry(
              "sleep-orders-nothing",
              "sleep() makes it likely that another thread was faster, never certain. On a busy machine any thread can be"
                  + " late."),
          entry(
              "sleep-under-lock",
              "A thread that sleeps, computes or writes a file with a lock held makes everybody else wait as long."),
          entry(
              "one-global-lock",
              "One lock for everything is safe, and lets nothing run at the same time, not even what has nothing to do"
                  + " with each other."),
          entry(
              "interrupt-swallowed",
              "An interrupt is a request to stop. Catching InterruptedException and going on throws the request away."),
          entry(
              "party-count",
              "A barrier or latch opens when exactly as many have come as it was made for. One too many waits for ever,"
                  + " and so do all if one never comes."),
          entry(
              "latch-reused",
              "A CountDownLatch opens once and stays open. In the second round nobody waits any more."),
          entry(
              "no-join",
              "start() only begins. Until join() returns, or something else says so, the other thread may not have done"
                  + " anything yet."),
          entry(
              "pool-not-shut-down",
              "The threads of a pool live until somebody shuts it down, also when nothing is left to do."),
          entry(
              "exception-in-future-lost",
              "submit() keeps the task's exception in its Future. Whoever never asks that Future never hears of it."),
          entry(
              "unsafe-publication",
              "Without volatile, final or a lock another thread may see the reference before what it points to is"
                  + " finished."),
          entry(
              "lazy-stream",
              "The middle steps of a stream run only when a last step asks for results. Without one nothing happens at"
                  + " all."));

  private Mistakes() {}

  /** Why the belief is wrong, as one or two sentences; empty for an id that is not in the list. */
  public static Optional<String> sentence(String id) {
    return Optional.ofNullable(SENTENCES.get(id));
  }

  /** Every id, sorted. */
  public static Set<String> ids() {
    return new TreeSet<>(SENTENCES.keySet());
  }
}
