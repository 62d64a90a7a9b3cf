package com.mailgrant.migration;

import com.mailgrant.organization.OrganizationId;
import com.mailgrant.platform.InvalidInput;
import com.mailgrant.platform.Missing;
import com.mailgrant.platform.Refused;
import com.mailgrant.platform.Sentence;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.stereotype.Component;

/**
 * Does the same with many accounts of the plan. Each waits for its mail servers for some seconds,
 * so some go at once; one failure does not stop the rest.
 */
@Component
class Rounds {
  private static final Logger LOG = LoggerFactory.getLogger(Rounds.class);

  /** Different mailboxes: no limit of a provider counts them together. */
  private static final int AT_ONCE = 8;

  private final Plan plan;
  private final ConversionDesk desk;
  private final ApplicationDesk application;
  private final Set<String> going = ConcurrentHashMap.newKeySet();

  Rounds(Plan plan, ConversionDesk desk, ApplicationDesk application) {
    this.plan = plan;
    this.desk = desk;
    this.application = application;
  }

  /**
   * How a try at one account came out.
   *
   * @param problem null where it succeeded
   */
  record Tried(String account, String accountName, @Nullable String problem) {}

  /** Switches over everything that is ready. */
  List<Tried> convertReady(OrganizationId organization, String by) {
    return each(ready(organization), conversion(by));
  }

  /**
   * The same without waiting for the end: what came of each shows in the plan.
   *
   * @return with how many accounts it goes on; those of a round that is going are among them
   */
  int beginConverting(OrganizationId organization, String by) {
    return begin("switch " + organization, ready(organization), conversion(by));
  }

  /** Signs the application in for everything whose sign-in is missing. */
  List<Tried> connectMissing(OrganizationId organization) {
    return each(missing(organization), this::connect);
  }

  /** The same without waiting for the end. */
  int beginConnecting(OrganizationId organization) {
    return begin("connect " + organization, missing(organization), this::connect);
  }

  private List<PlanLine> ready(OrganizationId organization) {
    return lines(
        organization, line -> line.ready() && line.entry().notes().decision() == Decision.CHANGE);
  }

  private List<PlanLine> missing(OrganizationId organization) {
    return lines(organization, PlanLine::missesSignIn);
  }

  private List<PlanLine> lines(OrganizationId organization, Predicate<PlanLine> which) {
    return plan.accountLines(organization).stream().filter(which).toList();
  }

  private Function<PlanEntry, @Nullable String> conversion(String by) {
    return entry -> {
      desk.convert(entry, by);
      return null;
    };
  }

  private @Nullable String connect(PlanEntry entry) {
    var trouble = application.connect(entry).trouble();
    return trouble == null ? null : trouble.title();
  }

  private int begin(String name, List<PlanLine> lines, Function<PlanEntry, @Nullable String> step) {
    if (!lines.isEmpty() && going.add(name)) {
      Thread.ofVirtual()
          .name(name)
          .start(() -> {
            try {
              var tried = each(lines, step);
              LOG.info(
                  "Went through {} accounts of the plan to {}; {} have trouble, which the plan shows.",
                  tried.size(),
                  name,
                  tried.stream().filter(one -> one.problem() != null).count());
            } finally {
              going.remove(name);
            }
          });
    }
    return lines.size();
  }

  private static List<Tried> each(
      List<PlanLine> lines, Function<PlanEntry, @Nullable String> step) {
    var limit = new Semaphore(AT_ONCE);
    // What went wrong is told in the language of whoever asked, from other threads too.
    var asked = LocaleContextHolder.getLocaleContext();
    try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
      var running = new ArrayList<Future<Tried>>();
      for (var line : lines) {
        Callable<Tried> task =
            () -> {
              limit.acquire();
              LocaleContextHolder.setLocaleContext(asked);
              try {
                return tried(line.entry(), step);
              } finally {
                limit.release();
              }
            };
        running.add(executor.submit(task));
      }
      var results = new ArrayList<Tried>();
      for (var each : running) {
        results.add(each.get());
      }
      return results;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return List.of();
    } catch (ExecutionException e) {
      throw new IllegalStateException("an account of the plan could not be tried", e);
    }
  }

  private static Tried tried(PlanEntry entry, Function<PlanEntry, @Nullable String> step) {
    var name = entry.planned().accountName();
    var id = String.valueOf(entry.account());
    try {
      return new Tried(id, name, step.apply(entry));
    } catch (Refused e) {
      return new Tried(id, name, e.sentence().forReader());
    } catch (Missing e) {
      return new Tried(id, name, e.sentence().forReader());
    } catch (InvalidInput e) {
      return new Tried(id, name, e.first());
    } catch (RuntimeException e) {
      LOG.warn("Account {} of the plan could not be tried; the others go on.", id, e);
      return new Tried(id, name, Sentence.of("wrong.migration.unexpected").forReader());
    }
  }
}
