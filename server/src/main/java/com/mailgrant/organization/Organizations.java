package com.mailgrant.organization;

import com.mailgrant.platform.Language;
import com.mailgrant.platform.MailgrantProperties;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The table {@code organization}. */
@Component
public class Organizations {
  private final JdbcClient jdbc;
  private final Language usual;

  Organizations(JdbcClient jdbc, MailgrantProperties properties) {
    this.jdbc = jdbc;
    this.usual = Language.tagged(properties.language()).orElseThrow();
  }

  /** One that exists. */
  public Organization get(OrganizationId id) {
    return find(id).orElseThrow(() -> new IllegalStateException("no organization " + id));
  }

  /**
   * In which language to write where nobody asked: notices, invitations, texts for administrators.
   */
  public Language language(OrganizationId id) {
    return find(id)
        .flatMap(organization -> Optional.ofNullable(organization.language()))
        .orElse(usual);
  }

  /** That of the installation, which holds where an organization chose none. */
  public Language usual() {
    return usual;
  }

  /** Replaces name and language. */
  public void keep(Organization organization) {
    var language = organization.language();
    jdbc.sql("update organization set name = ?, language = ? where id = ?")
        .param(organization.name())
        .param(language == null ? null : language.tag())
        .param(organization.id().value())
        .update();
  }

  private Optional<Organization> find(OrganizationId id) {
    return jdbc.sql("select name, language from organization where id = ?")
        .param(id.value())
        .query((row, _) ->
            new Organization(
                id,
                row.getString("name"),
                Optional.ofNullable(row.getString("language"))
                    .flatMap(Language::tagged)
                    .orElse(null)))
        .optional();
  }
}
