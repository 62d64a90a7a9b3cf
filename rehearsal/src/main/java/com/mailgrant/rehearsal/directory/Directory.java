package com.mailgrant.rehearsal.directory;

import com.mailgrant.rehearsal.directory.Person.Home;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** The people of the rehearsal tenant and what they may do. They are the same at every start. */
@Component
public class Directory {
  /** Everybody has the same password: it protects nothing, and people have to type it. */
  public static final String PASSWORD = "rehearsal";

  /** Tenant id of contoso.example. */
  public static final String TENANT = "c0a0c0a0-1111-4222-8333-c0a0c0a0c0a0";

  /** Tenant id of all personal accounts (facts/microsoft365 1.2). */
  public static final String CONSUMERS = "9188040d-6c67-4c5b-b112-36a304b66dad";

  private static final String INFO = "info@contoso.example";

  private static final String WORKER = "worker";
  private static final int LARGEST_COMPANY = 1_000;

  private static final List<Person> ALWAYS =
      List.of(
          work(1, "anna", "Anna Amsel", "en", Set.of(INFO), Set.of(INFO), false),
          work(2, "bernd", "Bernd Bußmann", "de", Set.of(INFO), Set.of(), false),
          work(3, "chloe", "Chloé Fauvette", "fr", Set.of(), Set.of(), false),
          work(4, "yuki", "鈴木 雪", "ja", Set.of(), Set.of(), false),
          work(5, "admin", "Adele Admin", "en", Set.of(), Set.of(), true),
          new Person(
              objectId(6), INFO, "Info", "", Home.MICROSOFT_365, "en", Set.of(), Set.of(), false),
          personal(7, "olivia@outlook.example", "Olivia Owl", Home.OUTLOOK_COM),
          personal(8, "gina@gmail.example", "Gina Goldfinch", Home.GMAIL));

  private final List<Person> people;
  private final Set<String> openForApplications = ConcurrentHashMap.newKeySet();
  private volatile boolean takesPasswords = true;

  /** Without a company. */
  public Directory() {
    this(0);
  }

  /**
   * @param companySize how many further people there are, {@code worker001@contoso.example} and so
   *     on, whose mail servers still take passwords: a company before its migration
   */
  @Autowired
  public Directory(@Value("${rehearsal.company-size:0}") int companySize) {
    if (companySize < 0 || companySize > LARGEST_COMPANY) {
      throw new IllegalArgumentException(
          "rehearsal.company-size must be 0 to " + LARGEST_COMPANY + ", was " + companySize);
    }
    this.people =
        Stream.concat(
                ALWAYS.stream(),
                IntStream.rangeClosed(1, companySize)
                    .mapToObj(number ->
                        work(
                            1_000 + number,
                            WORKER + "%03d".formatted(number),
                            "Worker %03d".formatted(number),
                            "en",
                            Set.of(),
                            Set.of(),
                            false)))
            .toList();
  }

  /** Whether the mail servers take this person's password: of the company, until it is over. */
  public boolean takesPassword(Person person, String password) {
    return takesPasswords
        && person.userPrincipalName().startsWith(WORKER)
        && person.password().equals(password);
  }

  /** Passwords are over, or begin again. */
  public void takePasswords(boolean taken) {
    takesPasswords = taken;
  }

  /** Whether the company's passwords are taken. */
  public boolean takesPasswords() {
    return takesPasswords;
  }

  /** The people of the company, who have passwords; none unless the tenant was started with it. */
  public List<Person> company() {
    return people.subList(ALWAYS.size(), people.size());
  }

  /** The people who are in every tenant, shared mailboxes included. */
  public List<Person> always() {
    return ALWAYS;
  }

  /** Everybody, shared mailboxes included. */
  public List<Person> people() {
    return people;
  }

  /** By sign-in name or address, whatever the case. */
  public Optional<Person> find(String userPrincipalName) {
    var wanted = userPrincipalName.strip().toLowerCase(Locale.ROOT);
    return people.stream().filter(p -> p.userPrincipalName().equals(wanted)).findFirst();
  }

  /** Whether the person may open the mailbox: the own one, or one with Full Access. */
  public boolean mayOpen(Person person, String mailbox) {
    return person.userPrincipalName().equalsIgnoreCase(mailbox)
        || person.fullAccess().contains(mailbox.toLowerCase(Locale.ROOT));
  }

  /** Lets applications that sign in for themselves open a mailbox and send as it. */
  public void openForApplications(String mailbox) {
    if (find(mailbox).isEmpty()) {
      throw new IllegalArgumentException("there is no mailbox " + mailbox);
    }
    openForApplications.add(mailbox.toLowerCase(Locale.ROOT));
  }

  /** Whether an application that signed in for itself may open the mailbox. */
  public boolean isOpenForApplications(String mailbox) {
    return openForApplications.contains(mailbox.toLowerCase(Locale.ROOT));
  }

  /** Whether the person may write the address in From. */
  public boolean maySendAs(Person person, String address) {
    return person.userPrincipalName().equalsIgnoreCase(address)
        || person.sendAs().contains(address.toLowerCase(Locale.ROOT));
  }

  private static Person work(
      int number,
      String name,
      String displayName,
      String language,
      Set<String> fullAccess,
      Set<String> sendAs,
      boolean administrator) {
    return new Person(
        objectId(number),
        name + "@contoso.example",
        displayName,
        PASSWORD,
        Home.MICROSOFT_365,
        language,
        fullAccess,
        sendAs,
        administrator);
  }

  private static Person personal(int number, String address, String displayName, Home home) {
    return new Person(
        objectId(number), address, displayName, PASSWORD, home, "en", Set.of(), Set.of(), false);
  }

  private static String objectId(int number) {
    return "0b7ec700-0000-4000-8000-%012d".formatted(number);
  }
}
