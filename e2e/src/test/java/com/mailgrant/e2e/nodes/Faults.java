package com.mailgrant.e2e.nodes;

import com.mailgrant.e2e.lab.MailUser;
import com.mailgrant.e2e.lab.TokenTrouble;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;

/**
 * What goes wrong while mail flows: nodes, the database and the mail server of those with passwords
 * on one hand, and on the other hand sign-ins, servers and clocks of those who signed in.
 */
final class Faults {
  /** What is deferred comes again after half a minute and more, which a short run has not. */
  private static final Duration LONG = Duration.ofMinutes(2);

  private final Cluster cluster;
  private final SignedIn people;
  private final Duration lasting;
  private final Random nodesCoin;
  private final Random labCoin;

  /** An hour need not go by before somebody hears of it. */
  private volatile boolean failed;

  Faults(Cluster cluster, SignedIn people, Duration lasting, long seed) {
    this.cluster = cluster;
    this.people = people;
    this.lasting = lasting;
    this.nodesCoin = new Random(seed);
    this.labCoin = new Random(seed + 1);
  }

  /** For whoever wonders where the time goes, or wants to repeat a run. */
  static void say(String what) {
    System.out.println(Instant.now() + " " + what);
  }

  /** Whether there is time for what takes minutes. */
  static boolean isLong(Duration lasting) {
    return lasting.compareTo(LONG) > 0;
  }

  /** Returns when the time is over and everything works again. */
  void run() throws InterruptedException, ExecutionException {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var lab = threads.submit(labFaults());
      var nodes = threads.submit(nodeFaults());
      nodes.get();
      lab.get();
    }
  }

  /** Node after node, and the database; in a long run the mail server, too. */
  private Callable<Void> nodeFaults() {
    return () -> {
      long begin = System.nanoTime();
      long databaseAfter = lasting.toNanos() / 2;
      boolean serverToo = isLong(lasting);
      while (!failed && System.nanoTime() - begin < lasting.toNanos()) {
        Thread.sleep(2_000 + nodesCoin.nextInt(4_000));
        if (serverToo && nodesCoin.nextInt(4) == 0) {
          cluster.sink().goDown();
          Thread.sleep(1_000 + nodesCoin.nextInt(5_000));
          cluster.sink().comeBack();
          say("the mail server was down and is back");
        } else if (System.nanoTime() - begin > databaseAfter) {
          databaseIsDown(isLong(lasting) && nodesCoin.nextBoolean());
          databaseAfter += Duration.ofMinutes(5).toNanos();
        } else {
          var victim = cluster.node(nodesCoin.nextInt(cluster.size()));
          victim.kill();
          Thread.sleep(nodesCoin.nextInt(1_500));
          victim.startAgain();
          say("killed a node, which is back");
        }
      }
      return null;
    };
  }

  /**
   * @param longer than any lease
   */
  private void databaseIsDown(boolean longer) throws IOException, InterruptedException {
    cluster.database().goDown();
    var pause = longer ? Duration.ofSeconds(25 + nodesCoin.nextInt(10)) : Duration.ZERO;
    Thread.sleep(pause);
    cluster.database().comeBack();
    say("the database crashed and is back, after " + pause);
  }

  /** Each of them once, in a long run again and again. */
  private Callable<Void> labFaults() {
    List<Callable<Void>> faults =
        List.of(
            this::clockJumps,
            this::tokensAreRefused,
            this::signInEnds,
            this::postfixIsDown,
            this::providerIsInTrouble,
            this::dovecotIsDown);
    return () -> {
      long begin = System.nanoTime();
      try {
        for (var fault : faults) {
          fault.call();
        }
        while (System.nanoTime() - begin < lasting.toNanos()) {
          Thread.sleep(2_000 + labCoin.nextInt(10_000));
          faults.get(labCoin.nextInt(faults.size())).call();
        }
        return null;
      } catch (Exception e) {
        failed = true;
        throw e;
      }
    };
  }

  private Void clockJumps() throws IOException {
    var offset = Duration.ofMinutes(labCoin.nextInt(-720, 720));
    cluster.clock().aheadBy(offset);
    say("the second node's clock is wrong by " + offset);
    return null;
  }

  private Void tokensAreRefused() {
    people.revokeAccessTokens(somebody());
    say("somebody's access tokens are refused");
    return null;
  }

  private Void signInEnds() throws InterruptedException {
    var user = somebody();
    people.revokeAndRestore(user);
    say("somebody's sign-in was ended, and made again");
    return null;
  }

  private Void postfixIsDown() throws IOException, InterruptedException {
    cluster.lab().postfix().goDown();
    Thread.sleep(1_000 + labCoin.nextInt(5_000));
    cluster.lab().postfix().comeBack();
    say("Postfix was down and is back");
    return null;
  }

  private Void dovecotIsDown() throws IOException, InterruptedException {
    cluster.lab().dovecot().goDown();
    Thread.sleep(1_000 + labCoin.nextInt(5_000));
    cluster.lab().dovecot().comeBack();
    say("Dovecot was down and is back");
    return null;
  }

  private Void providerIsInTrouble() throws InterruptedException {
    List<TokenTrouble> troubles =
        List.of(
            new TokenTrouble.Unavailable(),
            new TokenTrouble.TooMany(3),
            new TokenTrouble.Html(),
            new TokenTrouble.AnswerLost());
    var trouble = troubles.get(labCoin.nextInt(troubles.size()));
    cluster.lab().identityProvider().tokenTrouble(trouble);
    people.revokeAccessTokens(somebody());
    Thread.sleep(3_000 + labCoin.nextInt(5_000));
    cluster.lab().identityProvider().tokenTrouble(new TokenTrouble.None());
    say("the identity provider had trouble: " + trouble);
    return null;
  }

  private MailUser somebody() {
    return labCoin.nextBoolean() ? MailUser.ANNA : MailUser.BERND;
  }
}
