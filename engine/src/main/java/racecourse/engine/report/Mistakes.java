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
              "wait-gives-the-lock-back",
              "wait() and await() give their lock back while they wait, also with a time limit. Only sleep() keeps it."),
          entry(
              "lock-per-name",
              "A lock keeps out only the threads that ask for the same lock object. Whoever comes with another argument gets another lock."),
          entry(
              "no-release",
              "A lock or permit that is taken has to be given back each time. Otherwise the next one to ask waits for ever."),
          entry("thread-reused", "A Thread runs once. For another run a new Thread is needed."),
          entry(
              "interrupt-loop",
              "Setting the interrupt again makes the next wait end at once. In a loop that goes on for ever."),
          entry(
              "volatile-is-not-atomic",
              "volatile makes each read and each write visible at once, but value++ is a read, an addition and a write."
                  + " Another thread can come in between them."),
          entry(
              "lock-per-call",
              "A lock keeps out only the threads that ask for the same lock object. One that each call makes anew is"
                  + " never held by anybody else."),
          entry(
              "lock-on-changing-value",
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
              "atomic-get-then-set",
              "Each call on an atomic variable is indivisible, two calls in a row are not: another thread can come in"
                  + " between."),
          entry(
              "check-then-take",
              "A thread-safe queue makes each call safe by itself. Between isEmpty() and take() another thread can take"
                  + " the last element."),
          entry(
              "read-after-release",
              "Once a lock is given back, or a flag is down, the next thread may change what it guarded. What is read after"
                  + " that may already be somebody else's."),
          entry(
              "no-unlock-on-exception",
              "An exception leaves the method at once. A lock that isn't given back in finally stays locked, and the next"
                  + " thread waits for ever."),
          entry(
              "lock-in-try",
              "If lock() fails inside try, finally unlocks a lock that was never taken. lock() stands before try."),
          entry(
              "releases-what-it-never-took",
              "Only the thread that holds a ReentrantLock may unlock it, once for each time it locked it."
                  + " Whatever else is given back: somebody has to look whether it was taken at all."),
          entry(
              "locks-twice-unlocks-once",
              "A ReentrantLock counts. It is free again only when the thread has unlocked it as often as it locked it."),
          entry(
              "write-under-read-lock",
              "Many threads may hold a read lock at the same time. It keeps writers out, not other readers, so a write"
                  + " under it is not alone."),
          entry(
              "static-vs-instance-lock",
              "A static synchronized method locks the class, an ordinary one locks its object. Those are two locks, and"
                  + " neither keeps the other's threads out."),
          entry(
              "two-locks-one-invariant",
              "Two fields that must agree need one lock. With a lock each, another thread can look in between the two"
                  + " changes."),
          entry(
              "locks-another-object",
              "A lock keeps out only those who take the same one. Whoever changes an object has to hold the lock that all"
                  + " others hold who change it, not that of something else he uses as well."),
          entry(
              "lock-order",
              "When two threads take the same two locks in opposite orders, each can get its first and wait for ever for"
                  + " its second."),
          entry(
              "gives-up",
              "A call that does not wait for ever, such as tryLock(), offer(), poll() or add(), has done nothing when it"
                  + " fails. Going on, or returning, then drops the work."),
          entry(
              "if-instead-of-while",
              "A thread that wakes from a wait must look again: another thread may have been faster, and a wait may end"
                  + " without any signal. if looks once, while looks until it is true."),
          entry(
              "notify-wakes-one",
              "notify() and signal() wake one waiting thread, and any one. If it can do nothing with the news, the one"
                  + " that could sleeps on."),
          entry(
              "signal-before-wait",
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
              "sleep-orders-threads",
              "sleep() makes it likely that another thread was faster, never certain. On a busy machine any thread can be"
                  + " late."),
          entry(
              "blocks-while-holding-lock",
              "A thread that sleeps, computes or writes a file with a lock held makes everybody else wait as long."),
          entry(
              "serialised",
              "One lock or one thread for everything is safe, and lets nothing run at the same time, not even what has"
                  + " nothing to do with each other."),
          entry(
              "interrupt-swallowed",
              "An interrupt is a request to stop. Catching InterruptedException and going on throws the request away,"
                  + " and lock() does not even hear it."),
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
              "pool-never-shut-down",
              "The threads of a pool live until somebody shuts it down, also when nothing is left to do."),
          entry(
              "exception-swallowed",
              "submit() keeps the task's exception in its Future. Whoever never asks that Future never hears of it."),
          entry(
              "unsafe-publication",
              "Without volatile, final or a lock another thread may see the reference before what it points to is"
                  + " finished."),
          entry(
              "result-ignored",
              "tryLock(), compareAndSet(), offer() and await() with a time limit answer whether they did it. Whoever doesn't look at the answer goes on as if they had."),
          entry(
              "write-after-release",
              "Once a lock is given back, or a flag is up, another thread may go on. A write after that comes too late, or lands"
                  + " on top of what the other one did."),
          entry(
              "read-before-lock",
              "What was read before the lock was taken may be old by the time it is held. Another thread can come in between."),
          entry(
              "lock-not-held-long-enough",
              "A lock protects only what happens while it is held. If it is given back between the read and the write, another thread can come in between."),
          entry(
              "lock-per-thread",
              "A lock keeps out only the threads that ask for the same lock object. A lock of each thread's own keeps out nobody."),
          entry(
              "thread-local-state",
              "Each thread has its own copy of a ThreadLocal. What one thread puts there no other thread ever sees."),
          entry(
              "static-state",
              "A static field belongs to the class, so all its objects share it, and so does the next run in the same JVM."),
          entry(
              "volatile-reference-only",
              "volatile holds for the variable itself, not for what it points to. The array or object behind it is as unprotected as before."),
          entry(
              "not-thread-safe-class",
              "ArrayList, HashMap, StringBuilder and most other classes are made for one thread. Two at once can lose elements or break them inside."),
          entry(
              "double-checked-locking",
              "The first look at the field is taken without the lock. Unless the field is volatile, it may show an object that isn't finished."),
          entry(
              "lock-upgrade",
              "A ReentrantReadWriteLock has no way up: a thread that holds the read lock and asks for the write lock waits for itself."),
          entry(
              "too-many-permits",
              "A Semaphore lets in as many threads as it has permits, and every release() adds one, whoever calls it. With more than one permit it is no lock."),
          entry(
              "no-notify",
              "A thread in wait() or await() sleeps until it is notified. Changing what it waits for doesn't wake it."),
          entry(
              "signal-without-lock",
              "wait(), notify(), await() and signal() are allowed only to the thread that holds the lock they belong to."),
          entry(
              "signals-wrong-condition",
              "A signal wakes only those who wait for that very condition. Those who wait for the other one sleep on."),
          entry(
              "signals-before-state",
              "Whoever is woken looks at once. If what it waits for is set only afterwards, it finds nothing and sleeps again."),
          entry(
              "signal-lost-on-interrupt",
              "A thread that is interrupted just after it was signalled takes the signal with it. It has to be passed on, or another waiter sleeps for ever."),
          entry(
              "message-lost-on-interrupt",
              "An interrupt can come between two steps. What was already taken out, or not yet put in, must not disappear with it."),
          entry(
              "message-as-marker",
              "A value that marks \"empty\" can also be a message. Then the message counts as nothing, or nothing as a message."),
          entry(
              "rendezvous",
              "A SynchronousQueue has no room at all: put() waits until somebody takes. A slot with room for one lets the first put() return at once."),
          entry(
              "capacity-off-by-one",
              "A buffer for n elements is full with n in it, not with n - 1 or n + 1."),
          entry(
              "closed-means-empty",
              "Closed says that nothing more will come. What came before is still there and has to be handed out first."),
          entry(
              "drops-at-close",
              "Closing ends the putting in, not the taking out. What was accepted before still has to be handed out."),
          entry(
              "close-wakes-nobody",
              "Whoever waits when the pipeline is closed waits for something that will never come, unless closing wakes it."),
          entry(
              "worker-dies-before-barrier",
              "A thread that throws never comes to what the others wait for: the barrier, the latch, the signal. They wait for ever."),
          entry(
              "run-instead-of-start",
              "run() is an ordinary call on the calling thread. Only start() begins a new one."),
          entry(
              "pool-too-small",
              "A task that waits for another task keeps its thread meanwhile. If all threads of the pool wait like that, the awaited task never gets one."),
          entry(
              "wrong-cause",
              "ExecutionException is the wrapping, and its cause is the exception that the task threw: not one around that, and not one that another thread met because of it."),
          entry(
              "join-before-start",
              "join() waits while a thread is alive. A thread that has not been started is not, so join() returns at once."),
          entry(
              "join-in-the-start-loop",
              "A loop that starts one and waits for it before the next lets only one run at a time. Start all of them first, then wait."),
          entry(
              "not-reentrant",
              "A Semaphore or a StampedLock doesn't know which thread took it. A thread that takes it again waits for itself."),
          entry(
              "lock-belongs-to-thread",
              "A Java lock belongs to the thread that took it, and only that thread can give it back. A permit belongs to nobody."),
          entry(
              "catches-too-little",
              "Not everything that can be thrown is an Exception. An Error passes by a catch (Exception e)."),
          entry(
              "permit-lost-on-interrupt",
              "A permit that was taken before an interrupt came has to be given back, or it is gone for everybody."),
          entry(
              "all-or-none",
              "An exception in the middle leaves done what was done before it. Look at everything first, or know how to take it back."),
          entry(
              "completion-order",
              "Who is ready first is a matter of luck. The order of results has to come from the items, not from the clock."),
          entry(
              "ignores-failure",
              "A thread that fails does not stop the others. Each of them has to look whether all went well before it goes"
                  + " on."),
          entry(
              "interrupt-wrapped",
              "Whoever interrupts a waiting thread counts on its InterruptedException. Inside another exception nobody"
                  + " recognises it."),
          entry(
              "no-limit",
              "A cached pool makes a new thread for every task that finds none free. It has no limit."),
          entry(
              "constant-pool-size",
              "A pool with a constant number of threads has too many for one caller and too few for the next."),
          entry(
              "off-by-one",
              "Counting from 0, the n-th is n - 1, and a limit of n lets in n: one more or one fewer is a different"
                  + " program."),
          entry(
              "number-too-small",
              "A byte ends at 127 and an int at 2,147,483,647. The next number is the smallest of all."),
          entry(
              "compares-boxes",
              "compareAndSet() and == compare objects, not numbers. Two boxes of one number need not be the same object."),
          entry(
              "set-keeps-one",
              "A set keeps one of several equal things. What equals one that is in it already is not added."),
          entry(
              "shared-temporary",
              "A field is one for all threads, a local variable one for each call. What a thread keeps in a field for a"
                  + " while, another one changes meanwhile."),
          entry(
              "left-behind-on-interrupt",
              "What a thread has put down before it waits stays there when an interrupt ends the wait, unless the thread"
                  + " takes it back on its way out."),
          entry(
              "order-reversed",
              "What goes in at the front and comes out at the front is a stack: the last one in is the first one out."),
          entry(
              "does-not-wait",
              "A thread waits for others only where the code says so: with a condition in a loop, a latch, a barrier, join()."
                  + " A lock keeps others out while one is in, and waits for nothing else."),
          entry(
              "default-names",
              "A thread that is made without a name is called Thread-0, Thread-1 and so on, by how many there were before."),
          entry(
              "not-started",
              "new Thread() makes an object. The thread begins with start(), and only then is there anything to wait for."),
          entry(
              "another-thread",
              "Inside run() the thread runs already. A new Thread() there is one more thread, with a name of its own."),
          entry(
              "interrupt-passed-on",
              "An interrupt is meant for one thread. That this one stops waiting says nothing about what the others do."),
          entry(
              "no-check",
              "What may be done with what is given has to be looked at each time, before anything is "
                  + "changed. Nobody else does it."),
          entry(
              "bounds-not-checked",
              "A constructor is where a number without meaning can be refused. Later it shows as a hang "
                  + "or a nonsense somewhere else."),
          entry(
              "check-too-late",
              "An exception takes nothing back. What was changed before the check stays changed."),
          entry(
              "duplicated-method",
              "A method that does the same work beside another one is a second place to keep right, and "
                  + "a subclass that overrides the one does not hear of the other."),
          entry(
              "capacity-zero",
              "Pools and queues refuse a size of 0. When there is nothing to do, there has to be a way "
                  + "past them."),
          entry(
              "close-not-idempotent",
              "Closing may happen twice, by two who do not know of each other. The second one finds it "
                  + "closed, and that is no error; what it promises holds for both."),
          entry(
              "closed-means-nothing",
              "Whoever comes when it is closed has to be told so. Returning as if all were well hides "
                  + "that nothing was done."),
          entry(
              "accepts-after-close",
              "Closed says that nothing more is taken in. What comes after that finds nobody to take it "
                  + "out again."),
          entry(
              "state-reused",
              "A field keeps its value from one run to the next. What belongs to one run has to be made "
                  + "anew with each."),
          entry(
              "barrier-shared",
              "A barrier counts whoever comes. If two runs share one, each takes the other's threads "
                  + "for its own."),
          entry(
              "shared-number",
              "A variable that several threads look at has the value of the moment, not that of the "
                  + "moment when they were made. What is meant for one needs a copy of its own."),
          entry(
              "message-stays",
              "Taking something out means that it is gone afterwards. What is only read is still there "
                  + "for the next one."),
          entry(
              "poison-is-counted",
              "An end mark in a queue is an element like the others: size() counts it, and it takes a "
                  + "place."),
          entry(
              "poison-taken-once",
              "What is taken out of a queue is gone. If several have to see it, whoever takes it out "
                  + "has to put it back."),
          entry(
              "message-in-hand-dropped",
              "Between taking from one side and giving to the other a message is only in the thread's "
                  + "hands. Leaving then loses it."),
          entry(
              "last-message-kept",
              "Who always hands on the one before has still one in hand at the end."),
          entry(
              "no-final-look",
              "Between a look that finds nothing and the news that it is closed something may still "
                  + "have come. After that news one more look is needed."),
          entry(
              "producer-never-closes",
              "A consumer cannot know that nothing more will come, unless somebody says so."),
          entry(
              "no-bound",
              "A queue without a bound takes everything. Nobody ever waits for room, and the memory is "
                  + "the only limit."),
          entry(
              "message-overwritten",
              "Making room by throwing away what waits there loses it. Who comes to a full place has to "
                  + "wait."),
          entry(
              "event-resets",
              "An event stays set for everybody. Who takes it back leaves all the others waiting."),
          entry(
              "event-flickers",
              "What a thread holds for a moment is missing for everybody else during that moment."),
          entry(
              "signal-on-first-only",
              "Between the first news and the next one those who wait may not have come to look yet. "
                  + "Each piece of news needs a call of its own, or one call for all."),
          entry(
              "initialises-twice",
              "What two threads do, each to be on the safe side, happens twice."),
          entry(
              "result-computed-twice",
              "Asking for a result is not having it made again. It is computed once, kept, and handed "
                  + "to everybody who asks."),
          entry(
              "two-threads-per-worker",
              "A pool gives each task to whichever thread is free. Two tasks are two threads, unless "
                  + "one task does both."),
          entry(
              "registers-too-late",
              "A Phaser waits for those who are registered when it looks. Who registers itself may come "
                  + "when the others are through."),
          entry(
              "interrupted-caller",
              "An exception leaves the method at once. If others wait for something that comes later in "
                  + "it, it has to come on that way, too."),
          entry(
              "wrong-unit",
              "getSeconds(), getNano() and toSeconds() are parts of a time or whole units of it. What "
                  + "waits has to get all of it, in the unit it is meant for."),
          entry(
              "second-start",
              "A method may be called again. What must happen only once has to remember that it has."),
          entry(
              "state-not-updated",
              "A question is answered by what was written down last. What nobody writes, or nobody "
                  + "reads, does not change the answer."),
          entry(
              "joins-itself",
              "A thread that waits for its own end waits for ever: it would have to end first."),
          entry(
              "no-loop",
              "A task runs once and is over. For once more somebody has to run it again: a loop, or "
                  + "scheduleAtFixedRate()."),
          entry(
              "never-started",
              "Closing or cancelling may come before the start. There is no thread to stop then, and "
                  + "what was said still holds when the start comes."),
          entry(
              "interrupt-ends-the-wait",
              "An interrupt ends a wait, not what is waited for. Who has promised to wait has to wait "
                  + "on, and to set the interrupt again afterwards."),
          entry(
              "not-a-daemon",
              "A JVM ends when only daemon threads are left. A thread is no daemon unless somebody says "
                  + "so before it starts."),
          entry(
              "rests-first",
              "Whether the rest stands before the work or after it makes the first time come late or at "
                  + "once."),
          entry(
              "wrong-charset",
              "A charset that does not have a letter writes a question mark for it. UTF-8 has them all."),
          entry(
              "open-options",
              "CREATE makes a file if there is none, CREATE_NEW wants that there is none, and without "
                  + "APPEND writing begins at the beginning."),
          entry("truncates", "Opening a file for writing empties it, unless APPEND is asked for."),
          entry(
              "no-line-end",
              "A writer writes what it is given and no more. A line ends where somebody writes its end."),
          entry(
              "lock-for-processes",
              "A FileLock belongs to the whole JVM. It keeps out other programs, not other threads."),
          entry(
              "fixed-buffer",
              "A buffer has the size it was made with. What is longer has to go in several parts."),
          entry(
              "lazy",
              "What is promised when an object is made has to be done by its constructor, not by the "
                  + "first who uses it."),
          entry(
              "two-objects-one-file",
              "A lock or buffer in each object keeps out nobody who uses another object. What guards a "
                  + "file has to be one for all who write to that file."),
          entry(
              "pipe-full",
              "A command that writes much waits until somebody reads. Its output and its errors both "
                  + "have to be read while it runs."),
          entry(
              "reads-too-little",
              "readLine() reads one line. The rest is read by whoever asks again until there is nothing "
                  + "left."),
          entry(
              "no-kill",
              "A time limit only ends the waiting. The process goes on until somebody kills it."),
          entry(
              "no-finally",
              "An exception, also that of an interrupt, leaves the method at once. What has to happen "
                  + "in any case stands in finally."),
          entry(
              "read-has-no-limit",
              "Reading to the end waits until the other side ends. No limit that is looked at "
                  + "afterwards makes it shorter."),
          entry(
              "left-behind",
              "A ThreadLocal keeps its value as long as its thread lives, and a pool's threads live "
                  + "long. Who sets it for a while has to take it back."),
          entry(
              "no-restore-on-exception",
              "An exception leaves the method at once. What has to be put back in any case is put back "
                  + "in finally."),
          entry(
              "captured-too-early",
              "What is put back afterwards is what the running thread had just before, not what another "
                  + "one had once."),
          entry(
              "removes-instead-of-restoring",
              "Tasks can be nested. What was there before the inner one has to be kept, in a local "
                  + "variable, and put back after it."),
          entry(
              "keeps-the-outer-id",
              "Each task has what it was run with, also when another one is around it."),
          entry(
              "lost-in-a-local",
              "A ThreadLocal is found through the variable that it is in. One that a call makes for "
                  + "itself is gone with the call."),
          entry(
              "captured-too-late",
              "A task runs later, perhaps on another thread, and finds there what is current then. What "
                  + "is current now has to be looked up now."),
          entry(
              "none-is-not-captured",
              "That there is none is an answer like any other. It has to be given, taken along and "
                  + "restored in the same way."),
          entry("read-once", "Asking changes nothing. Who asks again gets the same answer."),
          entry(
              "inherited-by-threads",
              "An InheritableThreadLocal hands its value to every thread that is started meanwhile, and "
                  + "there it stays, long after the task is over."),
          entry(
              "keyed-by-name",
              "A thread's name is not its identity: any number of threads can have the same."),
          entry(
              "shared-initial-value",
              "withInitial() makes each thread's first value by calling the function. If that hands out "
                  + "the same object each time, all threads share it."),
          entry("run-once", "A Runnable can be run as often as somebody calls run()."),
          entry(
              "set-instead-of-stack",
              "A set keeps one of two equal ones and does not know how often it was put in. What is "
                  + "nested needs a stack, or a local variable in each call."),
          entry(
              "leak",
              "A thread that waits for more waits for ever, whatever became of the object that started "
                  + "it. Each one has to be told that it is over."),
          entry(
              "two-owners",
              "What belongs to one thread needs no lock as long as nobody else touches it. A second "
                  + "thread that does the same is a second owner."),
          entry(
              "prints-in-the-caller",
              "Handing work to another thread means putting it where that one finds it. Who does it by "
                  + "himself waits as long as it takes."),
          entry(
              "set-instead-of-queue",
              "A sorted collection hands out the smallest, not the oldest. Only a queue keeps the order "
                  + "in which things came."),
          entry(
              "accuses",
              "An experiment that always says yes says nothing. What it answers has to depend on what "
                  + "it found."),
          entry(
              "says-nothing",
              "An experiment that always says no says nothing. What it answers has to depend on what it "
                  + "found."),
          entry(
              "counter-reused",
              "Each round has to begin with nothing. What the round before has left changes the result."),
          entry(
              "counter-per-thread",
              "A race needs something that is shared. What each thread has for itself cannot be lost."),
          entry(
              "ignores-the-rounds",
              "One round that finds nothing proves nothing. The next one may find it."),
          entry("compares-the-wrong-way", "A lost update makes a count too small, by any number."),
          entry(
              "unseeded",
              "Choices can be repeated only if they come from the seed and from nothing else: no clock, "
                  + "no Math.random(), no random numbers that others draw from, too."),
          entry(
              "point-does-nothing",
              "A thread that is never held up is through before another one has begun. A point has to sleep or to yield"
                  + " now and then, or it changes nothing."),
          entry(
              "same-round-again",
              "A round is what its seed makes of it. The same seed again is the same round again, and finds nothing new."),
          entry(
              "off-is-a-seed",
              "Off means that nothing happens. A seed, also 0, is one of many ways in which something "
                  + "does."),
          entry(
              "returns-too-late",
              "Asking for something is not waiting for it. Who has promised to return at once hands the work over and"
                  + " goes."),
          entry(
              "two-steps",
              "Two calls that are each safe are not one: another thread can come in between. What belongs together"
                  + " needs one lock around both, or one call."),
          entry(
              "joined-too-early",
              "Counted is not printed, and taken out of a queue is not done. What is waited for has to become true after"
                  + " the last thing that has to happen."),
          entry(
              "wrong-seed",
              "A run can be repeated only with the seed that it had. That one has to be handed out, and no other."),
          entry(
              "shared-resource-closed",
              "What several use is closed by the last of them. Closed earlier it is closed for the others, too, and"
                  + " whoever comes later needs a new one."),
          entry(
              "stale-position",
              "An open file goes on where it was itself. What others have written there meanwhile is overwritten, unless"
                  + " APPEND is asked for."),
          entry(
              "join-waits-for-the-threads",
              "Thread.join() waits until a thread has ended. One that takes from a queue for ever never does: what has to be"
                  + " waited for is that its work is done."),
          entry(
              "wrong-exception",
              "Whoever calls a method catches the exception that it promises. Any other one goes past that catch."),
          entry(
              "children-forgotten",
              "Killing a process does not kill what it has started. descendants() knows those only while the process"
                  + " itself lives."),
          entry(
              "cancelled-while-running",
              "Future.cancel() says yes also to a task that is running already. Whether it has begun only the task itself"
                  + " can say."),
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
