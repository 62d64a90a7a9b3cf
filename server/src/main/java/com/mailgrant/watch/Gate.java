package com.mailgrant.watch;

import com.mailgrant.platform.MailgrantProperties;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.stereotype.Component;

/**
 * Lets sessions begin one by one: a thousand accounts that start together are a queue at each host
 * and no burst.
 */
@Component
class Gate {
  private static final int SIGN_INS_AT_ONCE = 20;

  /** First looks write a lot; so many share the database with everybody else. */
  private static final int ROUNDS_AT_ONCE = 16;

  private final Map<String, Host> hosts = new ConcurrentHashMap<>();
  private final Semaphore rounds = new Semaphore(ROUNDS_AT_ONCE);
  private final long nanosBetween;

  Gate(MailgrantProperties properties) {
    nanosBetween = TimeUnit.SECONDS.toNanos(1) / properties.watch().startsPerSecond();
  }

  /** Waits for a turn to sign in. */
  Turn signIn(String host) throws InterruptedException {
    var queue = hosts.computeIfAbsent(host, _ -> new Host());
    queue.atOnce.acquire();
    long now = System.nanoTime();
    long mine =
        queue.next.updateAndGet(next -> next - now > 0 ? next + nanosBetween : now + nanosBetween)
            - nanosBetween;
    try {
      TimeUnit.NANOSECONDS.sleep(Math.max(0, mine - now));
    } catch (InterruptedException e) {
      queue.atOnce.release();
      throw e;
    }
    return new Turn(queue.atOnce);
  }

  /** Waits for a turn to look at everything. */
  Turn round() throws InterruptedException {
    rounds.acquire();
    return new Turn(rounds);
  }

  private static final class Host {
    private final Semaphore atOnce = new Semaphore(SIGN_INS_AT_ONCE);
    private final AtomicLong next = new AtomicLong(System.nanoTime());
  }

  /** Ends when it is closed. */
  static final class Turn implements AutoCloseable {
    private final Semaphore of;

    private Turn(Semaphore of) {
      this.of = of;
    }

    @Override
    public void close() {
      of.release();
    }
  }
}
