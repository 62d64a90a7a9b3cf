package com.mailgrant.access;

import com.mailgrant.platform.MailgrantProperties;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.HeadersConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.config.observation.SecurityObservationSettings;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.UsernamePasswordAuthenticationFilter;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;

/** Which request needs what. */
@Configuration(proxyBeanMethods = false)
class AccessRules {
  /** Nothing from elsewhere, nothing inline, nobody may frame us. */
  private static final String CONTENT_SECURITY_POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src"
          + " 'self'; connect-src 'self'; frame-src 'self'; form-action 'self'; base-uri 'none';"
          + " frame-ancestors 'none'";

  /** The OpenAPI document, which says nothing that a stranger may not know. */
  private static final String DESCRIPTION = "/api/v1/openapi.json";

  private static final String PLAN = "/setup/configuration/email/migration";

  @Bean
  PasswordEncoder passwordEncoder() {
    return Argon2PasswordEncoder.defaultsForSpringSecurity_v5_8();
  }

  /** Each filter of each request would be observed, which takes longer than the filters do. */
  @Bean
  SecurityObservationSettings noObservations() {
    return SecurityObservationSettings.noObservations();
  }

  @Bean
  @Order(1)
  SecurityFilterChain api(
      HttpSecurity http,
      ApiKeys keys,
      RequestCounts counts,
      Clock clock,
      MailgrantProperties properties)
      throws Exception {
    var filter = new ApiKeyFilter(keys, counts, clock, properties.api().requestsPerMinute());
    return http.securityMatcher("/api/**")
        .authorizeHttpRequests(requests ->
            requests
                .requestMatchers(HttpMethod.GET, DESCRIPTION)
                .permitAll()
                .anyRequest()
                .authenticated())
        .addFilterBefore(filter, UsernamePasswordAuthenticationFilter.class)
        .sessionManagement(
            session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
        .csrf(csrf -> csrf.disable())
        .requestCache(cache -> cache.disable())
        .exceptionHandling(problems ->
            problems.authenticationEntryPoint(
                (request, response, _) -> ApiRefusal.noKey(request, response)))
        .headers(AccessRules::headers)
        .build();
  }

  @Bean
  @Order(2)
  SecurityFilterChain pages(HttpSecurity http, GuardedSignIn signIn, PlanAccess plan)
      throws Exception {
    return http.authorizeHttpRequests(requests ->
            requests
                .requestMatchers(
                    "/sign-in",
                    "/oauth2/**",
                    "/invitation/**",
                    "/approval/**",
                    "/delegation/**",
                    "/actuator/health/**",
                    "/assets/**",
                    "/webjars/**",
                    "/favicon.ico",
                    "/error")
                .permitAll()
                .requestMatchers(PasswordPages.PATH)
                .authenticated()
                .requestMatchers(PLAN + "/deleted/**", PLAN + "/delegations/**")
                .hasAuthority(Authorities.ADMINISTRATOR)
                .requestMatchers(PLAN, PLAN + "/**")
                .access(plan)
                .anyRequest()
                .hasAuthority(Authorities.ADMINISTRATOR))
        .authenticationProvider(signIn)
        .formLogin(form ->
            form.loginPage("/sign-in")
                .usernameParameter("username")
                .passwordParameter("password")
                .defaultSuccessUrl("/", false)
                .failureHandler(new SignInFailed()))
        .exceptionHandling(problems -> problems.accessDeniedHandler(new PasswordFirst()))
        .logout(logout -> logout.logoutUrl("/sign-out").logoutSuccessUrl("/sign-in?signed-out"))
        .headers(AccessRules::headers)
        .build();
  }

  private static void headers(HeadersConfigurer<HttpSecurity> headers) {
    headers
        .frameOptions(frame -> frame.disable())
        .addHeaderWriter(AccessRules::nobodyFramesUs)
        .contentSecurityPolicy(policy -> policy.policyDirectives(CONTENT_SECURITY_POLICY))
        .referrerPolicy(policy -> policy.policy(ReferrerPolicy.SAME_ORIGIN))
        .permissionsPolicyHeader(
            policy -> policy.policy("camera=(), microphone=(), geolocation=(), payment=()"));
  }

  /** Unless an answer says itself who may: the text of a message is shown in a frame of ours. */
  private static void nobodyFramesUs(HttpServletRequest request, HttpServletResponse response) {
    if (!response.containsHeader("X-Frame-Options")) {
      response.setHeader("X-Frame-Options", "DENY");
    }
  }
}
