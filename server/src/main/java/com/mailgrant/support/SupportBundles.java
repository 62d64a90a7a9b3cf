package com.mailgrant.support;

import com.mailgrant.account.AccountView;
import com.mailgrant.account.Accounts;
import com.mailgrant.diagnosis.Diagnoses;
import com.mailgrant.organization.OrganizationId;
import com.mailgrant.platform.Language;
import com.mailgrant.platform.SupportPart;
import java.time.Clock;
import java.util.List;
import java.util.TreeMap;
import org.springframework.stereotype.Component;

/** Gathers support bundles. */
@Component
class SupportBundles {
  private static final int REPORTS = 50;

  private final Accounts accounts;
  private final AccountView.Views views;
  private final Diagnoses diagnoses;
  private final Versions versions;
  private final SettingsInUse settings;
  private final List<SupportPart> parts;
  private final Clock clock;

  SupportBundles(
      Accounts accounts,
      AccountView.Views views,
      Diagnoses diagnoses,
      Versions versions,
      SettingsInUse settings,
      List<SupportPart> parts,
      Clock clock) {
    this.accounts = accounts;
    this.views = views;
    this.diagnoses = diagnoses;
    this.versions = versions;
    this.settings = settings;
    this.parts = List.copyOf(parts);
    this.clock = clock;
  }

  /** Everything about this organization; in English, for whoever reads it. */
  SupportBundle make(OrganizationId organization) {
    var more = new TreeMap<String, Object>();
    parts.forEach(part -> more.put(part.name(), part.of(organization.value())));
    return new SupportBundle(
        clock.instant(),
        versions.all(),
        settings.all(),
        accounts.of(organization).stream().map(views::of).toList(),
        diagnoses.newest(organization.value(), REPORTS, Language.ENGLISH).stream()
            .map(ReportView::of)
            .toList(),
        more);
  }
}
