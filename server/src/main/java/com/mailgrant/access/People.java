package com.mailgrant.access;

import com.mailgrant.organization.OrganizationId;
import com.mailgrant.platform.MailgrantProperties;
import com.mailgrant.platform.Secret;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.UUID;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetails;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.core.userdetails.UsernameNotFoundException;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Service;

/** The people who may sign in to Mailgrant; at first start the administrator is made. */
@Service
class People implements UserDetailsService, ApplicationRunner {
  static final String ADMINISTRATOR = "admin";

  private final JdbcClient jdbc;
  private final PasswordEncoder encoder;
  private final PersonSessions sessions;
  private final MailgrantProperties properties;

  People(
      JdbcClient jdbc,
      PasswordEncoder encoder,
      PersonSessions sessions,
      MailgrantProperties properties) {
    this.jdbc = jdbc;
    this.encoder = encoder;
    this.sessions = sessions;
    this.properties = properties;
  }

  @Override
  public UserDetails loadUserByUsername(String userName) {
    return jdbc.sql(
            "select user_name, password_hash, must_change_password from person where user_name = ?")
        .param(userName)
        .query((row, _) ->
            User.withUsername(row.getString("user_name"))
                .password(row.getString("password_hash"))
                .authorities(
                    row.getBoolean("must_change_password")
                        ? Authorities.PASSWORD_CHANGE
                        : Authorities.ADMINISTRATOR)
                .build())
        .optional()
        .orElseThrow(() -> new UsernameNotFoundException("no such person"));
  }

  /** Makes the administrator at first start; a configured password holds from every start on. */
  @Override
  public void run(ApplicationArguments arguments) {
    var configured = properties.bootstrap().adminPassword();
    var stored =
        jdbc.sql("select password_hash from person where user_name = ?")
            .param(ADMINISTRATOR)
            .query(String.class)
            .optional();
    if (stored.isPresent() && configured != null) {
      choosePassword(ADMINISTRATOR, configured);
      if (!encoder.matches(configured.reveal(), stored.get())) {
        sessions.endAll(ADMINISTRATOR);
      }
    } else if (stored.isEmpty()) {
      var password = configured == null ? random() : configured;
      int made =
          jdbc.sql(
                  """
                  insert into person (id, organization_id, user_name, password_hash, must_change_password)
                  values (?, ?, ?, ?, ?)
                  on conflict (user_name) do nothing
                  """)
              .params(
                  UUID.randomUUID(),
                  OrganizationId.FIRST.value(),
                  ADMINISTRATOR,
                  encoder.encode(password.reveal()),
                  configured == null)
              .update();
      if (made == 1 && configured == null) {
        announce(password);
      }
    }
  }

  /** The password holds until somebody chooses another one. */
  void choosePassword(String userName, Secret password) {
    jdbc.sql(
            "update person set password_hash = ?, must_change_password = false where user_name = ?")
        .params(encoder.encode(password.reveal()), userName)
        .update();
  }

  /** On the console and not in the log: it is shown once and kept nowhere. */
  @SuppressWarnings("SystemOut")
  private static void announce(Secret password) {
    System.out.println();
    System.out.println(
        "  Administrator: " + ADMINISTRATOR + "   One-time password: " + password.reveal());
    System.out.println();
    System.out.flush();
  }

  private static Secret random() {
    var bytes = new byte[15];
    new SecureRandom().nextBytes(bytes);
    return new Secret(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
  }
}
