package com.mailgrant.account;

import com.mailgrant.platform.Labels;
import com.mailgrant.platform.Language;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** How far an account is on the way of the help page, for the picture on its page (row R37). */
final class Progress {
  private Progress() {}

  /** One stage of the way. */
  enum Stage {
    SAVE("Save"),
    LOGIN("Login"),
    TEST("Test Connection"),
    MAP("Map folders");

    private final String label;

    Stage(String label) {
      this.label = label;
    }

    public String label() {
      return Labels.of(Language.ofReader(), "stage." + name().toLowerCase(Locale.ROOT), label);
    }
  }

  /** Where a stage stands. */
  enum Mark {
    DONE,
    /** What the person should do next. */
    NEXT,
    LATER;

    /** For the style sheet. */
    public String css() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  record Step(Stage stage, Mark mark) {}

  static List<Step> of(MailAccount account) {
    var steps = new ArrayList<Step>();
    boolean nextFound = false;
    for (var stage : stages(account)) {
      boolean done = done(stage, account);
      steps.add(new Step(stage, done ? Mark.DONE : nextFound ? Mark.LATER : Mark.NEXT));
      nextFound |= !done;
    }
    return steps;
  }

  private static List<Stage> stages(MailAccount account) {
    return account.useOAuth()
        ? List.of(Stage.values())
        : List.of(Stage.SAVE, Stage.TEST, Stage.MAP);
  }

  private static boolean done(Stage stage, MailAccount account) {
    return switch (stage) {
      case SAVE -> account.state() != AccountState.PLANNED;
      case LOGIN -> account.signedIn();
      case TEST -> account.signedIn() && account.lastProvedAt() != null;
      case MAP -> account.mapped();
    };
  }
}
