package racecourse.engine.explore;

import java.lang.invoke.VarHandle;
import java.util.List;
import org.jspecify.annotations.Nullable;
import racecourse.engine.explore.Shadow.Access;
import racecourse.engine.explore.Shadow.Read;

/**
 * The race check: two conflicting accesses of a variable, not both atomic, that happens-before (JLS
 * 17.4.5) does not order are a data race, whatever value came out. Accesses of plain fields are
 * scheduling points only where a race is known: code without a data race behaves the same whether
 * they are or not (JLS 17.4.5, "sequentially consistent").
 */
final class Races {
  /** The pseudo-field that stands for the whole content of a collection. */
  static final int CONTENT = Integer.MAX_VALUE;

  /** The pseudo-field that stands for all elements or values, as opposed to which there are. */
  static final int ELEMENTS = Integer.MAX_VALUE - 1;

  // What an access by a variable handle does.
  static final int WRITE = 1;
  static final int ATOMIC = 2;
  static final int ACQUIRE = 4;
  static final int RELEASE = 8;

  private Races() {}

  // ---------------------------------------------------------------------------------------- plain
  // accesses

  static void read(Strand me, Object object, int site) {
    Site where = me.execution.world.site(site);
    pointIfRacy(me, where.field(), site);
    plain(me, me.execution.shadow(object).field(where.field()), object, where, site, false, false);
  }

  static void write(Strand me, Object object, int site) {
    Site where = me.execution.world.site(site);
    pointIfRacy(me, where.field(), site);
    plain(me, me.execution.shadow(object).field(where.field()), object, where, site, true, false);
  }

  static void element(Strand me, Object array, int index, int site, boolean write) {
    Site where = me.execution.world.site(site);
    pointIfRacy(me, where.field(), site);
    plain(me, me.execution.shadow(array).element(index), array, where, site, write, false);
  }

  /** A method of the JDK accesses many elements of an array, or a collection as a whole. */
  static void bulk(Strand me, Object accessed, int from, int to, int site, boolean write) {
    int length = Bulk.length(accessed);
    if (length < 0) {
      if (Collections.isUnsafe(accessed.getClass())) {
        content(me, accessed, me.execution.world.site(site), site, write);
      }
      return;
    }
    Site where = me.execution.world.site(site);
    pointIfRacy(me, where.field(), site);
    int end = Math.min(to, length);
    for (int i = Math.max(from, 0); i < end; i++) {
      plain(me, me.execution.shadow(accessed).element(i), accessed, where, site, write, false);
    }
  }

  private static void pointIfRacy(Strand me, int field, int site) {
    if (me.execution.aborted) {
      throw Abort.fly();
    }
    if (field >= 0 && me.execution.pointFields.get(field)) {
      me.execution.point(me, site);
    }
  }

  private static void plain(
      Strand me,
      Access access,
      Object object,
      Site where,
      int site,
      boolean write,
      boolean atomic) {
    Execution execution = me.execution;
    if (!write) {
      reads(me, access.shadow, access.field);
    }
    if (me.optimistic && !write && !atomic) {
      me.optimisticReads.add(new OptimisticRead(access, object, where, site));
      if (execution.tracer != null) {
        execution.tracer.accesses(me, object, site, false);
      }
      return;
    }
    Strand writer = access.writer;
    if (writer != null
        && writer != me
        && !(atomic && access.writeAtomic)
        && me.clock.at(writer.number) < access.writeTime) {
      race(me, writer, access.writeSite, true, object, where, site, write);
    }
    if (write) {
      Read read = access.readUnknownTo(me);
      if (read != null) {
        race(me, read.strand, read.site, false, object, where, site, true);
      }
      access.wrote(me, site, atomic);
      changes(me, access.shadow, access.field, where.field(), !atomic);
    } else {
      access.read(me, site, atomic);
    }
    if (execution.tracer != null) {
      execution.tracer.accesses(me, object, site, write);
    }
  }

  private static void reads(Strand me, Shadow shadow, int variable) {
    Meeting meeting = me.execution.meeting;
    if (meeting != null && !World.isSynchronizer(shadow.object)) {
      meeting.reads(shadow, variable);
    }
  }

  private static void changes(Strand me, Shadow shadow, int variable, int field, boolean plain) {
    Meeting meeting = me.execution.meeting;
    if (meeting != null && !World.isSynchronizer(shadow.object)) {
      meeting.changes(me, shadow, variable, field, plain);
    }
  }

  private static void changesInside(Strand me, Shadow shadow) {
    if (me.atValue && (World.isValue(shadow.object) || !World.isCopied(shadow.object))) {
      changes(me, shadow, Meeting.SOME, -1, false);
    }
  }

  /** A read under an optimistic stamp: no race if the stamp is validated afterwards. */
  record OptimisticRead(Access access, Object object, Site where, int site) {}

  private static final String STAMPED = "java/util/concurrent/locks/StampedLock";

  /**
   * Before a call on a stamped lock that does not look at the stamp: what was read so far was read
   * without protection.
   */
  static void beforeCall(Strand me, Site where) {
    if (me.optimistic
        && where.owner().equals(STAMPED)
        && !where.member().equals("validate")
        && !where.member().startsWith("tryConvert")) {
      settleOptimisticReads(me);
    }
  }

  /** After a call on a stamped lock: an optimistic read begins, or has been looked at. */
  static void afterCall(Strand me, Site where) {
    if (where.owner().equals(STAMPED)) {
      if (where.member().equals("tryOptimisticRead")) {
        me.optimistic = true;
        me.optimisticReads.clear();
      } else if (me.optimistic) {
        me.optimistic = false;
        me.optimisticReads.clear();
      }
    }
  }

  /** Treats optimistic reads that were never validated as the plain reads they are. */
  static void settleOptimisticReads(Strand me) {
    if (!me.optimistic) {
      return;
    }
    me.optimistic = false;
    for (OptimisticRead read : List.copyOf(me.optimisticReads)) {
      plain(me, read.access, read.object, read.where, read.site, false, false);
    }
    me.optimisticReads.clear();
  }

  private static void race(
      Strand me,
      Strand other,
      int otherSite,
      boolean otherWrote,
      Object object,
      Site where,
      int site,
      boolean write) {
    Execution execution = me.execution;
    if (where.field() >= 0) {
      execution.racyFields.set(where.field());
    }
    int otherField = execution.world.site(otherSite).field();
    if (otherField >= 0) {
      execution.racyFields.set(otherField);
    }
    if (execution.racesAreFatal) {
      String variable = execution.world.variable(object, where, execution.world.site(otherSite));
      if (execution.tracer != null) {
        execution.tracer.raced(me, object, site, write);
      }
      throw execution.conclude(
          me,
          new Outcome.Raced(
              variable,
              new Outcome.Touch(other.name(), otherSite, otherWrote),
              new Outcome.Touch(me.name(), site, write)));
    }
  }

  // ----------------------------------------------------------------------------------------
  // volatile accesses

  static void volatileRead(Strand me, Object object, int site) {
    me.execution.point(me, site);
    Site where = me.execution.world.site(site);
    Shadow shadow = me.execution.shadow(object);
    reads(me, shadow, where.field());
    me.sees(shadow);
    me.clock.join(shadow.volatileField(where.field()));
    if (shadow.updated != null) {
      me.clock.join(shadow.updated);
    }
    if (me.execution.tracer != null) {
      me.execution.tracer.accesses(me, object, site, false);
    }
  }

  static void volatileWrite(Strand me, Object object, int site) {
    me.execution.point(me, site);
    Site where = me.execution.world.site(site);
    Shadow shadow = me.execution.shadow(object);
    me.changes(shadow);
    changes(me, shadow, where.field(), -1, false);
    shadow.volatileField(where.field()).join(me.clock);
    me.clock.tick(me.number);
    if (me.execution.tracer != null) {
      me.execution.tracer.accesses(me, object, site, true);
    }
  }

  /** A variable handle of the student's: plain, or somehow atomic. */
  static void handle(Strand me, VarHandle handle, @Nullable Object object, int mode, int site) {
    Execution execution = me.execution;
    World.Variable variable = execution.world.variableOf(handle);
    Object holder =
        object != null && !handle.coordinateTypes().isEmpty()
            ? object
            : variable != null ? variable.owner() : handle;
    execution.point(me, site);
    Shadow shadow = execution.shadow(holder);
    if ((mode & WRITE) != 0) {
      me.changes(shadow);
    } else {
      me.sees(shadow);
    }
    if ((mode & ACQUIRE) != 0) {
      acquire(me, holder);
      if (variable != null) {
        me.clock.join(shadow.volatileField(variable.field()));
      }
    }
    if (variable != null) {
      boolean write = (mode & WRITE) != 0;
      plain(
          me,
          shadow.field(variable.field()),
          holder,
          execution.world.site(site),
          site,
          write,
          (mode & ATOMIC) != 0);
    }
    if ((mode & RELEASE) != 0) {
      release(me, holder);
      if (variable != null) {
        shadow.volatileField(variable.field()).join(me.clock);
        me.clock.tick(me.number);
      }
    }
  }

  // ---------------------------------------------------------------------------------------- inside
  // copied JDK classes

  static void acquire(Strand me, Object object) {
    Shadow shadow = me.execution.shadow(object);
    me.sees(shadow);
    if (shadow.released != null) {
      me.clock.join(shadow.released);
    }
    reads(me, shadow, Meeting.SOME);
  }

  static void release(Strand me, Object object) {
    Shadow shadow = me.execution.shadow(object);
    me.changes(shadow);
    shadow.released().join(me.clock);
    me.clock.tick(me.number);
    changesInside(me, shadow);
  }

  /** A field updater's access: ordered with the accesses of every volatile field of the object. */
  static void update(Strand me, Object object) {
    Shadow shadow = me.execution.shadow(object);
    me.changes(shadow);
    reads(me, shadow, Meeting.SOME);
    changesInside(me, shadow);
    me.clock.join(shadow.updated());
    shadow.joinVolatiles(me.clock);
    shadow.updated().join(me.clock);
    me.clock.tick(me.number);
  }

  // ----------------------------------------------------------------------------------------
  // collections that are not thread-safe

  static void collection(Strand me, Object receiver, int site) {
    if (Collections.isUnsafe(receiver.getClass())) {
      Site where = me.execution.world.site(site);
      content(me, receiver, where, site, !Collections.isReader(where.member()));
    }
  }

  static void collectionRead(Strand me, Object collection, int site) {
    if (Collections.isUnsafe(collection.getClass())) {
      content(me, collection, me.execution.world.site(site), site, false);
    }
  }

  static void inner(Strand me, Object collection, boolean write) {
    if (Collections.isUnsafe(collection.getClass())) {
      content(me, collection, me.execution.world.site(me.site), me.site, write);
    }
  }

  private static Object root(Strand me, Object receiver) {
    Object root = receiver;
    Shadow shadow = me.execution.shadow(root);
    while (shadow.viewOf != null) {
      root = shadow.viewOf;
      shadow = me.execution.shadow(root);
    }
    return root;
  }

  /** One variable stands for which elements there are, another for what they are. */
  private static void content(Strand me, Object receiver, Site where, int site, boolean write) {
    Object root = root(me, receiver);
    Shadow shadow = me.execution.shadow(root);
    pointIfRacy(me, where.field(), site);
    if (!write && Collections.seesElements(where.member())) {
      plain(me, shadow.field(ELEMENTS), root, where, site, false, false);
    }
    plain(me, shadow.field(CONTENT), root, where, site, write, false);
  }

  /**
   * Getting or setting one element leaves the others alone: two threads may set two elements
   * without a lock.
   */
  static void elementOfList(Strand me, Object list, int index, int site) {
    Site where = me.execution.world.site(site);
    Shadow shadow = me.execution.shadow(list);
    boolean write = !Collections.isReader(where.member());
    pointIfRacy(me, where.field(), site);
    plain(me, shadow.element(index), list, where, site, write, false);
    if (write) {
      // "Atomic": two of these do not conflict, but each does with whoever looks at all elements.
      plain(me, shadow.field(ELEMENTS), list, where, site, true, true);
    }
    plain(me, shadow.field(CONTENT), list, where, site, false, false);
  }

  /** The same for a key that is there already. */
  static void valueOfMap(Strand me, Object map, Object key, int site) {
    elementOfList(me, map, key.hashCode(), site);
  }

  static void view(Strand me, Object receiver, Object result) {
    if (result != receiver
        && Collections.isUnsafe(receiver.getClass())
        && Collections.isView(result.getClass())) {
      me.execution.shadow(result).viewOf = receiver;
    }
  }
}
